"""``docgen diff``: what differs between two letters, two folders of letters, two templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from docgen.cli.options import Folder, common
from docgen.cli.report import Report
from docgen.diagnostics import DocgenError, Finding, Place, error, has_errors
from docgen.differences import Difference, Piece, Snapshot, compare, read_snapshot
from docgen.publish import WORKSHOP

_WHOLE: Final = "the whole letter"
_CONTEXT: Final = 40  # characters of what stays the same, beside a change
_SIGNS: Final = {"-": ("[-", "-]", "red"), "+": ("{+", "+}", "green")}
# What a reader would not see.
_SEEN: Final = str.maketrans({"\u00a0": "⍽", "\u202f": "⍽", "\u200e": "‹lrm›", "\u200f": "‹rlm›",
                              "\t": "→", "\n": "↵"})  # fmt: skip


@click.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@common
def diff(old: str, new: str, campaign_file: str, as_json: bool, quiet: bool) -> None:
    """Show what differs between two letters, two folders or bundles of letters, or two templates.

    Words that B has not are shown [-so-], words that A has not {+so+}. Letters in folders and
    bundles, zipped ones too, belong together by their path, else by kind, language and key. The
    exit code is 0 in any case that could be compared.
    """
    folder = Folder(Path(campaign_file))
    report = Report("diff", as_json, quiet, ending="")
    one, two = Path(old), Path(new)
    missing = [path for path in (one, two) if not path.exists()]
    for path in missing:
        report.findings.append(
            error("T002", Place(folder.shown(path)), "there is no such file or folder",
                  "look at its name")
        )  # fmt: skip
    if not missing and _holds_several(one) != _holds_several(two):
        raise click.UsageError("A and B are two files, or two folders or bundles")
    compared: list[tuple[str, str, list[Difference]]] = []
    if not missing:
        compared = list(_compared(one, two, folder, report.findings))
    report.more["differences"] = [
        {"old": a, "new": b, **_as_json(each)} for a, b, found in compared for each in found
    ]
    if not as_json and not quiet and not has_errors(report.findings):
        _print(compared)
    report.end()


def _compared(
    one: Path, two: Path, folder: Folder, findings: list[Finding]
) -> Iterator[tuple[str, str, list[Difference]]]:
    """Pairs of files with their differences; a file that stands alone is one."""
    old, new = _letters(one, folder, findings), _letters(two, folder, findings)
    if not _holds_several(one):
        pairs = [(a, b) for a in old.values() for b in new.values()]
    else:
        pairs = [(old[name], new[name]) for name in old if name in new]
        before = {s.made_of: s for name, s in old.items() if name not in new and s.made_of}
        known = {id(s) for pair in pairs for s in pair}
        for snapshot in new.values():
            if id(snapshot) not in known and snapshot.made_of in before:
                pairs.append((before.pop(snapshot.made_of), snapshot))
    for a, b in pairs:
        yield a.shown_as, b.shown_as, compare(a, b)
    known = {id(s) for pair in pairs for s in pair}
    for snapshots, kind in ((old, "removed"), (new, "added")):
        for snapshot in snapshots.values():
            if id(snapshot) not in known and _holds_several(one):
                file = snapshot.shown_as
                yield file, file, [Difference(kind, "", what=_WHOLE)]


def _holds_several(path: Path) -> bool:
    """Whether it is a folder, or a zipped bundle."""
    return path.is_dir() or path.suffix.casefold() == ".zip"


def _letters(path: Path, folder: Folder, findings: list[Finding]) -> dict[str, Snapshot]:
    """The letters of a folder or bundle by their paths in it; a file is one letter."""
    read: dict[str, Snapshot] = {}
    zipped = _holds_several(path) and not path.is_dir()
    for name, shown, data in (_packed if zipped else _beneath)(path, folder, findings):
        try:
            read[name] = read_snapshot(data(), shown)
        except OSError as fault:
            findings.append(
                error("T002", Place(shown), f"the file cannot be read: {fault.strerror}",
                      "close it in Word")
            )  # fmt: skip
        except DocgenError as fault:
            findings.extend(fault.findings)
    if not read and not has_errors(findings):
        what = "bundle" if zipped else "folder"
        findings.append(
            error("T002", Place(folder.shown(path)), f"there is no Word file in this {what}",
                  "name the folder of the letters")
        )  # fmt: skip
    return read


Files = Iterator[tuple[str, str, Callable[[], bytes]]]
"""Word files: the path inside, the name to show, and what reads it."""


def _beneath(path: Path, folder: Folder, _: list[Finding]) -> Files:
    """The Word files below a folder, without those that Word and docgen keep for themselves."""
    for file in [path] if path.is_file() else sorted(path.rglob("*.docx")):
        inside = file.relative_to(path) if path.is_dir() else Path(file.name)
        if not file.name.startswith("~$") and WORKSHOP not in inside.parts:
            yield inside.as_posix(), folder.shown(file), file.read_bytes


def _packed(path: Path, folder: Folder, findings: list[Finding]) -> Files:
    """The Word files of a bundle that is a zip file: by the same paths as in its folder."""
    from docgen.bundle import read_bundle

    shown = folder.shown(path)
    opened, faults = read_bundle(path, shown)
    findings.extend(faults)
    if opened is not None:
        for name in sorted(opened.source.names):
            if name.endswith(".docx"):
                yield name, f"{shown}/{name}", partial(opened.read, name)


# What is shown


def _print(compared: list[tuple[str, str, list[Difference]]]) -> None:
    total = 0
    for old, new, found in compared:
        total += len(found)
        if not found:
            continue
        click.secho(old if old == new else f"{old} → {new}", bold=True)
        for each in found:
            was = f" (was {each.was})" if each.was else ""
            what = f"  {each.what}" if each.what else ""
            click.echo(f"  {f'{each.place}{was}  '.lstrip()}{each.kind}{what}")
            if each.pieces:
                click.echo(f"    {''.join(_shown(each.pieces))}")
    count = sum(all(each.what != _WHOLE for each in found) for _, _, found in compared)
    files = f"{count} {'pair of files' if count == 1 else 'pairs of files'} compared"
    click.echo(f"{total} {'difference' if total == 1 else 'differences'}, {files}")


def _shown(pieces: tuple[Piece, ...]) -> Iterator[str]:
    for at, piece in enumerate(pieces):
        text = piece.text.translate(_SEEN)
        if piece.sign in _SIGNS:
            begin, end, colour = _SIGNS[piece.sign]
            yield click.style(f"{begin}{text}{end}", fg=colour)
            continue
        head = text[:_CONTEXT] if at else ""
        tail = text[-_CONTEXT:] if at < len(pieces) - 1 else ""
        short = len(text) > len(head) + len(tail) + 1
        yield f"{head}…{tail}" if short else text


def _as_json(each: Difference) -> dict[str, Any]:
    made = asdict(each)
    made["pieces"] = [{"sign": piece.sign, "text": piece.text} for piece in each.pieces]
    return made
