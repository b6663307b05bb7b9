"""The proof as one HTML page: it needs no network, no script and no other file.

The page speaks English, the language of the campaign file and of findings; each text of a letter
stands in its own language and direction.
"""

from __future__ import annotations

from docgen.delta.changes import Change, Changes
from docgen.delta.look import STYLE
from docgen.delta.markup import Markup, element
from docgen.delta.proof import Proof
from docgen.delta.said import direction, in_some, letters_said, listed, title, where
from docgen.delta.sections import anchor, figure, group_section, table


def as_html(proof: Proof, changes: Changes | None = None) -> str:
    """The page; equal proofs give equal text."""
    title = f"Proof before signature: {proof.name}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", Markup(STYLE)),
    )
    out = sum(laid.standing_out for laid in proof.laid)
    body = element(
        "body",
        element(
            "header",
            element("h1", "Proof before signature"),
            element("p", element("strong", proof.name)),
            element(
                "p",
                f"{letters_said(proof.letters)} of {proof.on.isoformat()}. "
                f"{out} of them stand out and come first in their tables. "
                "Read the text of each kind once, then the letters that stand out.",
            ),
        ),
        element(
            "main",
            _left_out(proof),
            _overview(proof),
            _changes(changes) if changes is not None else None,
            *(group_section(laid, proof) for laid in proof.laid),
        ),
    )
    return f'<!DOCTYPE html>\n<html lang="en" dir="ltr">\n{head}\n{body}\n</html>\n'


def _left_out(proof: Proof) -> Markup | None:
    if not proof.left_out:
        return None
    items = [element("li", said) for said in proof.left_out]
    return element("section", element("h2", "Not in this proof"), element("ul", *items))


def _overview(proof: Proof) -> Markup:
    rows = [
        element(
            "tr",
            element(
                "th", element("a", title(laid.group), href=f"#{anchor(laid.group)}"), scope="row"
            ),
            figure(len(laid.group.rows)),
            figure(sum(not column.hidden for column in laid.group.columns)),
            figure(len(in_some(laid.group))),
            figure(laid.standing_out),
        )
        for laid in proof.laid
    ]
    return element(
        "section",
        element("h2", "What there is"),
        table(
            None,
            ["kind and language", "letters", "values that differ",
             "paragraphs in some letters only", "letters that stand out"],
            rows,
        ),
    )  # fmt: skip


# What has changed


def _changes(changes: Changes) -> Markup:
    return element(
        "section",
        element("h2", f"What has changed since the proof of {changes.on}"),
        element(
            "p",
            f"{letters_said(len(changes.added))} added, {len(changes.removed)} removed, "
            f"{len(changes.changed)} changed, {changes.unchanged} unchanged.",
        ),
        _files("Added", changes.added),
        _files("Removed", changes.removed),
        *(_change(change) for change in changes.words),
    )


def _files(what: str, files: list[str]) -> Markup | None:
    if not files:
        return None
    return element("p", element("strong", f"{what}: "), listed(files))


def _change(change: Change) -> Markup:
    tags = {"gone": "del", "new": "ins"}
    return element(
        "div",
        element("h3", where(change)),
        element(
            "p",
            *(element(tags[run.what], element("bdi", run.text)) if run.what in tags else run.text
              for run in change.runs),
            lang=change.language,
            dir=direction(change.language),
        ),
    )  # fmt: skip
