"""The environment of the demo: the real service over HTTP, the sandbox, two towns, and a clock."""

import asyncio
import csv
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe

import sqlalchemy as sa
import typer
from pydantic import SecretStr

from bot.cli import app as commands
from bot.cli.context import CliContext
from bot.composition import open_channels
from bot.runtime import scheduler
from bot.runtime.clock import VirtualClock
from bot.runtime.regions import load_regions
from bot.runtime.service import Service
from bot.runtime.settings import SampleData, Settings, TelegramBot
from bot.sandbox.bots import SandboxBot
from bot.sandbox.bots import Settings as Bounds
from bot.sandbox.delivery import Pace
from bot.sandbox.live import LiveShare
from bot.sandbox.model import User
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from db.people import first_use
from db.people.employee import employee

DATA = Path(__file__).parent / "data"
ACCOUNTS = {"bulungan": 700000001, "karanganyar": 700000002}
OFFERED_SINCE = datetime(2026, 1, 2, tzinfo=UTC)
PATIENCE_SECONDS = 120.0  # an answer takes some milliseconds, on a machine with bad days more
QUICK = Pace(longest=2.0)  # after a fault nobody wants to wait a minute, as Telegram would


@dataclass(slots=True, repr=False)
class Environment:
    """What the scenes play on; `broken` collects every expectation that was not met.

    `up` ends the service that runs just now; while it is None the bot is off.
    """

    sandbox: Sandbox
    clock: VirtualClock
    desk: CliContext
    directory: Path
    bots: dict[str, SandboxBot]
    service: Service = field(init=False)
    up: AsyncExitStack | None = None
    chats: dict[str, list[PersonChat]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    checked: int = 0

    def at(self, day: str, clock: str, town: str) -> None:
        """Move the clock to a local time of a town, `07.24`; it never runs backwards."""
        zone = self.service.app.regions[town].zone
        local = datetime.fromisoformat(f"{day}T{clock.replace('.', ':')}").replace(tzinfo=zone)
        self.clock.travel(max(local, self.clock.now()))

    async def person(self, town: str, nip: str) -> PersonChat:
        """An employee of the imported files, with their own phone."""
        async with self.service.app.engine.begin() as db:
            mine = (employee.c.region == town, employee.c.nip == nip)
            query = sa.select(employee.c.name, employee.c.phone).where(*mine)
            name, phone = (await db.execute(query)).one()
        return self.open(town, name, phone)

    def open(self, town: str, name: str, phone: str) -> PersonChat:
        chat = self.sandbox.person(name, phone=phone).open(self.bots[town])
        self.chats.setdefault(town, []).append(chat)
        return chat

    async def turn_on(self) -> None:
        """Start the bot, as a process begins: nothing is known but what the database keeps."""
        settings = self.desk.settings
        self.service = Service(
            settings, load_regions(settings.regions), self.clock, open_channels(settings)
        )
        up = AsyncExitStack()
        await up.enter_async_context(self.service.running(polling=False))
        self.up = up

    async def turn_off(self) -> None:
        up, self.up = self.up, None
        if up is not None:
            await up.aclose()

    async def falls_due(self) -> None:
        """What the scheduler does every few minutes; here the clock jumps."""
        await scheduler.expire_shares(self.service.app)
        await scheduler.settle_cases(self.service.app)
        await scheduler.remind(self.service.app)
        await scheduler.call_to_ceremonies(self.service.app)
        await scheduler.remind_to_stamp(self.service.app)

    async def command(self, *words: str) -> None:
        """Do what an administrator would type."""
        shown = (Path(word).name if "/" in word else word for word in words)
        print(f"\n$ hadir {' '.join(shown)}", flush=True)  # noqa: T201 - the demo's own voice
        await asyncio.to_thread(run, self.desk, *words)

    async def codes(self, town: str) -> dict[str, str]:
        """Activation codes for everybody of a town, by NIP."""
        await self._offered_long_ago(town)
        file = self.directory / f"kode-{town}.csv"
        file.unlink(missing_ok=True)
        await self.command("activate", town, "--all", "--csv", str(file))
        return {row["nip"]: row["kode"] for row in letters(file)}

    async def _offered_long_ago(self, town: str) -> None:
        """The towns have used Hadir for a while: their people only have new phones."""
        async with self.service.app.engine.begin() as db:
            people = sa.select(employee.c.employee).where(employee.c.region == town)
            for person in (await db.execute(people)).scalars().all():
                await first_use.offer(db, town, person, OFFERED_SINCE)

    async def expect(self, chat: PersonChat, *words: str) -> None:
        """Wait for the bot to say something in a chat that holds all these words.

        What it says beside that, a reminder that came in between, may say what it likes.
        """
        said = "(tidak ada jawaban)"
        self.checked += len(words)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                while missing := [word for word in words if word not in said]:
                    said = (await chat.hear(PATIENCE_SECONDS)).text
                return
        self.broken += [f"{chat.user.name}: {word!r} tidak ada dalam {said!r}" for word in missing]

    async def printed(self, chat: PersonChat, kind: str) -> None:
        """Wait for a file in a chat, `.pdf`: it comes when it is printed."""
        self.checked += 1
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    files = (await chat.hear(PATIENCE_SECONDS)).files
                    if any(file.upload.name.endswith(kind) for file in files):
                        return
        self.broken.append(f"{chat.user.name}: berkas {kind} tidak datang")

    async def activate(self, chat: PersonChat, code: str, kind: str, nip: str) -> None:
        """The whole registration, as an employee does it with the link from the operator."""
        await chat.say(f"/start {code}")
        await self.expect(chat, "status pegawai")
        await chat.tap(kind)
        await self.expect(chat, "NIP")
        await chat.say(nip)
        await self.expect(chat, "nomor telepon")
        await chat.press("📱 Bagikan nomor saya")
        await self.expect(chat, chat.user.name)
        await chat.tap("Ya")
        await self.expect(chat, "Selamat datang")

    async def share(self, chat: PersonChat, place: tuple[float, float], *words: str) -> LiveShare:
        """Share a live location for a quarter of an hour and read the answer."""
        live = await chat.share_live(*chat.fix(place), period=900)
        await self.expect(chat, *words)
        # A phone's first message never says how sure it is; the next one does.
        await live.move(*chat.fix(place), accuracy=9.0)
        return live


def letters(file: Path) -> list[dict[str, str]]:
    """What `hadir activate --csv` wrote: a row for each invitation."""
    return list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))


