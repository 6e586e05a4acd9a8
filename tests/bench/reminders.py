"""The end of a month: all operators are sent their reminder and its files, and people still write.

The real outbox and sender, over HTTP, against the Telegram of the sandbox, which judges each call.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import uvloop
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.paper.pdf import to_pdf
from bot.paper.xlsx import to_xlsx
from bot.runtime.message_codec import pack
from bot.runtime.rendering import Dispatch
from bot.runtime.sender import Sender
from bot.runtime.settings import Settings
from bot.sandbox.talk import PersonChat
from core.month.month_end import Reminder
from core.organisation.address import Address
from db.engine import open_engine
from db.messages import outbox
from handlers.chat.event import PDF, XLSX
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Enclosure, Priority, Reply
from handlers.texts.documents import ready
from handlers.texts.month_end import MonthEnds
from handlers.texts.office import Count
from tests.bench.report import Figure, at_least, at_most
from tests.bench.seed import a_server
from tests.builders import reports
from tests.harness.bot_and_telegram import MONDAY, Wire, a_wire
from tests.office import a_region, furnish
from tests.patience import PATIENCE, until

OPERATORS, A_FEW = 500, 20
STAFF = 40  # of each operator's office, in the recap that is sent
ANSWER_SECONDS = 0.61  # between two people who write: never the same part of a slot
SLOTS_MAX = 14  # half a second: in the order of writing it would be fifteen hundred
TELEGRAM = "telegram"


@dataclass(frozen=True, slots=True)
class Wait:
    """Of one answer: its seconds, and how many other messages arrived in them."""

    seconds: float
    overtaken_by: int


@dataclass(slots=True)
class Evening:
    """Both ends of a bot that sends as fast as it may, and when each answer was written."""

    engine: AsyncEngine
    wire: Wire
    sender: Sender
    written: dict[str, datetime] = field(default_factory=dict)

    async def put(self, messages: Sequence[Outgoing]) -> None:
        async with self.engine.begin() as db:
            await outbox.put(db, [pack(each) for each in messages], self.wire.clock.now())
        self.sender.wake.set()

    async def answer(self, person: PersonChat) -> None:
        """What somebody who has just written is told."""
        text = f"Tercatat {len(self.written)}"
        to = Address(self.wire.region, TELEGRAM, str(person.chat.id))
        await self.put([Outgoing(to, Reply(Markup.escape(text)), Priority.ANSWER)])
        self.written[text] = self.wire.clock.now()

    def waits(self) -> list[Wait]:
        calls = self.wire.sandbox.journal.accepted()
        told = {call.params.get("text", ""): call.at for call in calls}
        found = []
        for text, at in self.written.items():
            meanwhile = sum(at < call.at < told[text] for call in calls)
            found.append(Wait((told[text] - at).total_seconds(), meanwhile))
        return found


def figures(*, quick: bool) -> list[Figure]:
    """500 operators, each of whom is sent the reminder, its PDF and its workbook."""
    with a_server() as server:
        return uvloop.run(_measured(server.url(), A_FEW if quick else OPERATORS))


async def _measured(url: str, operators: int) -> list[Figure]:
    rate = Settings().send_rate
    assert rate is not None
    async with a_wire() as wire, _evening(url, wire, rate) as evening:
        person = await wire.chat("Citra")
        messages = await _messages(wire, operators)
        before, began = len(wire.calls), wire.clock.now()
        await evening.put(messages)
        while len(wire.calls) < before + len(messages):
            await evening.answer(person)
            await asyncio.sleep(ANSWER_SECONDS)

        async def all_sent() -> bool:
            return len(wire.calls) == before + len(messages) + len(evening.written)

        await until(all_sent)
        lasted = (wire.calls[-1].at - began).total_seconds()
        sent, waits = len(wire.calls) - before, evening.waits()
    longest, most = max(e.seconds for e in waits), max(e.overtaken_by for e in waits)
    # The bucket is full when the evening begins: that second's worth is no speed.
    speed = (sent - rate) / lasted
    return [
        Figure(f"files and words to {operators} operators", speed, "/s", rate, at_least(0.95)),
        Figure("answers meanwhile", len(waits), ""),
        Figure("longest wait of one, in slots", longest * rate, "", aim=at_most(SLOTS_MAX)),
        Figure("… and what arrived before it", most, "", aim=at_most(SLOTS_MAX)),
    ]


@asynccontextmanager
async def _evening(url: str, wire: Wire, rate: float) -> AsyncIterator[Evening]:
    engine = open_engine(url, command_timeout=PATIENCE)
    await furnish(engine)
    dispatch = Dispatch(wire.channel, a_region(), wire.store)
    channels = {(wire.region, TELEGRAM): dispatch}
    wire.clock.run()
    sender = Sender(engine, wire.clock, channels, asyncio.Event(), rate)
    sending = asyncio.create_task(sender.run())
    yield Evening(engine, wire, sender)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    await sender.drain()
    await engine.dispose()


async def _messages(wire: Wire, operators: int) -> list[Outgoing]:
    """To each operator the reminder of the last working day, and the draft on two papers."""
    files = await _draft(wire)
    office, day = "Dinas Kesehatan", MONDAY.date()
    counts = (Count(3, "presensi tidak lengkap"),)
    reminder = MonthEnds(Reminder.LAST_DAY, office, "ab12cd34", day.replace(day=1), day, counts)
    told = [reminder, *ready("Rekap April 2026", files, ())]
    chats = [await wire.chat(f"Operator {number}") for number in range(operators)]
    to = [Address(wire.region, TELEGRAM, str(each.chat.id)) for each in chats]
    return [Outgoing(each, says, Priority.REMINDER) for each in to for says in told]


async def _draft(wire: Wire) -> list[Enclosure]:
    form = reports.recap(count=STAFF)
    printed = (("Rekap.pdf", PDF, to_pdf(form)), ("Rekap.xlsx", XLSX, to_xlsx(form)))
    kept = [(name, await wire.store.keep(content, media)) for name, media, content in printed]
    return [Enclosure(each, name) for name, each in kept]
