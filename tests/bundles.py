"""A campaign with letters to people for the tests of bundles, published once for all of them."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any, Final

import pytest
from conftest import CAMPAIGN_PARTS, ROOT, contents
from word import docx, p

from docgen import bundle
from docgen.campaign import Campaign, load
from docgen.diagnostics import Finding, Outcome
from docgen.publish import published

LANGUAGES: Final = ("ar", "en", "es", "fr", "ru", "zh")
PERSONAL: Final = "T22-TSB-CIR-0182-personal"
PUBLIC: Final = "T22-TSB-CIR-0182-public"

_KIND: Final = """
[kinds.{kind}]
template = "{kind}"
lists = []
audience = "personal"
people = "representatives"
addressed_to = "{to}"
date = 2024-04-08
reference = "TSB/{kind}/{{{{ {of}.key }}}}"
file_name = "{kind}-{{{{ {of}.key }}}}-{{{{ letter.language }}}}"
{more}
"""
_BODY: Final = (
    p("{{ recipient.addressee }}"),
    p("{{ letter.reference }}"),
    p("{{ letter.subject }}"),
)
_NAMED: Final = p("{{ representative.name }}")


def make_campaign(folder: Path) -> Path:
    """The shipped campaign with kinds of its own for people: confirmation and note."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in CAMPAIGN_PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("~$*", ".*"))
        else:
            shutil.copy2(source, folder / part)
    text = (folder / "campaign.toml").read_text(encoding="utf-8")
    text = re.sub(r"(?ms)^\[kinds\.(?!circular\]|roadmap\]).*?(?=^\[|\Z)", "", text)
    for kind, to, of, more in (
        ("confirmation", "person", "recipient", 'companions = ["note"]'),
        ("note", "rto", "representative", ""),
    ):
        subjects = "".join(f'subject.{code} = "{kind} {code}"\n' for code in LANGUAGES)
        text += _KIND.format(kind=kind, to=to, of=of, more=f"{more}\n{subjects}")
        place = folder / "templates" / kind
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        for code in LANGUAGES:
            body = _BODY if to == "person" else (*_BODY, _NAMED)
            (place / f"{code}.docx").write_bytes(docx(*body))
    (folder / "campaign.toml").write_text(text, encoding="utf-8")
    return folder


def run(folder: Path, *arguments: str) -> int:
    """A command in this process, in a folder; its answer is not looked at."""
    from docgen.cli import main

    before, given = Path.cwd(), sys.argv
    os.chdir(folder)
    sys.argv = ["docgen", *arguments, "--quiet"]
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    finally:
        os.chdir(before)
        sys.argv = given
    return 0


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The campaign with its letters published: roadmaps, Chinese circulars, letters to people."""
    folder = make_campaign(tmp_path_factory.mktemp("published") / "campaign")
    assert run(folder, "circular", "--lang", "zh") == 0
    assert run(folder, "roadmap") == 0
    assert run(folder, "confirmations", "mailing_lists/reps.xlsx", "--lang", "fr") == 0
    return folder


@pytest.fixture(scope="session")
def packed_once(published_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two bundles: the personal letters as a folder and as a zip file."""
    target = tmp_path_factory.mktemp("bundles")
    for more in ((), ("--zip",)):
        kinds = ("--kind", "confirmation", "--kind", "note")
        assert run(published_once, "bundle", *kinds, "--to", str(target), *more) == 0
    return target


NAME: Final = "T22-TSB-CIR-0182-confirmation-note"


@pytest.fixture
def campaign_folder(published_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the published campaign, which is the current directory of the test."""
    folder = tmp_path / "campaign"
    shutil.copytree(published_once, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def bag(packed_once: Path, tmp_path: Path) -> Path:
    """A copy of the bundle as a folder."""
    target = tmp_path / NAME
    shutil.copytree(packed_once / NAME, target)
    return target


@pytest.fixture
def zipped(packed_once: Path, tmp_path: Path) -> Path:
    """A copy of the bundle as a zip file."""
    return Path(shutil.copy2(packed_once / f"{NAME}.zip", tmp_path))


def told(findings: list[Finding] | tuple[Finding, ...]) -> list[tuple[str, str]]:
    """Code and place of each finding."""
    return [(finding.code, str(finding.place)) for finding in findings]


def campaign_of(folder: Path) -> Campaign:
    """The campaign of a folder."""
    campaign = load(folder / "campaign.toml").value
    assert campaign is not None
    return campaign


def order_of(folder: Path, **more: Any) -> bundle.Order:
    """How the letters of a folder are packed."""
    return bundle.Order(
        campaign=campaign_of(folder),
        out=folder / "out",
        shown_out="out",
        emblem=(folder / "templates" / "emblem.png").read_bytes(),
        version="0",
        **more,
    )


def chosen(folder: Path, *kinds: str, **more: Any) -> Outcome[tuple[bundle.Selection, ...]]:
    """What a bundle of these kinds would hold."""
    wish = bundle.Wish(kinds, **more)
    record = published(folder / "out")
    return bundle.choose(folder / "out", "out", record, campaign_of(folder), wish)


def plan_of(folder: Path, *kinds: str, **more: Any) -> bundle.Plan:
    """The plan of a bundle without a finding of weight."""
    selections, _ = chosen(folder, *kinds, allow_missing=True)
    assert selections is not None
    plan, _ = bundle.plan_bundle(selections[0], order_of(folder, **more))
    assert plan is not None
    return plan


def put(folder: Path, to: Path, *, zipped: bool = False, replace: bool = False) -> Path:
    """Pack the personal letters into ``to``."""
    plan = plan_of(folder, "confirmation", "note")
    with bundle.Shelf(to, "bundles") as shelf:
        made = shelf.bag(PERSONAL)
        bundle.write_bundle(plan, made)
        final = shelf.add(made, zipped=zipped, replace=replace)
        shelf.place()
    return final


def files(folder: Path) -> dict[str, bytes]:
    """The files below a folder."""
    return {name: data for name, data in contents(folder).items() if data is not None}


def manifest_of(bag: Path) -> dict[str, Any]:
    """The manifest of a bundle that is a folder."""
    found = json.loads((bag / "data" / "manifest.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def resealed(bag: Path) -> None:
    """Write the lists of a bag anew, as somebody would who hides what he has changed."""
    from docgen.bundle.tags import TAG_FILES, Digests, tag_files

    payload = {name: Digests.of(data) for name, data in files(bag).items()
               if name.startswith("data/")}  # fmt: skip
    stated = (bag / "bag-info.txt").read_text(encoding="utf-8").splitlines()
    info = [(line.partition(": ")[0], line.partition(": ")[2]) for line in stated[:-1]]
    for name, data in tag_files(payload, info).items():
        assert name in TAG_FILES
        (bag / name).write_bytes(data)
