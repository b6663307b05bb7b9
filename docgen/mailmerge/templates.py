"""The Word files of a mail merge: one for all letters, or one for each language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from docgen.diagnostics import (
    Finding,
    Outcome,
    Place,
    Severity,
    TemplateError,
    error,
    in_reading_order,
    nearest,
)
from docgen.mailmerge.setting import NO_LANGUAGE, Setting
from docgen.merge import SUFFIX, TemplateLoader
from docgen.names import fault_of_name
from docgen.recipients.rows import Rows
from docgen.template import Template

_LANGUAGE: Final = "{lang}"


@dataclass(frozen=True, slots=True)
class TemplateFiles:
    """A Word file, a folder with ``<language>.docx``, or a path with ``{lang}`` in it.

    ``given`` is what the user wrote; ``campaign`` is the ``templates/`` folder of a campaign, in
    which includes are looked for after the template's own folder.
    """

    given: str
    campaign: Path | None = None

    @property
    def per_language(self) -> bool:
        """Whether each language has a file of its own."""
        return _LANGUAGE in self.given or Path(self.given).is_dir()

    def path(self, language: str) -> Path:
        """The file for a language."""
        if _LANGUAGE in self.given:
            return Path(self.given.replace(_LANGUAGE, language))
        path = Path(self.given)
        return path / f"{language}{SUFFIX}" if path.is_dir() else path

    @property
    def stem(self) -> str:
        """The name that the letters and their folder take from the template."""
        path = Path(self.given)
        name = path.absolute().resolve().name if path.is_dir() else path.stem
        if _LANGUAGE in name:
            name = name.replace(_LANGUAGE, "").strip("-_. ") or path.absolute().parent.name
        return unicodedata.normalize("NFC", name)

    def faults(self, *, languages_asked: bool) -> list[Finding]:
        """What is wrong with the name alone."""
        place = Place(self.given)
        if self.per_language and not languages_asked:
            what = (
                "each language has its own file here"
                if _LANGUAGE in self.given
                else ("this is a folder, with a file for each language")
            )
            return [error("T001", place, what, "say which one: --lang or --lang-column")]
        unsafe = fault_of_name(self.stem)
        if unsafe is None and fault_of_name(f"{self.stem}-1{SUFFIX}") is None:
            return []
        message = f"its name cannot be the name of a folder for the letters: {unsafe}"
        return [error("C014", place, message, "rename the template")]


@dataclass(frozen=True, slots=True)
class _Loader:
    """Finds the file that an include names: beside the template, then in the campaign."""

    folder: Path
    language: str
    campaign: Path | None

    def __call__(self, name: str) -> tuple[str, bytes]:
        """The name to show and the bytes. Raises :class:`TemplateError` (T014)."""
        beside = {path.stem: path for path in sorted(self.folder.glob(f"*{SUFFIX}"))}
        if name in beside:
            return beside[name].name, beside[name].read_bytes()
        if self.campaign is not None and self.language != NO_LANGUAGE:
            return TemplateLoader(self.campaign, self.language)(name)
        best = nearest(name, beside)
        hint = f"did you mean {best}?" if best else "put the file beside the template"
        place = Place(f"{name}{SUFFIX}")
        raise TemplateError(error("T014", place, f"there is no template {name!r} to include", hint))


def load_templates(
    files: TemplateFiles, wanted: Iterable[str], rows: Rows | None, setting: Setting
) -> Outcome[dict[str, Template]]:
    """Compile the template of each language, and look it over.

    Findings are those of each template, and T020 for variables that neither the list nor the facts
    have; without ``rows`` nothing can be said about those.
    """
    found: list[Finding] = []
    templates: dict[str, Template] = {}
    for language in wanted:
        path = files.path(language)
        loader = _Loader(path.parent, language, files.campaign)
        try:
            template = Template(
                path,
                language=language or None,
                loader=loader,
                shown_as=path.as_posix(),
                images=path.parent if files.campaign is None else files.campaign.parent,
                stamped=True,
            )
        except TemplateError as fault:
            found.extend(fault.findings)
            continue
        templates[language] = template
        if rows is not None:
            # What is only doubtful is for docgen templates lint: one file may serve six languages.
            doubts = template.lint(setting.fields(language, rows))
            found.extend(doubt for doubt in doubts if doubt.severity is Severity.ERROR)
    return Outcome(templates, tuple(in_reading_order(found)))
