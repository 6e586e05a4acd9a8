"""Everything that one compares in the end: both tables, the outbox, and what was read where."""

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.sandbox.journal import Call, Journal
from db.messages.outbox import outbox
from db.records.activity import activity
from db.records.request import request
from tests.harness.outbox_words import text_of

_TEXT = {"sendMessage": "text", "editMessageText": "text", "sendPhoto": "caption"}
_TEXT |= {"sendDocument": "caption", "editMessageCaption": "caption"}
_STATE = r"((?:✅|❌|☑️|↩️)[^\n]*)"
# As a card, or what the person is told, has them: the words, remarks on the photo, the state.
_WORK = re.compile(rf"(Laporan \d+-\d+)(?: 📎)?(?:\n⚠️[^\n]*)*\n{_STATE}")
_REQUEST = re.compile(rf"Alasan: (Urusan \d+-\d+)\n(?:[^\n]*\n)*?{_STATE}")
_ANSWER = re.compile(rf"\A([^\n]*: [^\n]* \d{{4}})\n{_STATE}")


@dataclass(frozen=True, slots=True)
class Item:
    """A row of either table; `card` is what its card is known by, `by` nobody where silence was."""

    words: str
    employee: UUID
    card: UUID
    by: UUID | None
    due: datetime
    state: str | None
    at: datetime | None
    remark: str | None


@dataclass(frozen=True, slots=True)
class Written:
    """A row of the outbox."""

    address: str
    priority: int
    key: str | None
    edits_key: str | None
    text: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Books:
    """`arrived` counts what the messenger took, by chat and text."""

    items: Sequence[Item]
    written: Sequence[Written]
    arrived: Counter[tuple[str, str]]

    def read(self) -> Mapping[str, Mapping[str, set[str]]]:
        """For each chat, by the words of each filing, what it was told has become of it."""
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for chat, text in self.arrived:
            for name, state in told(text):
                found[chat][name].add(state)
        return found


def told(text: str) -> Iterator[tuple[str, str]]:
    """What a message says of which filings, or of which request to whoever made it."""
    for pattern in (_WORK, _REQUEST, _ANSWER):
        yield from pattern.findall(plain(text))


def plain(text: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", text))


def shown(call: Call) -> str:
    """The words of a message that was sent or changed; empty for any other call."""
    return call.params.get(_TEXT.get(call.method, ""), "")


async def open_books(engine: AsyncEngine, journal: Journal) -> Books:
    calls = [call for call in journal.accepted() if shown(call)]
    async with engine.connect() as db:
        return Books(
            [*await _activities(db), *await _requests(db)],
            await _written(db),
            Counter((call.chat_id, shown(call)) for call in calls),
        )


async def _written(db: AsyncConnection) -> list[Written]:
    c = outbox.c
    columns = (c.region, c.address, c.priority, c.dedupe, c.edits_key, c.kind, c.body, c.attempts)
    return [
        Written(row.address, row.priority, row.dedupe, row.edits_key, text_of(row), row.attempts)
        for row in await db.execute(sa.select(*columns))
    ]


async def _activities(db: AsyncConnection) -> list[Item]:
    c = activity.c
    remark = sa.func.coalesce(c.remark, c.article)
    names = (c.description, c.employee, c.card)
    return await _items(db, *names, c.decided_by, c.due_at, c.state, c.decided_at, remark)


async def _requests(db: AsyncConnection) -> list[Item]:
    c = request.c
    names = (c.reason, c.employee, c.id)
    return await _items(db, *names, c.decided_by, c.due_at, c.state, c.decided_at, c.remark)


async def _items(db: AsyncConnection, *columns: sa.ColumnElement[Any]) -> list[Item]:
    return [Item(*row) for row in await db.execute(sa.select(*columns))]
