"""User and password of the mail server: held, used, and kept out of everything that is shown."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Final

from docgen.diagnostics import Outcome, Place, error

SERVICE: Final = "docgen smtp {}"
_HIDDEN: Final = "•••"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Neither shows itself: not in a message, not in a traceback."""

    user: str = field(repr=False)
    password: str = field(repr=False)

    def plain(self) -> str:
        """The response of AUTH PLAIN, RFC 4616."""
        return _base64(f"\0{self.user}\0{self.password}")

    def login(self) -> tuple[str, str]:
        """The two responses of AUTH LOGIN, which no RFC describes and old servers ask for."""
        return _base64(self.user), _base64(self.password)

    def hidden_in(self, text: str) -> str:
        """``text`` without user and password, in any form in which they were sent."""
        secrets = {self.password, self.plain(), *self.login(), self.user}
        for secret in sorted(secrets - {""}, key=len, reverse=True):
            text = text.replace(secret, _HIDDEN)
        return text


def from_keyring(user: str, host: str) -> Outcome[Credentials]:
    """The password that the system's keyring has for ``user`` at ``host``; D026 without one."""
    place = Place("keyring", (), SERVICE.format(host))
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        message = "there is a user but no password, and keyring is not installed"
        hint = "set DOCGEN_SMTP_PASSWORD, or: pip install docgen[keyring]"
        return Outcome(None, (error("D026", place, message, hint),))
    hint = f"set DOCGEN_SMTP_PASSWORD, or: keyring set “{SERVICE.format(host)}” USER"
    try:
        password = keyring.get_password(SERVICE.format(host), user)
    except KeyringError as fault:
        message = f"the keyring cannot be read ({type(fault).__name__})"
        return Outcome(None, (error("D026", place, message, hint),))
    if password is None:
        message = "the keyring has no password for this user and server"
        return Outcome(None, (error("D026", place, message, hint),))
    return Outcome(Credentials(user, password))


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")
