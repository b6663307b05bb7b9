"""Every finding code of docgen with its title. A code keeps its meaning once released.

docs/findings.md lists the same codes with cause and cure; a test keeps the two equal.
Families: C campaign and its folder, L lists, N nominations and trainings, T templates and their
wording, P proof of a letter, X concordance across languages, B bundle, D dispatch.
"""

from __future__ import annotations

from typing import Final

CODES: Final[dict[str, str]] = {
    # C: the campaign file, its folder, what was asked for
    "C001": "no campaign.toml here",
    "C002": "campaign.toml cannot be read",
    "C003": "campaign.toml is not valid TOML",
    "C004": "unknown key",
    "C005": "missing key",
    "C006": "wrong type or form",
    "C007": "missing language",
    "C008": "a range ends before it starts",
    "C009": "an event lies outside its assembly",
    "C010": "unknown language",
    "C011": "unknown letter kind",
    "C012": "a pattern or subject cannot be filled in",
    "C013": "two letters would have the same file name",
    "C014": "a file name is not safe on every system",
    "C015": "out/ cannot be written",
    "C016": "the folder of a new campaign is not empty",
    "C017": "a date cannot be read",
    "C018": "two runs write to the same out/ at once",
    "C019": "facts that contradict each other",
    "C020": "a character that no letter can hold",
    "C021": "a letter in out/ was changed by hand",
    "C022": "a stopped run was completed",
    # L: lists
    "L001": "a list is missing",
    "L002": "a list cannot be read",
    "L003": "a list has no header",
    "L004": "a required column is missing",
    "L005": "unknown column",
    "L006": "a header stands twice",
    "L007": "an empty cell where a value is required",
    "L008": "a key stands twice",
    "L009": "a value is not one of those allowed",
    "L010": "a date cannot be read",
    "L011": "no addressee in the language of correspondence",
    "L012": "a character that no letter can hold",
    "L013": "a row has more cells than the header",
    "L014": "an e-mail address is not valid",
    "L015": "a list has no rows",
    "L016": "the cells are not separated by commas",
    "L017": "a cell is too long",
    "L018": "a list has too many faults",
    # T: templates and their wording
    "T001": "a template is missing",
    "T002": "not a Word file",
    "T003": "a damaged archive",
    "T004": "an unsafe archive",
    "T005": "XML that cannot be read safely",
    "T006": "active or outside content",
    "T010": "a tag that cannot be read",
    "T011": "blocks that do not match",
    "T012": "a tag in a place where it cannot work",
    "T013": "unknown filter or test",
    "T014": "an include that cannot be resolved",
    "T020": "unknown variable",
    "T021": "a value is missing",
    "T022": "a character that a Word file cannot hold",
    "T023": "a value that the tag cannot use",
    "T024": "a template asks for too much",
    "T030": "wording that cannot be read",
    "T031": "a wording and its Word file differ",
    "T032": "an emblem that cannot be used",
}
