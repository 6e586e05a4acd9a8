"""Who looks after an office in the dialogues, and what is open of its month."""

from datetime import date, datetime
from uuid import uuid4

from core.law.regulation import ActivityKind, Role
from db.people.employee import role
from db.records.activity import activity
from db.records.request import request
from db.records.stamp import stamp
from tests.handlers.dialogue import Speaker, employed, insert, say
from tests.office import Actor, wita
from tests.world import World

MONDAY, TODAY = "2026-04-06", date(2026, 4, 6)
YET = datetime.fromisoformat("2026-04-20T08:00+08:00")


async def holds(
    world: World, actor: Actor, kind: Role, office: str | None = "setda", **change: object
) -> Speaker:
    """Somebody with a role, whose chat is open."""
    held = {"role": kind.value, "since": date(2024, 1, 1), "until": None, "decree": "SK 1"}
    await insert(world, role, employee=actor.id, office=office, **held | change)
    return await opened(world, actor)


async def opened(world: World, actor: Actor) -> Speaker:
    who = await employed(world, actor)
    await who.play((say("menu"), "Silakan pilih."))
    return who


async def stamped(world: World, actor: Actor, leg: str, clock: str, day: str = MONDAY) -> None:
    moment = wita(day, clock)
    key = {"employee": actor.id, "date": date.fromisoformat(day), "leg": leg}
    sent = {"at": moment, "received_at": moment, "channel": "plain", "message": "1"}
    facts = {"review": False, "evidence": {}, "grounds": []}
    await insert(world, stamp, **key, **sent, place="kantor-bupati", distance=16.0, **facts)


async def worked(world: World, actor: Actor, due: datetime = YET, day: date = TODAY) -> None:
    """An activity that waits for the superior."""
    row = {"employee": actor.id, "date": day, "kind": ActivityKind.GENERAL.value, "minutes": 60}
    facts = {"description": "Rapat", "filed_at": wita(MONDAY, "05.00"), "due_at": due, "beyond": 0}
    await insert(world, activity, id=uuid4(), card=uuid4(), **row, **facts)


async def asked(
    world: World, actor: Actor, code: str, state: str | None = None, due: datetime = YET
) -> None:
    row = {"employee": actor.id, "code": code, "first": TODAY, "last": TODAY, "reason": "x"}
    filed = wita("2026-04-01", "06.00")
    await insert(world, request, id=uuid4(), state=state, filed_at=filed, due_at=due, **row)


async def complete(world: World, actor: Actor, but: int = 0) -> None:
    """All working days of April but one; the third is a holiday."""
    for day in range(1, 31):
        on = date(2026, 4, day)
        if on.weekday() < 5 and day not in {3, but}:
            await stamped(world, actor, "masuk", "07.10", f"{on}")
            await stamped(world, actor, "pulang", "17.10", f"{on}")
