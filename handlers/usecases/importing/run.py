"""Check a whole import against the region and write it: all of it, or nothing."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.month.effect import Reach
from core.month.past_days import PastDays
from db.people import holiday, roster
from db.people.roster import Outcome, Roster
from db.records import recalculation
from db.records.audit import Change
from handlers.usecases.act import Act
from handlers.usecases.importing import (
    departures,
    duties,
    employees,
    holidays,
    nips,
    notifications,
    offices,
    places,
    roles,
    schedules,
    staff,
)
from handlers.usecases.importing.batch import Batch, Kind
from handlers.usecases.importing.employees import EmployeeRow
from handlers.usecases.importing.fault import Fault, ImportRefused
from handlers.usecases.importing.ledger import Ledger
from handlers.usecases.importing.progress import Tick, Watch
from handlers.usecases.importing.scope import Scope
from handlers.usecases.past_days import weigh

Tally = dict[Kind, Counter[Outcome]]

# What says on which dates somebody's office works (KAM-02); one's own shifts do not.
_WORKING_DAYS = frozenset({Kind.SCHEDULE, Kind.OFFICE, Kind.EMPLOYEE, Kind.HOLIDAY})


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the rows of each kind, what a human should look at, and what is another now.

    `past` are the days that are over and count otherwise by it.
    """

    tally: Tally
    warnings: tuple[Fault, ...]
    changes: tuple[Change, ...]
    past: PastDays

    @property
    def moves_deadlines(self) -> bool:
        """Whether deadlines may depend on these rows, even when they were there already."""
        return not _WORKING_DAYS.isdisjoint(self.tally)


async def import_batch(act: Act, batch: Batch, watch: Watch) -> Imported:
    """Write a whole import, or raise `ImportRefused` with all that is wrong in it.

    Rights are asked for what is changed, row by row: a whole file may be given again by somebody
    who may change only some of its rows.
    """
    db, code = act.db, act.region.code
    await roster.claim(db, code)
    scope, renamed = await _checked(act, batch)
    stood = await holiday.declared(db, code, [row.date for row in batch.holidays])
    await nips.write(db, renamed, scope, act.now)
    was = await notifications.assignments_before(db, act.region, _known(batch, scope))
    tally = await _write(db, batch, scope, watch.tick)
    if scope.ledger.faults:
        raise ImportRefused(scope.ledger.faults)
    warnings = [*employees.warnings(batch.employees, scope)]
    warnings += holidays.again(batch.holidays, stood)
    warnings += await departures.left_behind(db, batch.departures, scope)
    changes = tuple(scope.ledger.changes)
    if changes:
        await roster.outdate(db, code)
        await act.note("impor", _counted(tally), changes=changes)
        await notifications.notify_changed(act, was)
    watch.changed(changes)
    done = Imported(tally, tuple(warnings), changes, await weigh(act, _reaches(scope)))
    if done.moves_deadlines:
        await recalculation.ask(db, code, act.now)
    return done


async def _checked(act: Act, batch: Batch) -> tuple[Scope, list[EmployeeRow]]:
    """What rows are written against, and those that give a known person another NIP."""
    known = await roster.read(act.db, act.region.code)
    faults = [*batch.faults, *nips.check(batch.employees, known)]
    renamed = nips.corrected(batch.employees, known)
    nips.apply(renamed, known)
    scope = _scope(act, batch, known)
    faults += _faults(batch, scope)
    faults += [fault async for fault in _stored_faults(act.db, batch, scope)]
    if faults:
        raise ImportRefused(faults)
    return scope, renamed


def _counted(tally: Tally) -> dict[str, dict[str, int]]:
    return {kind.value: {o.value: n for o, n in c.items()} for kind, c in tally.items()}


def _reaches(scope: Scope) -> tuple[Reach, ...]:
    """Some people's first, whatever bears on everybody after."""
    return tuple(scope.ledger.reaches[each] for each in sorted(scope.ledger.reaches))


def _known(batch: Batch, scope: Scope) -> set[UUID]:
    """Who was there before and stands in the files of people or of shifts."""
    people = scope.roster.people
    nips = {row.nip for row in batch.employees} | {row.nip for row in batch.duties}
    return {people[nip].employee for nip in nips if nip in people}


def _scope(act: Act, batch: Batch, known: Roster) -> Scope:
    broken = batch.broken
    return Scope(
        region=act.region.code,
        law=act.region.regulation,
        now=act.now,
        today=act.today,
        roster=known,
        offices=frozenset(known.offices)
        | {row.code for row in [*batch.offices, *broken] if isinstance(row, offices.OfficeRow)},
        schedules={row.code: row.shift for row in _schedules(batch)} | known.schedules,
        people=frozenset(known.people)
        | {
            row.nip for row in [*batch.employees, *broken] if isinstance(row, employees.EmployeeRow)
        },
        ledger=Ledger(act.by),
    )


def _schedules(batch: Batch) -> Iterator[schedules.ScheduleRow]:
    rows: Sequence[object] = [*batch.schedules, *batch.broken]
    yield from (row for row in rows if isinstance(row, schedules.ScheduleRow))


def _faults(batch: Batch, scope: Scope) -> Iterator[Fault]:
    yield from schedules.check(batch.schedules, scope)
    yield from offices.check(batch.offices, scope)
    yield from places.check(batch.places, scope)
    yield from employees.check(batch.employees, scope)
    yield from duties.check(batch.duties, batch.employees, scope)
    yield from holidays.check(batch.holidays, scope)
    yield from roles.check(batch.roles, scope)
    yield from departures.check(batch.departures, scope)


async def _stored_faults(db: AsyncConnection, batch: Batch, scope: Scope) -> AsyncIterator[Fault]:
    async for fault in staff.check(db, batch.employees, scope):
        yield fault
    for fault in await duties.clashes(db, batch.duties, scope):
        yield fault
    for fault in await holidays.clashes(db, batch.holidays, scope):
        yield fault
    for fault in await departures.clashes(db, batch.departures, scope):
        yield fault
    for fault in await roles.misplaced(db, batch.roles, batch.employees, scope):
        yield fault


async def _write(db: AsyncConnection, batch: Batch, scope: Scope, tick: Tick) -> Tally:
    outcomes = {
        Kind.SCHEDULE: await schedules.write(db, batch.schedules, scope),
        Kind.OFFICE: await offices.write(db, batch.offices, scope),
        Kind.PLACE: await places.write(db, batch.places, scope),
        Kind.EMPLOYEE: await staff.write(db, batch.employees, scope, tick),
        Kind.DUTY: await duties.write(db, batch.duties, scope),
        Kind.HOLIDAY: await holidays.write(db, batch.holidays, scope),
        Kind.ROLE: await roles.write(db, batch.roles, scope),
        Kind.DEPARTURE: await departures.write(db, batch.departures, scope),
    }
    return {kind: Counter(rows) for kind, rows in outcomes.items() if rows}
