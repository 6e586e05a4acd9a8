"""Attendance on paper as its forms have it: the letter of a head, the list, a sheet of work."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, time
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from core.attendance.stamp import Leg
from core.law.questions.manual import Condition
from core.month.dates import month_of
from core.organisation.calendar import DayOff
from core.organisation.office import Organisation
from core.organisation.posting import Posting
from core.organisation.region import Region
from core.reports.letters import Obstacle
from core.reports.manual_sheet import Clocks, ManualRow, ManualSheet
from core.reports.person import Signatory
from core.reports.work import Work, work
from db.people import signatory
from db.people.signatory import Named
from db.records.letter import Letter
from db.records.manual import Entry
from db.records.manual_work import Work as OnPaper
from handlers.usecases.signatories import person

# As the forms say it, which keep HP.
OBSTACLES = {
    Condition.SIGNAL: "Sinyal internet belum ada atau lemah",
    Condition.LOST: "HP hilang",
    Condition.BROKEN: "HP rusak",
    Condition.SERVER: "Server tidak bisa diakses",
}


def obstacles(found: Letter, people: Mapping[UUID, Named]) -> tuple[Obstacle, ...]:
    """The rows of a letter."""
    return tuple(
        Obstacle(each.date, person(people[each.employee]), OBSTACLES[each.condition])
        for each in found.lines
    )


async def named(db: AsyncConnection, region: Region, people: Collection[UUID]) -> dict[UUID, Named]:
    """Some people by name, as a list has them."""
    found = await signatory.named(db, region.code, set(people))
    return dict(sorted(found.items(), key=lambda each: each[1].name.casefold()))


def clocks(region: Region, entries: Sequence[Entry]) -> dict[UUID, dict[date, Clocks]]:
    """The clocks of each date on paper, of the duty that was written first."""
    legs: defaultdict[tuple[UUID, date], dict[Leg, time]] = defaultdict(dict)
    for each in entries:
        clock = each.at.astimezone(region.zone).time().replace(second=0, microsecond=0)
        legs[each.employee, each.date].setdefault(each.leg, clock)
    found: defaultdict[UUID, dict[date, Clocks]] = defaultdict(dict)
    for (who, day), times in legs.items():
        found[who][day] = (times.get(Leg.MASUK), times.get(Leg.PULANG))
    return dict(found)


def listing(
    region: Region,
    known: Organisation,
    office: str,
    month: date,
    people: Mapping[UUID, Named],
    written: Mapping[UUID, Mapping[date, Clocks]],
    signed: Signatory,
) -> ManualSheet:
    """The list of some people; days off of the office are shaded."""
    postings = (Posting(date.min, office),)
    law, since = region.regulation, region.regulation.peraturan.berlaku_sejak
    off = {
        day
        for day in month_of(month)
        if day >= since and isinstance(known.hours(law, postings, (), day), DayOff)
    }
    rows = tuple(ManualRow(person(who), written.get(id_, {})) for id_, who in people.items())
    return ManualSheet(known.offices[office].name, month, rows, signed, off)


def works(lines: Sequence[OnPaper]) -> tuple[Work, ...]:
    """The rows of a sheet of work; what has no letter yet makes no points."""
    return tuple(
        work(
            each.date,
            each.kind,
            each.minutes,
            each.description,
            State.APPROVED if each.activity else None,
            output=each.output or "",
        )
        for each in lines
    )
