"""docgen send and docgen approve: what is asked, shown, refused, remembered."""

from __future__ import annotations

import asyncio
import json
import mailbox
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bags import SIX, To, make_bag
from bundles import resealed
from conftest import Answer, Program, clean_environment
from mailserver import Fault, MailServer
from office import (
    PASSWORD,
    USER,
    Authority,
    Office,
    codes,
    make_authority,
    make_office,
    set_dispatch,
)

from docgen import dispatch, mail
from docgen.bundle import Message

TWO = [address for each in SIX[:2] for address in (*each.to, *each.cc)]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program) -> Office:
    for name in ("DOCGEN_SMTP_USER", "DOCGEN_SMTP_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    return make_office(tmp_path, monkeypatch, invoke)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer().running() as running:
        yield running


# What is shown, and what is asked.


def test_the_dry_run_is_what_happens_without_an_option(office: Office, server: MailServer) -> None:
    answer = office.invoke("send", "bag", "--smtp", f"127.0.0.1:{server.port}", "--plain")
    assert (answer.code, answer.stderr) == (0, "")
    rows = [line for line in answer.stdout.splitlines() if "example.org" in line]
    assert len(rows) == 2
    for person, row in zip(SIX, rows, strict=False):
        for word in (person.key, person.to[0], person.cc[0], "planned", person.language):
            assert word in row
    assert "2 messages would go out from charlyne.restivo@itu.int" in answer.stdout
    assert (
        f"docgen send bag --smtp 127.0.0.1:{server.port} --plain --send --confirm 2"
        in answer.stdout
    )
    assert server.connections == 0
    assert sorted(path.name for path in office.folder.iterdir()) == [
        "bag", "bag.approval.json", "campaign.toml"
    ]  # fmt: skip


def test_the_dry_run_as_json(office: Office) -> None:
    found = json.loads(office.invoke("send", "bag", "--json").stdout)
    assert list(found) == ["command", "ok", "files", "findings", "mode", "messages"]
    assert found["mode"] == "dry run"
    first = found["messages"][0]
    assert first["name"] == "AFR/confirmation/fr"
    assert first["id"] == office.ids["AFR"]
    assert first["addresses"] == [
        {"address": SIX[0].to[0], "role": "to", "state": "planned", "code": None, "reply": ""},
        {"address": SIX[0].cc[0], "role": "cc", "state": "planned", "code": None, "reply": ""},
    ]


@pytest.mark.parametrize("confirm", [("--confirm", "1"), ("--confirm", "3"), ()])
def test_the_wrong_number_of_recipients(
    confirm: tuple[str, ...], office: Office, server: MailServer
) -> None:
    smtp = f"127.0.0.1:{server.port}"
    answer = office.invoke("send", "bag", "--smtp", smtp, "--plain", "--send", "--json", *confirm)
    assert (answer.code, codes(answer)) == (1, [("D031", "--confirm")])
    assert server.connections == 0


@pytest.mark.parametrize(
    ("typed", "code"), [("2\n", 0), ("3\n", 1), ("two\n2\n", 0), ("", 1)]
)  # fmt: skip
def test_the_number_is_typed(
    typed: str, code: int, office: Office, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    smtp = f"127.0.0.1:{server.port}"
    answer = office.invoke("send", "bag", "--smtp", smtp, "--plain", "--send")
    assert answer.code == code
    assert "cannot be called back" in answer.stderr
    assert len(server.mailbox) == (0 if code else 2)


@pytest.mark.parametrize(
    "options",
    [
        ("--send",),
        ("--test-to", "a@itu.int"),
        ("--confirm", "2"),
        ("--smtp", "localhost", "--plain", "--tls", "tls"),
        ("--smtp", "localhost", "--send", "--test-to", "a@itu.int"),
        ("--smtp", "localhost", "--send", "--status"),
        ("--smtp", "localhost", "--send", "--mbox", "x"),
        ("--status", "--mbox", "x"),
        ("--password", "x"),
        ("--user", "x"),
    ],
)
def test_options_that_do_not_go_together(options: tuple[str, ...], office: Office) -> None:
    assert office.invoke("send", "bag", *options).code == 2


@pytest.mark.parametrize(
    ("smtp", "options"),
    [
        ("mail.example.org:25", ("--plain",)),
        ("192.0.2.1", ("--plain",)),
        ("localhost.example.org", ("--plain",)),
        ("mail.example.org:0", ()),
        ("mail.example.org:99999", ()),
        ("mail.example.org:smtp", ()),
        ("mail example.org", ()),
        ("", ()),
        ("-x", ()),
        ("a\r\nb", ()),
    ],
)
def test_servers_that_cannot_be_used(smtp: str, options: tuple[str, ...], office: Office) -> None:
    answer = office.invoke("send", "bag", f"--smtp={smtp}", *options, "--json")
    assert (answer.code, [code for code, _ in codes(answer)]) == (1, ["D028"])


@pytest.mark.parametrize(
    ("smtp", "tls", "expected"),
    [
        ("mail.example.org", None, ("mail.example.org", 587, "starttls")),
        ("mail.example.org:25", None, ("mail.example.org", 25, "starttls")),
        ("mail.example.org:465", None, ("mail.example.org", 465, "tls")),
        ("mail.example.org", "tls", ("mail.example.org", 465, "tls")),
        ("mail.example.org:465", "starttls", ("mail.example.org", 465, "starttls")),
        ("[2001:db8::1]:2525", None, ("2001:db8::1", 2525, "starttls")),
        ("::1", None, ("::1", 587, "starttls")),
    ],
)
def test_how_a_server_is_written(
    smtp: str, tls: str | None, expected: tuple[str, int, str]
) -> None:
    server, findings = dispatch.read_server(smtp, tls, plain=False)
    assert findings == ()
    assert server is not None
    assert (server.host, server.port, server.security.value) == expected


# Sending.


def test_six_letters_in_six_mailboxes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program, server: MailServer
) -> None:
    office = make_office(tmp_path, monkeypatch, invoke, SIX)
    answer = office.send(server)
    assert (answer.code, codes(answer)) == (0, [])
    assert office.holds(server) == {a: 1 for each in SIX for a in (*each.to, *each.cc)}
    for delivered in server.mailbox:
        head = delivered.data.partition(b"\r\n\r\n")[0].lower()
        assert b"\nx-unsent" not in head
        assert b"\nbcc" not in head
        assert b"date: mon, 8 apr 2024 09:" in head
    # Once more: nothing is left, and nobody is asked.
    again = office.invoke("send", "bag", "--smtp", f"127.0.0.1:{server.port}", "--plain", "--send")
    assert (again.code, again.stdout.splitlines()) == (
        0,
        ["6 accepted", "register: bag.register.xlsx"],
    )
    assert len(server.mailbox) == 6
    assert server.connections == 1


def test_lines_that_begin_with_a_dot_arrive_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program, server: MailServer
) -> None:
    """RFC 5321, section 4.5.2: a line with a dot alone would end the message too early."""
    text = ".a\n..b\n.\n..\nFrom c\n"
    office = make_office(tmp_path, monkeypatch, invoke, SIX[:1], text=text)
    assert office.send(server).code == 0
    assert mail.read_draft(server.mailbox[0].data).text == text
    on = office.clock.now()
    draft = (office.bag / "data/drafts/001-AFR-confirmation.eml").read_bytes()
    assert server.mailbox[0].data == mail.released(draft, on)


