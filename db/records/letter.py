"""Letters of a head about attendance on paper: which dates of whom, and what became of each."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.questions.manual import Condition
from core.month.letter import LetterState, LetterStep, after, before
from db.base import Instant, Json, insert, metadata, region_key, within_region
from db.records.attachment import Page, listed, pages_of

letter = sa.Table(
    "letter",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("office", sa.Text, nullable=False),
    # The number that was typed; null leaves a gap to fill in by hand.
    sa.Column("number", sa.Text),
    sa.Column("prepared_by", sa.Uuid, nullable=False),
    sa.Column("prepared_at", Instant, nullable=False),
    # The last instant at which it is on time, as it was when it was prepared; a holiday that comes
    # later moves it (KAM-05). Null where the law gives it no date.
    sa.Column("due_at", Instant),
    sa.Column("state", sa.Text, nullable=False),
    # The scan; null where the head has confirmed it in the chat.
    sa.Column("pages", Json),
    sa.Column("signed_by", sa.Uuid),
    sa.Column("signed_at", Instant),
    sa.Column("decided_by", sa.Uuid),
    sa.Column("decided_at", Instant),
    sa.Column("remark", sa.Text),
    # Whether its dates count by it now (core.month.letter).
    sa.Column("counts", sa.Boolean, nullable=False),
    within_region("office", to="office"),
    within_region("prepared_by", to="employee", names=("employee",)),
    within_region("signed_by", to="employee", names=("employee",)),
    within_region("decided_by", to="employee", names=("employee",)),
    sa.Index(None, "office", "state", "region"),
)

line = sa.Table(
    "letter_line",
    metadata,
    region_key(),
    sa.Column("letter", sa.Uuid, primary_key=True),
    sa.Column("employee", sa.Uuid, primary_key=True),
    sa.Column("date", sa.Date, primary_key=True),
    sa.Column("condition", sa.Text, nullable=False),
    # With its letter, or since what was entered was withdrawn: the date may stand in another one.
    sa.Column("dropped_at", Instant),
    within_region("letter", to="letter", names=("id",)),
    within_region("employee", to="employee"),
)

_STANDS = line.c.dropped_at.is_(None)
# One letter for a date of somebody: of two that are prepared at once, one wins.
sa.Index(
    "ix_letter_line_date",
    *(line.c.employee, line.c.date, line.c.region),
    unique=True,
    postgresql_where=_STANDS,
    sqlite_where=_STANDS,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One date of one person, and what kept them from attending online."""

    employee: UUID
    date: date
    condition: Condition


