"""The typed facts of a campaign: one model for each table of facts in campaign.toml.

The models state what a table must and may hold; the shapes say what each value looks like.  All
models are immutable and refuse unknown keys.  A field with ``None`` as default may be left out:
templates then have no such variable.
"""

from __future__ import annotations

from typing import Annotated

from docgen.campaign import readers, texts, values
from docgen.campaign.tables import (
    Count,
    Day,
    Days,
    Gender,
    Keyed,
    Month,
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
