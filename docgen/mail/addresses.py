"""E-mail addresses: their form, and letters that look like others."""

from __future__ import annotations

import unicodedata
from typing import Final

from email_validator import EmailNotValidError, validate_email

from docgen.diagnostics import Finding, Outcome, Place, error, warning

# Scripts whose letters look like those of another one of them (Unicode TS #39, confusables).
_ALIKE: Final = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "COPTIC", "CHEROKEE")
# Cyrillic small letters that look like Latin ones in most typefaces.
_CYRILLIC_AS_LATIN: Final = frozenset("асԁеһіјӏорԛѕԝхуү")


def checked_address(address: str, place: Place) -> Outcome[str]:
    """The address with its domain in ASCII form (RFC 5891), or what is wrong with it (D001 to
    D003). No server is asked whether it exists.

    A local part in other than ASCII letters is refused: only servers with the extension SMTPUTF8
    (RFC 6531) carry it, and no header of RFC 5322 can show it.
    """
    found: list[Finding] = []
    try:
        valid = validate_email(address, check_deliverability=False, allow_smtputf8=True)
    except EmailNotValidError as fault:
        reason = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in str(fault))
        said = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in address)
        return Outcome(None, (
            error("D001", place, f"“{said}” is not an e-mail address: {reason}",
                  "correct the address in the list"),
        ))  # fmt: skip
    parts = {"before the @": [valid.local_part], "after the @": valid.domain.split(".")}
    for where, words in parts.items():
        scripts = {word: _scripts(word) for word in words}
        mixed = next((word for word, names in scripts.items() if len(names) > 1), None)
        disguised = next((word for word in words if _looks_latin(word)), None)
        if mixed is not None:
            names = " and ".join(name.capitalize() for name in sorted(scripts[mixed]))
            found.append(
                error("D003", place, f"“{mixed}” {where} in {address} has letters of {names}",
                      "type the address again; a letter of another script looks the same")
            )  # fmt: skip
        elif disguised is not None:
            found.append(
                warning("D003", place, f"“{disguised}” {where} in {address} is Cyrillic, and looks "
                        "like a Latin word", "make sure that this is meant")
            )  # fmt: skip
    if valid.ascii_email is None and not found:
        found.append(
            error("D002", place, f"{address} has letters before the @ that not every mail server "
                  "can carry", "ask for an address in ASCII letters")
        )  # fmt: skip
    return Outcome(valid.ascii_email, tuple(found))


def same_address(address: str) -> str:
    """The form in which two addresses are one mailbox in practice: small letters.

    RFC 5321, section 2.4, lets a server tell ``A@`` from ``a@``; no server in use does.
    """
    return address.casefold()


def _scripts(word: str) -> set[str]:
    """The scripts of a word's letters, of those whose letters look alike."""
    names = {unicodedata.name(letter, "").split(" ")[0] for letter in word if letter.isalpha()}
    return names & set(_ALIKE)


def _looks_latin(word: str) -> bool:
    letters = {letter for letter in word if letter.isalpha()}
    return bool(letters) and letters <= _CYRILLIC_AS_LATIN
