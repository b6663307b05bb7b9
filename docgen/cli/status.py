"""``docgen status``: where the campaign stands, on one screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from docgen.cli.checking import nomination_facts, training_facts
from docgen.cli.options import Folder, common, read_date
from docgen.cli.people import Wishes, read_people
from docgen.cli.report import Report, print_table
from docgen.recipients.known import load_lists
from docgen.rules.standing import AWAITED, Deadline, RegionStanding, deadlines, standings

if TYPE_CHECKING:
    from docgen.campaign import Campaign
    from docgen.languages import DateRange
    from docgen.recipients import Recipient

_LISTS: Final = {"representatives": "reps.xlsx", "delegates": "delegates.xlsx"}
_LISTED: Final = 10  # rows that a line names


class LeftOut(NamedTuple):
    """What of a list nobody could count: the numbers of its rows with errors, or the whole list."""

    file: str
    rows: tuple[int, ...]
    whole: bool

    def says(self) -> str:
        """The line that says so; empty where all of it was counted."""
        if self.whole:
            return f"Not counted, since it cannot be read: {self.file}"
        if not self.rows:
            return ""
        listed = ", ".join(map(str, self.rows[:_LISTED]))
        more = f" and {len(self.rows) - _LISTED} more" if len(self.rows) > _LISTED else ""
        rows = "row" if len(self.rows) == 1 else "rows"
        return f"Not counted because of faults: {rows} {listed}{more} of {self.file}"


@click.command()
@click.option(
    "--date", "on", metavar="DATE", default=None, help="Look at another day.  [default: today]"
)
@click.option(
    "--representatives",
    metavar="FILE",
    default=None,
    help="The nominations.  [default: mailing_lists/reps.xlsx]",
)
@click.option(
    "--delegates",
    metavar="FILE",
    default=None,
    help="The delegates.  [default: mailing_lists/delegates.xlsx]",
)
@common
def status(
    on: str | None,
    representatives: str | None,
    delegates: str | None,
    campaign_file: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Show where the campaign stands: the regions with their nominees, trainings and fellowships,
    the days to each deadline, and who is missing."""
    folder = Folder(Path(campaign_file))
    report = Report("status", as_json, quiet)
    found = report.findings
    campaign, findings = folder.load()
    found.extend(findings)
    lists, findings = load_lists(folder.lists, folder.shown)
    found.extend(findings)
    today = datetime.now(tz=UTC).astimezone().date()
    day, findings = read_date(on, today)
    found.extend(findings)
    if campaign is None or lists is None or day is None:
        report.end()
    people: dict[str, Sequence[Recipient]] = {}
    left_out: dict[str, LeftOut] = {}
    for form, given in (("representatives", representatives), ("delegates", delegates)):
        path = Path(given) if given is not None else folder.lists / _LISTS[form]
        people[form] = ()
        # A campaign begins without these lists; one that is named must be there.
        if given is not None or path.exists():
            wishes = Wishes(str(path), None, (), ())
            read = read_people(folder, wishes, form, lists, report)
            people[form] = read.whole if read is not None else ()
            rows = tuple(one.row for one in read.faulty) if read is not None else ()
            left_out[form] = LeftOut(folder.shown(path), rows, whole=read is None)
    regions = standings(
        nomination_facts(campaign),
        training_facts(campaign),
        people["representatives"],
        people["delegates"],
    )
    days = deadlines(_last_days(campaign), day)
    report.more["status"] = {
        "date": day.isoformat(),
        "regions": [_as_json(region, campaign) for region in regions],
        "deadlines": [
            {"name": each.name, "day": each.day.isoformat(), "days": each.days} for each in days
        ],
        "missing": [region.region for region in regions if region.state == AWAITED],
        "rows_with_faults": {form: list(each.rows) for form, each in left_out.items()},
    }
    report.ending = ""
    if not as_json and not quiet:
        _print(regions, days, campaign, day, left_out)
    report.end()


def _last_days(campaign: Campaign) -> dict[str, date]:
    """The deadlines of the campaign by what they are for."""
    days = {
        "appointment": campaign.deadlines.appointment,
        "details": campaign.deadlines.details,
    }
    for key, training in campaign.trainings.items():
        days[f"acceptance {key}"] = training.accept_by
        if training.fellowship_by is not None:
            days[f"fellowship {key}"] = training.fellowship_by
    days["assembly"] = campaign.assembly.dates.first
    return days


def _print(
    regions: Sequence[RegionStanding],
    days: Sequence[Deadline],
    campaign: Campaign,
    on: date,
    left_out: Mapping[str, LeftOut],
) -> None:
    """Two tables and the deadlines that are the same for all, on one screen of 80 columns."""
    click.echo(f"{campaign.campaign.name}, on {on.isoformat()}")
    print_table(
        ("region", "nominee", "state", "fellowships", "invited"),
        [
            (
                f"{each.region} {each.rto}",
                each.nominee or "—",
                f"{each.state} {_short(each.validated or each.received)}".strip(),
                f"{each.fellowships} of {each.fellowships_most}",
                str(each.delegates),
            )
            for each in regions
        ],
    )
    left = {each.name: f"{each.day:%m-%d}, {_left(each, 'd')}" for each in days}
    print_table(
        ("region", "RPM", "training", "host", "reply by", "fellowship by"),
        [
            (
                key,
                _range(held.rpm.dates),
                _range(held.dates),
                _short(held.host_confirmed) or "awaited",
                left[f"acceptance {key}"],
                left.get(f"fellowship {key}", "—"),
            )
            for key, held in campaign.trainings.items()
        ],
    )
    missing = [f"{each.region} ({each.rto})" for each in regions if each.state == AWAITED]
    nominations = left_out.get("representatives")
    doubt = ", or her row has a fault" if nominations is not None and nominations.says() else ""
    said = f"Nominee missing{doubt}: {', '.join(missing)}" if missing else "No nominee is missing."
    click.echo(said)
    for line in filter(None, (each.says() for each in left_out.values())):
        click.echo(line)
    none = [each.region for each in regions if each.training is None]
    if none:
        click.echo(f"No training yet: {', '.join(none)}")
    for each in days:
        if " " not in each.name:
            click.echo(f"{each.name.capitalize()}: {each.day.isoformat()}, {_left(each)}")


def _left(deadline: Deadline, unit: str = "") -> str:
    days = abs(deadline.days)
    if not days:
        return "today"
    unit = unit or ("day" if days == 1 else "days")
    return f"{days} {unit} past" if deadline.days < 0 else f"in {days} {unit}"


def _short(day: date | None) -> str:
    return f"{day.month:02}-{day.day:02}" if day is not None else ""


def _range(days: DateRange) -> str:
    return (
        _short(days.first)
        if days.first == days.last
        else f"{_short(days.first)}–{_short(days.last)}"
    )


def _as_json(region: RegionStanding, campaign: Campaign) -> dict[str, Any]:
    held = campaign.trainings.get(region.region)

    def iso(day: date | None) -> str | None:
        return day.isoformat() if day is not None else None

    def both(days: DateRange | None) -> dict[str, str | None] | None:
        return None if days is None else {"first": iso(days.first), "last": iso(days.last)}

    return {
        "region": region.region,
        "organization": region.rto,
        "nominee": region.nominee,
        "state": region.state,
        "received": iso(region.received),
        "validated": iso(region.validated),
        "rpm": both(held.rpm.dates) if held is not None else None,
        "training": both(region.training),
        "host_confirmed": iso(region.host_confirmed),
        "delegates": region.delegates,
        "fellowships": region.fellowships,
        "fellowships_most": region.fellowships_most,
    }
