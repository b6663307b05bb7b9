"""A campaign as a whole: its facts, its kinds of letter, and what templates see of them.

The models are immutable and refuse unknown keys; those of the facts are in
:mod:`docgen.campaign.facts`.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import PrivateAttr

from docgen.campaign import agreements, context, readers, values
from docgen.campaign.facts import (
    AdvisoryGroup,
    Assembly,
    Bureau,
    Circular,
    Contact,
    Deadlines,
    Event,
    Network,
    Region,
    RegionalTraining,
    Representatives,
    Resolutions,
    Sector,
    Settings,
    Signatory,
    SustainableDevelopment,
    Training,
    Union,
)
from docgen.campaign.outgoing import Dispatch
from docgen.campaign.own_facts import FACTS
from docgen.campaign.shapes import Reading
from docgen.campaign.tables import Day, Keyed, Named, Pattern, Table, Text


class Kind(Keyed):
    """One of ``[kinds]``: a kind of letter.

    ``template`` is a folder of ``templates/``; ``lists`` are names in ``mailing_lists/``, one
    addressed copy a row, named by ``copy_name``.  ``file_name``, ``copy_name`` and ``subject`` are
    patterns with tags as templates have them.

    A personal kind has ``people`` in the place of lists: one letter for each accepted row of such
    a list, which the officer names; ``addressed_to`` says whether it goes to the person or to the
    organization of her region, ``reference`` is the pattern of its reference, and ``companions``
    are the kinds that are written together with it; of those that it ``encloses``, the letter to or
    about the same person goes with it by mail.  ``date`` is that of its letters where the
    officer names none.  ``copy_to`` says who gets a copy by mail: see :attr:`copies`.

    ``differences`` are those that its languages may have, each with its reason.
    """

    template: Annotated[str, readers.FILE_STEM]
    lists: Annotated[tuple[str, ...], readers.LISTS]
    audience: Annotated[Literal["public", "personal"], readers.AUDIENCE]
    file_name: Pattern
    copy_name: Pattern | None = None
    subject: Text
    people: Annotated[Literal["representatives", "delegates"], readers.PEOPLE] | None = None
    addressed_to: Annotated[Literal["person", "rto"], readers.ADDRESSED_TO] = "person"
    reference: Text | None = None
    companions: Annotated[tuple[str, ...], readers.COMPANIONS] = ()
    encloses: Annotated[tuple[str, ...], readers.COMPANIONS] = ()
    date: Day | None = None
    copy_to: Annotated[tuple[str, ...], readers.COPY_TO] | None = None
    differences: Annotated[tuple[values.Difference, ...], agreements.DIFFERENCES] = ()

    @property
    def name(self) -> str:
        """The kind's key: ``circular``."""
        return self.key

    @property
    def copies(self) -> tuple[str, ...]:
        """Who gets a copy by mail: ``rto``, ``regional_office``.  Unless ``copy_to`` says it, only
        a representative's organization, of what is written to her."""
        if self.copy_to is not None:
            return self.copy_to
        to_her = self.people == "representatives" and self.addressed_to == "person"
        return ("rto",) if to_her else ()


class Concordance(Table):
    """``[concordance]``: what the campaign adds to the words that stand for one another.

    Each entry holds the forms of one acronym, or of one person's name, in any language.
    """

    acronyms: Annotated[tuple[tuple[str, ...], ...], agreements.EQUIVALENTS] = ()
    names: Annotated[tuple[tuple[str, ...], ...], agreements.EQUIVALENTS] = ()


class Campaign(Table):
    """All facts of one campaign, and its kinds of letter."""

    campaign: Settings
    circular: Circular
    union: Union
    sector: Sector
    bureau: Bureau
    signatory: Signatory
    contact: Contact
    assembly: Assembly
    network: Network
    resolutions: Resolutions
    sustainable_development: SustainableDevelopment
    advisory_group: AdvisoryGroup
    representatives: Representatives
    deadlines: Deadlines
    training: Training
    event: Event
    regions: Annotated[values.Table[Region], Named(readers.REGION_KEY)]
    trainings: Annotated[values.Table[RegionalTraining], Named(readers.TRAINING_KEY)] = (
        values.Table({})
    )
    kinds: Annotated[values.Table[Kind], Named(readers.KIND_KEY)]
    concordance: Concordance = Concordance()
    dispatch: Dispatch = Dispatch()
    facts: Annotated[values.Table[Any], FACTS] = values.Table({})

    _hash: str = PrivateAttr(default="")

    def model_post_init(self, reading: Any, /) -> None:
        """Keep the hash of the file that the facts were read from."""
        if isinstance(reading, Reading):
            self._hash = reading.sha256

    @property
    def hash(self) -> str:
        """SHA-256 of the file's text in UTF-8 with line ends as LF, in hexadecimal."""
        return self._hash

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the campaign's languages, in its order."""
        return self.campaign.languages

    def context(self, language: str) -> dict[str, object]:
        """The facts as templates see them in ``language``: nested dicts by key.

        Texts are strings (or :class:`~docgen.campaign.values.Forms`), days and months are dates,
        ranges are as they are; ``circular.reference`` holds the circular's number.  Not changed by
        its users, who put their own variables beside it: the same object comes each time.
        :class:`KeyError` for a language that the campaign has not.
        """
        if language not in self._contexts:
            self._contexts[language] = context.of_campaign(self, language)
        return self._contexts[language]

    def fields(self, language: str) -> frozenset[str]:
        """The dotted names that templates have in ``language``: ``assembly.dates.first``.

        The names of tables (``assembly``, ``regions.AFR``) are among them.
        """
        return frozenset(context.names(self.context(language)))

    def fact_of(self, name: str, language: str) -> str:
        """The fact of which a dotted name is a form: ``assembly.name.genitive`` is of the name.

        A name that the campaign has not is given back as it is.
        """
        seen = dict(self.context(language))
        for key in self.regions:
            seen["region"] = self.region_context(key, language)
            fact = context.fact_of(seen, name)
            if fact != name:
                return fact
        return name

    def region_context(self, key: str, language: str) -> dict[str, object]:
        """What templates see of one region: ``code``, ``name`` and ``training``, in ``language``.

        ``training`` has the fields of :class:`RegionalTraining`, those that are not given as
        ``None``; it is ``None`` itself where the region has none.  A new dict comes each time.
        :class:`KeyError` for a region or language that the campaign has not.
        """
        return context.of_region(self, key, language)

    def region_fields(self, language: str) -> frozenset[str]:
        """The dotted names that templates have of every region: ``region.training.rpm.place``.

        A grammatical form is among them where all regions, or all trainings, have it.
        """
        return context.region_names(self, language)

    @cached_property
    def _contexts(self) -> dict[str, dict[str, object]]:
        return {}
