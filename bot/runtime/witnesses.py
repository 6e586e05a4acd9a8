"""Who else tells the time: nothing irreversible is done by a clock that another one contradicts.

A clock that is wrong for a minute would approve by silence, escalate and forget for good. So the
process's own clock is compared with the database's, with a platform's (the time that its
answers and messages tell), and with the seconds that have really passed.
"""

import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.runtime.clock import Clock, SystemClock
from bot.runtime.metrics import CLOCKS_DIFFER
from db.engine import database_time

log = structlog.get_logger()

AGREEMENT = timedelta(minutes=2)
# A message that comes late accuses nobody for longer: at night there is no newer one.
FRESH = timedelta(minutes=10)

UNKNOWN = "the database's time is not known"
ALONE = "nothing but this process's clock has told the time yet"

DatabaseTime = Callable[[], Awaitable[datetime | None]]
Probe = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Told:
    """A time that somebody told, and the steady seconds at which that was heard."""

    at: datetime
    heard: float
    by: str = ""

    def carried(self, steady: float) -> datetime:
        """What they would tell now."""
        return self.at + timedelta(seconds=steady - self.heard)


class Witnesses:
    """The clock of a service, and those who speak for or against it.

    `process` is what this process believes; `steady` gives seconds that nobody can set, and
    `database` the database's time, None where it has no clock of its own (SQLite). A virtual
    clock is its own database and its own platform (`of`). `probe` makes a platform answer.
    """

    def __init__(self, process: Clock, steady: Callable[[], float], database: DatabaseTime) -> None:
        self.process = process
        self.probe: Probe | None = None
        self._steady = steady
        self._ask = database
        self._since = Told(process.now(), steady())
        self._confirmed = False
        self._database: Told | None = None
        self._answer: Told | None = None
        self._message: Told | None = None
        self.standing: str | None = None  # why nothing irreversible was done when last asked

    @classmethod
    def of(cls, clock: Clock, engine: AsyncEngine) -> "Witnesses":
        if isinstance(clock, SystemClock):
            return cls(clock, steady_seconds, lambda: database_time(engine))

        async def own() -> datetime:
            return clock.now()

        virtual = cls(clock, lambda: clock.now().timestamp(), own)
        virtual.answered(clock.now(), "the virtual clock")
        return virtual

    def now(self) -> datetime:
        """The time that most agree on: this process's own, unless others outvote it.

        Of two equal parties the one with a platform in it is right: a machine's clock and that of
        a database on it go wrong together.
        """
        clock, steady = self.process.now(), self._steady()
        told = [each.carried(steady) for each in self._independent()]
        if all(_agree(clock, each) for each in told):
            return clock
        votes = [*told, clock]
        best = max(votes, key=lambda each: sum(_agree(each, other) for other in votes))
        return clock if _agree(clock, best) else best

    def _independent(self) -> Iterator[Told]:
        """Those whose word counts, a platform's first."""
        since = self._since if self._confirmed else None
        for each in (self._answer, self._message, since, self._database):
            if each is not None:
                yield each

    def answered(self, at: datetime, by: str) -> None:
        """A platform answered a call, and its answer says at what time."""
        self._answer = Told(at, self._steady(), by)
        self._confirm(at)

    def heard(self, at: datetime, by: str) -> None:
        """A message came, with the time at which its platform took it: now, or a while ago."""
        steady = self._steady()
        told, kept = Told(at, steady, by), self._message
        if kept is None or at >= kept.carried(steady) or self._is_dubious(kept, steady):
            self._message = told
        self._confirm(at)

    def _is_dubious(self, kept: Told, steady: float) -> bool:
        """A time to come that nobody has told again."""
        ahead = kept.carried(steady) - self.process.now() > AGREEMENT
        return ahead and steady - kept.heard > FRESH.total_seconds()

    def _confirm(self, at: datetime) -> None:
        now = self.process.now()
        if _agree(now, at):
            self._since, self._confirmed = Told(now, self._steady()), True

    @property
    def doubt(self) -> str | None:
        """Why nothing irreversible may be done now, in one sentence; None while all agree.

        The database's part is as it was told last; `agree` asks it.
        """
        clock, steady = self.process.now(), self._steady()
        for who, told in self._accusers(clock, steady):
            if not _agree(clock, told.carried(steady)):
                return _difference(who, clock - told.carried(steady))
        alone = self._database is None and self._answer is None and self._message is None
        return ALONE if alone else None

    def _accusers(self, clock: datetime, steady: float) -> Iterator[tuple[str, Told]]:
        if self._database is not None:
            yield "the database's", self._database
        if self._answer is not None:
            yield f"{self._answer.by}'s", self._answer
        if self._message is not None and self._counts(self._message, clock, steady):
            yield f"that of {self._message.by}'s newest message", self._message
        yield "the time that has passed by it", self._since

    def _counts(self, message: Told, clock: datetime, steady: float) -> bool:
        """Whether a message says anything of the clock: it may have waited for us."""
        if message.carried(steady) > clock:
            return True
        return self._answer is None and steady - message.heard <= FRESH.total_seconds()

    async def agree(self) -> bool:
        """Ask those who can be asked; whether all agree, told in the log when that changes."""
        why = await self._asked()
        if why is not None and self.probe is not None:
            await self.probe()
            why = await self._asked()
        self._tell(why)
        return why is None

    async def _asked(self) -> str | None:
        try:
            told = await self._ask()
        except Exception:  # noqa: BLE001 - whatever it is, its time is not known
            return UNKNOWN
        self._database = Told(told, self._steady()) if told else None
        return self.doubt

    def _tell(self, why: str | None) -> None:
        CLOCKS_DIFFER.set(why is not None)
        changed = (why is None) is not (self.standing is None)
        self.standing = why
        if changed and why is not None:
            log.error("sweeps and forgetting stand still", why=why)
        elif changed:
            log.info("clocks agree again: sweeps go on")


def steady_seconds() -> float:
    """Seconds that go on while the machine sleeps, and that no clock's setting changes."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def _agree(one: datetime, other: datetime) -> bool:
    return abs(one - other) <= AGREEMENT


def _difference(who: str, ahead: timedelta) -> str:
    side = "ahead of" if ahead > timedelta() else "behind"
    apart = timedelta(seconds=round(abs(ahead).total_seconds()))
    return f"this process's clock is {apart} {side} {who}"
