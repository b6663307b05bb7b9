"""The typed facts of a campaign: one model for each table of campaign.toml.

The models state what a table must and may hold; the shapes say what each value looks like.  All
models are immutable and refuse unknown keys.  A field with ``None`` as default may be left out:
templates then have no such variable.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import PrivateAttr

from docgen.campaign import agreements, context, readers, texts, values
from docgen.campaign.outgoing import Dispatch
from docgen.campaign.own_facts import FACTS
from docgen.campaign.shapes import Reading
from docgen.campaign.tables import (
    Count,
    Day,
    Days,
    Gender,
    Keyed,
    Month,
    Named,
    Pattern,
    Percentage,
    PerLanguage,
    Table,
    Telephone,
    Text,
    Year,
)


class Settings(Table):
    """``[campaign]``: what holds for all letters."""

    name: Annotated[str, readers.LINE]
    languages: Annotated[tuple[str, ...], readers.LANGUAGES]
    time_zone: Annotated[str, readers.TIME_ZONE]


class Annexes(Table):
    """``[circular.annexes]``: how many, and the number of the one that also goes on its own."""

    count: Count
    number: Count


class Circular(Table):
    """``[circular]``: identified by study period and number."""

    number: Annotated[int, readers.CIRCULAR_NUMBER]
    date: Day
    study_period: Annotated[values.StudyPeriod, readers.STUDY_PERIOD]
    earlier: Annotated[int, readers.CIRCULAR_NUMBER] | None = None
    place: PerLanguage
    reference: Annotated[values.Text, texts.REFERENCE]
    annexes: Annexes


class Union(Table):
    """``[union]``: whose letter it is."""

    name: PerLanguage
    acronym: PerLanguage
    address: PerLanguage
    telephone: Telephone
    website: Annotated[str, readers.WEBSITE]


class Sector(Table):
    """``[sector]`` of the Union."""

    acronym: PerLanguage


class Bureau(Table):
    """``[bureau]`` that writes."""

    name: PerLanguage
    acronym: PerLanguage


class Signatory(Table):
    """``[signatory]``: the Director; his or her gender chooses the forms of the close."""

    gender: Gender
    name: Text
    title: PerLanguage


class Contact(Table):
    """``[contact]``: the person to ask. Numbers are printed as given."""

    gender: Gender
    name: Text
    honorific: PerLanguage
    telephone: Telephone
    fax: Telephone | None = None
    email: Annotated[str, readers.EMAIL]


class PreviousAssembly(Table):
    """``[assembly.previous]``: the one that the figures are compared with."""

    year: Year
    women_share: Percentage
    acronym: PerLanguage


class Assembly(Table):
    """``[assembly]`` that the circular prepares."""

    dates: Days
    year: Year
    name: PerLanguage
    series: PerLanguage
    acronym: PerLanguage
    place: PerLanguage
    women_target: Percentage
    previous: PreviousAssembly


class NetworkCampaign(Table):
    """``[network.campaign]``; ``launched`` is the first day of its month."""

    name: Text
    launched: Month


class Officer(Table):
    """``[network.chair]`` and ``[network.vice_chair]``."""

    gender: Gender
    name: Text
    honorific: PerLanguage
    organization: PerLanguage
    organization_acronym: Text | None = None
    country: PerLanguage | None = None


class Network(Table):
    """``[network]`` whose representatives are appointed."""

    acronym: Text
    former_acronym: Text
    name: PerLanguage
    former_name: PerLanguage
    campaign: NetworkCampaign
    chair: Officer
    vice_chair: Officer


class Resolution(Table):
    """A resolution, with the year and place of its last revision."""

    number: Annotated[int, readers.RESOLUTION_NUMBER]
    revised: Year
    revised_at: PerLanguage


class Resolutions(Table):
    """``[resolutions]`` that the network rests on."""

    assembly: Resolution
    plenipotentiary: Resolution


class SustainableDevelopment(Table):
    """``[sustainable_development]``: the Goal that is served."""

    goal: Annotated[int, readers.GOAL]


class AdvisoryGroup(Table):
    """``[advisory_group]`` and its meeting that the circular reports."""

    dates: Days
    acronym: PerLanguage
    name: PerLanguage
    place: PerLanguage


class Term(Table):
    """``[representatives.term]``: it ends at the n-th advisory-group meeting of a study period."""

    ends_at_meeting: Count
    study_period: Annotated[values.StudyPeriod, readers.YEARS]
    extension_years: Count
    extension_study_periods: Count


class Representatives(Table):
    """``[representatives]``: how many are appointed, and for how long."""

    per_region: Count
    regions: Count
    total: Count
    term: Term


class Deadlines(Table):
    """``[deadlines]``, counted in the campaign's time zone; the meeting's is a month."""

    appointment: Day
    details: Day
    management_meeting: Month


class Series(Table):
    """``[training.series]``: the programme that the trainings complement."""

    name: PerLanguage


class Training(Table):
    """``[training]``: in which days, how many a region, with how many partial fellowships.

    ``fellowship_covers`` is what a partial fellowship pays, as the object of "covers".
    """

    window: Days
    per_region: Count
    fellowships_per_region: Count
    fellowship_covers: PerLanguage | None = None
    series: Series


class Event(Table):
    """``[event]`` of the network, held during the assembly."""

    date: Day


class Region(Keyed):
    """One of ``[regions]``; ``rto`` is the key of its organization in mailing_lists/rtos.csv."""

    rto: Annotated[str, readers.RTO_KEY]
    name: PerLanguage


class PreparatoryMeeting(Table):
    """``[trainings.AFR.rpm]``: the regional preparatory meeting that a training is held with."""

    dates: Days
    place: PerLanguage


class RegionalTraining(Keyed):
    """One of ``[trainings]``; its key is that of a region, which has one training at most.

    ``host_confirmed`` is the day on which the region's organization confirmed that it will host
    the training; ``accept_by`` and ``fellowship_by`` are the last days on which an invitation, and
    a fellowship, can be accepted.
    """

    host_confirmed: Day | None = None
    rpm: PreparatoryMeeting
    dates: Days
    place: PerLanguage
    accept_by: Day
    fellowship_by: Day | None = None


class Kind(Keyed):
    """One of ``[kinds]``: a kind of letter.

    ``template`` is a folder of ``templates/``; ``lists`` are names in ``mailing_lists/``, one
    addressed copy a row, named by ``copy_name``.  ``file_name``, ``copy_name`` and ``subject`` are
    patterns with tags as templates have them.

    A personal kind has ``people`` in the place of lists: one letter for each accepted row of such
    a list, which the officer names; ``addressed_to`` says whether it goes to the person or to the
    organization of her region, ``reference`` is the pattern of its reference, and ``companions``
    are the kinds that are written together with it.  ``date`` is that of its letters where the
    officer names none.

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
    date: Day | None = None
    differences: Annotated[tuple[values.Difference, ...], agreements.DIFFERENCES] = ()

    @property
    def name(self) -> str:
        """The kind's key: ``circular``."""
        return self.key


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
