"""Everything running at once: database, service, sandbox, clock; and people with phones."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from tempfile import TemporaryDirectory
from typing import Protocol

import sqlalchemy as sa
from pydantic import SecretStr

from bot.channels.base import Capability
from bot.composition import open_channels
from bot.runtime import scheduler
from bot.runtime.clock import VirtualClock
from bot.runtime.service import Service
from bot.runtime.settings import Settings, TelegramBot
from bot.sandbox.bots import SandboxBot
from bot.sandbox.bots import Settings as SandboxSettings
from bot.sandbox.delivery import Pace
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from core.organisation.address import Address
from core.organisation.region import Region
from db.messages import conversation
from db.messages.outbox import outbox
from db.people.binding import binding
from db.records.document import document
from tests.harness.lasting_press import LastingPress
from tests.harness.wake import Wakes
from tests.office import Actor, a_region
from tests.patience import PATIENCE
from tests.pictures import picture
from tests.plain import PlainChannel
from tests.plain_phone import PlainPhone
from tests.postgres import free_port
from tests.profiles import PROFILES

TOKEN = "700000001:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"
SECRET = "a-long-and-secret-secret"


class Phone(Protocol):
    """The gestures that every channel knows."""

    @property
    def address(self) -> Address: ...
    async def say(self, text: str) -> None: ...
    async def tap(self, label: str) -> None: ...
    async def share_contact(self, *, own: bool = True, phone: str | None = None) -> None: ...
    async def locate(self, latitude: float, longitude: float) -> None: ...
    async def photo(self, number: int = 0, caption: str = "") -> None: ...
    async def document(self, data: bytes, name: str) -> None: ...
    @property
    def told(self) -> list[str]: ...
    @property
    def labels(self) -> list[str]: ...


@dataclass(slots=True, repr=False)
class TelegramPhone:
    """A person on Telegram, in the sandbox."""

    chat: PersonChat
    region: str

    @property
    def address(self) -> Address:
        return Address(self.region, "telegram", str(self.chat.user.id))

    async def say(self, text: str) -> None:
        await self.chat.say(text)

    async def tap(self, label: str) -> None:
        await self.chat.tap(label)

    async def share_contact(self, *, own: bool = True, phone: str | None = None) -> None:
        if own:
            await self.chat.share_contact()
        else:
            await self.chat.share_contact(forged_phone=phone or "+6281200000000")

    async def locate(self, latitude: float, longitude: float) -> None:
        here = self.chat.fix((latitude, longitude))
        await self.chat.share_live(*here, period=900)

    async def photo(self, number: int = 0, caption: str = "") -> None:
        await self.chat.photo(picture(number), caption=caption)

    async def document(self, data: bytes, name: str) -> None:
        await self.chat.document(data, name)

    @property
    def told(self) -> list[str]:
        return [message.text for message in self.chat.messages if message.sender.is_bot]

    @property
    def labels(self) -> list[str]:
        return self.chat.last.buttons


@dataclass(slots=True, repr=False)
class World:
    """A morning that can be played: the clock stands still until it is moved.

    Where a test fails it is not drawn with all that it holds: that took minutes and gigabytes.
    """

    service: Service
    sandbox: Sandbox
    bot: SandboxBot
    clock: VirtualClock
    plain: PlainChannel
    wakes: Wakes
    profile: str = "telegram"
    _phones: dict[str, Phone] = field(default_factory=dict)

    @property
    def fixes(self) -> Iterator[int]:
        """The numbers of what everybody's GPS says."""
        return self.bot.world.fixes

    @property
    def region(self) -> str:
        return next(iter(self.service.app.regions))

    def can(self, capability: Capability) -> bool:
        """Whether the channel that this is played on can do that."""
        return capability in PROFILES[self.profile]

    def phone(self, actor: Actor, profile: str | None = None) -> Phone:
        """The actor's phone; the same one each time, not bound to anybody yet."""
        if actor.name not in self._phones:
            self._phones[actor.name] = self._new_phone(actor, profile or self.profile)
        return self._phones[actor.name]

    def telegram(self, actor: Actor) -> PersonChat:
        phone = self.phone(actor, "telegram")
        assert isinstance(phone, TelegramPhone)
        return phone.chat

    def _new_phone(self, actor: Actor, profile: str) -> Phone:
        if profile == PlainChannel.name:
            number = str(9_000 + len(self._phones))
            return PlainPhone(self.plain, self.region, number, actor.phone, self.clock, self.fixes)
        if not self.service.settings.telegram:
            raise LookupError("no Telegram was started in this world")
        person = self.sandbox.person(actor.name, phone=actor.phone)
        return TelegramPhone(person.open(self.bot), self.region)

    async def bound(self, actor: Actor, profile: str | None = None) -> Phone:
        """The actor's phone, bound to the actor as after an activation."""
        phone = self.phone(actor, profile)
        to = phone.address
        key = {"region": to.region, "channel": to.channel, "address": to.id}
        async with self.service.app.engine.begin() as db:
            row = key | {"employee": actor.id, "bound_at": self.clock.now()}
            await db.execute(sa.insert(binding), row)
            await conversation.open_chats(db, [to], self.clock.now())
        return phone

    async def bound_chat(self, actor: Actor) -> PersonChat:
        await self.bound(actor, "telegram")
        return self.telegram(actor)

    def at(self, moment: datetime) -> None:
        self.clock.travel(moment)

    async def tick(self, seconds: float) -> None:
        """Let time pass and do what fell due."""
        self.clock.advance(timedelta(seconds=seconds))
        for due in (
            scheduler.expire_shares,
            scheduler.settle_cases,
            scheduler.remind,
            scheduler.call_to_ceremonies,
        ):
            await due(self.service.app)
        await self.quiet()

    async def quiet(self, seconds: float = PATIENCE) -> None:
        """Wait until every update was taken and every message was sent."""
        async with asyncio.timeout(seconds):
            while await self._works() or await self._unfinished():
                self.wakes.sender.set()

    async def _works(self) -> bool:
        """Wait until Telegram and the sender rest; whether Telegram did not at first."""
        waiting = bool(self.bot.updates.waiting)
        while self.bot.updates.waiting:  # a webhook that is not set yet rings no bell
            await (self.bot.webhook.settled() if self.bot.webhook else asyncio.sleep(0.005))
            await asyncio.sleep(0)
        await self.wakes.sender.rests()
        return waiting

    async def _unfinished(self) -> bool:
        """Whether a message or a paper was due, or in hand; papers are made by now."""
        due = sa.or_(document.c.not_before <= self.clock.now(), document.c.owner.is_not(None))
        messages, papers = await self._open(due)
        if papers:
            self.wakes.printery.set()
            await self.wakes.printery.rests()
        return messages or papers

    async def _open(self, papers: sa.ColumnElement[bool]) -> tuple[bool, bool]:
        """Whether messages are due or in hand, and whether there are such papers to be made."""
        due = sa.and_(outbox.c.state == "pending", outbox.c.not_before <= self.clock.now())
        unsent = sa.exists().where(sa.or_(outbox.c.state == "sending", due))
        unmade = sa.exists().where(document.c.state == "waiting", papers)
        async with self.service.app.engine.begin() as db:
            messages, papers_left = (await db.execute(sa.select(unsent, unmade))).one()
        return messages, papers_left

    async def count(self, query: sa.Select[int]) -> int:
        async with self.service.app.engine.begin() as db:
            return (await db.execute(query)).scalar_one()

    async def rows(self, table: sa.Table) -> Sequence[sa.Row[tuple[object, ...]]]:
        async with self.service.app.engine.begin() as db:
            return (await db.execute(sa.select(table))).all()

    async def says(self, phone: Phone) -> str:
        """The newest thing the bot said to a phone, once everything is quiet."""
        await self.quiet()
        return phone.told[-1] if phone.told else ""