def test_only_one_recipient(office: Office, server: MailServer) -> None:
    smtp = ("--smtp", f"127.0.0.1:{server.port}", "--plain", "--send", "--json")
    answer = office.invoke("send", "bag", *smtp, "--only", "AMS", "--confirm", "1")
    assert (answer.code, codes(answer)) == (0, [])
    assert office.states == {"AFR": "planned", "AMS": "accepted"}
    answer = office.invoke("send", "bag", *smtp, "--only", "AMZ", "--confirm", "1")
    assert (answer.code, codes(answer)) == (1, [("D029", "--only AMZ")])
    assert "did you mean AMS?" in answer.stdout


def test_a_trial_goes_to_oneself_alone(office: Office, server: MailServer) -> None:
    smtp = ("--smtp", f"127.0.0.1:{server.port}", "--plain", "--json")
    answer = office.invoke("send", "bag", *smtp, "--test-to", "me@itu.int", "--only", "AMS")
    assert (answer.code, codes(answer)) == (0, [])
    (delivered,) = server.mailbox
    assert delivered.recipients == ("me@itu.int",)
    head = delivered.data.partition(b"\r\n\r\n")[0]
    assert b"To: me@itu.int\r\n" in head
    assert b"Subject: [TEST]\r\n Confirmation AMS" in head
    assert b"example.org" not in head
    assert delivered.id != office.ids["AMS"]
    assert office.states == {}
    assert office.send(server).code == 0  # nothing of it counts as sent
    assert len(server.mailbox) == 3


def test_a_trial_that_is_refused(office: Office, server: MailServer) -> None:
    server.faults.append(Fault("RCPT", "5yz"))
    smtp = ("--smtp", f"127.0.0.1:{server.port}", "--plain", "--json")
    answer = office.invoke("send", "bag", *smtp, "--test-to", "me@itu.int")
    assert (answer.code, [code for code, _ in codes(answer)]) == (1, ["D021"])
    answer = office.invoke("send", "bag", *smtp, "--test-to", "me at itu.int")
    assert (answer.code, codes(answer)) == (1, [("D001", "--test-to me at itu.int")])


def test_a_trial_of_a_bundle_without_messages(office: Office, server: MailServer) -> None:
    """Master documents are published; there is nothing to try."""
    manifest = office.bag / "data/manifest.json"
    found = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**found, "messages": []}), encoding="utf-8")
    shutil.rmtree(office.bag / "data/drafts")
    resealed(office.bag)
    assert office.invoke("approve", "bag", "--by", "N").code == 0
    smtp = ("--smtp", f"127.0.0.1:{server.port}", "--plain", "--json")
    answer = office.invoke("send", "bag", *smtp, "--test-to", "me@itu.int")
    assert (answer.code, codes(answer)) == (1, [("D029", "--test-to me@itu.int")])
    answer = office.invoke("send", "bag", *smtp, "--send", "--confirm", "0")
    assert (answer.code, codes(answer)) == (0, [])
    assert server.connections == 0


def test_a_refused_address_is_told_by_its_name(office: Office, server: MailServer) -> None:
    server.faults.append(Fault("RCPT", "5yz", address=SIX[0].cc[0]))
    answer = office.send(server)
    assert (answer.code, codes(answer)) == (1, [("D022", "bag AFR/confirmation/fr")])
    assert f"refused for {SIX[0].cc[0]} (550 5.7.1 not here)" in answer.stdout
    assert office.holds(server) == {address: 1 for address in TWO if address != SIX[0].cc[0]}
    # The server was wrong: the copy alone goes again.
    server.faults.clear()
    assert office.invoke("send", "bag", "--resolve", "AFR=resend").code == 0
    assert office.send(server).code == 0
    assert server.mailbox[-1].recipients == SIX[0].cc
    assert office.holds(server) == dict.fromkeys(TWO, 1)


def test_five_failures_in_a_row_stop_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program, server: MailServer
) -> None:
    office = make_office(tmp_path, monkeypatch, invoke, SIX)
    server.faults.append(Fault("MAIL", "5yz"))
    answer = office.send(server)
    assert answer.code == 4
    assert sorted(code for code, _ in codes(answer)) == ["D021"] * 5 + ["D023", "D027"]
    assert list(office.states.values()) == ["refused"] * 5 + ["planned"]


def test_the_pause_between_tries_grows_and_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program, server: MailServer
) -> None:
    office = make_office(tmp_path, monkeypatch, invoke, SIX[:1])
    server.faults.append(Fault("DATA", "4yz"))
    answer = office.send(server)
    assert (answer.code, codes(answer)) == (4, [("D023", "bag")])
    assert office.clock.slept == [pytest.approx(each, abs=0.02) for each in (10, 60, 300)]
    assert office.states == {"AFR": "deferred"}


