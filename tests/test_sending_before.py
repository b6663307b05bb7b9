"""Two bundles with the same letters: nobody gets one twice, whichever bundle is named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bags import SIX, make_bag
from bundles import resealed
from conftest import Program
from mailserver import Fault, MailServer
from office import Office, codes, make_office

TWO = [address for each in SIX[:2] for address in (*each.to, *each.cc)]
THREE = [*TWO, *SIX[2].to, *SIX[2].cc]
AFR, AMS = "more AFR/confirmation/fr", "more AMS/confirmation/es"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer().running() as running:
        yield running


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program) -> Office:
    """An office with a bundle of two letters, and one of three beside it: one more nominee."""
    for name in ("DOCGEN_SMTP_USER", "DOCGEN_SMTP_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    office = make_office(tmp_path, monkeypatch, invoke)
    make_bag(office.folder / "more", SIX[:3])
    assert invoke("approve", "more", "--by", "Seizo Onoe").code == 0
    return office


def test_what_went_out_from_another_bundle(office: Office, server: MailServer) -> None:
    smtp = ("--smtp", f"127.0.0.1:{server.port}", "--plain", "--json")
    assert office.invoke("send", "more", "--json").code == 0
    assert office.send(server).code == 0
    answer = office.invoke("send", "more", "--json")  # the dry run says so
    assert (answer.code, codes(answer)) == (0, [("D040", AFR), ("D040", AMS)])
    for words in ((*smtp, "--send", "--confirm", "3"), ("--mbox", "letters.mbox", "--json")):
        answer = office.invoke("send", "more", *words)
        assert (answer.code, codes(answer)) == (1, [("D040", AFR), ("D040", AMS)])
    assert office.holds(server) == dict.fromkeys(TWO, 1)
    # Two ways on: that one alone, or a word on the others.
    only = office.invoke("send", "more", *smtp, "--send", "--only", "ARB", "--confirm", "1")
    assert (only.code, codes(only)) == (0, [])
    both = ("--resolve", "AFR=sent", "--resolve", "AMS=sent")
    answer = office.invoke("send", "more", *smtp, *both, "--send", "--confirm", "0")
    assert (answer.code, codes(answer)) == (0, [])
    assert sum(server.received.values()) == len(THREE)
    assert set(server.received.values()) == {1}


@pytest.mark.parametrize("way", ["close", "4yz"])
def test_what_may_have_gone_out(way: str, office: Office, server: MailServer) -> None:
    """An unknown fate counts as sent; what was put off has not gone out."""
    server.faults.append(Fault("dot", "close", times=1) if way == "close"
                         else Fault("RCPT", "4yz", address=SIX[0].to[0]))  # fmt: skip
    if way == "4yz":
        server.faults.append(Fault("RCPT", "4yz", address=SIX[0].cc[0]))
    assert office.send(server).code == 4
    answer = office.invoke("send", "more", "--json")
    expected = [("D040", AFR), ("D040", AMS)] if way == "close" else [("D040", AMS)]
    assert (answer.code, codes(answer)) == (0, expected)


def test_a_ledger_beside_that_cannot_be_read(office: Office, server: MailServer) -> None:
    """It may know of something: that is told, and the letters go out as before."""
    (office.folder / "other.ledger.sqlite").write_bytes(b"no ledger, and long enough " * 40)
    answer = office.send(server)
    assert (answer.code, codes(answer)) == (0, [("D018", "other.ledger.sqlite")])
    assert office.holds(server) == dict.fromkeys(TWO, 1)


def test_a_bundle_elsewhere_is_not_known(office: Office, server: MailServer) -> None:
    assert office.send(server).code == 0
    (office.folder / "elsewhere").mkdir()
    make_bag(office.folder / "elsewhere/more", SIX[:3])
    found = json.loads(office.invoke("send", "elsewhere/more", "--json").stdout)
    assert [each["code"] for each in found["findings"]] == ["D013"]


def test_another_letter_of_the_kind(office: Office, server: MailServer) -> None:
    """It was written anew since: to send it again needs a reason, which a corrigendum has."""
    assert office.send(server).code == 0
    make_bag(office.folder / "more", SIX[:3], subject="Another subject")
    assert office.invoke("approve", "more", "--by", "N").code == 0
    answer = office.invoke("send", "more", "--json")
    assert (answer.code, codes(answer)) == (0, [("D040", AFR), ("D040", AMS)])
    assert "another letter of the kind to AFR went out from bag" in answer.stdout
    manifest = office.folder / "more/data/manifest.json"
    found = json.loads(manifest.read_text(encoding="utf-8"))
    found["corrects"] = {"bundle": "0" * 64, "kind": "corrigendum", "reason": "date"}
    manifest.write_text(json.dumps(found), encoding="utf-8")
    resealed(office.folder / "more")
    assert office.invoke("approve", "more", "--by", "N").code == 0
    answer = office.invoke("send", "more", "--json")
    assert (answer.code, codes(answer)) == (0, [])


@pytest.mark.parametrize("how", ["another circular", "not there any more", "a zip file"])
def test_a_bundle_beside_that_is_another(how: str, office: Office, server: MailServer) -> None:
    assert office.send(server).code == 0
    make_bag(office.folder / "more", SIX[:3], subject="Another subject")
    assert office.invoke("approve", "more", "--by", "N").code == 0
    manifest = office.bag / "data/manifest.json"
    if how == "another circular":
        found = json.loads(manifest.read_text(encoding="utf-8"))
        found["campaign"]["reference"] = "T22-TSB-CIR-0183"
        manifest.write_text(json.dumps(found), encoding="utf-8")
    else:
        shutil.rmtree(office.bag)
    if how == "a zip file":
        make_bag(office.bag, SIX[:2], zipped=True)
    expected = [("D040", AFR), ("D040", AMS)] if how == "a zip file" else []
    assert codes(office.invoke("send", "more", "--json")) == expected
