"""A kind of case that no law knows, to show what one takes: somebody asks to borrow something."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State, state_at
from core.approvals.silence import of_request
from core.law.answer import Answer
from core.law.regulation import Lapse
from core.organisation.region import Region
from db.approvals import Cases, case_columns
from db.base import metadata, region_key, within_region
from handlers.approvals import buttons, deciders
from handlers.approvals.kind import Card, Kind, Refusing, Scope, Whole, alone
from handlers.chat.context import Context
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.chat.screen import CLOSED, Screen
from handlers.texts.changes import Changes

others = sa.MetaData(naming_convention=metadata.naming_convention)
for known in metadata.sorted_tables:
    known.to_metadata(others)
key = sa.Column("id", sa.Uuid, primary_key=True), sa.Column("employee", sa.Uuid, nullable=False)
told = sa.Column("day", sa.Date, nullable=False), sa.Column("what", sa.Text, nullable=False)
whose = within_region("employee", to="employee")
loan = sa.Table("loan", others, region_key(), *key, *told, *case_columns(), whose)


@dataclass(frozen=True, slots=True)
class Loan:
    id: UUID
    employee: UUID
    day: date
    what: str
    due_at: datetime
    escalated_at: datetime | None = None
    state: State | None = None
    decided_at: datetime | None = None
    decided_by: UUID | None = None
    article: str | None = None
    remark: str | None = None

    @property
    def card(self) -> UUID:
        return self.id


async def where(db: AsyncConnection, *these: sa.ColumnElement[bool]) -> list[Loan]:
    columns = [loan.c[name] for name in Loan.__dataclass_fields__]
    rows = [row._asdict() for row in await db.execute(sa.select(*columns).where(*these))]
    return [Loan(**row | {"state": row["state"] and State(row["state"])}) for row in rows]


async def find(db: AsyncConnection, _region: str, id_: UUID) -> Loan | None:
    return next(iter(await where(db, loan.c.id == id_)), None)


async def read(db: AsyncConnection, _region: str, ids: Collection[UUID]) -> list[Loan]:
    return await where(db, loan.c.id.in_(ids))


async def waiting(db: AsyncConnection, _region: str, who: Collection[UUID]) -> Sequence[Loan]:
    return await where(db, loan.c.employee.in_(who), loan.c.state.is_(None))


def silence(region: Region, item: Loan) -> Answer[Lapse | None]:
    return Answer(of_request(region.regulation, item.day).value, item.day, "", article="adat")


def state(region: Region, item: Loan, now: datetime) -> State:
    return state_at(item.state, item.due_at, now, silence(region, item).value)


async def cards(scope: Scope, whole: Whole[Loan]) -> list[Card]:
    ways = await deciders.routes(scope, KIND, [each[0] for each in whole.values()])
    return [Card(i, ways[i].now, as_of(e), partial(draw, scope, e)) for i, e in whole.items()]


def as_of(items: Sequence[Loan]) -> str:
    return f"{items[0].due_at.astimezone(UTC)}" if items[0].state is None else CLOSED


@dataclass(frozen=True, slots=True)
class LoanCard(Notification):
    KIND: ClassVar = "kartu_pinjaman"
    id: UUID
    what: str
    state: State
    note: str
    verbs: tuple[str, ...]

    def word(self, _region: Region) -> Reply:
        text = Markup("{} Pinjam {}: {}").format(self.note, self.what, self.state)
        shown = (Button(v.capitalize(), buttons.data("pj", v, self.id)) for v in self.verbs)
        return Reply(text, tuple(shown))


async def draw(scope: Scope, items: Sequence[Loan], note: str) -> LoanCard:
    (one,), verbs = items, ("setuju", "tolak") if items[0].state is None else ()
    stands, on = state(scope.region, one, scope.now), Screen(one.id, as_of(items))
    return LoanCard(one.id, one.what, stands, note, verbs, screen=on)


@dataclass(frozen=True, slots=True)
class LoanDecided(Notification):
    KIND: ClassVar = "pinjaman_hasil"
    what: str
    state: str
    remark: str

    def word(self, _region: Region) -> Reply:
        return Reply(Markup("Pinjam {}: {} {}").format(self.what, self.state, self.remark))


async def tell(_: Scope, whole: Whole[Loan], __: Changes) -> Mapping[UUID, LoanDecided]:
    told = LoanDecided
    return {i: told(e.what, e.state or "naik", e.remark or "") for i, (e,) in whole.items()}


async def refusing(_ctx: Context, _item: Loan) -> Refusing:
    return Refusing(Markup("Mengapa tidak?"), ("Sedang dipakai",))


CASES, WORDS = (
    Cases(loan, loan.c.id, loan.c.day),
    ("pinjaman", "pj", "setuju", "tolak-pinjaman", "p"),
)
KIND: Kind[Loan] = Kind(
    *WORDS, CASES, find, alone(read), waiting, state, silence, cards, draw, tell, refusing
)
