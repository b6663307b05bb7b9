"""The campaign that travels with docgen: what ``docgen init`` copies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

# What belongs to a campaign folder; everything else beside it is not the campaign's.
_PATTERNS: Final = (
    "campaign.toml",
    "templates/*.svg",
    "templates/*.png",
    "templates/*/*.md",
    "templates/*/*.docx",
    "mailing_lists/*.csv",
    # By name: a workbook beside them may hold the names of people.
    "mailing_lists/delegates.xlsx",
    "mailing_lists/reps.xlsx",
)


def starter_folder() -> Path:
    """The folder of the shipped campaign: in the installed package, or the root of a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "starter"
    return installed if (installed / "campaign.toml").is_file() else package.parent


def starter_files(root: Path | None = None) -> Iterator[tuple[PurePosixPath, bytes]]:
    """A campaign's files, by their path in the campaign folder, sorted.

    ``root`` is the campaign's folder; without it, that of the shipped campaign.
    """
    root = starter_folder() if root is None else root
    paths = {path for pattern in _PATTERNS for path in root.glob(pattern) if path.is_file()}
    for path in sorted(paths):
        # "~$zh.docx" is what Word leaves beside an open document.
        if not path.name.startswith(("~$", ".")):
            yield PurePosixPath(path.relative_to(root).as_posix()), path.read_bytes()