def test_the_rate_and_a_restart(office: Office, server: MailServer) -> None:
    """Six a minute: ten seconds apart, over the end of a run, with a clock that is set back."""
    set_dispatch(office.folder, "rate = 6")
    one = ("--smtp", f"127.0.0.1:{server.port}", "--plain", "--send", "--json", "--confirm", "1")
    assert office.invoke("send", "bag", *one, "--only", "AFR").code == 0
    assert office.clock.slept == []
    office.clock.moment += timedelta(seconds=4)
    assert office.invoke("send", "bag", *one, "--only", "AMS").code == 0
    assert office.clock.slept == [pytest.approx(6, abs=0.01)]
    make_bag(office.folder / "more", [To("X", ("x@example.org",)), To("Y", ("y@example.org",))],
             audience="public")  # fmt: skip
    smtp = ("--smtp", f"127.0.0.1:{server.port}", "--plain", "--send", "--json")
    office.clock.slept.clear()
    assert office.invoke("send", "more", *smtp, "--confirm", "1", "--only", "X").code == 0
    assert office.clock.slept == []
    office.clock.moment -= timedelta(days=400)
    assert office.invoke("send", "more", *smtp, "--confirm", "1", "--only", "Y").code == 0
    assert office.clock.slept == [pytest.approx(10, abs=0.01)]


def test_the_option_goes_before_the_campaign(office: Office, server: MailServer) -> None:
    set_dispatch(office.folder, "rate = 6")
    assert office.send(server, "--rate", "60").code == 0
    assert office.clock.slept == [pytest.approx(1, abs=0.01)]


# Before anything is sent.


def test_personal_letters_wait_for_approval(office: Office, server: MailServer) -> None:
    (office.folder / "bag.approval.json").unlink()
    answer = office.send(server)
    assert (answer.code, codes(answer)) == (1, [("D013", "bag")])
    shown = office.invoke("send", "bag", "--json")
    assert (shown.code, codes(shown)) == (0, [("D013", "bag")])
    set_dispatch(office.folder, "needs_approval = false")
    assert office.send(server).code == 0


def test_public_letters_wait_where_the_campaign_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program, server: MailServer
) -> None:
    office = make_office(tmp_path, monkeypatch, invoke, audience="public",
                         setting="needs_approval = true")  # fmt: skip
    (office.folder / "bag.approval.json").unlink()
    assert codes(office.send(server)) == [("D013", "bag")]
    set_dispatch(office.folder, "rate = 6000")
    assert office.send(server).code == 0


@pytest.mark.parametrize("change", ["manifest", "tag", "new tag", "record"])
def test_an_approval_is_void_after_any_change(
    change: str, office: Office, server: MailServer
) -> None:
    bag = office.bag
    if change == "record":
        (office.folder / "bag.approval.json").write_text("{}", encoding="utf-8")
    else:
        other = make_bag(office.folder / "other", SIX[:3])
        name = {"manifest": "data/manifest.json", "tag": "bag-info.txt"}.get(change, "notes.txt")
        if change == "manifest":
            for path in other.rglob("*"):
                if path.is_file():
                    target = bag / path.relative_to(other)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(path.read_bytes())
        else:
            (bag / name).write_bytes(b"anything\n")
    approval, findings = dispatch.read_approval(office.opened)
    assert (approval, [each.code for each in findings]) == (None, ["D014"])
    answer = office.send(server)
    expected = {"tag": ("B023", "bag bag-info.txt"), "new tag": ("B022", "bag notes.txt")}
    assert (answer.code, codes(answer)) == (1, [expected.get(change, ("D014", "bag"))])
    assert server.connections == 0


def test_who_approved_and_when(office: Office) -> None:
    answer = office.invoke("approve", "bag", "--by", "  Seizo   Onoe ", "--json")
    said = json.loads(answer.stdout)["approval"]
    assert (answer.code, said["by"], said["messages"]) == (0, "Seizo Onoe", 2)
    record = json.loads((office.folder / "bag.approval.json").read_text(encoding="utf-8"))
    assert record["by"] == "Seizo Onoe"
    assert datetime.fromisoformat(record["at"]).tzinfo is not None
    for name in ("", " ", "a\nb\x07", "\u202e"):
        assert office.invoke("approve", "bag", "--by", name).code == 2


@pytest.mark.parametrize("how", ["altered", "missing", "extra", "letter"])
def test_one_altered_file_stops_everything(how: str, office: Office, server: MailServer) -> None:
    draft = office.bag / "data/drafts/002-AMS-confirmation.eml"
    letters = office.bag / "data/letters"
    others = {"extra": letters / "more.docx", "letter": letters / "AMS/confirmation-AMS-es.docx"}
    path = others.get(how, draft)
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes((path.read_bytes() if path.exists() else b"") + b"x")
    code = {"missing": "B021", "extra": "B022"}.get(how, "B023")
    expected = [(code, f"bag {path.relative_to(office.bag).as_posix()}")]
    (office.folder / "bag.approval.json").unlink()
    smtp = ("--smtp", f"127.0.0.1:{server.port}", "--plain", "--json")
    for answer in (
        office.send(server),
        office.invoke("send", "bag", "--json"),
        office.invoke("send", "bag", *smtp, "--test-to", "me@itu.int"),
        office.invoke("send", "bag", "--mbox", "letters.mbox", "--json"),
        office.invoke("send", "bag", "--resolve", "AFR=sent", "--json"),
        office.invoke("approve", "bag", "--by", "N", "--json"),
    ):
        assert (answer.code, codes(answer)) == (1, expected)
    assert server.connections == 0
    kept = {path.name for path in office.folder.iterdir()}
    assert kept == {"bag", "campaign.toml"}  # nothing was recorded


def test_a_file_that_changes_while_letters_go_out(office: Office, server: MailServer) -> None:
    """Each draft is looked at again when its turn comes."""
    draft = office.bag / "data/drafts/002-AMS-confirmation.eml"
    seen = dispatch.Sending._send

    def change_then_send(self: dispatch.Sending, message: Message) -> Any:
        if message.key == "AMS":
            draft.write_bytes(draft.read_bytes().replace(b"AMS", b"AFR"))
        return seen(self, message)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dispatch.Sending, "_send", change_then_send)
        answer = office.send(server)
    assert answer.code == 4
    assert codes(answer) == [("D023", "bag"), ("B023", "bag data/drafts/002-AMS-confirmation.eml")]
    assert office.states == {"AFR": "accepted", "AMS": "planned"}