@asynccontextmanager
async def a_world(
    database_url: str,
    start: datetime,
    regions: Sequence[Region] | None = None,
    *,
    telegram: bool = True,
) -> AsyncIterator[World]:
    """Start the real service against the sandbox, over HTTP, on a database with tables.

    Without `telegram` it has no channel but the plain one, and the sandbox does not listen.
    """
    clock = VirtualClock(start)
    found = {region.code: region for region in regions or [a_region()]}
    pace = SandboxSettings(pace=Pace(scale=0.01, answer=PATIENCE))
    with TemporaryDirectory() as files:
        async with Sandbox(clock, pace) as sandbox:
            if telegram:
                await sandbox.start()
            bot = sandbox.add_bot(TOKEN, "hadir_bot")
            accounts = [next(iter(found))] if telegram else []
            settings = _settings(database_url, sandbox, accounts, files)
            plain = PlainChannel(found)
            service = Service(settings, found, clock, [*open_channels(settings), plain])
            service.documents.press = LastingPress()
            wakes = Wakes(service)
            async with service.running(polling=False):
                yield World(service, sandbox, bot, clock, plain, wakes)


def _settings(database_url: str, sandbox: Sandbox, regions: Sequence[str], files: str) -> Settings:
    port = free_port()
    account = TelegramBot(token=SecretStr(TOKEN), secret=SecretStr(SECRET))
    return Settings(
        database_url=database_url,
        telegram=dict.fromkeys(regions, account),
        telegram_api=sandbox.base_url.removesuffix("/bot"),
        public_url=f"http://127.0.0.1:{port}",
        port=port,
        metrics_port=0,
        send_rate=None,
        send_timeout=PATIENCE,
        database_timeout=PATIENCE,
        files=files,
    )
