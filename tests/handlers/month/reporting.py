"""Who reports in the dialogues: Budi for his office, Sari heads it, Eko receives for BKPSDM."""

from datetime import date, datetime, time

from core.law.regulation import Role
from db.people.employee import posting, role
from db.records.stamp import stamp
from tests.handlers.dialogue import SILENCE, Line, Speaker, at, employed, insert, say, tap
from tests.office import BUDI, EKO, PINS_UNASKED, SARI, Actor
from tests.world import World

BKPSDM = 'kantor_bkpsdm = "dinkes"\n'
FIFTH = "2026-05-05"  # a Tuesday
READY = "Laporan April 2026 siap dikirim."


def region_more(policy: str) -> str:
    """What the region's file says beside the usual: which office is BKPSDM."""
    return BKPSDM + (PINS_UNASKED if policy == "any" else "")


async def appoint(
    world: World, actor: Actor, held: Role, office: str | None, decree: str | None = None
) -> None:
    """Somebody holds a role from 2024 on."""
    since = {"employee": actor.id, "since": date(2024, 1, 1)}
    await insert(world, role, **since, role=held.value, office=office, until=None, decree=decree)


async def cast(world: World, regulation: str = "bulungan") -> tuple[Speaker, Speaker, Speaker]:
    """Operator, head and BKPSDM with their chats open."""
    await appoint(world, BUDI, Role.OPERATOR, "setda")
    await appoint(world, SARI, Role.HEAD, "setda")
    agency = Role.ADMINISTRATOR if regulation == "bulungan" else Role.BKPSDM_MANAGER
    await appoint(world, EKO, agency, None, "SK 1/2024")
    await works_at_bkpsdm(world, EKO)
    people = [await employed(world, each) for each in (BUDI, SARI, EKO)]
    for each in people:
        await each.play((say("menu"), "Silakan pilih."))
    budi, sari, eko = people
    return budi, sari, eko


def handing_in(day: str = FIFTH, clock: str = "09.41", button: str = "Kirim") -> list[Line]:
    """The whole of /laporan up to the answer that it was sent."""
    return [
        (at(clock, day), SILENCE),
        (say("/laporan"), "siap dikirim."),
        (tap(button), "terkirim, "),
    ]


async def stamp_of(world: World, actor: Actor, day: str, masuk: str = "07:10") -> None:
    """Somebody's two stamps of a date, as a correction would write them."""
    zone = world.service.app.regions[world.region].zone
    for leg, clock in (("masuk", masuk), ("pulang", "16:31")):
        moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), zone)
        fact = {"employee": actor.id, "date": moment.date(), "leg": leg, "at": moment}
        sent = {"received_at": moment, "review": False, "channel": "plain", "message": leg}
        where = {"place": "kantor-bupati", "distance": 3.0, "evidence": {}, "grounds": []}
        await insert(world, stamp, **fact, **sent, **where)


async def works_at_bkpsdm(world: World, actor: Actor) -> None:
    """From 2024 on; Eko does, too."""
    since = date(2024, 2, 1)
    await insert(world, posting, employee=actor.id, since=since, office="dinkes")
