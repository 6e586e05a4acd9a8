"""What is known of the people of an office over a month, read once however many they are."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from core.approvals.case import UNDECIDED, Case
from core.month.dates import month_of
from core.month.day_deriver import DayDeriver
from core.month.day_state import Day
from core.month.office_days import counted, office_days
from core.month.record import Record
from core.organisation.calendar import DAY
from core.organisation.office import wholes
from core.organisation.posting import Posting, office_on
from db.people import roster, status
from db.people.status import Member
from db.records import reader, ticket
from db.records.ticket import Ticket
from handlers.approvals import deciders
from handlers.approvals.kind import C, Kind, Kinds, Names, Scope
from handlers.office import letters
from handlers.office.letters import AwaitedLetters


@dataclass(frozen=True, slots=True)
class Undecided:
    """A case of the office that waits, its kind, and who decides it; None: nobody."""

    kind: Kind[Any]
    case: Case
    by: UUID | None


@dataclass(frozen=True, slots=True)
class Reading:
    """An office and its parts: its people, their days of a month until today, what waits.

    `members` work there today; `listed` are all who have days of the month there, and `days` are
    those that its recap counts (AMB-65). `letters` are those that its days on paper still need,
    `tickets` what was reported in the month.
    """

    office: str
    month: date
    members: Sequence[Member]
    listed: Sequence[Member]
    days: Mapping[UUID, Sequence[Day]]
    undecided: Sequence[Undecided]
    letters: Sequence[AwaitedLetters]
    tickets: Sequence[Ticket]
    names: Names


async def people(scope: Scope, office: str) -> list[Member]:
    """Everybody who works in an office today, or a part of it, by name."""
    return await _members(scope, await _within(scope, office))


async def _members(scope: Scope, offices: Collection[str]) -> list[Member]:
    return await status.members(scope.db, scope.region.code, scope.today, offices=offices)


async def _within(scope: Scope, office: str) -> list[str]:
    """An office and its parts."""
    parents = await status.fetch_parents(scope.db, scope.region.code)
    return [each for each in parents if office in wholes(each, parents)]


async def read(scope: Scope, kinds: Kinds, office: str, month: date) -> Reading:
    """As of the scope's instant; `month` is any date of the month."""
    within = await _within(scope, office)
    members = await _members(scope, within)
    listed, days = await _listed(scope, within, month)
    undecided = await _undecided(scope, kinds, within, month)
    awaited = await letters.read(scope, within, month)
    tickets = await _tickets(scope, within, month)
    named = [*(each.by for each in undecided), *(each.by for each in awaited)]
    names = await scope.fetch_names([*named, *(each.employee for each in tickets)])
    first = month.replace(day=1)
    return Reading(office, first, members, listed, days, undecided, awaited, tickets, names)


async def own_days(scope: Scope, office: str, month: date) -> Mapping[UUID, Sequence[Day]]:
    """The days of a month of whoever works in an office itself today, wherever they were."""
    people = [each.employee for each in await _members(scope, [office])]
    return await _days(scope, await _records(scope, people, month), month)


async def _listed(
    scope: Scope, within: Collection[str], month: date
) -> tuple[list[Member], Mapping[UUID, Sequence[Day]]]:
    """Who has days of a month in these offices, those who have left or moved too, and the days."""
    db, code, dates = scope.db, scope.region.code, _dates(scope, month)
    if not dates:
        return [], {}
    people = await reader.posted(db, code, within, dates[0], dates[-1])
    records = await _records(scope, people, month)
    law, all_ = scope.region.regulation, await _days(scope, records, month)
    here = {
        who: found
        for who, days in all_.items()
        if (found := office_days(law, days, records[who].postings, within).days)
    }
    named = await status.members(db, code, scope.today, people=here, gone=True)
    return named, here


def _dates(scope: Scope, month: date) -> list[date]:
    """Those of a month that have come and that the law reaches."""
    since = scope.region.regulation.peraturan.berlaku_sejak
    return [each for each in month_of(month) if since <= each <= scope.today]


async def _records(scope: Scope, people: Sequence[UUID], month: date) -> Mapping[UUID, Record]:
    dates = _dates(scope, month)
    if not people or not dates:
        return {}
    return await reader.read(scope.db, scope.region.code, people, dates[0], dates[-1])


async def _days(
    scope: Scope, records: Mapping[UUID, Record], month: date
) -> dict[UUID, Sequence[Day]]:
    region, dates = scope.region, _dates(scope, month)
    organisation = await scope.organisation()
    deriver = DayDeriver(region.regulation, organisation, dates, scope.now, region.zone)
    return {person: deriver.days(record) for person, record in records.items()}


async def _undecided(
    scope: Scope, kinds: Kinds, within: Collection[str], month: date
) -> list[Undecided]:
    """Of this month and of any before it: it holds up the recap all the same."""
    db, code, last = scope.db, scope.region.code, month_of(month)[-1]
    since = scope.region.regulation.peraturan.berlaku_sejak
    people = await reader.posted(db, code, within, since, scope.today)
    rosters = await roster.postings(db, code, people) if people else {}
    postings = {who: _postings(each) for who, each in rosters.items()}
    found: list[Undecided] = []
    for kind in kinds:
        theirs = [
            each
            for each in await kind.waiting(db, code, people)
            if each.day <= last and _is_of(scope, kind, each, postings[each.employee], within)
        ]
        found += await _of_kind(scope, kind, theirs)
    return found


def _postings(offices: Mapping[date, str]) -> list[Posting]:
    return [Posting(since, office) for since, office in offices.items()]


def _is_of(
    scope: Scope,
    kind: Kind[C],
    case: C,
    postings: Sequence[Posting],
    within: Collection[str],
) -> bool:
    """Whether the recap of these offices counts the day that a case is about (AMB-65).

    What is about a whole month is of the office where whoever filed it is today.
    """
    if kind.of_month:
        return office_on(postings, scope.today) in within
    last = month_of(case.day)[-1]
    return counted(scope.region.regulation, postings, within, last)(case.day)


async def _of_kind(scope: Scope, kind: Kind[C], waiting: Sequence[C]) -> Iterator[Undecided]:
    open_ = [each for each in waiting if kind.state(scope.region, each, scope.now) in UNDECIDED]
    by = await deciders.of_cases(scope, kind, open_)
    return (Undecided(kind, each, by[each.id]) for each in open_)


async def _tickets(scope: Scope, offices: Sequence[str], month: date) -> list[Ticket]:
    """The inventory: what was reported there in a month (Pasal 7 ayat (3) huruf c)."""
    first, *_, last = month_of(month)
    since, until = (
        datetime.combine(each, time(), scope.region.zone) for each in (first, last + DAY)
    )
    return await ticket.filed_between(scope.db, scope.region.code, since, until, offices)
