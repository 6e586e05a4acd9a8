"""What people do with requests in the dialogues."""

from db.records.request import request
from tests.handlers.dialogue import SILENCE, Speaker, at, employed, say
from tests.handlers.worker import MONDAY, asking, superior
from tests.office import Actor
from tests.world import World

NOT_YOURS = "Keputusan ini tidak di tangan Anda hari ini."


async def states(world: World) -> list[str | None]:
    return [row.state for row in await world.rows(request)]


async def filed(world: World, kind: str = "Cuti tahunan") -> tuple[Speaker, Speaker]:
    """Sari and Budi, who has asked for Monday at eight; now it is nine."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("08.00", MONDAY), SILENCE), *asking(kind), (at("09.00"), SILENCE))
    return sari, budi


async def connected(world: World, actor: Actor) -> Speaker:
    who = await employed(world, actor)
    await who.play((say("menu"), "Silakan pilih."))
    return who
