"""Facts that are right each by itself and cannot be true together.

The rules read what tomllib gave, not the models, so that a fault elsewhere in a table hides none
of them: a rule is left out only when one of its own facts is at fault or not there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from docgen.campaign.shapes import is_day
from docgen.campaign.toml_lines import Key, TomlLines
from docgen.diagnostics import Finding, Place, did_you_mean, error, warning

Path = str | tuple[str, ...]
"""``assembly.previous.year``, or its parts where the campaign has chosen some of them."""


@dataclass(frozen=True)
class Facts:
    """The facts of a file by path, without those that are at fault (``faulty``) by themselves."""

    data: Mapping[str, Any]
    faulty: Collection[Key]
    lines: TomlLines
    file: str

    def at(self, path: Path) -> Any:
        """The value at a path, or ``None`` where it is at fault or absent."""
        key = _key(path)
        value: Any = self.data
        for part in key:
            if not isinstance(value, dict) or part not in value:
                return None
            value = value[part]
        meet = (min(len(key), len(other)) for other in self.faulty)
        if any(key[:n] == other[:n] for n, other in zip(meet, self.faulty, strict=True)):
            return None
        return value

    def whole(self, path: Path) -> int | None:
        """A whole number."""
        value = self.at(path)
        return value if isinstance(value, int) else None

    def day(self, path: Path) -> date | None:
        """A date."""
        value = self.at(path)
        return value if is_day(value) else None

    def month(self, path: Path) -> date | None:
        """The first day of a month."""
        value = self.at(path)
        return date.fromisoformat(f"{value}-01") if isinstance(value, str) else None

    def days(self, path: Path) -> tuple[date, date] | None:
        """A range of dates."""
        value = self.at(path)
        return (value["first"], value["last"]) if isinstance(value, dict) else None

    def years(self, path: Path) -> tuple[int, int] | None:
        """A range of years."""
        value = self.at(path)
        return (value["first"], value["last"]) if isinstance(value, dict) else None

    def names(self, table: str) -> list[str]:
        """The names of the tables in a table, also of those with a fault in them."""
        value = self.data.get(table)
        return list(value) if isinstance(value, dict) else []

    def place(self, path: Path) -> Place:
        """The place of the fact at a path."""
        key = _key(path)
        return Place.line(self.file, self.lines.line(key), self.lines.shown(key))

    def against(self, path: Path, message: str, other: Path, code: str = "C019") -> Finding:
        """The finding that the fact at ``path`` contradicts the one at ``other``."""
        where = self.place(other)
        return error(code, self.place(path), message, f"compare {where.detail}; change one of them")


def _key(path: Path) -> Key:
    return tuple(path.split(".")) if isinstance(path, str) else path


def contradictions(facts: Facts) -> Iterator[Finding]:
    """All contradictions; the numbers are those of the domain's rules."""
    yield from _circular(facts)
    yield from _assembly(facts)
    yield from _preparation(facts)
    yield from _representatives(facts)
    for region in facts.names("trainings"):
        yield from _training(facts, region)
    yield from _kinds(facts)
    yield from _personal_kinds(facts)


def _circular(facts: Facts) -> Iterator[Finding]:
    number, earlier = facts.whole("circular.number"), facts.whole("circular.earlier")
    if number and earlier and earlier >= number:
        message = f"the circular {earlier} is not earlier than this one, {number}"
        yield facts.against("circular.earlier", message, "circular.number")
    annex, count = facts.whole("circular.annexes.number"), facts.whole("circular.annexes.count")
    if annex and count and annex > count:
        message = f"there is no Annex {annex} among {count}"
        yield facts.against("circular.annexes.number", message, "circular.annexes.count")
    day, period = facts.day("circular.date"), facts.years("circular.study_period")
    if day and period and not period[0] <= day.year <= period[1]:
        message = f"the date {day} is not in the study period {period[0]}-{period[1]}"
        yield facts.against("circular.date", message, "circular.study_period")
    code = facts.at("circular.study_period.code")
    if isinstance(code, str) and period and int(code[1:]) != period[0] % 100:
        place = facts.place("circular.study_period")
        message = f"the code {code} names a study period that begins in {code[1:]}, not {period[0]}"
        yield warning("C019", place, message, f"usually {code[0]}{period[0] % 100:02d}")
    for resolution in ("resolutions.assembly", "resolutions.plenipotentiary"):
        revised = facts.whole(f"{resolution}.revised")
        if revised and day and revised > day.year:
            message = f"revised in {revised}, after the circular's date {day}"
            yield facts.against(f"{resolution}.revised", message, "circular.date")
    meeting = facts.days("advisory_group.dates")
    if meeting and day and meeting[1] > day:
        message = f"the circular of {day} reports a meeting that ends on {meeting[1]}"
        yield facts.against("advisory_group.dates", message, "circular.date")
    launched = facts.month("network.campaign.launched")
    if launched and day and launched > day:
        message = f"launched in {launched:%Y-%m}, after the circular's date {day}"
        yield facts.against("network.campaign.launched", message, "circular.date")


