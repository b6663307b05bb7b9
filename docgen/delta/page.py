"""The proof as one HTML page: it needs no network, no script and no other file.

The page speaks the language of its captions; each text of a letter stands in its own language and
direction.
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.delta.captions import Captions, captions
from docgen.delta.changes import Change, Changes
from docgen.delta.look import STYLE
from docgen.delta.markup import Markup, element
from docgen.delta.proof import Proof
from docgen.delta.said import (
    NONE,
    approvals,
    counts,
    direction,
    group_named,
    languages_of,
    listed,
    reasons,
    since,
    summary,
    where,
)
from docgen.delta.sections import anchor, figure, group_section, table
from docgen.delta.sides import anchor as side_anchor
from docgen.delta.sides import side_sections, style


def as_html(proof: Proof, changes: Changes | None = None, say: Captions | None = None) -> str:
    """The page; equal proofs give equal text."""
    say = say or captions()
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", say.say("titled", name=proof.name)),
        element("style", Markup(STYLE + style())),
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
            _standing_out(proof, say),
            _changes(changes, say) if changes is not None else None,
            _overview(proof, say),
            *_kinds(proof, say),
        ),
    )
    opened = f'<html lang="{say.code}" dir="{say.direction}">'
    return f"<!DOCTYPE html>\n{opened}\n{head}\n{body}\n</html>\n"


def _kinds(proof: Proof, say: Captions) -> Iterator[Markup]:
    """The kinds: first their languages side by side, then each language by itself."""
    for of in proof.by_kind():
        if of.beside is not None:
            yield from side_sections(of.beside, of.lone, proof, say)
        for laid in of.laid:
            yield group_section(laid, proof, say)


def _left_out(proof: Proof, say: Captions) -> Markup | None:
    if not proof.left_out:
        return None
    items = [element("li", said, lang="en", dir="ltr") for said in proof.left_out]
    return element("section", element("h2", say.say("left_out")), element("ul", *items))


def _overview(proof: Proof, say: Captions) -> Markup:
    """How many letters there are: a row a kind, a column a language."""
    codes = languages_of(proof)
    rows = []
    for of in proof.by_kind():
        side = f"#{side_anchor(of.beside)}" if of.beside is not None else None
        targets = {laid.group.language: f"#{anchor(laid.group)}" for laid in of.laid}
        targets |= {laid.group.language: side or "" for laid in of.lone}
        own = {laid.group.language: laid for laid in (*of.lone, *of.laid)}
        name = say.kind(of.kind)
        cells = [
            element(
                "td",
                element("a", say.number(len(own[code].group.rows)), href=targets[code])
                if code in own
                else NONE,
                class_="number",
            )
            for code in codes
        ]
        rows.append(
            element(
                "tr",
                element("th", element("a", name, href=side) if side else name, scope="row"),
                *cells,
                figure(sum(len(laid.group.rows) for laid in own.values()), say),
                figure(sum(laid.standing_out for laid in own.values()), say),
            )
        )
    heads = [say.say("kind_head"), *map(say.language_name, codes),
             say.say("letters_count"), say.say("out_count")]  # fmt: skip
    return element("section", element("h2", say.say("contents")), table(None, heads, rows))


def _standing_out(proof: Proof, say: Captions) -> Markup | None:
    """All letters that stand out, the weightiest reasons first."""
    out = proof.out()
    if not out:
        return None
    rows = [
        element(
            "tr",
            element("th", element("strong", letter.key or say.say("master")), scope="row"),
            element("td", group_named(letter.kind, letter.language, say)),
            element("td", reasons(whys, say, away=True), class_="said"),
            class_="outlier",
        )
        for letter, whys in out
    ]
    heads = ("letter", "kind_and_language", "why")
    return element(
        "section",
        element("h2", say.say("standing_out", len(out))),
        table(None, [say.say(head) for head in heads], rows),
    )


# What has changed


def _changes(changes: Changes, say: Captions) -> Markup:
    return element(
        "section",
        element("h2", since(changes, say)),
        *(element("p", said) for said in approvals(changes, say)),
        element("p", counts(changes, say)),
        element("p", say.say("redone", count=len(changes.redone))) if changes.redone else None,
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
