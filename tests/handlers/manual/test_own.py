"""Nobody writes on paper for themselves: another operator does (AMB-39, AMB-99, KAM-51)."""

from core.law.regulation import Role
from db.records.activity import activity
from db.records.letter import letter
from db.records.manual import manual
from db.records.manual_work import manual_work
from tests.handlers.dialogue import SILENCE, Line, at, photo, say, tap
from tests.handlers.manual.paper import (
    EVENING,
    MONDAY,
    REGENCIES,
    SIGN,
    away,
    begun,
    entering,
    head,
    holding,
    morning,
    opening,
    operator,
    preparing,
)
from tests.office import CITRA, EKO
from tests.world import World

OWN = "Catatan manual Anda sendiri ditulis operator lain."
WITHDRAWING: list[Line] = [
    (say("/manual"), "Presensi manual kantor Anda"),
    (tap("Tarik catatan"), "Tanggal berapa?"),
    (say("6 April 2026"), "Milik siapa?"),
]


@REGENCIES
async def test_an_operator_enters_everybody_but_themselves(world: World) -> None:
    """AMB-99, KAM-51: the other operator of the office does, and it counts."""
    await away(world)
    citra, eko = await operator(world), await holding(world, EKO, Role.OPERATOR)
    await citra.play(EVENING, *begun(), (say("Citra"), OWN), *entering(pulang="16.02"))
    assert CITRA.id not in {row.employee for row in await world.rows(manual)}
    await eko.play(*entering("Citra", pulang="16.02"))
    assert CITRA.id in {row.employee for row in await world.rows(manual)}


async def test_after_others_the_own_name_is_asked_again(world: World) -> None:
    await away(world)
    citra = await operator(world)
    await citra.play(
        *(EVENING, *entering(pulang="16.02")[:-3], (say("Citra"), OWN)),
        *((tap("Selesai"), "Kirim foto atau PDF daftar hadir"), (photo, "Simpan?")),
        (tap("Ya"), "✅ Presensi manual tercatat: 1 pegawai"),
    )


async def test_neither_work_nor_a_withdrawal_of_their_own(world: World) -> None:
    """AMB-99: what another operator entered stands, and its work is entered by them, too."""
    await away(world)
    citra, eko = await operator(world), await holding(world, EKO, Role.OPERATOR)
    await eko.play(EVENING, *entering("Citra", pulang="16.02"))
    await citra.play(
        (say("/manual"), "Presensi manual kantor Anda"),
        (tap("Catat kinerja"), "Milik siapa?"),
        (say("Citra"), OWN),
        *(*WITHDRAWING, (say("Citra"), OWN)),
    )
    assert await world.rows(manual_work) == await world.rows(activity) == []
    assert not any(row.withdrawn_at for row in await world.rows(manual))
    await eko.play(*WITHDRAWING, (say("Citra"), "Apa yang keliru?"))


@REGENCIES
async def test_the_photo_of_a_letter_about_themselves_is_sent_by_another(world: World) -> None:
    """AMB-99, KAM-51; the head's own tap is as good as before."""
    sari = await head(world)
    citra, eko = await operator(world), await holding(world, EKO, Role.OPERATOR)
    await citra.play(morning(), *opening())
    await eko.play((at("17.00", MONDAY), SILENCE), *entering("Citra", pulang="16.02"))
    await citra.play(
        *preparing(),
        (tap("Kirim foto"), "Kirim foto atau PDF surat"),
        (photo, "Kirim?"),
        (tap("Ya"), "Surat ini juga tentang Anda. Foto suratnya dikirim operator lain."),
    )
    (row,) = await world.rows(letter)
    assert row.signed_at is None
    await sari.play((tap(SIGN), "✅ Surat terkirim"))