def _assembly(facts: Facts) -> Iterator[Finding]:
    dates, year = facts.days("assembly.dates"), facts.whole("assembly.year")
    if dates and year and not dates[0].year <= year <= dates[1].year:
        message = f"the year {year} is not that of the assembly's dates, {dates[0].year}"
        yield facts.against("assembly.year", message, "assembly.dates")
    previous = facts.whole("assembly.previous.year")
    if previous and year and previous >= year:
        message = f"the previous assembly, {previous}, is not before this one, {year}"
        yield facts.against("assembly.previous.year", message, "assembly.year")
    day = facts.day("circular.date")
    if dates and day and dates[0] <= day:
        message = f"the assembly begins on {dates[0]}, not after the circular's date {day}"
        yield facts.against("assembly.dates", message, "circular.date")
    event = facts.day("event.date")  # rule 15
    if dates and event and not dates[0] <= event <= dates[1]:
        message = f"the event of {event} lies outside the assembly, {dates[0]} to {dates[1]}"
        yield facts.against("event.date", message, "assembly.dates", "C009")


def _preparation(facts: Facts) -> Iterator[Finding]:
    """What lies between the circular and the assembly: deadlines, meeting, trainings (rule 9)."""
    day, assembly = facts.day("circular.date"), facts.days("assembly.dates")
    for path in ("deadlines.appointment", "deadlines.details"):
        deadline = facts.day(path)
        if deadline and day and deadline < day:
            message = f"the deadline {deadline} is before the circular's date {day}"
            yield facts.against(path, message, "circular.date")
        if deadline and assembly and deadline > assembly[0]:
            message = f"the deadline {deadline} is after the assembly begins, on {assembly[0]}"
            yield facts.against(path, message, "assembly.dates")
    meeting = facts.month("deadlines.management_meeting")
    if meeting and day and meeting < day.replace(day=1):
        message = f"the meeting in {meeting:%Y-%m} is before the circular's date {day}"
        yield facts.against("deadlines.management_meeting", message, "circular.date")
    if meeting and assembly and meeting > assembly[0]:
        message = f"the meeting in {meeting:%Y-%m} is after the assembly begins, on {assembly[0]}"
        yield facts.against("deadlines.management_meeting", message, "assembly.dates")
    window = facts.days("training.window")
    if window and day and window[0] < day:
        message = f"trainings begin on {window[0]}, before the circular's date {day}"
        yield facts.against("training.window", message, "circular.date")
    if window and assembly and window[1] >= assembly[0]:
        message = f"trainings end on {window[1]}, not before the assembly begins, on {assembly[0]}"
        yield facts.against("training.window", message, "assembly.dates")


def _representatives(facts: Facts) -> Iterator[Finding]:
    regions, keys = facts.whole("representatives.regions"), facts.names("regions")
    if regions and keys and regions != len(keys):
        message = f"{regions} regions, but there are {len(keys)} tables: {', '.join(keys)}"
        yield facts.against("representatives.regions", message, "regions")
    each, total = facts.whole("representatives.per_region"), facts.whole("representatives.total")
    if regions and each and total and total != each * regions:
        message = f"a total of {total} is not {each} in each of {regions} regions"
        yield facts.against("representatives.total", message, "representatives.regions")
    now = facts.years("circular.study_period")
    term = facts.years("representatives.term.study_period")
    if now and term and term[0] <= now[1]:
        message = f"the study period {term[0]}-{term[1]} does not begin after {now[0]}-{now[1]}"
        yield facts.against("representatives.term.study_period", message, "circular.study_period")
    owners: dict[str, str] = {}
    for region in keys:
        rto = facts.at(("regions", region, "rto"))
        if isinstance(rto, str) and (owner := owners.setdefault(rto, region)) != region:
            message = f"{rto} is the organization of two regions, {owner} and {region}"
            other = ("regions", owner, "rto")
            yield facts.against(("regions", region, "rto"), message, other)


