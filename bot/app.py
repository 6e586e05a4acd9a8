"""One transaction per incoming event: mark, lock, read, decide, write, commit."""

import asyncio
import traceback
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import structlog
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.clock import Clock
from bot.envelope import pack
from bot.metrics import UPDATES
from core.address import Address
from core.evidence import Share
from core.office import Organisation
from core.region import Region
from db import conversation, inbox, office, outbox, person
from db.engine import is_unavailable
from handlers.context import Context
from handlers.event import Content, Incoming, Located, Moved
from handlers.reply import Reply
from handlers.router import route

log = structlog.get_logger()

Enter = Callable[[AsyncConnection, Address, str, datetime], Awaitable[dict[str, Any] | None]]

TROUBLE = Reply(
    Markup(
        "Maaf, ada <b>gangguan</b> di pihak kami. Pesan Anda tersimpan dengan jamnya dan akan "
        "diproses; tidak perlu mengirim ulang."
    )
)


class Unavailable(Exception):  # noqa: N818 - not our error: the platform shall deliver again
    """The database cannot now; nothing was changed, and the same update may come again."""


class Settled:
    """Live locations of which no further point is wanted: the newest of them, in memory only.

    Forgetting one costs a look into the database, never a wrong answer.
    """

    def __init__(self, most: int = 50_000) -> None:
        self._most = most
        self._keys: OrderedDict[tuple[str, str, str], None] = OrderedDict()

    def __contains__(self, key: tuple[str, str, str]) -> bool:
        return key in self._keys

    def add(self, key: tuple[str, str, str]) -> None:
        self._keys[key] = None
        if len(self._keys) > self._most:
            self._keys.popitem(last=False)

    def discard(self, key: tuple[str, str, str]) -> None:
        self._keys.pop(key, None)


@dataclass(slots=True)
class App:
    """What every channel hands its events to. `wake` is set when there is something to send."""

    engine: AsyncEngine
    regions: Mapping[str, Region]
    clock: Clock
    wake: asyncio.Event
    settled: Settled
    organisations: dict[str, Organisation]

    @classmethod
    def on(cls, engine: AsyncEngine, regions: Mapping[str, Region], clock: Clock) -> "App":
        return cls(engine, regions, clock, asyncio.Event(), Settled(), {})

    async def receive(
        self, event: Incoming, body: Mapping[str, Any], enter: Enter = inbox.mark
    ) -> None:
        """Handle one event, at most once. Raises `Unavailable`, and nothing else.

        A bug rolls everything back; the update is kept whole and the person is told. `enter`
        lets an event in once: by its mark, or by its dead letter (`inbox.reopen`).
        """
        try:
            outcome = await self._transact(event, enter)
        except Exception as error:
            if is_unavailable(error):
                UPDATES.labels(event.address.region, "unavailable").inc()
                raise Unavailable from error
            await self.bury(event.address, event.update, body, error, enter)
            outcome = "dead"
        UPDATES.labels(event.address.region, outcome).inc()
        self.wake.set()

    async def _transact(self, event: Incoming, enter: Enter) -> str:
        async with self.engine.begin() as db:
            now = self.clock.now()
            state = await enter(db, event.address, event.update, now)
            if state is None:
                return "seen"
            ctx = await self._context(db, event, state, now)
            before = dict(state)
            reply = await route(ctx)
            if reply is not None:
                await outbox.put(db, [pack(event.address, reply)], now)
            if ctx.state != before:
                await conversation.save(db, event.address, ctx.state, now)
        self._listen_or_settle(ctx)
        return "done"

    async def _context(
        self, db: AsyncConnection, event: Incoming, state: dict[str, Any], now: datetime
    ) -> Context:
        region = self.regions[event.address.region]
        share = _share(event.content)
        someone = await person.find(
            db,
            event.address,
            day=event.at.astimezone(region.zone).date(),
            now=now,
            point=share.point if share else None,
            message=event.message,
        )
        organisation = await self._organisation(
            db, region, someone.region_version if someone else None
        )
        return Context(db, region, organisation, event, someone, now, state)

    async def _organisation(
        self, db: AsyncConnection, region: Region, version: int | None
    ) -> Organisation:
        known = self.organisations.get(region.code)
        if known is None or version not in {None, known.version}:
            known = await office.load(db, region.code, region.zone)
            self.organisations[region.code] = known
        return known

    def _listen_or_settle(self, ctx: Context) -> None:
        if isinstance(ctx.event.content, Located | Moved):
            key = (ctx.region.code, ctx.event.address.id, ctx.event.message)
            (self.settled.discard if ctx.listens else self.settled.add)(key)

    async def bury(
        self,
        address: Address,
        update: str,
        body: Mapping[str, Any],
        error: Exception,
        enter: Enter = inbox.mark,
    ) -> None:
        """Keep an update that raised a bug and tell the person; raises `Unavailable`.

        One that failed again on its retry keeps its newest traceback, and nobody is told twice.
        """
        log.error("update failed", region=address.region, update=update, exc_info=error)
        text, now = "".join(traceback.format_exception(error)), self.clock.now()
        kept = {"body": _keepable(body), "chat": address.id}
        letter = inbox.Letter(address.region, address.channel, update, now, kept, text)
        retried = enter is not inbox.mark
        try:
            async with self.engine.begin() as db:
                if not retried and await inbox.mark(db, address, update, now) is None:
                    return
                await inbox.bury(db, letter)
                if not retried and address.id:  # a broken one may not even tell whose it is
                    await outbox.put(db, [pack(address, TROUBLE)], now)
        except Exception as failure:
            raise Unavailable from failure


def _keepable(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The body, unless it is nested deeper than anything that Telegram sends."""
    try:
        orjson.dumps(body)
    except (TypeError, RecursionError):
        return {"update_id": body.get("update_id"), "kept": "not: nested too deep"}
    return body


def _share(content: Content) -> Share | None:
    return content.share if isinstance(content, Located | Moved) else None
