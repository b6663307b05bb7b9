"""docgen: a campaign's facts, a list of recipients and Word templates become official letters.

The pipeline, each step a function from values to values (docs/architecture.md):

    campaign.load          campaign.toml      → facts and kinds of letter
    recipients.read_list   a mailing list     → recipients
    merge.load_templates   templates/         → compiled templates
    merge.plan             facts + recipients → who gets what, in which language, under which name
    rendering.render       the plan           → letters, one by one, each proved
    publish.Publication    letters            → out/, all of them or none

A step gives back an :class:`Outcome`: its value, and the findings in the user's data. Nothing is
written before the whole run has been validated. The commands (:mod:`docgen.cli`) read options, call
these steps, print and exit.

For use by other programs, without a campaign:

    >>> from docgen import Template
    >>> template = Template("letter.docx")            # doctest: +SKIP
    >>> letter = template.render({"name": "Ada"})     # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from docgen.diagnostics import (
        DocgenError,
        ExitCode,
        Finding,
        LanguageFormError,
        Outcome,
        OutsideError,
        Place,
        RenderError,
        Severity,
        StoppedError,
        TemplateError,
    )
    from docgen.template import Template

__all__ = [
    "DocgenError",
    "ExitCode",
    "Finding",
    "LanguageFormError",
    "Outcome",
    "OutsideError",
    "Place",
    "RenderError",
    "Severity",
    "StoppedError",
    "Template",
    "TemplateError",
]

_ROOMS: Final = dict.fromkeys(__all__, "docgen.diagnostics") | {"Template": "docgen.template"}


def __getattr__(name: str) -> Any:
    # Imported when first used: the commands start faster without lxml and Jinja.
    if name not in _ROOMS:
        raise AttributeError(f"module 'docgen' has no attribute {name!r}")
    return getattr(importlib.import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
