"""A service that dies where a test wants it, and is started again at once, as a container is.

Its own process loads the libraries, which takes seconds, and each life is a fork of it. What it
is to do stands in files of one folder, for whoever is killed cannot be asked: the time, the
points at which to die, and what became of that.
"""

import asyncio
import ctypes
import os
import signal
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.composition import open_channels
from bot.runtime import documents, scheduler, sender
from bot.runtime.app import App
from bot.runtime.log import configure
from bot.runtime.service import serve
from bot.runtime.settings import Settings

HOME = "MORTAL_HOME"  # the folder, in the environment
CODE = "from tests.harness.mortal import main\nmain()\n"
TICK = signal.SIGUSR1
QUICKLY = 0.2  # seconds: what looks every second or so looks as often


@dataclass(frozen=True, slots=True)
class Point:
    """Before or after which call somebody dies; only where there is something to `put`."""

    call: str
    before: bool = False
    put: bool = False


# By a name for whoever reads a test.
POINTS = {
    "written, not committed": Point("db.messages.outbox.put", put=True),
    "committed, not acknowledged": Point("bot.runtime.app.App.transact"),
    "claimed, not sent": Point("bot.runtime.rendering.Dispatch.__call__", before=True),
    "sent, not written down": Point("bot.runtime.rendering.Dispatch.__call__"),
    "file kept, not committed": Point("bot.media.store.Store.keep"),
    "paper claimed": Point("bot.runtime.printing.Printing.kept", before=True),
    "paper kept": Point("bot.runtime.printing.Printing.kept"),
    "paper written, not committed": Point("db.records.document.finish"),
}

_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


@dataclass(slots=True)
class Orders:
    """The files by which a test and the lives of its service understand each other."""

    home: Path

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat(self._read("now"))

    @now.setter
    def now(self, moment: datetime) -> None:
        self._write("now", moment.isoformat())

    @property
    def points(self) -> list[str]:
        """At which to die from here on, one life after the other."""
        return self._read("points").splitlines()

    @points.setter
    def points(self, names: list[str]) -> None:
        self._write("points", "\n".join(names))

    @property
    def deaths(self) -> list[str]:
        """Where it died so far."""
        return self._read("deaths").splitlines()

    @property
    def life(self) -> int:
        """The process that lives, once it can be told to tick; 0: none does yet."""
        return int(self._read("life") or 0)

    @property
    def ticks(self) -> int:
        """How many ticks have come to their end."""
        return len(self._read("ticks"))

    def note(self, name: str, line: str) -> None:
        with (self.home / name).open("a", encoding="utf-8") as file:
            file.write(line)

    def begin(self) -> None:
        self._write("life", str(os.getpid()))

    def end(self) -> None:
        self._write("life", "0")

    def _read(self, name: str) -> str:
        file = self.home / name
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def _write(self, name: str, text: str) -> None:
        # Whoever reads meanwhile reads the old or the new.
        new = self.home / f"{name}.new"
        new.write_text(text, encoding="utf-8")
        new.replace(self.home / name)


class ToldClock:
    """Stands where the test has put it."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders

    def now(self) -> datetime:
        return self._orders.now


def main() -> None:
    orders = Orders(Path(os.environ[HOME]))
    for name, point in POINTS.items():
        _die_at(orders, name, point)
    while True:
        if (child := os.fork()) == 0:
            ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
            _live(orders)
        os.waitpid(child, 0)
        orders.end()


def _live(orders: Orders) -> None:
    sender.RENEWAL_SECONDS = sender.IDLE_SECONDS = documents.IDLE_SECONDS = QUICKLY
    ticking: list[asyncio.Task[None]] = []

    def start(app: App) -> AsyncIOScheduler:
        """Of what comes by itself every quarter of a minute nobody knows whether it came."""
        idle, loop = AsyncIOScheduler(), asyncio.get_running_loop()
        loop.add_signal_handler(TICK, lambda: ticking.append(loop.create_task(_tick(app, orders))))
        orders.begin()
        idle.start()
        return idle

    scheduler.start = start
    settings = Settings()
    configure(settings.log_format)
    asyncio.run(serve(settings, open_channels(settings), polling=False, clock=ToldClock(orders)))


async def _tick(app: App, orders: Orders) -> None:
    """What the scheduler does again and again, once."""
    for due in (scheduler.settle_cases, scheduler.remind):
        await due(app)
    orders.note("ticks", ".")


def _die_at(orders: Orders, name: str, point: Point) -> None:
    real = resolve_name(point.call)

    async def mortal(*args: Any, **more: Any) -> Any:
        passed = not point.put or bool(args[1])
        if point.before and passed:
            _die(orders, name)
        done = await real(*args, **more)
        if not point.before and passed:
            _die(orders, name)
        return done

    owner, _, attribute = point.call.rpartition(".")
    setattr(resolve_name(owner), attribute, mortal)


def _die(orders: Orders, name: str) -> None:
    """As by kill -9, where it is the turn of this point: nothing after this is done."""
    points = orders.points
    if points[:1] == [name]:
        orders.points = points[1:]
        orders.note("deaths", f"{name}\n")
        os.kill(os.getpid(), signal.SIGKILL)