@pytest.mark.parametrize(
    ("table", "places"),
    [
        ('allow = ["example.org", "atu.example.org", "citel.example.org"]', []),
        ('allow = ["EXAMPLE.org", "sg@ATU.example.org", "citel.example.org"]', []),
        ('allow = ["example.org", "atu.example.org"]', ["AMS/confirmation/es"]),
        ('allow = ["itu.int"]', ["AFR/confirmation/fr"] * 2 + ["AMS/confirmation/es"] * 2),
        ('allow = ["ample.org", "a.diallo@example.org"]',
         ["AFR/confirmation/fr"] + ["AMS/confirmation/es"] * 2),
    ],
)  # fmt: skip
def test_where_mail_may_go(
    table: str, places: list[str], office: Office, server: MailServer
) -> None:
    set_dispatch(office.folder, f"rate = 6000\n{table}")
    answer = office.send(server)
    assert codes(answer) == [("D015", f"bag {place}") for place in places]
    assert len(server.mailbox) == (0 if places else 2)


def test_a_trial_goes_where_mail_may_go(office: Office, server: MailServer) -> None:
    set_dispatch(office.folder, 'allow = ["example.org", "atu.example.org", "citel.example.org"]')
    smtp = ("--smtp", f"127.0.0.1:{server.port}", "--plain", "--json")
    answer = office.invoke("send", "bag", *smtp, "--test-to", "me@itu.int")
    assert (answer.code, codes(answer)) == (1, [("D015", "--test-to me@itu.int")])


def test_another_campaign_and_another_sender(office: Office, server: MailServer) -> None:
    set_dispatch(office.folder, 'sender = "tsbdir@itu.int"')
    expected = [("D016", "bag AFR/confirmation/fr"), ("D016", "bag AMS/confirmation/es")]
    assert codes(office.send(server)) == expected
    set_dispatch(office.folder, "rate = 6000")
    file = office.folder / "campaign.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Circular 182: Network", "Circular 183: Network"), "utf-8")
    assert codes(office.send(server)) == [("D012", "bag")]
    assert server.connections == 0


def test_one_address_for_two_recipients(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program, server: MailServer
) -> None:
    people = [To("AFR", ("a@example.org",)), To("AMS", ("A@Example.org",))]
    office = make_office(tmp_path, monkeypatch, invoke, people, approved=False)
    drafts = ("001-AFR-confirmation.eml", "002-AMS-confirmation.eml")
    expected = [("B030", f"bag data/drafts/{name}") for name in drafts]
    for answer in (office.send(server), office.invoke("approve", "bag", "--by", "N", "--json")):
        assert (answer.code, codes(answer)) == (1, expected)
    assert server.connections == 0


def test_one_address_for_two_recipients_of_a_circular(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program, server: MailServer
) -> None:
    """What is public may go to one address twice: an office may speak for two states."""
    people = [To("AFR", ("a@example.org",)), To("AMS", ("A@Example.org",))]
    office = make_office(tmp_path, monkeypatch, invoke, people, audience="public")
    answer = office.send(server)
    assert (answer.code, codes(answer)) == (0, [("D006", "bag AMS/confirmation/en")])
    assert len(server.mailbox) == 2


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (To("X", ("x@example.org",), ("X@example.org",)), "D005"),
        (To("X", ("nobody@localhost",)), "D001"),
        (To("X", ("x@xn--example-7fg.org",)), "D003"),  # exаmple with a Cyrillic а
    ],
)
def test_addresses_that_are_not_good(
    person: To, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program,
    server: MailServer,
) -> None:  # fmt: skip
    office = make_office(tmp_path, monkeypatch, invoke, [person])
    answer = office.send(server)
    assert (answer.code, [found for found, _ in codes(answer)]) == (1, [code])


def test_a_draft_that_says_otherwise_than_the_manifest(office: Office, server: MailServer) -> None:
    """A bag that is whole but was packed wrongly: the draft of one in the place of another."""
    drafts = sorted((office.bag / "data/drafts").iterdir())
    one, other = (path.read_bytes() for path in drafts)
    drafts[0].write_bytes(other)
    drafts[1].write_bytes(one)
    resealed(office.bag)
    expected = [("B031", f"bag data/drafts/{path.name}") for path in drafts for _ in range(5)]
    for answer in (office.invoke("approve", "bag", "--by", "N", "--json"), office.send(server)):
        assert (answer.code, codes(answer)) == (1, expected)
        said = "".join(each["message"] for each in json.loads(answer.stdout)["findings"])
        for what in ("Message-ID of", "To of", "Cc of", "Subject of", "what is attached to"):
            assert said.count(f"{what} the draft is not what manifest.json says") == 2
    assert server.connections == 0


def test_a_draft_that_no_docgen_has_written(office: Office, server: MailServer) -> None:
    """Another program has saved it: it says the same, but cannot go out as it is."""
    draft = office.bag / "data/drafts/001-AFR-confirmation.eml"
    draft.write_bytes(draft.read_bytes().replace(b"\r\n", b"\n"))
    resealed(office.bag)
    for answer in (office.invoke("approve", "bag", "--by", "N", "--json"), office.send(server)):
        assert (answer.code, codes(answer)) == (1, [("B031", f"bag data/drafts/{draft.name}")])
    assert server.connections == 0


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("data/manifest.json", b"{"),
        ("data/manifest.json", b"[]"),
        ("data/manifest.json", b'{"schema": 2}'),
        ("data/manifest.json", b"[" * 100000),
        ("data/manifest.json", b""),
        ("data/manifest.json", b'{"schema":1,"audience":"x","messages":[],"campaign":{}}'),
    ],
)
def test_what_is_no_bundle(file: str, content: bytes, office: Office) -> None:
    (office.bag / file).write_bytes(content)
    for words in (("send", "bag"), ("send", "bag", "--status"), ("approve", "bag", "--by", "N")):
        answer = office.invoke(*words, "--json")
        assert answer.code == 1
        assert {code for code, _ in codes(answer)} == {"B026"}
        assert all(place.startswith("bag data/manifest.json") for _, place in codes(answer))


