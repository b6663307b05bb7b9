"""Where a value of a letter stands: the line of campaign.toml, the cell of a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docgen.campaign.toml_lines import TomlLines
from docgen.cli.options import CAMPAIGN_FILE, Folder
from docgen.diagnostics import Place
from docgen.recipients import Recipient

if TYPE_CHECKING:
    from docgen.campaign import Campaign, Kind

# What templates have of a person under another name than her columns.
_COLUMNS: Final = {"name": ("given_name", "family_name"), "gender": ("gender", "honorific")}

Sources = Callable[[str], tuple[str, ...]]


@dataclass
class Where:
    """Where the values of one letter stand; ``row`` is whose it is, ``rto`` her organization."""

    folder: Folder
    campaign: Campaign
    kind: Kind
    language: str
    row: Recipient | None
    rto: Recipient | None

    def __post_init__(self) -> None:
        self._lines = TomlLines(self.folder.file.read_text(encoding="utf-8-sig"))

    def __call__(self, name: str) -> tuple[str, ...]:
        """The places of the value with a dotted name, as text; empty where none is known."""
        root, _, rest = name.replace("[]", "").partition(".")
        to_rto = self.kind.addressed_to == "rto"
        match root:
            case "recipient" | "representative":
                whose = self.rto if to_rto and root == "recipient" else self.row
                return () if whose is None else tuple(map(str, self._of_row(whose, rest)))
            case "region":
                return self._of_region(rest)
            case "letter":
                return self._of_letter(rest)
        return self._line(tuple(name.replace("[]", "").split(".")))

    def _of_row(self, whose: Recipient, field: str) -> list[Place]:
        columns: tuple[str, ...] = (f"{field}_{self.language}",)
        if field in whose.origin.columns:
            columns = (field,)
        if whose.is_person:
            columns = _COLUMNS.get(field, (field,))
            if field == "addressee" and not whose.addressee:
                columns = ("honorific", "given_name", "family_name", "position", "organization",
                           "address", "country")  # fmt: skip
        return list(dict.fromkeys(whose.at(column) for column in columns))

    def _of_region(self, rest: str) -> tuple[str, ...]:
        code = self.row.region if self.row is not None else ""
        head, _, more = rest.partition(".")
        if head == "rto" and self.rto is not None:
            return tuple(map(str, self._of_row(self.rto, more or "key")))
        if head == "training":
            return self._line(("trainings", code, *filter(None, more.split("."))))
        return self._line(("regions", code, *filter(None, rest.split("."))))

    def _of_letter(self, rest: str) -> tuple[str, ...]:
        kind = ("kinds", self.kind.name)
        match rest:
            case "subject" | "reference":
                return self._line((*kind, rest))
            case "date":
                own = self._line((*kind, "date")) if self.kind.date else ()
                return (*(own or self._line(("circular", "date"))), "or --date")
            case "language" | "file_letter" | "courtesy":
                return ("the language of the row, or --lang",)
        return ()

    def _line(self, key: tuple[str, ...]) -> tuple[str, ...]:
        """The line of a fact, in the letter's language where it has one there."""
        for end in range(len(key), 0, -1):
            for whole in ((*key[:end], self.language, *key[end:]), (*key[:end], self.language),
                          key[:end]):  # fmt: skip
                if whole in self._lines.keys:
                    line = self._lines.line(whole)
                    return (str(Place.line(CAMPAIGN_FILE, line, self._lines.shown(whole))),)
        return ()


def list_of(source: str, root: Path) -> tuple[Path, str] | None:
    """The file that a stamp names, and the rest: ``reps.xlsx``, ``Nominations!row 7``.

    A file name may hold blanks: the longest that is there is meant.
    """
    parts = source.split(" ")
    for end in range(len(parts), 0, -1):
        path = root / " ".join(parts[:end])
        if path.is_file():
            return path, " ".join(parts[end:])
    return None
