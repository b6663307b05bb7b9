"""Any template with any list: rows are chosen, put in order and planned as letters.

:mod:`selection` chooses rows, orders them and reads their languages; :mod:`templates` compiles the
Word files; :mod:`planning` names the letters; :mod:`single` joins them where one document is asked
for; :mod:`identity` says what tells their rows apart.  They are rendered by
:func:`docgen.rendering.render`, as those of a campaign are.  A template sees the columns of its row
by name, ``row`` (the same values by header), ``loop.index`` and ``loop.length`` among the rows
kept, ``letter``, and the facts of a campaign where there is one.
"""

from __future__ import annotations

from docgen.mailmerge.planning import name_patterns, plan, until_too_many
from docgen.mailmerge.selection import choose, languages_of
from docgen.mailmerge.setting import (
    KIND,
    NO_LANGUAGE,
    Facts,
    Kept,
    PlannedRow,
    Setting,
    covered_facts,
    facts_of,
)
from docgen.mailmerge.single import PlannedWhole, in_one, plan_whole
from docgen.mailmerge.templates import TemplateFiles, load_templates

__all__ = [
    "KIND",
    "NO_LANGUAGE",
    "Facts",
    "Kept",
    "PlannedRow",
    "PlannedWhole",
    "Setting",
    "TemplateFiles",
    "choose",
    "covered_facts",
    "facts_of",
    "in_one",
    "languages_of",
    "load_templates",
    "name_patterns",
    "plan",
    "plan_whole",
    "until_too_many",
]
