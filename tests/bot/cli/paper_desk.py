"""A bot that waits for a paper: Budi is asked for it, sends it, and what was kept is told."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256

import pytest
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.runtime.app import App
from bot.sandbox.talk import PersonChat
from core.organisation.address import Address
from db.messages import conversation, outbox
from db.messages.inbox import dead_letter
from handlers import routes
from handlers.chat.album import photo
from handlers.chat.context import Context
from handlers.chat.conversation import LASTS, Running, Talk, step
from handlers.chat.reply import Reply
from tests.bot.letters import a_letter
from tests.builders.chats import bind
from tests.harness.bot_and_telegram import Feed, Wire, a_wire
from tests.harness.database import rows
from tests.harness.outbox_words import text_of
from tests.office import BUDI, a_region

LETTER = a_letter()
QUESTION = "Mana suratnya?"


async def hand_in(ctx: Context, talk: Talk) -> Reply:
    """A conversation with one question, and what was kept as its answer."""
    del ctx
    (kept,) = await talk.ask("surat", photo(Markup("Mana suratnya?")))
    return Reply(Markup("{} {} {}").format(kept.hash, kept.size, kept.media))


@dataclass(frozen=True, slots=True)
class PaperDesk:
    """A bot that takes Budi's updates; what it keeps lies in a folder."""

    wire: Wire
    app: App
    feed: Feed
    chat: PersonChat

    @property
    def address(self) -> Address:
        return Address("bulungan", "telegram", str(self.chat.user.id))

    async def ask(self) -> None:
        """Budi is asked for the paper."""
        running = Running("surat", "1", self.wire.clock.now() + LASTS)
        await step(running, lambda talk: hand_in(None, talk), None)  # type: ignore[arg-type]  # no context
        async with self.app.engine.begin() as db:
            states = {self.address: {"talk": running.as_json()}}
            await conversation.save(db, states, self.wire.clock.now())

    async def take(self) -> str:
        """Take what was sent; gives the newest answer."""
        for update in self.wire.updates():
            await self.feed.take(update)
        return await self.answer()

    async def answer(self) -> str:
        said = [text_of(row) for row in await rows(self.app.engine, outbox.outbox)]
        assert await rows(self.app.engine, dead_letter) == []
        return str(Markup(said[-1]).striptags()) if said else ""  # noqa: S704 - as Telegram

    def kept(self) -> list[bytes]:
        return [each.read_bytes() for each in self.wire.files.rglob("*") if each.is_file()]

    def fetched(self) -> int:
        return len(self.wire.sandbox.journal.find("getFile"))


@asynccontextmanager
async def a_paper_desk(
    furnished: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[PaperDesk]:
    """Budi is connected, and nothing is asked of him yet."""
    monkeypatch.setitem(routes.FLOWS, "surat", hand_in)
    async with a_wire() as wire:
        app = App(furnished, {"bulungan": a_region()}, wire.clock)
        desk = PaperDesk(wire, app, Feed.into(app, wire), await wire.chat())
        await bind(furnished, desk.address, BUDI)
        yield desk


def answered(content: bytes, media: str) -> str:
    return f"{sha256(content).hexdigest()} {len(content)} {media}"
