"""A mail server that fails at each stage, in each way: what the ledger says, the exit code, what
the server holds, and what the next run makes of it.

The expectations are rules, not a recording: a lasting fault and one that passes, 45 of each.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from bags import SIX
from conftest import Program
from mailserver import STAGES, WAYS, Fault, MailServer, Stage, Way
from office import PASSWORD, USER, Authority, Office, codes, make_authority, make_office

BEFORE = ("connect", "EHLO", "STARTTLS", "AUTH")  # no message is concerned
AFR, AMS = "bag AFR/confirmation/fr", "bag AMS/confirmation/es"
ADDRESSES = [address for each in SIX[:2] for address in (*each.to, *each.cc)]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Program, authority: Authority
) -> Office:
    monkeypatch.setattr("docgen.dispatch.verifying", authority.client)
    monkeypatch.setenv("DOCGEN_SMTP_USER", USER)
    monkeypatch.setenv("DOCGEN_SMTP_PASSWORD", PASSWORD)
    return make_office(tmp_path, monkeypatch, invoke)


def server_of(authority: Authority, *faults: Fault) -> MailServer:
    return MailServer(faults=list(faults), tls=authority.server(), user=(USER, PASSWORD))


def in_the_way(stage: Stage, way: Way) -> str:
    """The code of a fault that keeps the run from any message."""
    if way == "5yz":
        return {"STARTTLS": "D025", "AUTH": "D026"}.get(stage, "D024")
    return "D024"


def lasting(stage: Stage, way: Way) -> tuple[str, int, list[str]]:
    """State of both messages, exit code, and codes of the findings."""
    if stage == "QUIT":
        return "accepted", 0, []
    if stage in BEFORE:
        return "planned", 4, ["D023", in_the_way(stage, way)]
    if way == "5yz":
        return "refused", 1, ["D021", "D021"]
    if stage == "dot" and way != "4yz":
        return "unknown", 4, ["D020", "D020"]
    return "deferred", 4, ["D023", "D027"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("stage", STAGES)
def test_a_fault_that_lasts(stage: Stage, way: Way, office: Office, authority: Authority) -> None:
    state, code, expected = lasting(stage, way)
    with server_of(authority, Fault(stage, way)).running() as server:
        answer = office.send(server, plain=False)
        assert answer.code == code
        assert sorted(found for found, _ in codes(answer)) == expected
        assert office.states == {"AFR": state, "AMS": state}
        delivered = dict.fromkeys(ADDRESSES, 1) if state == "accepted" else {}
        assert office.holds(server) == delivered
        # The fault has gone: what is open goes out, what a person must look at does not.
        server.faults.clear()
        again = office.send(server, plain=False)
        if state in ("unknown", "refused"):
            assert (again.code, office.holds(server)) == (code, {})
            assert office.states == {"AFR": state, "AMS": state}
            resend = ("--resolve", "AFR=resend", "--resolve", "AMS/confirmation=resend")
            assert office.invoke("send", "bag", *resend, "--json").code == 0
            again = office.send(server, plain=False)
        assert (again.code, codes(again)) == (0, [])
        assert office.states == {"AFR": "accepted", "AMS": "accepted"}
        assert office.holds(server) == dict.fromkeys(ADDRESSES, 1)
        assert all(each.encrypted for each in server.mailbox)


def passing(stage: Stage, way: Way) -> tuple[dict[str, str], int, list[tuple[str, str]]]:
    """States, exit code and findings when the first message meets the fault once."""
    fine = {"AFR": "accepted", "AMS": "accepted"}
    if stage in BEFORE and way == "5yz":
        return {}, 4, []
    if stage == "dot" and way not in ("4yz", "5yz"):
        return {**fine, "AFR": "unknown"}, 4, [("D020", AFR)]
    if stage == "RCPT" and way == "5yz":  # of the first of two addresses
        return fine, 1, [("D022", AFR)]
    if stage in ("MAIL", "DATA", "dot") and way == "5yz":
        return {**fine, "AFR": "refused"}, 1, [("D021", AFR)]
    return fine, 0, []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("stage", STAGES)
def test_a_fault_that_passes(stage: Stage, way: Way, office: Office, authority: Authority) -> None:
    states, code, expected = passing(stage, way)
    with server_of(authority, Fault(stage, way, times=1)).running() as server:
        answer = office.send(server, plain=False)
        assert answer.code == code
        if states:
            assert codes(answer) == expected
            assert office.states == states
        else:
            assert office.states == {"AFR": "planned", "AMS": "planned"}
        first = office.holds(server)
        again = office.send(server, plain=False)
        assert again.code == (code if states else 0)
        second = office.holds(server)
        missing = {"AFR": set(SIX[0].to + SIX[0].cc), "AMS": set()} if states else {}
        if states.get("AFR") == "accepted":
            missing["AFR"] = {SIX[0].to[0]} if expected else set()
        wanted = set(ADDRESSES).difference(*missing.values())
        assert second == dict.fromkeys(wanted, 1)
        assert first == (second if states else {})


@pytest.mark.parametrize("way", ["close", "stall", "garbage"])
def test_the_message_was_taken_but_the_answer_was_not_good(
    way: Way, office: Office, authority: Authority
) -> None:
    """What nobody could know: the server has taken the message and its answer is lost."""
    with server_of(authority, Fault("dot", way, times=1, accepts=True)).running() as server:
        assert office.send(server, plain=False).code == 4
        assert office.states == {"AFR": "unknown", "AMS": "accepted"}
        for _ in range(2):
            assert office.send(server, plain=False).code == 4
        assert office.holds(server) == dict.fromkeys(ADDRESSES, 1)
        said = office.invoke("send", "bag", "--resolve", "AFR=sent", "--json")
        assert (said.code, codes(said)) == (0, [])
        assert office.send(server, plain=False).code == 0
        assert office.holds(server) == dict.fromkeys(ADDRESSES, 1)


def test_one_address_is_put_off_and_the_other_taken(office: Office, authority: Authority) -> None:
    """The message goes to the copy at once and to her later, to each of them once."""
    fault = Fault("RCPT", "4yz", times=2, address=SIX[0].to[0])
    with server_of(authority, fault).running() as server:
        answer = office.send(server, plain=False)
        assert (answer.code, codes(answer)) == (0, [])
        assert [each.recipients for each in server.mailbox] == [SIX[0].cc, SIX[1].to + SIX[1].cc,
                                                                SIX[0].to]  # fmt: skip
        assert office.clock.slept[-2:] == [pytest.approx(10, abs=0.1), pytest.approx(60, abs=0.1)]


def test_the_server_says_421_and_closes(office: Office, authority: Authority) -> None:
    """RFC 5321, section 3.8: after 421 the connection is over, whatever was asked."""
    fault = Fault("MAIL", "4yz", times=1, reply=b"421 4.3.2 shutting down\r\n")
    with server_of(authority, fault).running() as server:
        assert office.send(server, plain=False).code == 0
        assert server.connections == 2
        assert office.holds(server) == dict.fromkeys(ADDRESSES, 1)


@pytest.mark.parametrize(
    "reply",
    [
        b"250-" + b"x" * 5000 + b"\r\n",
        b"250-more\r\n" * 300,
        b"\0" * 100 + b"\r\n",
        b"250\xff ok\r\n",
        b"354 go on\r\n",
        b"\r\n",
    ],
    ids=["long", "many", "zeros", "no blank", "out of turn", "empty"],
)
def test_answers_without_end_or_sense(reply: bytes, office: Office, authority: Authority) -> None:
    with server_of(authority, Fault("MAIL", "garbage", reply=reply)).running() as server:
        answer = office.send(server, plain=False)
        assert answer.code == 4
        assert office.states == {"AFR": "deferred", "AMS": "deferred"}
        assert server.mailbox == []


def test_the_numbers_that_the_brief_asks_for() -> None:
    assert len(STAGES) * len(WAYS) == 45


def test_no_password_in_anything(
    office: Office, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server repeats user and password, as given and in base64; nothing keeps them."""
    import base64

    secrets = [PASSWORD, USER]
    secrets += [base64.b64encode(text.encode()).decode()
                for text in (*secrets, f"\0{USER}\0{PASSWORD}")]  # fmt: skip
    echo = f"550 {' '.join(secrets)}\r\n".encode()
    said = []
    for stage in ("AUTH", "MAIL", "RCPT", "dot"):
        with server_of(authority, Fault(stage, "5yz", reply=echo)).running() as server:
            for options in ((), ("--json",)):
                answer = office.invoke("send", "bag", "--smtp", f"127.0.0.1:{server.port}",
                                       "--send", "--confirm", "2", *options)  # fmt: skip
                said += [answer.stdout, answer.stderr]
                office.invoke("send", "bag", "--resolve", "AFR=resend", "--resolve", "AMS=resend")
    said += [office.invoke("send", "bag", "--status", *more).stdout for more in ((), ("--json",))]
    monkeypatch.setenv("DOCGEN_SMTP_PASSWORD", "wrong")
    with server_of(authority).running() as server:
        answer = office.send(server, plain=False)
        assert ("D026", f"127.0.0.1:{server.port} AUTH") in codes(answer)
        said += [answer.stdout, answer.stderr]
    written = [path.read_bytes() for path in sorted(office.folder.rglob("*")) if path.is_file()]
    assert any("•••" in text for text in said)
    for secret in secrets:
        assert not any(secret in text for text in said)
        assert not any(secret.encode() in data for data in written)