def run(desk: CliContext, *words: str) -> None:
    """One `hadir` command on the demo's own desk."""
    typer.main.get_command(commands).main(list(words), obj=desk, standalone_mode=False)


@asynccontextmanager
async def open_stage(directory: Path, start: datetime) -> AsyncIterator[Environment]:
    """Build everything anew in a directory: database, two bots, the service, the sandbox."""
    clock = VirtualClock(start)
    database = _fresh(directory)
    async with Sandbox(clock, Bounds(pace=QUICK)) as sandbox:
        await sandbox.start()
        tokens = {town: f"{account}:{token_urlsafe(26)}" for town, account in ACCOUNTS.items()}
        settings = _settings(database, sandbox, tokens)
        desk = CliContext(settings, clock)
        await asyncio.to_thread(run, desk, "migrate")
        bots = {town: sandbox.add_bot(tokens[town], f"hadir_{town}_bot") for town in tokens}
        env = Environment(sandbox, clock, desk, directory, bots)
        await env.turn_on()
        try:
            yield env
        finally:
            await env.turn_off()


def _fresh(directory: Path) -> Path:
    for old in directory.glob("hadir.sqlite3*"):
        old.unlink()
    return directory / "hadir.sqlite3"


def _settings(database: Path, sandbox: Sandbox, tokens: Mapping[str, str]) -> Settings:
    """Both ends of tokens and secrets are in this process: nobody else knows them."""
    port = _free_port()
    bots = {
        town: TelegramBot(token=SecretStr(token), secret=SecretStr(token_urlsafe(26)))
        for town, token in tokens.items()
    }
    return Settings(
        database_url=f"sqlite+aiosqlite:///{database}",
        regions=DATA / "regions",
        data_contoh=SampleData.ALLOWED,
        files=str(database.parent / "berkas"),
        telegram=bots,
        telegram_api=sandbox.base_url.removesuffix("/bot"),
        public_url=f"http://127.0.0.1:{port}",
        send_rate=None,  # its bucket would never fill while the clock stands still
        port=port,
        metrics_port=0,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def stranger(name: str) -> User:
    """Somebody whose location or contact is passed on."""
    return User(4_999_999_999, name, phone="+6281299999999")