@dataclass(frozen=True, slots=True)
class NewLetter:
    """What an operator prepares for the head of an office; its lines are of one month."""

    id: UUID
    office: str
    number: str | None
    prepared_by: UUID
    prepared_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Letter(NewLetter):
    """One letter as it stands; `lines` by date and person."""

    state: LetterState
    pages: tuple[Page, ...]
    signed_by: UUID | None
    signed_at: datetime | None
    decided_by: UUID | None
    decided_at: datetime | None
    remark: str | None
    counts: bool
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a letter or handed in its scan, when; without `pages` the head confirmed it."""

    by: UUID
    at: datetime
    pages: tuple[Page, ...]
    counts: bool


_COLUMNS = tuple(letter.c[name] for name in Letter.__dataclass_fields__ if name != "lines")


def covers(table: sa.Table) -> sa.ColumnElement[bool]:
    """The condition that the letter of a row's person and date makes it count.

    A letter vouches for what was entered before it was prepared, and for nothing that comes after
    it (AMB-97, KAM-50). One value a row, for an EXISTS beside another condition would read all
    letters there are.
    """
    theirs = (line.c[name] == table.c[name] for name in ("region", "employee", "date"))
    found = sa.select(letter.c.counts).where(*theirs, _STANDS)
    whole = found.where(
        letter.c.region == line.c.region,
        letter.c.id == line.c.letter,
        letter.c.prepared_at >= table.c.entered_at,
    )
    return whole.scalar_subquery().is_(sa.true())


async def prepare(db: AsyncConnection, region: str, new: NewLetter, lines: Sequence[Line]) -> int:
    """Write a letter; gives how many of its lines stand in no other one."""
    values = {name: getattr(new, name) for name in NewLetter.__dataclass_fields__}
    state = {"state": LetterState.PREPARED.value, "counts": False}
    await db.execute(sa.insert(letter), values | state | {"region": region})
    rows = [
        {
            "region": region,
            "letter": new.id,
            "employee": each.employee,
            "date": each.date,
            "condition": each.condition.value,
        }
        for each in lines
    ]
    return (await db.execute(insert(db, line).values(rows).on_conflict_do_nothing())).rowcount


async def find(db: AsyncConnection, region: str, id_: UUID) -> Letter | None:
    """One by its id with its lines; None also once all of them were taken out."""
    return next(iter(await _read(db, region, letter.c.id == id_)), None)


async def open_of(
    db: AsyncConnection, region: str, offices: Collection[str] | None = None
) -> list[Letter]:
    """Those of some offices, or of the region, that are neither accepted nor dropped, by age."""
    over = [LetterState.ACCEPTED.value, LetterState.DROPPED.value]
    where = [letter.c.state.not_in(over)]
    where += [] if offices is None else [letter.c.office.in_(offices)]
    return await _read(db, region, *where)


async def of_offices(
    db: AsyncConnection, region: str, offices: Collection[str], first: date, last: date
) -> list[Letter]:
    """Those of some offices about dates from one to another, by age; given up ones are left out."""
    c = line.c
    theirs = (c.region == letter.c.region, c.letter == letter.c.id, c.date.between(first, last))
    dropped = letter.c.state == LetterState.DROPPED.value
    about = sa.exists().where(*theirs)
    return await _read(db, region, letter.c.office.in_(offices), ~dropped, about)


async def sign(db: AsyncConnection, region: str, id_: UUID, done: Signature) -> bool:
    """Hand in the scan, or confirm it; False: the step is not open to it any more."""
    values = {
        "pages": listed(done.pages),
        "signed_by": done.by,
        "signed_at": done.at,
        "counts": done.counts,
        "decided_by": None,
        "decided_at": None,
        "remark": None,
    }
    return await _step(db, region, id_, LetterStep.SIGN, values)


async def decide(
    db: AsyncConnection,
    region: str,
    id_: UUID,
    by: UUID,
    now: datetime,
    remark: str | None = None,
) -> bool:
    """Accept a letter or, with a remark, send it back; False: likewise."""
    step = LetterStep.ACCEPT if remark is None else LetterStep.SEND_BACK
    values = {"decided_by": by, "decided_at": now, "remark": remark, "counts": remark is None}
    return await _step(db, region, id_, step, values)


async def drop(db: AsyncConnection, region: str, id_: UUID, now: datetime) -> bool:
    """Give one up that was not signed, and free its dates; False: likewise."""
    if not await _step(db, region, id_, LetterStep.DROP, {}):
        return False
    theirs = (line.c.region == region, line.c.letter == id_)
    await db.execute(sa.update(line).where(*theirs).values(dropped_at=now))
    return True


async def take_out(
    db: AsyncConnection, region: str, employee: UUID, day: date, now: datetime
) -> UUID | None:
    """Free a date of somebody from the letter in which it stands; gives which one that was."""
    this = (line.c.region == region, line.c.employee == employee, line.c.date == day)
    freed = sa.update(line).where(*this, _STANDS).values(dropped_at=now).returning(line.c.letter)
    found: UUID | None = (await db.execute(freed)).scalar_one_or_none()
    return found


async def stands(db: AsyncConnection, region: str, employee: UUID, day: date) -> bool:
    """Whether a date of somebody stands in a letter."""
    this = (line.c.region == region, line.c.employee == employee, line.c.date == day)
    found = await db.execute(sa.select(line.c.letter).where(*this, _STANDS))
    return found.first() is not None


async def _step(
    db: AsyncConnection, region: str, id_: UUID, step: LetterStep, values: dict[str, Any]
) -> bool:
    states = sorted(each.value for each in before(step))
    this = (letter.c.region == region, letter.c.id == id_, letter.c.state.in_(states))
    done = sa.update(letter).where(*this).values(values | {"state": after(step).value})
    return (await db.execute(done)).rowcount == 1


async def _read(db: AsyncConnection, region: str, *which: sa.ColumnElement[bool]) -> list[Letter]:
    rows = sa.select(*_COLUMNS).where(letter.c.region == region, *which)
    found = [*await db.execute(rows.order_by(letter.c.prepared_at, letter.c.id))]
    lines = await _lines(db, region, found)
    return [_letter(row, tuple(lines[row.id])) for row in found if lines[row.id]]


async def _lines(
    db: AsyncConnection, region: str, letters: Sequence[sa.Row[Any]]
) -> defaultdict[UUID, list[Line]]:
    """Those that stand, and all of a letter that was given up."""
    ids = [row.id for row in letters]
    dropped = [row.id for row in letters if row.state == LetterState.DROPPED]
    theirs = (line.c.letter.in_(ids), sa.or_(_STANDS, line.c.letter.in_(dropped)))
    rows = sa.select(line).where(line.c.region == region, *theirs)
    found = defaultdict[UUID, list[Line]](list)
    for row in await db.execute(rows.order_by(line.c.date, line.c.employee)):
        found[row.letter].append(Line(row.employee, row.date, Condition(row.condition)))
    return found


def _letter(row: sa.Row[Any], lines: tuple[Line, ...]) -> Letter:
    values = row._asdict()
    told = {"state": LetterState(values["state"]), "pages": pages_of(values["pages"])}
    return Letter(**values | told, lines=lines)
