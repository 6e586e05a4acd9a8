"""The app with two people before it: what they write, what they are answered, what is buried."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count

import sqlalchemy as sa

from bot.runtime.app import App
from bot.runtime.clock import VirtualClock
from core.attendance.evidence import Share, ShareKind
from core.organisation.address import Address
from core.organisation.fence import Point
from db.messages import inbox, outbox
from handlers.chat.event import Content, Incoming
from tests.builders.chats import BUDIS
from tests.harness.outbox_words import text_of
from tests.office import GATE

BODY = {"update_id": 7, "message": {"text": "Bantuan"}}


@dataclass(frozen=True, slots=True)
class Desk:
    """The app on a furnished database, where Budi and Citra are bound."""

    app: App
    clock: VirtualClock
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def hears(self, content: Content, who: Address = BUDIS, **more: object) -> Incoming:
        number = str(next(self.numbers))
        event = Incoming(who, number, number, self.clock.now(), True, content)
        event = replace(event, **more)  # type: ignore[arg-type]  # the fields of an event
        await self.app.receive(event, BODY)
        return event

    async def answers(self) -> list[str]:
        async with self.app.engine.begin() as db:
            found = sa.select(outbox.outbox).order_by(outbox.outbox.c.id)
            return [text_of(row) for row in await db.execute(found)]

    async def letters(self) -> list[inbox.Letter]:
        async with self.app.engine.begin() as db:
            return await inbox.dead_letters(db)


def live(desk: Desk, point: tuple[float, float] = GATE, accuracy: float | None = 12.0) -> Share:
    flags = {"forwarded": False, "via_bot": False, "scheduled": False, "private": True}
    now = desk.clock.now()
    until = now + timedelta(minutes=15)
    where = Point(*point)
    return Share(ShareKind.LIVE, where, accuracy, now, now, live_until=until, heading=None, **flags)