def _training(facts: Facts, region: str) -> Iterator[Finding]:
    """A region's training and the preparatory meeting that it is held with (rules 9, 10, 13)."""
    table = ("trainings", region)
    regions = facts.names("regions")
    misnamed = any(key[:1] == ("regions",) and len(key) <= 2 for key in facts.faulty)
    if region not in regions and not misnamed:
        message = f"the campaign has no region {region}"
        yield error("N023", facts.place(table), message, did_you_mean(region, regions))
    dates, meeting = facts.days((*table, "dates")), facts.days((*table, "rpm", "dates"))
    window = facts.days("training.window")
    if meeting and window and not window[0] <= meeting[0] <= meeting[1] <= window[1]:
        message = f"the RPM of {_days(meeting)} is not within the time of the trainings, "
        message += _days(window)
        yield facts.against((*table, "rpm", "dates"), message, "training.window", "N020")
    if dates and meeting and not _together(dates, meeting):
        message = f"the training of {_days(dates)} is neither during the RPM of {_days(meeting)} "
        message += "nor on the day before or after it"
        yield facts.against((*table, "dates"), message, (*table, "rpm", "dates"), "N022")
    place, other = facts.at((*table, "place")), facts.at((*table, "rpm", "place"))
    if isinstance(place, dict) and isinstance(other, dict):
        differ = [code for code in place if code in other and place[code] != other[code]]
        if differ:
            message = "the training is not in the place of its RPM, says the text in "
            message += ", ".join(differ)
            against = (*table, "rpm", "place", differ[0])
            yield facts.against((*table, "place", differ[0]), message, against, "N021")
    circular = facts.day("circular.date")
    for key, what in (("accept_by", "an invitation"), ("fellowship_by", "a fellowship")):
        day = facts.day((*table, key))
        if day and dates and day >= dates[0]:
            message = f"{what} can be accepted until {day}, not before the training of "
            yield facts.against((*table, key), message + _days(dates), (*table, "dates"))
        if day and circular and day < circular:
            message = f"{what} can be accepted until {day}, before the circular's date {circular}"
            yield facts.against((*table, key), message, "circular.date")
    confirmed = facts.day((*table, "host_confirmed"))
    if confirmed and dates and confirmed > dates[0]:
        message = f"the host confirmed on {confirmed}, after the training of {_days(dates)} began"
        yield facts.against((*table, "host_confirmed"), message, (*table, "dates"))


def _together(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Whether two times share a day, or one begins on the day after the other's last."""
    day = timedelta(days=1)
    return one[0] - day <= other[1] and other[0] - day <= one[1]


def _days(days: tuple[date, date]) -> str:
    return str(days[0]) if days[0] == days[1] else f"{days[0]} to {days[1]}"


def _kinds(facts: Facts) -> Iterator[Finding]:
    """Addressed copies have a name of their own, and there are some only where there are lists."""
    for kind in facts.names("kinds"):
        lists = facts.at(("kinds", kind, "lists"))
        if lists is None:
            continue
        named = ("kinds", kind, "copy_name")
        stated = "copy_name" in facts.data["kinds"][kind]
        if lists and not stated:
            message = "copy_name is missing: the addressed copies of the lists need names"
            hint = 'for example copy_name = "letter-{{ recipient.key }}"'
            yield error("C005", facts.place(named), message, hint)
        if stated and not lists:
            message = "copy_name without lists: no copies are addressed"
            yield facts.against(named, message, ("kinds", kind, "lists"))


def _personal_kinds(facts: Facts) -> Iterator[Finding]:
    """Letters to the rows of a list of people are personal, as are those that go with them."""
    kinds = facts.names("kinds")
    for kind in kinds:
        table = ("kinds", kind)
        people = facts.at((*table, "people"))
        stated = facts.data["kinds"][kind]
        if not isinstance(stated, dict):
            continue
        if "people" not in stated:
            for key in ("addressed_to", "reference", "companions", "encloses", "copy_to"):
                if facts.at((*table, key)) is not None:
                    message = f"{key} without people: no letter of this kind goes to a person"
                    hint = 'add people = "representatives" or "delegates", or take it out'
                    yield error("C019", facts.place((*table, key)), message, hint)
            continue
        if people is None:
            continue
        if facts.at((*table, "audience")) == "public":
            message = f"letters to {people} are personal, not public"
            yield facts.against((*table, "audience"), message, (*table, "people"))
        if facts.at((*table, "lists")):
            message = f"lists beside people: the letters go to {people}, and to no list"
            yield facts.against((*table, "lists"), message, (*table, "people"))
        yield from _other_kinds(facts, kind, "companions", "is its own companion")
        yield from _other_kinds(facts, kind, "encloses", "encloses itself")


def _other_kinds(facts: Facts, kind: str, key: str, itself: str) -> Iterator[Finding]:
    """Kinds that a kind names in ``key``: others, written to the same people."""
    kinds, table = facts.names("kinds"), ("kinds", kind)
    people = facts.at((*table, "people"))
    where = facts.place((*table, key))
    for named in facts.at((*table, key)) or ():
        if named not in kinds:
            message = f"there is no kind of letter {named}"
            yield error("C011", where, message, did_you_mean(named, kinds))
        elif named == kind:
            yield error("C019", where, f"{kind} {itself}", "take it out")
        elif (other := facts.at(("kinds", named, "people"))) != people:
            which = f"is written to {other}" if other else "goes to no list of people"
            message = f"{named} {which}, {kind} to {people}"
            yield facts.against((*table, key), message, ("kinds", named))
