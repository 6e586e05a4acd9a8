"""Lampiran E as it is printed: who cancels whose day, who takes note, who bears witness."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection

from core.reports.form import Fields, Foot, Signature
from handlers.chat.event import Kept
from handlers.chat.paper import Print, Source
from handlers.usecases.cancellation_paper import CancellationLetter
from tests.handlers.dialogue import employed, say, tap
from tests.handlers.month.cancellation.parts import (
    HANA,
    INDRA,
    gathered,
    hired,
    noted,
    ready,
    the_case,
)
from tests.office import BUDI, CITRA, EKO, SARI
from tests.world import World


async def printed(world: World) -> Print:
    """The letter of the newest cancellation, before it becomes a file."""
    app, now = world.service.app, world.clock.now()

    @asynccontextmanager
    async def reading() -> AsyncIterator[AsyncConnection]:
        async with app.engine.connect() as db:
            yield db

    def connect() -> AbstractAsyncContextManager[AsyncConnection]:
        return reading()

    async def load(_kept: Kept) -> bytes | None:
        return None

    region = app.regions[world.region]
    source = Source(region, now, now, connect, load)
    made = await CancellationLetter((await the_case(world)).id).contents(source)
    (page,) = made.files
    assert isinstance(page, Print)
    return page


def signed(page: Print) -> list[tuple[str, ...]]:
    """Each signature: its lines above and below."""
    feet = [each for each in page.form.blocks if isinstance(each, Foot)]
    sides = [side for foot in feet for side in (foot.left, foot.right)]
    return [(*each.above, *each.below) for each in sides if isinstance(each, Signature)]


async def test_it_names_all_who_sign_it(world: World) -> None:
    """KRA-F-E, KRA-9C-2."""
    who = await gathered(world)
    await noted(who)
    page = await printed(world)
    lists = [each for each in page.form.blocks if isinstance(each, Fields)]
    fields = [field for each in lists for field in each.fields]
    told = {(field.label, field.value) for field in fields}
    for actor in (SARI, BUDI):
        assert ("Nama", actor.name) in told
        assert ("NIP", actor.nip) in told
    assert ("Hari/Tanggal", "Senin, 6 April 2026") in told
    assert ("Unit Kerja", "Sekretariat Daerah") in told
    head, superior, first, second = (" ".join(each) for each in signed(page))
    assert "Kepala Perangkat Daerah" in head
    assert (HANA.nip in head, SARI.nip in superior) == (True, True)
    assert {nip for nip in (CITRA.nip, EKO.nip) if nip in f"{first} {second}"} == {
        CITRA.nip,
        EKO.nip,
    }
    assert "Saksi I " in first
    assert "Saksi II " in second


async def test_who_takes_note_instead_of_a_head_signs_by_their_own_post(world: World) -> None:
    """KAM-11, KAM-34."""
    who = await gathered(world, head=False)
    await hired(world, INDRA)
    indra = await employed(world, INDRA)
    await indra.hears(say("menu"))
    await ready(who)
    await indra.play((tap("Mengetahui"), "Diketahui Indra"))
    head = " ".join(signed(await printed(world))[0])
    assert INDRA.nip in head
    assert "Analis," in head
    assert "Kepala Perangkat Daerah" not in head
