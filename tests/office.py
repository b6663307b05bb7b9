"""An office with a campaign, an approved bundle and a clock of its own, for tests of sending."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import re
import shutil
import ssl
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from bags import SIX, To, make_bag
from conftest import ROOT, Answer, Program
from mailserver import MailServer

from docgen import dispatch
from docgen.bundle import Bundle, read_bundle

USER, PASSWORD = "secretariat-user", "pass-word-9b1f-é"
START = dt.datetime(2024, 4, 8, 9, 0, tzinfo=dt.UTC)


@dataclass
class TestClock:
    """A clock that goes on only when somebody waits."""

    __test__ = False

    moment: dt.datetime = START
    slept: list[float] = field(default_factory=list)
    passed: float = 0.0

    def now(self) -> dt.datetime:
        return self.moment

    def monotonic(self) -> float:
        return 1000.0 + self.passed

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds
        self.moment += dt.timedelta(seconds=seconds)


@dataclass(frozen=True)
class Authority:
    """A certificate authority of a test, and the files of a server that it vouches for."""

    ca: Path
    chain: Path

    def server(self) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.chain)
        return context

    def client(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.ca))


def make_authority(folder: Path, host: str = "localhost") -> Authority:
    """A new authority and a certificate for ``host`` and 127.0.0.1, valid for a day."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    now = dt.datetime.now(tz=dt.UTC)

    def name(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    def builder(subject: str, issuer: str, key: ec.EllipticCurvePrivateKey) -> Any:
        return (
            x509.CertificateBuilder()
            .subject_name(name(subject)).issuer_name(name(issuer)).public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(hours=1))
            .not_valid_after(now + dt.timedelta(days=1))
        )  # fmt: skip

    root, leaf = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    usage = x509.KeyUsage(digital_signature=True, key_cert_sign=True, crl_sign=True,
                          content_commitment=False, key_encipherment=False,
                          data_encipherment=False, key_agreement=False, encipher_only=False,
                          decipher_only=False)  # fmt: skip
    known = x509.SubjectKeyIdentifier.from_public_key(root.public_key())
    ca = (
        builder("Test authority", "Test authority", root)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True).add_extension(known, critical=False)
        .sign(root, hashes.SHA256())
    )  # fmt: skip
    names = [x509.DNSName(host)]
    if host == "localhost":
        names.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))  # type: ignore[arg-type]  # one list for both
    certificate = (
        builder(host, "Test authority", leaf)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key()),
                       critical=False)
        .sign(root, hashes.SHA256())
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(ca.public_bytes(pem))
    key = leaf.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "chain.pem").write_bytes(key + certificate.public_bytes(pem))
    return Authority(folder / "ca.pem", folder / "chain.pem")


@dataclass
class Office:
    """A campaign folder with a bundle in it; the current directory of the test."""

    folder: Path
    invoke: Program
    clock: TestClock
    people: tuple[To, ...]
    name: str = "bag"  # of the bundle

    @property
    def bag(self) -> Path:
        return self.folder / self.name

    @property
    def opened(self) -> Bundle:
        """The bundle, read."""
        found, findings = read_bundle(self.bag, self.name)
        assert found is not None, findings
        return found

    def send(self, server: MailServer, *options: str, plain: bool = True) -> Answer:
        """``docgen send --send`` to the server, with the right number of recipients."""
        count = str(sum(self.states.get(key, "planned") in ("planned", "deferred")
                        for key in (each.key for each in self.people)))  # fmt: skip
        way = ("--plain",) if plain else ()
        return self.invoke("send", self.name, "--smtp", f"127.0.0.1:{server.port}", *way,
                           "--send", "--confirm", count, "--json", *options)  # fmt: skip

    @property
    def states(self) -> dict[str, str]:
        """What the ledger says of each recipient's message."""
        if not (self.folder / "bag.ledger.sqlite").exists():
            return {}
        keys = {each.id: each.key for each in self.opened.messages}
        path = self.opened.beside("ledger.sqlite")
        with dispatch.Ledger(path, "ledger", self.clock.now) as ledger:
            return {keys[each.id]: each.state.value for each in ledger.entries().values()}

    @property
    def ids(self) -> dict[str, str]:
        """The Message-ID of each recipient's message."""
        return {each.key: each.id for each in self.opened.messages}

    def holds(self, server: MailServer) -> Counter[str]:
        """How often each address has got its message, all of them being of this bundle."""
        wanted = {(self.ids[each.key], address)
                  for each in self.people for address in (*each.to, *each.cc)}  # fmt: skip
        received = server.received
        assert set(received) <= wanted
        return Counter({address: count for (_, address), count in received.items()})


def make_office(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    invoke: Program,
    people: Sequence[To] = SIX[:2],
    setting: str = "rate = 6000",
    approved: bool = True,
    **bag: Any,
) -> Office:
    """The office, with its bundle approved where that is asked for, sending with the test's clock
    and little patience."""
    folder = tmp_path / "office"
    folder.mkdir()
    shutil.copy2(ROOT / "campaign.toml", folder)
    set_dispatch(folder, setting)
    monkeypatch.chdir(folder)
    name = make_bag(folder / "bag", people, **bag).name
    clock = TestClock()
    monkeypatch.setattr("docgen.cli.send.SystemClock", lambda: clock)
    patience = dispatch.Limits(0.4, 0.4)
    monkeypatch.setattr("docgen.dispatch.Limits", lambda: patience)
    assert not approved or invoke("approve", name, "--by", "Seizo Onoe").code == 0
    return Office(folder, invoke, clock, tuple(people), name)


def set_dispatch(folder: Path, table: str) -> None:
    """Put another table ``[dispatch]`` into the campaign file."""
    file = folder / "campaign.toml"
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"\n\[dispatch\].*?(?=\n# -{10}|\Z)", "", text, flags=re.DOTALL)
    file.write_text(f"{text}\n[dispatch]\n{table}\n", encoding="utf-8")


def codes(answer: Answer) -> list[tuple[str, str]]:
    """Code and place of each finding of ``--json``."""
    found = json.loads(answer.stdout)
    assert found["ok"] is (answer.code == 0)
    return [(each["code"], each["place"]) for each in found["findings"]]