@pytest.mark.parametrize("content", [b"abc data/x\n", b"\xff", b""])
def test_a_damaged_list_of_files(content: bytes, office: Office, server: MailServer) -> None:
    """Nothing is sent, approved or declared; the ledger may be looked at."""
    (office.bag / "manifest-sha256.txt").write_bytes(content)
    for words in (("send", "bag"), ("approve", "bag", "--by", "N"),
                  ("send", "bag", "--resolve", "AFR=sent")):  # fmt: skip
        answer = office.invoke(*words, "--json")
        assert (answer.code, codes(answer)) == (1, [("B023", "bag manifest-sha256.txt")])
    assert not (office.folder / "bag.ledger.sqlite").exists()
    assert office.invoke("send", "bag", "--status", "--json").code == 0


@pytest.mark.parametrize("path", ["../x.eml", "/etc/passwd", "data/../../x", "a\\..\\b", ""])
def test_paths_that_leave_the_bundle(path: str, office: Office) -> None:
    manifest = office.bag / "data/manifest.json"
    found = json.loads(manifest.read_text(encoding="utf-8"))
    found["messages"][0]["attachments"] = [path]
    manifest.write_text(json.dumps(found), encoding="utf-8")
    answer = office.invoke("send", "bag", "--json")
    place = "bag data/manifest.json messages.0.attachments.0"
    assert (answer.code, codes(answer)) == (1, [("B026", place)])


def test_a_folder_that_is_not_there(office: Office) -> None:
    answer = office.invoke("send", "nothing", "--json")
    assert (answer.code, codes(answer)) == (1, [("B020", "nothing")])


