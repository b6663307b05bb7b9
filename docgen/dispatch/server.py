"""Which mail server, and how the way to it is kept from others' eyes."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from docgen.diagnostics import Finding, Outcome, Place, error

_PORTS: Final = {"starttls": 587, "tls": 465, "plain": 25}
_NAME: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


class Security(StrEnum):
    """How a connection is kept from others' eyes."""

    STARTTLS = "starttls"
    TLS = "tls"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Server:
    """Where to, and how."""

    host: str
    port: int
    security: Security

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def read_server(text: str, tls: str | None, plain: bool) -> Outcome[Server]:
    """``host:port`` of ``--smtp`` with its security: STARTTLS, on port 465 TLS, unless chosen.
    D028 for what is none, and for plain text to another machine."""
    place = Place("--smtp", (), text)
    security = Security.PLAIN if plain else Security(tls or Security.STARTTLS)
    host, port = text, ""
    if text.startswith("["):
        host, _, port = text[1:].partition("]")
        port = port.removeprefix(":")
    elif text.count(":") == 1:
        host, _, port = text.partition(":")
    numeric = _as_ip(host) is not None
    if not numeric and not (_NAME.fullmatch(host) and len(host) <= 253):
        return Outcome(None, (_unusable(place, "this is not the name of a server"),))
    if port and not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
        return Outcome(None, (_unusable(place, f"“{port}” is not the number of a port"),))
    if not plain and tls is None and port == "465":
        security = Security.TLS
    if plain and not is_loopback(host):
        return Outcome(None, (
            error("D028", place, "without encryption letters go to this machine only",
                  "leave --plain out; the server needs STARTTLS or TLS"),
        ))  # fmt: skip
    return Outcome(Server(host, int(port) if port else _PORTS[security], security))


def _as_ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Whether a name or address is this machine's own."""
    address = _as_ip(host)
    return address.is_loopback if address is not None else host.lower() == "localhost"


def _unusable(place: Place, message: str) -> Finding:
    return error("D028", place, message, "write it as --smtp mail.example.org:587")
