"""Bundles for tests of mail and sending: packed by docgen.bundle, each shape once, then copied."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal
from unittest import mock

from conftest import ROOT
from word import docx, p

from docgen import bundle, mail
from docgen.bundle.about import About
from docgen.campaign import load
from docgen.template import Template
from docgen.template.stamp import Stamp

SENDER = "charlyne.restivo@itu.int"
_HOME = tempfile.TemporaryDirectory(prefix="docgen-bags-")

Audience = Literal["public", "personal"]


@dataclass(frozen=True)
class To:
    """One recipient of a test's bundle."""

    key: str
    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    language: str = "en"
    kind: str = "confirmation"


# Six recipients, one in each language, as the regions have them.
SIX = (
    To("AFR", ("a.diallo@example.org",), ("sg@atu.example.org",), "fr"),
    To("AMS", ("l.perez@example.org",), ("sg@citel.example.org",), "es"),
    To("ARB", ("h.saleh@example.org",), ("sg@las.example.org",), "ar"),
    To("ASP", ("w.li@example.org",), ("sg@apt.example.org",), "zh"),
    To("CIS", ("a.kim@example.org",), ("sg@rcc.example.org",), "ru"),
    To("EUR", ("m.smith@example.org",), ("sg@cept.example.org",), "en"),
)


def make_bag(
    path: Path,
    people: Sequence[To] = SIX,
    *,
    audience: Audience = "personal",
    sender: str = SENDER,
    text: str = "Please find attached our letter.\n",
    subject: str = "",
    zipped: bool = False,
) -> Path:
    """Put a bundle at ``path``, in the place of any other; give its path, which ends with ``.zip``
    for a zip file."""
    source = _packed(tuple(people), audience, sender, text, subject, zipped)
    if zipped:
        return Path(shutil.copy2(source, path.with_name(f"{path.name}.zip")))
    shutil.rmtree(path, ignore_errors=True)
    return Path(shutil.copytree(source, path))


@cache
def _packed(
    people: tuple[To, ...], audience: Audience, sender: str, text: str, subject: str, zipped: bool
) -> Path:
    """The bundle that is copied.

    The messages are docgen's own but for what a test asks for, addresses that no list would let
    through among them.
    """
    home = Path(tempfile.mkdtemp(dir=_HOME.name))
    campaign = load(ROOT / "campaign.toml").value
    assert campaign is not None
    letters = tuple(
        _letter(person, audience, home / "out", campaign.hash, subject) for person in people
    )
    order = bundle.Order(
        campaign, home / "out", "out", (ROOT / "templates/emblem.png").read_bytes(), "0"
    )
    plan = bundle.plan_bundle(bundle.Selection(audience, letters, ()), order).value
    assert plan is not None
    messages = tuple(
        replace(
            one,
            message=replace(
                one.message,
                sender=replace(one.message.sender, address=sender),
                to=tuple(mail.Mailbox(each, f"Ms {person.key}") for each in person.to),
                cc=tuple(mail.Mailbox(each) for each in person.cc),
                text=text,
                html=f"<p>{text}</p>\n",
            ),
        )
        for person, one in zip(people, plan.messages, strict=True)
    )
    # Nobody's power is cut while tests are prepared: hundreds of files need not wait for the disk.
    with mock.patch("os.fsync"), bundle.Shelf(home, "bags") as shelf:
        bag = shelf.bag("bag")
        bundle.write_bundle(replace(plan, messages=messages), bag)
        final = shelf.add(bag, zipped=zipped, replace=False)
        shelf.place()
    return final


@cache
def _template() -> Template:
    return Template(docx(p("The letter to {{ key }}.")), stamped=True)


def _letter(
    person: To, audience: Audience, out: Path, campaign: str, subject: str
) -> bundle.Chosen:
    """A letter as a run has published it in ``out``."""
    row, template = _digest(f"row of {person.key}"), _digest(f"template in {person.language}")
    stamp = Stamp(person.kind, person.language, person.key, f"reps.xlsx Reps!{person.key}", row,
                  template, campaign)  # fmt: skip
    data = _template().render({"key": person.key}, stamp)
    path = f"{person.kind}/{person.language}/{person.kind}-{person.key}-{person.language}.docx"
    target = out / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    about = About(
        kind=person.kind,
        language=person.language,
        key=person.key,
        audience=audience,
        list_file="reps.xlsx",
        sheet="Reps",
        row_hash=row,
        template_hash=template,
        campaign_hash=campaign,
        reference=f"TSB/{person.key}",
        subject=subject or f"Confirmation {person.key}",
        date="2024-04-08",
        to=[f"{person.key.lower()}@example.org"],
        cc=[],
        name=f"Ms {person.key}",
    )
    return bundle.Chosen(path, hashlib.sha256(data).hexdigest(), len(data), about, None)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
