"""Who reports in the dialogues: Budi for his office, Sari heads it, Eko receives for BKPSDM."""

from datetime import date

from core.law.regulation import Role
from db.people.employee import posting, role
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
    await insert(world, posting, employee=EKO.id, since=date(2024, 2, 1), office="dinkes")
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
