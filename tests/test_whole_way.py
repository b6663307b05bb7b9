"""From the lists to the mailboxes: confirmations, bundle, proof, approval, sending, register."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path

import openpyxl
import pytest
from conftest import Program
from mailserver import MailServer

BAG = "out/bundles/T22-TSB-CIR-0182-personal"
LANGUAGES = {"AFR": "fr", "AMS": "es", "ARB": "ar", "ASP": "zh", "CIS": "ru", "EUR": "en"}


def test_six_confirmations_reach_six_mailboxes(campaign: Path, invoke: Program) -> None:
    assert invoke("confirmations", "reps.xlsx").code == 0
    assert invoke("bundle").code == 0
    assert invoke("verify", BAG, "--rebuild").code == 0
    validated = subprocess.run(
        [sys.executable, "-m", "bagit", "--validate", BAG], cwd=campaign,
        capture_output=True, check=False,
    )  # fmt: skip
    assert validated.returncode == 0, validated.stderr
    with MailServer().running() as server:
        way = ("--smtp", f"127.0.0.1:{server.port}", "--plain", "--rate", "6000")
        refused = invoke("send", BAG, *way, "--send", "--confirm", "12", "--json")
        assert (refused.code, [code for code, _ in found(refused.stdout)]) == (1, ["D013"])
        assert server.mailbox == []
        assert invoke("approve", BAG, "--by", "The Director").code == 0
        assert invoke("send", BAG, *way).code == 0  # the dry run
        assert server.mailbox == []
        sent = invoke("send", BAG, *way, "--send", "--confirm", "12")
        assert sent.code == 0, sent.stderr
        again = invoke("send", BAG, *way, "--send", "--confirm", "0")
        assert again.code == 0, again.stderr
    assert len(server.mailbox) == 12
    assert set(server.received.values()) == {1}
    letters = {}
    for delivered in server.mailbox:
        message = message_from_bytes(delivered.data, policy=policy.default)
        assert "X-Unsent" not in message
        assert "Bcc" not in message
        names = [part.get_filename() for part in message.iter_attachments()]
        letters[delivered.recipients[0]] = names
    persons = {
        address: names for address, names in letters.items() if not address.startswith("secret")
    }
    assert len(persons) == 6
    for names in persons.values():
        assert all("-REP-" in str(name) for name in names)
    states = {"accepted"}
    with closing(sqlite3.connect(campaign / f"{BAG}.ledger.sqlite")) as ledger:
        assert {state for (state,) in ledger.execute("SELECT state FROM messages")} == states
    page = openpyxl.load_workbook(campaign / f"{BAG}.register.xlsx").active
    assert page is not None
    header, *rows = page.iter_rows(values_only=True)
    assert {dict(zip(header, row, strict=True))["Status"] for row in rows} == states
    assert len(rows) == 12


def test_an_altered_letter_stops_the_sending(campaign: Path, invoke: Program) -> None:
    assert invoke("confirmations", "reps.xlsx").code == 0
    assert invoke("bundle").code == 0
    (letter,) = (campaign / BAG / "data/letters/AFR").glob("*REP*.docx")
    letter.write_bytes(letter.read_bytes()[:-1] + b"x")
    with MailServer().running() as server:
        way = ("--smtp", f"127.0.0.1:{server.port}", "--plain")
        answer = invoke("send", BAG, *way, "--send", "--confirm", "12", "--json")
    assert answer.code == 1
    assert ("B023", f"{BAG} data/letters/AFR/{letter.name}") in found(answer.stdout)
    assert server.mailbox == []


@pytest.mark.parametrize("region", LANGUAGES)
def test_the_language_of_each_message(campaign: Path, invoke: Program, region: str) -> None:
    assert invoke("confirmations", "reps.xlsx", "--only", region).code == 0
    assert invoke("bundle", "--kind", "confirmation").code == 0
    manifest = json.loads(next((campaign / "out/bundles").glob("*/data/manifest.json")).read_text())
    (message,) = manifest["messages"]
    assert (message["key"], message["language"]) == (region, LANGUAGES[region])


def found(stdout: str) -> list[tuple[str, str]]:
    return [(each["code"], each["place"]) for each in json.loads(stdout)["findings"]]
