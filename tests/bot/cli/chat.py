"""A page that does an act for whoever writes, as a conversation would, through the whole app."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count

import pytest
import sqlalchemy as sa
from markupsafe import Markup

from bot.runtime.app import App
from bot.runtime.regions import load_regions
from core.organisation.address import Address
from db.engine import open_engine
from db.messages import inbox, outbox
from handlers import routes
from handlers.chat.context import Context
from handlers.chat.event import Incoming, Text
from handlers.chat.reply import Reply
from handlers.usecases.act import Act, in_chat
from tests.builders.house import House
from tests.harness.outbox_words import reply_of

BLG = "bulungan"
DONE = Markup("Sudah dilakukan.")
updates = count(1)


async def _tell(home: House, nip: str) -> list[str]:
    """What somebody is answered who writes `Bantuan`; nothing is left to be tried again."""
    engine = open_engine(home.url)
    app = App(engine, load_regions(home.regions()), home.clock)
    address, number = Address(BLG, "telegram", nip), str(next(updates))
    event = Incoming(address, number, number, home.clock.now(), True, Text("Bantuan"))
    await app.receive(event, {})
    async with engine.begin() as db:
        assert await inbox.dead_letters(db) == []
        mine = sa.select(outbox.outbox).where(outbox.outbox.c.address == nip)
        told = (await db.execute(mine.order_by(outbox.outbox.c.id))).all()
    await engine.dispose()
    return [str(reply_of(row).text.striptags()) for row in told]


@dataclass(frozen=True, slots=True)
class Chat:
    """A made-up page that does an act for whoever writes, as a conversation would."""

    home: House
    monkeypatch: pytest.MonkeyPatch

    def does(self, nip: str, act: Callable[[Act], Awaitable[object]]) -> list[str]:
        """What they read then, the answer first."""

        async def page(ctx: Context) -> Reply | None:
            async with in_chat(ctx) as opened:
                await act(opened)
            return Reply(DONE)

        self.monkeypatch.setitem(routes.PAGES, "bantuan", page)
        return asyncio.run(_tell(self.home, nip))
