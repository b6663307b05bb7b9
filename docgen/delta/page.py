"""The proof as one HTML page: it needs no network, no script and no other file.

The page speaks the language of its captions; each text of a letter stands in its own language and
direction.
"""

from __future__ import annotations

from docgen.delta.captions import Captions, captions
from docgen.delta.changes import Change, Changes
from docgen.delta.look import STYLE
from docgen.delta.markup import Markup, element
from docgen.delta.proof import Proof
from docgen.delta.said import counts, direction, in_some, listed, since, summary, title, where
from docgen.delta.sections import anchor, figure, group_section, table


def as_html(proof: Proof, changes: Changes | None = None, say: Captions | None = None) -> str:
    """The page; equal proofs give equal text."""
    say = say or captions()
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", say.say("titled", name=proof.name)),
        element("style", Markup(STYLE)),
    )
    body = element(
        "body",
        element(
            "header",
            element("h1", say.say("title")),
            element("p", element("strong", element("bdi", proof.name))),
            element("p", summary(proof, say)),
            element("p", say.say("how_to_read")),
        ),
        element(
            "main",
            _left_out(proof, say),
            _overview(proof, say),
            _changes(changes, say) if changes is not None else None,
            *(group_section(laid, proof, say) for laid in proof.laid),
        ),
    )
    opened = f'<html lang="{say.code}" dir="{say.direction}">'
    return f"<!DOCTYPE html>\n{opened}\n{head}\n{body}\n</html>\n"


def _left_out(proof: Proof, say: Captions) -> Markup | None:
    if not proof.left_out:
        return None
    items = [element("li", said, lang="en", dir="ltr") for said in proof.left_out]
    return element("section", element("h2", say.say("left_out")), element("ul", *items))


def _overview(proof: Proof, say: Captions) -> Markup:
    rows = [
        element(
            "tr",
            element(
                "th",
                element("a", title(laid.group, say), href=f"#{anchor(laid.group)}"),
                scope="row",
            ),
            figure(len(laid.group.rows), say),
            figure(sum(not column.hidden for column in laid.group.columns), say),
            figure(len(in_some(laid.group)), say),
            figure(laid.standing_out, say),
        )
        for laid in proof.laid
    ]
    heads = ("kind_and_language", "letters_count", "values_count", "some_count", "out_count")
    return element(
        "section",
        element("h2", say.say("contents")),
        table(None, [say.say(head) for head in heads], rows),
    )


# What has changed


def _changes(changes: Changes, say: Captions) -> Markup:
    return element(
        "section",
        element("h2", since(changes, say)),
        element("p", counts(changes, say)),
        _files(say.say("added"), changes.added, say),
        _files(say.say("removed"), changes.removed, say),
        *(_change(change, say) for change in changes.words),
    )


def _files(what: str, files: list[str], say: Captions) -> Markup | None:
    if not files:
        return None
    return element("p", element("strong", f"{what}{say.say('colon')}"), listed(files, say))


def _change(change: Change, say: Captions) -> Markup:
    tags = {"gone": "del", "new": "ins"}
    return element(
        "div",
        element("h3", where(change, say)),
        element(
            "p",
            *(element(tags[run.what], element("bdi", run.text)) if run.what in tags else run.text
              for run in change.runs),
            lang=change.language,
            dir=direction(change.language),
        ),
    )  # fmt: skip
