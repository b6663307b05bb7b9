"""A bundle that is a zip file is approved and sent as the folder is, from the same ledger."""

from __future__ import annotations

import json
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from bags import SIX, make_bag
from conftest import Program
from mailserver import Fault, MailServer
from office import Office, codes, make_office

from docgen import dispatch, mail
from docgen.bundle import Message

TWO = [address for each in SIX[:2] for address in (*each.to, *each.cc)]
DRAFT = "data/drafts/002-AMS-confirmation.eml"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program) -> Office:
    for name in ("DOCGEN_SMTP_USER", "DOCGEN_SMTP_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    return make_office(tmp_path, monkeypatch, invoke, zipped=True)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer().running() as running:
        yield running


def states(office: Office, name: str) -> list[tuple[str, str]]:
    """What ``--status`` says of the messages of a bundle."""
    answer = office.invoke("send", name, "--status", "--json")
    assert answer.code == 0
    return [(each["key"], each["state"]) for each in json.loads(answer.stdout)["messages"]]


def test_letters_go_out_of_a_zip_file(office: Office, server: MailServer) -> None:
    shown = office.invoke("send", "bag.zip", "--json")
    assert (shown.code, codes(shown)) == (0, [])
    assert states(office, "bag.zip") == [("AFR", "planned"), ("AMS", "planned")]
    answer = office.send(server)
    assert (answer.code, codes(answer)) == (0, [])
    assert office.holds(server) == dict.fromkeys(TWO, 1)
    assert states(office, "bag.zip") == [("AFR", "accepted"), ("AMS", "accepted")]
    with zipfile.ZipFile("bag.zip") as archive:
        draft = archive.read(f"bag/{DRAFT}")
    assert server.mailbox[1].data == mail.released(draft, office.clock.now())
    assert sorted(path.name for path in office.folder.iterdir()) == [
        "bag.approval.json", "bag.ledger.sqlite", "bag.lock", "bag.register.xlsx", "bag.zip",
        "campaign.toml",
    ]  # fmt: skip


def test_the_register_beside_a_zip_file_leads_to_it(office: Office, server: MailServer) -> None:
    assert office.send(server).code == 0
    sheet = openpyxl.load_workbook("bag.register.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[9].value for row in rows] == ["accepted", "accepted"]
    assert [row[7].hyperlink.target for row in rows] == ["bag.zip", "bag.zip"]
    assert rows[0][7].value == "letters/AFR/confirmation-AFR-fr.docx"


def test_a_trial_and_a_mailbox_file_from_a_zip_file(office: Office, server: MailServer) -> None:
    smtp = ("--smtp", f"127.0.0.1:{server.port}", "--plain", "--json")
    assert office.invoke("send", "bag.zip", *smtp, "--test-to", "me@itu.int").code == 0
    assert [each.recipients for each in server.mailbox] == [("me@itu.int",)]
    assert office.invoke("send", "bag.zip", "--mbox", "letters.mbox").code == 0
    assert (office.folder / "letters.mbox").read_bytes().count(b"\nMessage-ID: ") == 2


def test_folder_and_zip_file_have_one_ledger(office: Office, server: MailServer) -> None:
    """One letter from the folder, the rest from the zip file: nobody gets two."""
    folder = make_bag(office.folder / "bag", SIX[:2])
    smtp = ("--smtp", f"127.0.0.1:{server.port}", "--plain", "--send", "--json")
    # The approval of the zip file is that of the folder: the same files.
    assert office.invoke("send", "bag", *smtp, "--only", "AFR", "--confirm", "1").code == 0
    assert states(office, "bag.zip") == states(office, "bag") == [
        ("AFR", "accepted"), ("AMS", "planned")
    ]  # fmt: skip
    assert office.send(server).code == 0
    assert office.holds(server) == dict.fromkeys(TWO, 1)
    shutil.rmtree(folder)
    assert office.invoke("send", "bag.zip", *smtp, "--confirm", "0").code == 0
    assert len(server.mailbox) == 2


def test_another_bundle_as_a_folder_of_the_same_name(office: Office, server: MailServer) -> None:
    assert office.send(server).code == 0
    make_bag(office.folder / "bag", SIX[:3])
    answer = office.invoke("send", "bag", "--status", "--json")
    assert (answer.code, codes(answer)) == (1, [("D019", "bag.ledger.sqlite")])
    answer = office.invoke("send", "bag", "--json")
    assert (answer.code, codes(answer)) == (1, [("D014", "bag"), ("D019", "bag.ledger.sqlite")])


def test_two_at_once_by_both_names(office: Office, server: MailServer) -> None:
    """The lock is one as well."""
    make_bag(office.folder / "bag", SIX[:2])
    holder = dispatch.Holder(1, "here", office.clock.now())
    with dispatch.SenderLock(office.opened, holder):
        smtp = ("--smtp", f"127.0.0.1:{server.port}", "--plain", "--send", "--json")
        answer = office.invoke("send", "bag", *smtp, "--confirm", "2")
    assert (answer.code, codes(answer)) == (1, [("D017", "bag")])


def test_what_is_unknown_is_decided_on_a_zip_file(office: Office, server: MailServer) -> None:
    server.faults.append(Fault("dot", "close", times=1))
    assert office.send(server).code == 4
    assert states(office, "bag.zip") == [("AFR", "unknown"), ("AMS", "accepted")]
    assert office.invoke("send", "bag.zip", "--resolve", "AFR=resend").code == 0
    assert office.send(server).code == 0
    assert office.holds(server) == dict.fromkeys(TWO, 1)


def test_a_zip_file_with_an_altered_draft(office: Office, server: MailServer) -> None:
    data = office.bag.read_bytes()
    at = data.index(DRAFT.encode()) + 500
    office.bag.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    for answer in (office.send(server), office.invoke("send", "bag.zip", "--json"),
                   office.invoke("approve", "bag.zip", "--by", "N", "--json")):  # fmt: skip
        assert (answer.code, codes(answer)) == (1, [("B023", f"bag.zip {DRAFT}")])
    assert server.connections == 0


def test_a_zip_file_that_another_program_has_packed(office: Office, server: MailServer) -> None:
    """Its files are whole: that is told, and the letters go out."""
    with zipfile.ZipFile(office.bag) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(office.bag, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    answer = office.send(server)
    assert (answer.code, codes(answer)) == (0, [("B032", "bag.zip")])
    assert office.holds(server) == dict.fromkeys(TWO, 1)


@pytest.mark.parametrize("how", ["altered", "altered with its checksum", "removed"])
def test_a_zip_file_that_changes_while_letters_go_out(
    how: str, office: Office, server: MailServer
) -> None:
    """Each draft is proved by its hash when its turn comes, from wherever it is read."""
    seen = dispatch.Sending._send

    def change_then_send(self: dispatch.Sending, message: Message) -> dispatch.State:
        if message.key == "AMS" and how == "removed":
            office.bag.unlink()
        elif message.key == "AMS":
            entry = self._bundle.source._entries[DRAFT]  # type: ignore[attr-defined]  # of a zip file
            flip(office.bag, entry)
            if how != "altered":
                entry.CRC = checksum(office.bag, entry)
        return seen(self, message)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dispatch.Sending, "_send", change_then_send)
        answer = office.send(server)
    code, place = ("B020" if how == "removed" else "B023"), f"bag.zip {DRAFT}"
    assert answer.code == 4
    assert codes(answer) == [("D023", "bag.zip"), (code, place)]
    assert [each.recipients for each in server.mailbox] == [SIX[0].to + SIX[0].cc]


def flip(path: Path, entry: zipfile.ZipInfo) -> None:
    """Change a byte of an entry that is stored as it is."""
    data = bytearray(path.read_bytes())
    data[data.index(b"\r\n\r\n", entry.header_offset) + 4] ^= 1
    path.write_bytes(data)


def checksum(path: Path, entry: zipfile.ZipInfo) -> int:
    """The checksum that such an entry has now."""
    start = entry.header_offset + 30 + len(entry.orig_filename.encode())
    return zlib.crc32(path.read_bytes()[start : start + entry.file_size])
