"""One transaction for the events of some chats: mark, lock, read, decide, write, commit."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

import structlog
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.channels.errors import RedeliverLater
from bot.runtime import outgoing
from bot.runtime.batcher import UpdateBatcher
from bot.runtime.clock import Clock
from bot.runtime.dead_letter import failed_again, letter_of
from bot.runtime.delivery import Delivery, Outcome
from bot.runtime.failures import Failures
from bot.runtime.message_codec import pack
from bot.runtime.metrics import UPDATES
from bot.runtime.recent import Recent
from bot.runtime.tables import Tables
from bot.runtime.witnesses import Witnesses
from core.attendance.evidence import Share
from core.organisation.address import Address
from core.organisation.office import Organisation
from core.organisation.region import Region
from db.engine import is_unavailable
from db.messages import conversation, inbox, outbox, unsent
from db.messages.inbox import Arrival, Letter, State
from db.people import office
from db.records import claim as shares
from db.records import person, review, stamp
from db.records.person import Lookup, Person
from handlers.chat.context import Context
from handlers.chat.event import Content, Incoming, Located, Moved
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority, Reply
from handlers.router import route
from handlers.usecases.departures import is_gone

log = structlog.get_logger()

UNSENT_MAX = 20  # answers to one stranger; of more the newest helps nobody

Admit = Callable[[AsyncConnection, Sequence[Arrival], datetime], Awaitable[Sequence[State | None]]]
Answer = Callable[[Context], Awaitable[Reply | None]]

TROUBLE = Reply(
    Markup(
        "Maaf, ada <b>gangguan</b> di pihak kami. Pesan Anda tersimpan dengan jamnya dan akan "
        "diproses; tidak perlu mengirim ulang."
    )
)


class App:
    """What every channel hands its events to. `wake` is set when there is something to send."""

    def __init__(self, engine: AsyncEngine, regions: Mapping[str, Region], clock: Clock) -> None:
        self.engine = engine
        self.regions = regions
        # Everything is done by the time that most agree on; what cannot be undone, by none else.
        self.clock = self.times = Witnesses.of(clock, engine)
        self.wake = asyncio.Event()
        # Live locations of which no further point is wanted, and chats that are bound to nobody.
        self.stamped_shares: Recent[tuple[Address, str]] = Recent()
        self.strangers: Recent[Address] = Recent()
        self.tables = Tables(engine)
        self.organisations: dict[str, Organisation] = {}
        self.failures = Failures()
        self._batcher = UpdateBatcher(self._together, _chat, Outcome.UNAVAILABLE, self._waits)

    async def receive(self, event: Incoming, body: Mapping[str, Any]) -> None:
        """Handle one event, at most once. Raises `RedeliverLater`, and nothing else.

        A bug rolls everything back; the update is kept whole and the person is told.
        """
        if self.tables.unfit:
            await self._check_tables()
        outcome = await self._batcher.join(Delivery(event, body))
        UPDATES.labels(event.address.region, outcome.value).inc()
        if outcome is Outcome.UNAVAILABLE:
            raise RedeliverLater
        self.wake.set()

    async def _check_tables(self) -> None:
        """What went wrong on tables that are not ours is no bug: the platform shall wait."""
        try:
            await self.tables.check()
        except Exception as unfit:
            log.warning("tables", error=str(unfit).partition("\n")[0])
            raise RedeliverLater from unfit

    async def _together(self, deliveries: Sequence[Delivery]) -> list[Outcome]:
        """What goes wrong in company, be it one event's bug or two that meet, goes alone again."""
        try:
            return await self.transact([each.event for each in deliveries])
        except Exception as error:  # noqa: BLE001 - whatever it is, each of them has to go alone
            if is_unavailable(error):
                log.warning("database unavailable", error=type(error).__name__)
                return [Outcome.UNAVAILABLE] * len(deliveries)
            log.info("each goes alone", events=len(deliveries), error=type(error).__name__)
        return [await self._alone(each) for each in deliveries]

    async def _alone(self, delivery: Delivery) -> Outcome:
        event = delivery.event
        try:
            (outcome,) = await self.transact([event])
        except Exception as error:  # noqa: BLE001 - kept whole as a dead letter
            if is_unavailable(error):
                return Outcome.UNAVAILABLE
            with suppress(RedeliverLater):
                await self.dead_letter(event.address, event.update, delivery.body, error)
                return Outcome.DEAD
            return Outcome.UNAVAILABLE
        return outcome

    async def answer(self, ctx: Context) -> Reply | None:
        return await route(ctx)

    async def transact(
        self, events: Sequence[Incoming], admit: Admit = inbox.mark, answer: Answer | None = None
    ) -> list[Outcome]:
        """All or nothing; of each chat there is at most one event.

        `admit` lets an event in once and gives the state of its conversation: by its mark, or
        (bot.runtime.retry) by its dead letter.
        """
        answer = answer or self.answer
        async with self.engine.begin() as db:
            now = self.clock.now()
            arrivals = [Arrival(event.address, event.update) for event in events]
            states = await admit(db, arrivals, now)
            fresh = [(e, s) for e, s in zip(events, states, strict=True) if s is not None]
            contexts = await self._contexts(db, fresh, now) if fresh else []
            read = await self._without_floods(db, contexts)
            replies = [(ctx, await answer(ctx)) for ctx in read]
            # What every check-in writes is written for all of them at once.
            await stamp.write(db, [ctx.stamp for ctx in contexts if ctx.stamp])
            await review.write(db, [ctx.review for ctx in contexts if ctx.review])
            await shares.keep(db, [kept for ctx in contexts for kept in ctx.kept])
            answers = [ctx.answer(reply) for ctx, reply in replies if reply]
            others = [out for ctx in contexts for out in ctx.others]
            await outgoing.put(db, (*answers, *others), now)
            changed = {
                c.event.address: c.state
                for c, (_, old) in zip(contexts, fresh, strict=True)
                if c.state != old
            }
            await conversation.save(db, changed, now)
        for ctx in contexts:
            self._listen_or_settle(ctx)
            stranger = ctx.priority is Priority.STRANGER
            (self.strangers.add if stranger else self.strangers.discard)(ctx.event.address)
        return [Outcome.SEEN if state is None else Outcome.DONE for state in states]

    async def _contexts(
        self, db: AsyncConnection, fresh: Sequence[tuple[Incoming, State]], now: datetime
    ) -> list[Context]:
        people = await person.find(db, [self._lookup(event) for event, _ in fresh], now)
        return [
            await self._context(db, event, dict(state), someone, now)
            for (event, state), someone in zip(fresh, people, strict=True)
        ]

    def _lookup(self, event: Incoming) -> Lookup:
        share = _share(event.content)
        day = event.at.astimezone(self.regions[event.address.region].zone).date()
        return Lookup(event.address, day, share.point if share else None)

    async def _without_floods(
        self, db: AsyncConnection, contexts: Sequence[Context]
    ) -> list[Context]:
        """All but the strangers who write faster than they can be answered."""
        known = [c.event.address for c in contexts if c.event.address in self.strangers]
        full = await unsent.full(db, known, UNSENT_MAX)
        return [c for c in contexts if c.person or c.event.address not in full]

    async def _context(
        self,
        db: AsyncConnection,
        event: Incoming,
        state: State,
        someone: Person | None,
        now: datetime,
    ) -> Context:
        region = self.regions[event.address.region]
        version = someone.region_version if someone else None
        organisation = await self._organisation(db, region, version)
        if someone and is_gone(region, organisation, someone, event.at):
            someone = None
        priority = Priority.ANSWER if someone else Priority.STRANGER
        return Context(db, region, organisation, event, someone, now, state, priority=priority)

    async def _organisation(
        self, db: AsyncConnection, region: Region, version: int | None
    ) -> Organisation:
        known = self.organisations.get(region.code)
        if known is None or version not in {None, known.version}:
            known = await office.load(db, region.code, region.zone)
            self.organisations[region.code] = known
        return known

    def _waits(self, delivery: Delivery) -> bool:
        """Whether it gives way to employees: from the second message on it is known."""
        return delivery.event.address in self.strangers

    def _listen_or_settle(self, ctx: Context) -> None:
        if isinstance(ctx.event.content, Located | Moved):
            key = (ctx.event.address, ctx.event.message)
            (self.stamped_shares.discard if ctx.listens else self.stamped_shares.add)(key)

    async def dead_letter(
        self, address: Address, update: str, body: Mapping[str, Any], error: Exception
    ) -> None:
        """Keep an update that raised a bug and tell the person; raises `RedeliverLater`."""
        log.error("update failed", region=address.region, update=update, exc_info=error)
        await self._check_tables()
        now = self.clock.now()
        try:
            async with self.engine.begin() as db:
                (state,) = await inbox.mark(db, [Arrival(address, update)], now)
                if state is None:
                    return
                await inbox.keep_letter(db, letter_of(address, update, body, error, state, now))
                if address.id:  # a broken one may not even tell whose it is
                    priority = Priority.STRANGER if address in self.strangers else Priority.ANSWER
                    await outbox.put(db, [pack(Outgoing(address, TROUBLE, priority))], now)
        except Exception as failure:
            raise RedeliverLater from failure

    async def dead_letter_again(self, letter: Letter, error: Exception) -> None:
        """Keep the newest bug of a letter that was tried again; nobody is told twice."""
        log.error("retry failed", region=letter.region, update=letter.update, exc_info=error)
        await self._check_tables()
        try:
            async with self.engine.begin() as db:
                await inbox.keep_letter(db, failed_again(letter, error))
        except Exception as failure:
            raise RedeliverLater from failure


def _chat(delivery: Delivery) -> Hashable:
    return delivery.event.address


def _share(content: Content) -> Share | None:
    return content.share if isinstance(content, Located | Moved) else None
