"""Which days are not cancelled, what lapses, and who gets nothing (Pasal 9C, KAM-11)."""

from uuid import UUID

import pytest
import sqlalchemy as sa

from core.approvals.case import State
from db.people.binding import binding
from db.records.cancellation import cancellation
from db.records.request import request
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    Speaker,
    at,
    employed,
    forged_tap,
    insert,
    old_button,
    say,
    tap,
)
from tests.handlers.month.cancellation.parts import (
    DAY,
    MONDAY,
    TUESDAY,
    gathered,
    noted,
    present,
    proposing,
    ready,
    the_case,
    told,
)
from tests.office import BUDI, DEWI, EKO, SARI, wita
from tests.world import World

NOT_YOURS = "Keputusan ini tidak di tangan Anda hari ini."


async def pressed(who: Speaker, data: str) -> str:
    """What a button says that was never shown to them."""
    return " ".join(await who.hears(lambda each: forged_tap(each, data)))


REFUSED = [
    ("KRA-9C-1 duty elsewhere", "dinas_luar.dalam-daerah", "izin, dinas luar, tugas khusus"),
    ("KRA-9C-1 special duty", "tugas_khusus", "izin, dinas luar, tugas khusus"),
    ("KRA-9C-1 dispensation", "pulang_cepat", "izin, dinas luar, tugas khusus"),
]


@pytest.mark.parametrize(
    ("code", "answered"), [pytest.param(*row, id=rule) for rule, *row in REFUSED]
)
async def test_with_permission_of_the_superior_it_is_not_possible(
    world: World, code: str, answered: str
) -> None:
    who = await gathered(world)
    filed = wita(MONDAY, "07.00")
    row = {"employee": BUDI.id, "code": code, "first": DAY, "last": DAY, "reason": "x"}
    await insert(
        world, request, id=BUDI.id, state=State.APPROVED, filed_at=filed, due_at=filed, **row
    )
    await who.sari.play(
        (at("08.00", TUESDAY), SILENCE),
        (say("/batalkan"), "Batalkan kehadiran siapa?"),
        (tap("1. Budi"), "Tanggal berapa?"),
        (tap("Senin, 6 April"), answered),
    )
    assert "Tanggal berapa?" in who.sari.newest


async def test_a_day_without_complete_attendance_is_asked_for_again(world: World) -> None:
    """KRA-9C-1: a wrong answer, and its recovery."""
    who = await gathered(world)
    await present(world, day="2026-04-02", legs="m")
    await who.sari.play(
        (at("08.00", TUESDAY), SILENCE),
        (say("/batalkan"), "Batalkan kehadiran siapa?"),
        (say("Bambang"), "Tidak ada pegawai dengan nama"),
        (say("bud"), "Tanggal berapa?"),
        (say("2 April"), "presensi Budi hari itu tidak lengkap"),
        (say("5 April"), "tanggal ini libur bagi Budi"),
        (say("besok"), "terlalu jauh"),
        (tap("Senin, 6 April"), "Apa yang Anda ketahui?"),
        (tap("Batal"), "Dibatalkan. Tidak ada yang disimpan."),
    )
    assert await world.rows(cancellation) == []


async def test_a_closed_month_is_left_to_bkpsdm(world: World) -> None:
    """KAM-11, KAM-23: April is closed from 1 June on."""
    who = await gathered(world)
    await who.sari.play(
        (at("08.00", "2026-06-01"), SILENCE),
        (say("/batalkan"), "Batalkan kehadiran siapa?"),
        (tap("1. Budi"), "Tanggal berapa?"),
        (say("6 April"), "April 2026 sudah ditutup. Pembatalan sesudah itu hanya oleh BKPSDM."),
    )


async def test_what_is_not_complete_when_its_month_closes_lapses(world: World) -> None:
    """KAM-11: the day stays present, and everybody hears of it."""
    who = await gathered(world)
    await ready(who)
    card = old_button("Mengetahui")(who.hana)
    await who.hana.play((at("00.00", "2026-06-01"), SILENCE), (card, "sudah ditutup"))
    await who.sari.hears(at("09.05", "2026-06-01"))
    await world.tick(1)
    assert (await the_case(world)).state == "gugur"
    assert told(who.budi, "Usulan pembatalan tidak dilanjutkan.")
    assert told(who.sari, "Bulannya sudah ditutup sebelum semuanya lengkap.")


