"""A story of steps in which a service dies, and what has to be the same as if it had lived."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from bot.sandbox.journal import Call
from db.messages.inbox import dead_letter
from db.messages.outbox import outbox
from db.people.employee import employee
from db.records.audit import audit
from db.records.document import document
from tests.faults.books import shown
from tests.handlers.dialogue import Gesture, Line, Speaker
from tests.harness.mortal_world import MortalWorld
from tests.harness.outbox_words import reply_of

AT_REST = "at rest"  # before the step, when there is nothing to do
COMMITTED = "committed, not acknowledged"  # which no sweep of the clock passes
# Of these a life dies one after the other at every step. None of them says anything twice.
UNSENT = ("written, not committed", COMMITTED)
# At these somebody may have read what the outbox does not know yet: it is said again.
SENT = ("claimed, not sent", "sent, not written down")
# While a paper is made.
PRINTED = (
    "paper claimed",
    "file kept, not committed",
    "paper kept",
    "paper written, not committed",
)

Cast = Mapping[str, Speaker]
Dies = Callable[[int, "Step"], Sequence[str]]
Check = Callable[[MortalWorld, "Step"], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Step:
    """Who does what at which hour, and the words that they read then.

    `deed` is the gesture in which the service dies, `before` leads up to it. Beside those that
    every step passes it passes the points `early` and, later than those, `late`. A `sweep` is
    what the clock does.
    """

    who: str
    day: str
    clock: str
    before: Sequence[Line]
    deed: Gesture
    words: str
    early: Sequence[str] = ()
    late: Sequence[str] = ()
    sweep: bool = False

    @property
    def unsent(self) -> tuple[str, ...]:
        """All points before anything of it is sent."""
        own = UNSENT[:1] if self.sweep else UNSENT
        return (*self.early, *own, *self.late)


async def play(cast: Cast, steps: Sequence[Step], dies: Dies, check: Check) -> int:
    """Everything, in order; gives how often the service died by itself."""
    deaths = 0
    for number, step in enumerate(steps):
        who, points = cast[step.who], list(dies(number, step))
        world = who.world
        assert isinstance(world, MortalWorld)
        _travel(world, step)
        await who.play(*step.before)
        if AT_REST in points:
            points.remove(AT_REST)
            await world.kill()
        world.orders.points = points
        heard = await who.hears(step.deed)
        left = world.orders.points
        assert left == [], f"{step.words}: it never came to {left}"
        assert world.orders.deaths[deaths:] == points
        assert any(step.words in text for text in heard), f"{step.words!r}: {heard}"
        await check(world, step)
        deaths += len(points)
    return deaths


def _travel(world: MortalWorld, step: Step) -> None:
    """To the hour of a step, unless so many have died that it is later already."""
    zone = world.service.app.regions[world.region].zone
    hour = time.fromisoformat(step.clock.replace(".", ":"))
    moment = datetime.combine(date.fromisoformat(step.day), hour, zone)
    if moment > world.clock.now():
        world.at(moment)


@dataclass(frozen=True, slots=True)
class Stands:
    """What a story leaves behind, without the numbers and instants that no two runs share."""

    rows: Mapping[str, Counter[str]]
    told: Counter[tuple[str, str]]
    papers: Counter[tuple[str, str, str]]


async def stands(world: MortalWorld, tables: Mapping[sa.Table, Sequence[str]]) -> Stands:
    """Of each of these tables the named columns, and all that everybody was told and sent."""
    names = {row.employee: row.name for row in await world.rows(employee)}
    rows = {table.name: await _rows(world, table, found) for table, found in tables.items()}
    lines = [(row.actor, row.action, names.get(row.employee)) for row in await world.rows(audit)]
    rows["audit"] = Counter(str(line) for line in lines)
    papers = [
        (row.kind, row.state, str([each["name"] for each in row.files or ()]))
        for row in await world.rows(document)
    ]
    assert await world.rows(dead_letter) == []
    return Stands(rows, Counter(await _written(world)), Counter(papers))


async def _rows(world: MortalWorld, table: sa.Table, columns: Sequence[str]) -> Counter[str]:
    names = {row.employee: row.name for row in await world.rows(employee)}

    def plain(value: Any) -> Any:
        return names.get(value, "?") if isinstance(value, UUID) else value

    found = [[plain(getattr(row, name)) for name in columns] for row in await world.rows(table)]
    return Counter(str(row) for row in found)


async def _written(world: MortalWorld) -> list[tuple[str, str]]:
    region = world.service.app.regions[world.region]
    return [
        (row.address, str(reply_of(row, region).text).strip()) for row in await world.rows(outbox)
    ]


async def check_heard(world: MortalWorld) -> int:
    """Whatever was written was read, and twice only what was tried twice; how much that was."""
    region = world.service.app.regions[world.region]
    written: Counter[tuple[str, str]] = Counter()
    tried: Counter[tuple[str, str]] = Counter()
    for row in await world.rows(outbox):
        assert row.state == "sent", row
        reply = reply_of(row, region)
        if not reply.toast:
            key = (row.address, str(reply.text))
            written[key] += 1
            tried[key] += row.attempts
    heard = Counter(_heard(call) for call in world.sandbox.journal.find() if _arrived(call))
    assert not written - heard, f"never arrived: {written - heard}"
    assert not heard - tried, f"too often: {heard - tried}"
    return (tried - written).total()


def _arrived(call: Call) -> bool:
    """A change that was made before is refused, for it stands there already."""
    return bool(shown(call)) and (call.outcome == "ok" or "not modified" in call.outcome)


def _heard(call: Call) -> tuple[str, str]:
    return call.chat_id, shown(call)
