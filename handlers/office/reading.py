"""What is known of the people of an office over a month, read once however many they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from core.approvals.case import UNDECIDED, Case
from core.month.dates import month_of
from core.month.day_deriver import DayDeriver
from core.month.day_state import Day
from core.month.record import Record
from core.organisation.calendar import DAY
from core.organisation.office import wholes
from db.people import status
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
    """The people of an office and its parts, their days of a month until today, what waits.

    `letters` are those that its days on paper still need, `tickets` what was reported in the month;
    both are empty where no parts were read.
    """

    office: str
    month: date
    members: Sequence[Member]
    records: Mapping[UUID, Record]
    days: Mapping[UUID, Sequence[Day]]
    undecided: Sequence[Undecided]
    letters: Sequence[AwaitedLetters]
    tickets: Sequence[Ticket]
    names: Names


async def people(scope: Scope, office: str, *, parts: bool = True) -> list[Member]:
    """Everybody who works in an office today, or a part of it, by name."""
    within = await _within(scope, office) if parts else [office]
    return await status.members(scope.db, scope.region.code, scope.today, offices=within)


async def _within(scope: Scope, office: str) -> list[str]:
    """An office and its parts."""
    parents = await status.fetch_parents(scope.db, scope.region.code)
    return [each for each in parents if office in wholes(each, parents)]


async def read(
    scope: Scope, kinds: Kinds, office: str, month: date, *, parts: bool = True
) -> Reading:
    """As of the scope's instant; `month` is any date of the month."""
    members = await people(scope, office, parts=parts)
    ids = [each.employee for each in members]
    dates = [each for each in month_of(month) if each <= scope.today]
    since = scope.region.regulation.peraturan.berlaku_sejak
    dates = [each for each in dates if each >= since]
    records: Mapping[UUID, Record] = {}
    days: Mapping[UUID, Sequence[Day]] = {}
    if ids and dates:
        records = await reader.read(scope.db, scope.region.code, ids, dates[0], dates[-1])
        days = await _days(scope, records, dates)
    undecided = await _undecided(scope, kinds, ids, month) if ids else []
    within = await _within(scope, office) if parts else []
    awaited = await letters.read(scope, within, month) if within else []
    tickets = await _tickets(scope, within, month) if within else []
    named = [*(each.by for each in undecided), *(each.by for each in awaited)]
    names = await scope.fetch_names([*named, *(each.employee for each in tickets)])
    first = month.replace(day=1)
    return Reading(office, first, members, records, days, undecided, awaited, tickets, names)


async def _tickets(scope: Scope, offices: Sequence[str], month: date) -> list[Ticket]:
    """The inventory: what was reported there in a month (Pasal 7 ayat (3) huruf c)."""
    first, *_, last = month_of(month)
    since, until = (
        datetime.combine(each, time(), scope.region.zone) for each in (first, last + DAY)
    )
    return await ticket.filed_between(scope.db, scope.region.code, since, until, offices)


async def _days(
    scope: Scope, records: Mapping[UUID, Record], dates: Sequence[date]
) -> dict[UUID, Sequence[Day]]:
    region = scope.region
    organisation = await scope.organisation()
    deriver = DayDeriver(region.regulation, organisation, dates, scope.now, region.zone)
    return {person: deriver.days(record) for person, record in records.items()}


async def _undecided(
    scope: Scope, kinds: Kinds, people: Sequence[UUID], month: date
) -> list[Undecided]:
    """Of this month and of any before it: it holds up the recap all the same."""
    last = month_of(month)[-1]
    return [
        each
        for kind in kinds
        for each in await _of_kind(scope, kind, people)
        if each.case.day <= last
    ]


async def _of_kind(scope: Scope, kind: Kind[C], people: Sequence[UUID]) -> Iterator[Undecided]:
    waiting = await kind.waiting(scope.db, scope.region.code, people)
    open_ = [each for each in waiting if kind.state(scope.region, each, scope.now) in UNDECIDED]
    by = await deciders.of_cases(scope, kind, open_)
    return (Undecided(kind, each, by[each.id]) for each in open_)