async def test_a_letter_that_comes_too_late_changes_nothing(world: World) -> None:
    """KAM-32, KAM-11: taken note of, but the month is closed."""
    who = await gathered(world)
    await noted(who)
    letter = old_button("Kirim surat")(who.sari)
    await who.sari.play((at("08.00", "2026-06-01"), SILENCE), (letter, "sudah ditutup"))
    await who.sari.hears(at("09.05", "2026-06-01"))
    await world.tick(1)
    assert (await the_case(world)).state == "ditarik"
    assert told(who.budi, "Usulan pembatalan tidak dilanjutkan.")


async def test_whoever_has_no_part_in_it_gets_nothing(world: World) -> None:
    """The person as a witness, another office, an operator, a stranger, BKPSDM's card."""
    who = await gathered(world)
    await ready(who)
    id_ = (await the_case(world)).id.hex
    dewi = await employed(world, DEWI)
    await dewi.hears(say("menu"))
    outsiders = (dewi, who.fajar, who.budi, who.galih)
    for each in outsiders:
        for data in (f"bts:ya:{id_}", f"bts:tarik:{id_}"):
            assert STALE in await pressed(each, data), data
        assert NOT_YOURS in await pressed(each, f"bt:tahu:{id_}")
        assert STALE in await pressed(each, f"bto:tarik:{id_}")
    for each in (dewi, who.sari, who.hana):
        assert STALE in await pressed(each, f"bto:jawab:{id_}")
        assert NOT_YOURS in await pressed(each, f"btb:catat:{id_}")
    case = await the_case(world)
    assert (case.state, case.received_at) == (None, None)


async def test_only_of_their_own_people_somebody_cancels_anything(world: World) -> None:
    who = await gathered(world)
    await who.budi.play((say("/batalkan"), "Hari ini tidak ada pegawai yang Anda verifikasi."))
    await who.galih.play((say("/batalkan"), "Hari ini tidak ada pegawai yang Anda verifikasi."))


@pytest.mark.parametrize("regulation", ["bulungan"])
async def test_where_the_law_knows_no_cancellation_nobody_cancels(world: World) -> None:
    """AMB-43."""
    sari = await employed(world, SARI)
    await sari.play((say("/batalkan"), "tidak mengenal pembatalan kehadiran"))


async def cut_off(world: World, person: UUID, *, away: bool) -> None:
    """Their chat is released, or they have stopped the bot."""
    async with world.service.app.engine.begin() as db:
        theirs = binding.c.employee == person
        since = sa.update(binding).where(theirs).values(unreachable_since=world.clock.now())
        await db.execute(since if away else sa.delete(binding).where(theirs))


@pytest.mark.parametrize("away", [True, False])
async def test_whoever_cannot_be_told_is_proposed_for_nothing(world: World, *, away: bool) -> None:
    """KAM-11, KAM-46: they could not explain it."""
    who = await gathered(world)
    await cut_off(world, BUDI.id, away=away)
    await who.sari.play(
        (at("08.00", TUESDAY), SILENCE),
        (say("/batalkan"), "Batalkan kehadiran siapa?"),
        (tap("1. Budi"), "jadi belum bisa diberi tahu dan menjelaskan"),
        (tap("2. Citra"), "Tanggal berapa?"),
    )
    assert await world.rows(cancellation) == []


@pytest.mark.parametrize("away", [True, False])
async def test_whoever_is_cut_off_before_the_last_tap_is_not_proposed(
    world: World, *, away: bool
) -> None:
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing()[:-1])
    await cut_off(world, BUDI.id, away=away)
    await who.sari.play((tap("Ajukan"), "jadi belum bisa diberi tahu"))
    assert await world.rows(cancellation) == []


@pytest.mark.parametrize("away", [True, False])
async def test_whoever_cannot_be_asked_is_no_witness(world: World, *, away: bool) -> None:
    who = await gathered(world)
    await cut_off(world, EKO.id, away=away)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing()[:4])
    labels = " ".join(who.sari.phone.labels)
    assert ("Citra" in labels, "Eko" in labels) == (True, False)


async def test_two_heads_at_once_one_takes_note(world: World) -> None:
    """Of a head and a tap of the same card a moment later, the second reads what was decided."""
    who = await gathered(world)
    await ready(who)
    first, second = old_button("Mengetahui")(who.hana), old_button("Kembalikan")(who.hana)
    await who.hana.play((first, "Diketahui Hana"), (second, "Sudah diputuskan lebih dulu"))


async def test_of_two_proposals_for_one_day_there_is_one(world: World) -> None:
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    *first, (_, _) = proposing()
    await who.sari.play(*first, (tap("Ajukan"), "hari itu sudah diusulkan"))
    assert len(await world.rows(cancellation)) == 1
