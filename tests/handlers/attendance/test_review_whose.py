"""Whose a stamp to look at is after a transfer: as of a request (AMB-46, AMB-51)."""

from datetime import date

import pytest

from db import chat_accounts
from db.people.employee import supervision
from handlers.approvals.decision import NOT_YOURS
from tests.handlers.attendance.test_review import EDGE
from tests.handlers.attendance.test_review_copies import MINE, above_sari, open_chat, shown
from tests.handlers.dialogue import PLEASE, SILENCE, at, insert, later, old_button, say, share, tap
from tests.handlers.worker import newest
from tests.office import BUDI, CITRA, SARI
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
MONDAY, TUESDAY, WEDNESDAY = "2026-04-06", "2026-04-07", "2026-04-08"


async def under_citra(world: World) -> None:
    """From Tuesday on Citra is the superior of Budi."""
    await insert(world, supervision, employee=BUDI.id, since=date(2026, 4, 7), supervisor=CITRA.id)


@BOTH
async def test_after_a_transfer_a_stamp_of_before_stays_with_the_old_superior(world: World) -> None:
    """AMB-51: as a request does; the stamp of the day after is the new one's."""
    sari, budi = await shown(world)
    citra = await open_chat(world, CITRA)
    await under_citra(world)
    await budi.play((at("07.24", TUESDAY), SILENCE), (say("Masuk"), PLEASE))
    await budi.play((share((EDGE[0] + 0.0001, EDGE[1]), 40.0), "Tercatat masuk 07.24 WITA"))
    await budi.play((later(minutes=15), SILENCE))
    assert "masuk Budi Selasa, 7 April 2026" in await newest(citra)
    assert not any("Senin, 6 April 2026" in text for text in citra.phone.told)
    await citra.play((say("/verifikasi"), "1. Budi: 1 presensi, paling lambat Kamis, 9 April"))
    await sari.play(
        (say("/verifikasi"), "1. Budi: 1 presensi, paling lambat Rabu, 8 April 2026"),
        (tap("1. Budi"), MINE),
        (tap("Terima"), "✅ Diterima Sari"),
        (say("/verifikasi"), "Tidak ada yang menunggu"),
    )
    assert "diterima Sari" in await newest(budi)


async def test_once_the_old_superior_is_gone_the_new_one_looks(world: World) -> None:
    """AMB-51: gone, for no chat is theirs any more."""
    sari, budi = await shown(world)
    button = old_button("Terima")(sari)
    citra = await open_chat(world, CITRA)
    await under_citra(world)
    async with world.service.app.engine.begin() as db:
        await chat_accounts.unbind(db, world.region, SARI.id)
    await citra.play((at("07.00", TUESDAY), SILENCE), (later(seconds=0), MINE))
    await sari.play((button, "Tombol itu sudah tidak berlaku."))
    await citra.play((tap("Terima"), "✅ Diterima Citra"))
    assert "diterima Citra" in await newest(budi)


async def test_what_the_old_superior_leaves_goes_to_whoever_is_above_them(world: World) -> None:
    """AMB-46, AMB-51: not to the new superior, who was not there."""
    eko = await above_sari(world)
    sari, budi = await shown(world)
    button = old_button("Terima")(sari)
    citra = await open_chat(world, CITRA)
    await under_citra(world)
    await budi.play((at("07.24", WEDNESDAY), SILENCE))
    await budi.play((later(minutes=15), "jadi diteruskan ke Eko."))
    assert MINE in await newest(eko)
    await sari.play((button, NOT_YOURS.text.striptags()))
    await citra.play((say("/verifikasi"), "Tidak ada yang menunggu"))
    await eko.play((tap("Terima"), "✅ Diterima Eko"))
