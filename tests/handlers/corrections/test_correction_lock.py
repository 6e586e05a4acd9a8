"""Corrections around the closing of a month: until it they lapse, after it by decision only."""

import pytest

from core.law.regulation import Role
from core.organisation.region import Region
from db.records.correction import correction
from handlers.texts.correction import data
from tests.handlers.correcting import (
    NOT_YOURS,
    appoint,
    asking_own,
    proposing,
    region_with_agency,
    the_office,
)
from tests.handlers.dialogue import SILENCE, Line, at, later, old_button, say, tap
from tests.handlers.naming import pressing
from tests.handlers.worker import newest
from tests.office import BUDI, EKO, SARI
from tests.world import World

LAST_SECOND, LOCKED = ("23:59:59", "2026-05-04"), ("00:00:00", "2026-05-05")
DECREE: tuple[Line, ...] = ((say("800.1/77"), "Kirim?"),)


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    return region_with_agency(policy, regulation)


async def states(world: World) -> list[str | None]:
    return [row.state for row in await world.rows(correction)]


async def test_blg_13_4_on_the_last_second_of_the_4th_it_is_proposed_and_agreed(
    world: World,
) -> None:
    """BLG-13-4: 1st to 4th; the lock is on the 5th at 00.00.00 (AMB-28)."""
    who = await the_office(world)
    await who["citra"].play((at(*LAST_SECOND), SILENCE), *proposing(), (tap("Ya"), "Terkirim"))
    await who["sari"].play((tap("Setujui"), "Disetujui Sari"))
    assert await states(world) == ["disetujui"]


async def test_blg_13_4_from_the_5th_on_an_operator_corrects_nothing(world: World) -> None:
    """AMB-28: at 00.00.00 of the 5th, and who can is named."""
    who = await the_office(world)
    await who["citra"].play(
        (at(*LOCKED), SILENCE),
        (say("/koreksi"), "Hari siapa yang perlu dikoreksi?"),
        (tap("Pegawai lain"), "Hari siapa?"),
        (say(BUDI.nip), "Tanggal berapa?"),
        (say("30 April"), "April 2026 sudah ditutup"),
    )
    assert "Yang bisa: administrator." in who["citra"].newest
    assert await world.rows(correction) == []


async def test_blg_13_4_what_nobody_agreed_to_by_then_lapses(world: World) -> None:
    """AMB-28: on the first second of the 5th nobody can agree any more, swept or not."""
    who = await the_office(world)
    budi, sari = who["budi"], who["sari"]
    await who["citra"].play((at("20.00", "2026-05-04"), SILENCE), *proposing(), (tap("Ya"), "Ter"))
    press = old_button("Setujui")(sari)
    await sari.play((at(*LOCKED), SILENCE), (press, "sudah ditutup"))
    await sari.play((at("09.00", "2026-05-05"), SILENCE))
    await later(seconds=60)(sari)
    await world.quiet()
    assert await states(world) == ["gugur"]
    assert "tidak berlaku. Bulannya ditutup sebelum disetujui." in await newest(budi)


async def test_amb_76_after_the_lock_the_agency_proposes_with_the_number_of_a_decision(
    world: World,
) -> None:
    """AMB-76: it is marked as late, and still takes a second person."""
    who = await the_office(world)
    await who["eko"].play(
        (at(*LOCKED), SILENCE),
        *proposing(more=DECREE),
        (tap("Ya"), "Terkirim. Menunggu Sari."),
    )
    (row,) = await world.rows(correction)
    assert (row.after_lock, row.decree, row.state) == (True, "800.1/77", None)
    card = await newest(who["sari"])
    assert "keputusan 800.1/77" in card
    assert "Bulannya sudah ditutup. Laporan yang terkirim tidak berubah." in card
    await who["sari"].play((tap("Setujui"), "Disetujui Sari"))
    assert await states(world) == ["disetujui"]


async def test_amb_76_what_was_proposed_after_the_lock_can_be_refused(world: World) -> None:
    who = await the_office(world)
    await who["eko"].play((at(*LOCKED), SILENCE), *proposing(more=DECREE), (tap("Ya"), "Terkirim"))
    await who["sari"].play(
        (tap("Tolak"), "Apa alasannya?"), (tap("Jamnya tidak sesuai"), "Ditolak Sari")
    )
    assert await states(world) == ["ditolak"]


async def test_what_a_person_asks_for_after_the_lock_goes_to_the_agency_alone(
    world: World,
) -> None:
    """The operator does not see it; the agency proposes it with a number, the head agrees."""
    who = await the_office(world)
    budi, citra, eko = who["budi"], who["citra"], who["eko"]
    await budi.play((at(*LOCKED), SILENCE), *asking_own(), (tap("Ya"), "Menunggu Eko."))
    (row,) = await world.rows(correction)
    await citra.play((pressing(data("usul", row.id)), NOT_YOURS))
    await eko.play((tap("Usulkan"), "Nomor keputusannya?"))
    heard = await eko.hears(say("800.1/78"))  # on Telegram its card above changes, too
    assert "Diusulkan. Menunggu Sari." in heard[0]
    await who["sari"].play((tap("Setujui"), "Disetujui Sari"))
    (row,) = await world.rows(correction)
    assert (row.state, row.proposed_by, row.decree) == ("disetujui", EKO.id, "800.1/78")
    assert row.decided_by == SARI.id


@pytest.mark.parametrize("regulation", ["karanganyar"])
async def test_kra_23_a_month_is_open_until_the_end_of_the_next(
    world: World, regulation: str
) -> None:
    """KAM-23: on 31 May April is corrected by the operator, on 1 June no more."""
    who = await the_office(world, regulation)
    await appoint(world, SARI, Role.BKPSDM_MANAGER, None)
    citra = who["citra"]
    await citra.play((at("23:59:59", "2026-05-31"), SILENCE), *proposing(), (tap("Ya"), "Terkirim"))
    await who["eko"].play((tap("Setujui"), "Disetujui Eko"))
    await citra.play(
        (at("00:00:00", "2026-06-01"), SILENCE),
        (say("/koreksi"), "Hari siapa yang perlu dikoreksi?"),
        (tap("Pegawai lain"), "Hari siapa?"),
        (say(BUDI.nip), "Tanggal berapa?"),
        (say("7 April"), "April 2026 sudah ditutup"),
    )
    assert "Yang bisa: pengelola bkpsdm." in citra.newest
    assert await states(world) == ["disetujui"]