def test_one_ledger_however_the_bundle_is_named(
    office: Office, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As ".", by its whole path, by a link: what was sent is not sent again."""
    assert office.send(server).code == 0
    names = [str(office.bag), "../office/bag"]
    if os.name != "nt":
        (office.folder / "link").symlink_to("bag")
        names.append("link")
    for name in names:
        found = json.loads(office.invoke("send", name, "--status", "--json").stdout)
        assert [each["state"] for each in found["messages"]] == ["accepted", "accepted"]
    monkeypatch.chdir(office.bag)
    answer = office.invoke("send", ".", "--status")
    assert answer.code == 0
    assert answer.stdout.splitlines()[-2:] == [
        f"register: {office.bag.with_name('bag.register.xlsx').as_posix()}", "2 accepted"
    ]  # fmt: skip


# The ledger.


def test_the_status_of_what_was_not_sent_yet(office: Office) -> None:
    answer = office.invoke("send", "bag", "--status")
    assert (answer.code, answer.stderr) == (0, "")
    assert answer.stdout.strip().endswith("2 planned")
    assert not (office.folder / "bag.ledger.sqlite").exists()


def test_the_status_after_sending(office: Office, server: MailServer) -> None:
    server.faults.append(Fault("dot", "close", times=1))
    office.send(server)
    answer = office.invoke("send", "bag", "--status")
    assert answer.code == 0
    assert "D020 warning bag AFR/confirmation/fr" in answer.stderr
    assert answer.stdout.strip().endswith("1 accepted, 1 unknown")
    found = json.loads(office.invoke("send", "bag", "--status", "--json").stdout)
    assert [(each["key"], each["state"], each["attempts"]) for each in found["messages"]] == [
        ("AFR", "unknown", 1), ("AMS", "accepted", 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "findings"),
    [
        (["AFR"], [("D030", "--resolve AFR")]),
        (["AFR=maybe"], [("D030", "--resolve AFR=maybe")]),
        (["=sent"], [("D030", "--resolve =sent")]),
        (["AFX=sent"], [("D029", "--resolve AFX")]),
        (["AMS=resend"], [("D030", "--resolve AMS=resend")]),  # it was accepted
        (["AFR=sent", "AMS=sent"], [("D030", "--resolve AMS=sent")]),
    ],
)
def test_decisions_that_do_not_fit(
    words: list[str], findings: list[tuple[str, str]], office: Office, server: MailServer
) -> None:
    server.faults.append(Fault("dot", "close", times=1))
    office.send(server)
    options = [option for word in words for option in ("--resolve", word)]
    answer = office.invoke("send", "bag", *options, "--json")
    assert (answer.code, codes(answer)) == (1, findings)
    assert office.states == {"AFR": "unknown", "AMS": "accepted"}  # none of them was written


def test_a_key_with_two_open_messages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program, server: MailServer
) -> None:
    people = [To("AFR", ("a@example.org",), kind=kind) for kind in ("confirmation", "note")]
    office = make_office(tmp_path, monkeypatch, invoke, people)
    server.faults.append(Fault("dot", "close"))
    smtp = ("--smtp", f"127.0.0.1:{server.port}", "--plain", "--send", "--json")
    assert office.invoke("send", "bag", *smtp, "--confirm", "2").code == 4
    answer = office.invoke("send", "bag", "--resolve", "AFR=sent", "--json")
    assert codes(answer) == [("D030", "--resolve AFR=sent")]
    assert "name one of AFR/confirmation/en, AFR/note/en" in answer.stdout
    assert office.invoke("send", "bag", "--resolve", "AFR/note=sent").code == 0
    (identity,) = (each.id for each in office.opened.messages if each.kind == "confirmation")
    assert office.invoke("send", "bag", "--resolve", f"{identity}=sent").code == 0


@pytest.mark.parametrize("decision", ["sent", "resend"])
def test_a_decision_concerns_what_is_unknown_and_nothing_else(
    decision: str, office: Office, server: MailServer
) -> None:
    """Her address is in doubt; the copy was put off, and that is known."""
    server.faults += [Fault("RCPT", "4yz", address=SIX[0].cc[0]), Fault("dot", "close", times=1)]
    assert office.send(server).code == 4
    assert office.states == {"AFR": "unknown", "AMS": "accepted"}
    server.faults.clear()
    assert office.invoke("send", "bag", "--resolve", f"AFR={decision}").code == 0
    assert office.states == {"AFR": "deferred", "AMS": "accepted"}
    assert office.send(server).code == 0
    again = SIX[0].to if decision == "resend" else ()
    assert server.mailbox[-1].recipients == (*again, *SIX[0].cc)


def test_what_was_sent_by_another_way_is_declared(office: Office, server: MailServer) -> None:
    assert office.invoke("send", "bag", "--resolve", "AFR=sent").code == 0
    assert office.states == {"AFR": "accepted", "AMS": "planned"}
    assert office.send(server).code == 0
    assert office.holds(server) == dict.fromkeys(SIX[1].to + SIX[1].cc, 1)


def test_a_bundle_made_again_before_anything_was_sent(office: Office, server: MailServer) -> None:
    """A run that could not reach the server leaves no claim on the name."""
    server.faults.append(Fault("connect", "5yz", times=1))
    assert office.send(server).code == 4
    make_bag(office.bag, SIX[:3])
    assert office.invoke("approve", "bag", "--by", "N").code == 0
    smtp = ("--smtp", f"127.0.0.1:{server.port}", "--plain", "--send", "--confirm", "3")
    assert office.invoke("send", "bag", *smtp).code == 0
    assert len(server.mailbox) == 3


def test_a_bundle_made_again_after_a_decision(office: Office) -> None:
    """What was declared as sent counts as sent."""
    assert office.invoke("send", "bag", "--resolve", "AFR=sent").code == 0
    make_bag(office.bag, SIX[:3])
    assert office.invoke("approve", "bag", "--by", "N").code == 0
    answer = office.invoke("send", "bag", "--json")
    assert (answer.code, codes(answer)) == (1, [("D019", "bag.ledger.sqlite")])


def test_a_bundle_made_again_after_sending(office: Office, server: MailServer) -> None:
    assert office.send(server).code == 0
    make_bag(office.bag, SIX[:3])
    assert office.invoke("approve", "bag", "--by", "N").code == 0
    for answer in (
        office.send(server),
        office.invoke("send", "bag", "--json"),
        office.invoke("send", "bag", "--status", "--json"),
        office.invoke("send", "bag", "--resolve", "AFR=resend", "--json"),
    ):
        assert (answer.code, codes(answer)) == (1, [("D019", "bag.ledger.sqlite")])
    assert len(server.mailbox) == 2


@pytest.mark.parametrize("content", [b"not a database, but long enough to be looked at" * 20, None])
def test_a_ledger_that_cannot_be_read(
    content: bytes | None, office: Office, server: MailServer
) -> None:
    path = office.folder / "bag.ledger.sqlite"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    smtp = ("--smtp", f"127.0.0.1:{server.port}", "--plain", "--send", "--confirm", "2")
    for options in (smtp, ("--status",), ("--resolve", "AFR=sent"), ()):
        answer = office.invoke("send", "bag", *options, "--json")
        assert (answer.code, codes(answer)) == (1, [("D018", "bag.ledger.sqlite")])
    assert server.connections == 0


@pytest.mark.parametrize(
    ("statement", "why"),
    [("PRAGMA user_version=2", "newer docgen"), ("CREATE TABLE t (x)", "another program")],
)
def test_a_ledger_of_others(statement: str, why: str, office: Office) -> None:
    base = sqlite3.connect(office.folder / "bag.ledger.sqlite")
    base.execute(statement)
    base.commit()
    base.close()
    answer = office.invoke("send", "bag", "--status", "--json")
    assert (answer.code, codes(answer)) == (1, [("D018", "bag.ledger.sqlite")])
    assert why in answer.stdout


@pytest.mark.parametrize("method", ["begin", "settle", "turned_away"])
def test_the_disk_is_full(
    method: str, office: Office, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing goes to the server that the ledger could not write down first."""
    if method == "turned_away":
        server.faults.append(Fault("MAIL", "4yz"))

    def full(self: dispatch.Ledger, *arguments: object) -> None:
        raise self._unusable("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(dispatch.Ledger, method, full)
        answer = office.send(server)
    assert answer.code == 4
    assert ("D018", "bag.ledger.sqlite") in codes(answer)
    if method == "settle":  # the server has taken it, and that could not be written down
        assert office.states == {"AFR": "unknown", "AMS": "planned"}
        assert office.holds(server) == dict.fromkeys(SIX[0].to + SIX[0].cc, 1)
    else:
        assert office.states == {"AFR": "planned", "AMS": "planned"}
        assert server.mailbox == []


def test_what_the_ledger_promises(office: Office, server: MailServer) -> None:
    """WAL, FULL, a version, and the bytes that went out, which can be made again."""
    import hashlib

    office.send(server)
    base = sqlite3.connect(office.folder / "bag.ledger.sqlite")
    assert base.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with dispatch.Ledger(office.opened.ledger, "ledger", office.clock.now) as ledger:
        assert ledger._base.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    assert base.execute("PRAGMA user_version").fetchone() == (1,)
    rows = base.execute("SELECT sent_sha256, dated, outcome FROM attempts").fetchall()
    base.close()
    sent = [hashlib.sha256(each.data).hexdigest() for each in server.mailbox]
    assert [row[0] for row in rows] == sent
    assert [row[2] for row in rows] == ["accepted", "accepted"]
    draft = (office.bag / "data/drafts/001-AFR-confirmation.eml").read_bytes()
    again = mail.released(draft, datetime.fromisoformat(rows[0][1]))
    assert hashlib.sha256(again).hexdigest() == sent[0]


def test_control_c_leaves_nothing_in_doubt(
    office: Office, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped before the dot: the ledger names the message, and the run ends in order."""

    def stopped(self: dispatch.Connection, data: bytes) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(dispatch.Connection, "deliver", stopped)
        answer = office.send(server)
    assert answer.code == 4
    assert codes(answer) == [("D023", "bag"), ("D020", "bag AFR/confirmation/fr")]
    assert office.states == {"AFR": "unknown", "AMS": "planned"}
    assert server.mailbox == []


# Two at once.


def start(office: Office, server: MailServer) -> subprocess.Popen[str]:
    words = ("send", "bag", "--smtp", f"127.0.0.1:{server.port}", "--plain", "--send", "--confirm",
             "2", "--json")  # fmt: skip
    return subprocess.Popen([sys.executable, "-m", "docgen", *words], cwd=office.folder, text=True,
                            env=clean_environment(), stdout=subprocess.PIPE)  # fmt: skip


def test_two_processes_send_the_same_bundle(office: Office, server: MailServer) -> None:
    server.delay = 0.7
    with start(office, server) as first:
        deadline = time.monotonic() + 30
        while not any(line.startswith("MAIL") for line in server.commands):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        answer = office.invoke("send", "bag", "--smtp", f"127.0.0.1:{server.port}", "--plain",
                               "--send", "--confirm", "2", "--json")  # fmt: skip
        assert (answer.code, codes(answer)) == (1, [("D017", "bag")])
        assert re.search(rf"by process {first.pid} on \S+ since 20", answer.stdout)
        shown = office.invoke("send", "bag", "--status", "--json")  # may look, not touch
        assert (shown.code, codes(shown)) == (0, [("D017", "bag")])
        assert first.wait(30) == 0
    assert office.holds(server) == dict.fromkeys(TWO, 1)
    assert not (office.folder / "bag.sender.json").exists()


def test_two_processes_that_start_together(office: Office, server: MailServer) -> None:
    server.delay = 0.1
    both = [start(office, server) for _ in range(2)]
    ended = []
    for process in both:
        with process:
            out, _ = process.communicate(timeout=60)
            ended.append((process.returncode, json.loads(out)["findings"]))
    # One has sent; the other was told so, or found nothing left.
    assert {code for code, _ in ended} <= {0, 1}
    assert any(code == 0 for code, _ in ended)
    assert office.holds(server) == dict.fromkeys(TWO, 1)


# Encryption, user and password.


def test_a_server_without_encryption(office: Office, server: MailServer) -> None:
    answer = office.send(server, plain=False)
    assert answer.code == 4
    assert codes(answer) == [("D025", f"127.0.0.1:{server.port} STARTTLS"), ("D023", "bag")]
    assert not any(line.startswith("MAIL") for line in server.commands)


@pytest.mark.parametrize("why", ["authority", "name"])
def test_a_certificate_that_is_not_good(
    why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, office: Office
) -> None:
    own = make_authority(tmp_path / "own", "mail.example.org" if why == "name" else "localhost")
    known = own if why == "name" else make_authority(tmp_path / "known")
    monkeypatch.setattr("docgen.dispatch.verifying", known.client)
    monkeypatch.setenv("DOCGEN_SMTP_USER", USER)
    monkeypatch.setenv("DOCGEN_SMTP_PASSWORD", PASSWORD)
    with MailServer(tls=own.server(), user=(USER, PASSWORD)).running() as server:
        answer = office.send(server, plain=False)
        assert answer.code == 4
        assert codes(answer) == [("D025", f"127.0.0.1:{server.port} STARTTLS"), ("D023", "bag")]
        assert not any(line.startswith(("AUTH", "MAIL")) for line in server.commands)


def test_a_server_that_is_not_there(office: Office) -> None:
    with MailServer().running() as gone:
        port = gone.port
    gone.port = port
    answer = office.send(gone)
    assert answer.code == 4
    assert codes(answer) == [("D024", f"127.0.0.1:{port} connect"), ("D023", "bag")]


def test_a_password_without_its_user(
    office: Office, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCGEN_SMTP_PASSWORD", PASSWORD)
    answer = office.send(server)
    assert (answer.code, codes(answer)) == (1, [("D026", "environment")])


@pytest.mark.parametrize("held", [PASSWORD, None, "locked"])
def test_the_password_of_the_keyring(
    held: str | None, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring = pytest.importorskip("keyring")
    from keyring.errors import KeyringLocked

    asked = []

    def get_password(service: str, user: str) -> str | None:
        asked.append((service, user))
        if held == "locked":
            raise KeyringLocked("no")
        return held

    monkeypatch.setattr(keyring, "get_password", get_password)
    monkeypatch.setenv("DOCGEN_SMTP_USER", USER)
    with MailServer(user=(USER, PASSWORD)).running() as server:
        answer = office.send(server)
        assert asked == [("docgen smtp 127.0.0.1", USER)]
        if held == PASSWORD:
            assert (answer.code, len(server.mailbox)) == (0, 2)
        else:
            assert codes(answer) == [("D026", "keyring docgen smtp 127.0.0.1")]
            assert server.connections == 0


def test_credentials_do_not_show_themselves() -> None:
    known = dispatch.Credentials(USER, PASSWORD)
    assert USER not in repr(known)
    assert PASSWORD not in repr(known)
    assert PASSWORD not in str(vars(known) if hasattr(known, "__dict__") else known)


@contextmanager
def real_server(authority: Authority, folder: Path) -> Iterator[tuple[int, list[Any]]]:
    """aiosmtpd with STARTTLS and AUTH, as an office has it; what it has taken."""
    from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

    taken: list[Any] = []

    class Handler:
        async def handle_DATA(  # noqa: N802  # aiosmtpd's name
            self, server: SMTP, session: Session, envelope: Envelope
        ) -> str:
            taken.append((session.ssl is not None, session.auth_data, envelope))
            return "250 2.0.0 taken"

    def authenticate(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        good = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=good, handled=False, auth_data=data.login)

    loop = asyncio.new_event_loop()

    def factory() -> SMTP:
        return SMTP(Handler(), hostname="localhost", tls_context=authority.server(),
                    require_starttls=True, authenticator=authenticate, auth_required=True,
                    loop=loop, enable_SMTPUTF8=False)  # fmt: skip

    listening = loop.run_until_complete(loop.create_server(factory, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield listening.sockets[0].getsockname()[1], taken
    finally:
        loop.call_soon_threadsafe(listening.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
@pytest.mark.filterwarnings("ignore::DeprecationWarning:aiosmtpd.*")
def test_a_real_server_with_starttls(
    password: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program
) -> None:
    """The program as an officer starts it, against a mail server that others have written."""
    authority = make_authority(tmp_path / "authority")
    office = make_office(tmp_path, monkeypatch, invoke, SIX)
    with real_server(authority, tmp_path) as (port, taken):
        done = subprocess.run(
            [sys.executable, "-m", "docgen", "send", "bag", "--smtp", f"localhost:{port}",
             "--send", "--confirm", "6", "--json"],
            cwd=office.folder, capture_output=True, text=True, encoding="utf-8", timeout=120,
            env={**clean_environment(), "SSL_CERT_FILE": str(authority.ca),
                 "DOCGEN_SMTP_USER": USER, "DOCGEN_SMTP_PASSWORD": password},
            check=False,
        )  # fmt: skip
    answer = Answer(done.returncode, done.stdout, done.stderr)
    if password == "wrong":
        assert (answer.code, len(taken)) == (4, 0)
        assert ("D026", f"localhost:{port} AUTH") in codes(answer)
        return
    assert (answer.code, codes(answer), done.stderr) == (0, [], "")
    assert all(encrypted for encrypted, _, _ in taken)
    assert [tuple(envelope.rcpt_tos) for *_, envelope in taken] == [
        (*each.to, *each.cc) for each in SIX
    ]
    assert set(office.states.values()) == {"accepted"}


# The two other ways.


def test_a_mailbox_file_to_import(office: Office, server: MailServer) -> None:
    answer = office.invoke("send", "bag", "--mbox", "letters.mbox", "--json")
    assert answer.code == 0
    with mailbox_of(office.folder / "letters.mbox") as box:
        found = [message["Message-ID"] for message in box]
    assert found == list(office.ids.values())
    # What was sent is left out.
    smtp = ("--smtp", f"127.0.0.1:{server.port}", "--plain", "--send")
    assert office.invoke("send", "bag", *smtp, "--only", "AFR", "--confirm", "1").code == 0
    assert office.invoke("send", "bag", "--mbox", "letters.mbox").code == 0
    with mailbox_of(office.folder / "letters.mbox") as box:
        assert [message["Message-ID"] for message in box] == [office.ids["AMS"]]


@contextmanager
def mailbox_of(path: Path) -> Iterator[mailbox.mbox]:
    box = mailbox.mbox(path, create=False)
    try:
        yield box
    finally:
        box.close()


def test_a_mailbox_file_that_cannot_be_written(office: Office) -> None:
    answer = office.invoke("send", "bag", "--mbox", "missing/letters.mbox", "--json")
    assert (answer.code, codes(answer)) == (1, [("D032", "missing/letters.mbox")])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_cannot_be_written(office: Office, server: MailServer) -> None:
    office.folder.chmod(0o500)
    try:
        answer = office.send(server)
        assert (answer.code, [code for code, _ in codes(answer)]) == (1, ["D032"])
    finally:
        office.folder.chmod(0o700)


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("bag.approval.json.new", ("approve", "bag", "--by", "N"), 1),
        ("bag.sender.json.new", ("send", "bag", "--resolve", "AFR=sent"), 1),
        ("bag.lock", ("send", "bag", "--resolve", "AFR=sent"), 1),
        ("letters.mbox.new", ("send", "bag", "--mbox", "letters.mbox"), 1),
    ],
)
def test_a_place_that_cannot_be_written(
    name: str, words: tuple[str, ...], code: int, office: Office
) -> None:
    """A folder stands there, which stops root as well."""
    before = (office.folder / "bag.approval.json").read_bytes()
    (office.folder / name).mkdir()
    answer = office.invoke(*words, "--json")
    assert (answer.code, [found for found, _ in codes(answer)]) == (code, ["D032"])
    assert (office.folder / "bag.approval.json").read_bytes() == before
    assert not (office.folder / "bag.ledger.sqlite").exists()


def test_an_archive_that_nobody_can_write_to(
    office: Office, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Years later, on a medium for reading: what was sent to whom, and when."""
    assert office.send(server).code == 0
    (office.folder / "bag.register.xlsx").unlink()
    before = {path.name for path in office.folder.iterdir()}
    real = sqlite3.connect

    def connect(name: Any, **more: Any) -> Any:
        if not more.get("uri"):
            raise sqlite3.OperationalError("attempt to write a readonly database")
        return real(name, **more)

    monkeypatch.setattr(sqlite3, "connect", connect)
    for name in ("bag.sender.json.new", "bag.register.xlsx.new"):
        (office.folder / name).mkdir()
    answer = office.invoke("send", "bag", "--status", "--json")
    assert (answer.code, codes(answer)) == (0, [("D032", "bag"), ("D032", "bag.register.xlsx")])
    found = json.loads(answer.stdout)["messages"]
    assert [(each["key"], each["state"]) for each in found] == [
        ("AFR", "accepted"), ("AMS", "accepted")
    ]  # fmt: skip
    made = {"bag.sender.json.new", "bag.register.xlsx.new"}
    assert {path.name for path in office.folder.iterdir()} == before | made
    # What another process has not finished writing down would be passed over: then nothing is said.
    (office.folder / "bag.ledger.sqlite-wal").write_bytes(b"x")
    answer = office.invoke("send", "bag", "--status", "--json")
    assert (answer.code, codes(answer)) == (1, [("D032", "bag"), ("D018", "bag.ledger.sqlite")])


def test_a_register_that_is_open_in_another_program(office: Office, server: MailServer) -> None:
    """What was sent stays sent: the exit code is that of the messages."""
    (office.folder / "bag.register.xlsx.new").mkdir()
    server.faults.append(Fault("RCPT", "4yz", address=SIX[1].to[0]))
    answer = office.send(server)
    assert (answer.code, codes(answer)) == (4, [("D023", "bag"), ("D032", "bag.register.xlsx")])
    server.faults.clear()
    answer = office.send(server)
    assert (answer.code, codes(answer)) == (0, [("D032", "bag.register.xlsx")])
    assert office.holds(server) == dict.fromkeys(TWO, 1)
    answer = office.invoke("send", "bag", "--status", "--json")
    assert (answer.code, codes(answer)) == (0, [("D032", "bag.register.xlsx")])
    (office.folder / "bag.register.xlsx.new").rmdir()
    answer = office.invoke("send", "bag", "--status", "--json")
    assert (answer.code, codes(answer)) == (0, [])


def test_the_times_of_the_ledger() -> None:
    from docgen.dispatch.clock import as_text, from_text

    moment = datetime(2024, 4, 8, 11, 0, 0, 123456, tzinfo=UTC)
    assert as_text(moment) == "2024-04-08T11:00:00.123Z"
    assert from_text(as_text(moment)) == moment.replace(microsecond=123000)
    with pytest.raises(ValueError, match="no time zone"):
        from_text("2024-04-08T11:00:00")
