"""/manual, the signed list, as dialogues: what is entered, withdrawn and objected to."""

from core.law.regulation import Role
from core.month.day_state import State
from db.records.manual import manual
from tests.handlers.dialogue import photo, say, tap
from tests.handlers.manual.paper import (
    BOTH,
    EVENING,
    REGENCIES,
    STORED,
    away,
    begun,
    broken_phone,
    day_of,
    entering,
    holding,
    operator,
)
from tests.handlers.worker import newest
from tests.office import BUDI, EKO
from tests.world import World


@REGENCIES
async def test_for_the_server_the_register_is_enough(world: World) -> None:
    """BLG-11-1c, KRA-9-1a, AMB-24, KAM-04: no letter, no incident."""
    await away(world)
    citra = await operator(world)
    await citra.play(EVENING, *entering(pulang="16.02"))
    assert "⏳" not in citra.newest
    assert (await day_of(world)).state is State.PRESENT
    (first, _) = await world.rows(manual)
    assert (first.condition, first.incident, first.letter_needed) == (
        "server_tidak_dapat_diakses",
        None,
        False,
    )


async def test_many_people_stand_on_one_list(world: World) -> None:
    """BLG-F-E: and whoever cannot be recorded does not lose the others."""
    await away(world)
    citra = await operator(world)
    await citra.play(
        EVENING,
        *begun(),
        (say("Budi"), "Masuk pukul berapa"),
        (say("07.25"), "pulang pukul berapa"),
        (say("16.02"), "1 pegawai dicatat."),
        (say(EKO.nip), "Presensi manual Eko"),
        (say("07.40"), "Eko: pulang pukul berapa"),
        (tap("Kosong"), "2 pegawai dicatat."),
        (tap("Selesai"), "Kirim foto"),
        (photo, "Eko: masuk 07.40 WITA (server terganggu)"),
        (tap("Ya"), "✅ Presensi manual tercatat: 2 pegawai"),
    )
    rows = await world.rows(manual)
    assert {(row.employee, row.leg) for row in rows} == {
        (BUDI.id, "masuk"),
        (BUDI.id, "pulang"),
        (EKO.id, "masuk"),
    }
    assert len({row.sheet for row in rows}) == 1
    assert (await day_of(world, EKO)).state is State.INCOMPLETE


@BOTH
async def test_of_two_operators_one_writes_and_the_other_is_told(world: World) -> None:
    """Both are asked to confirm the same date of the same person."""
    citra, _budi = await broken_phone(world)
    eko = await holding(world, EKO, Role.OPERATOR)
    ready = entering()[:-1]
    await citra.play(*ready)
    await eko.play(*ready)
    await citra.play((tap("Ya"), STORED))
    await eko.play((tap("Ya"), "Salah satu jam ini sudah dicatat."))
    assert len(await world.rows(manual)) == 1


@REGENCIES
async def test_a_mistake_is_withdrawn_and_entered_anew(world: World) -> None:
    citra, budi = await broken_phone(world)
    await citra.play(
        *entering(masuk="07.52"),
        (say("/manual"), "Presensi manual kantor Anda"),
        (tap("Tarik catatan"), "Tanggal berapa?"),
        (say("6 April 2026"), "Milik siapa?"),
        (say("Budi"), "Apa yang keliru?"),
        (say("Salah baca"), "masuk 07.52"),
        (tap("Ya"), "✅ Ditarik: presensi manual Budi, Senin, 6 April 2026."),
    )
    assert "Presensi manual Senin, 6 April 2026 ditarik oleh operator Citra" in await newest(budi)
    await citra.play(*entering(masuk="07.25"))
    rows = sorted(await world.rows(manual), key=lambda row: row.id)
    assert [(f"{row.at.astimezone().minute:02}", row.remark) for row in rows] == [
        ("52", "Salah baca"),
        ("25", None),
    ]


async def test_the_person_objects_and_the_operator_reads_it(world: World) -> None:
    citra, budi = await broken_phone(world)
    await citra.play(*entering())
    await budi.play(
        (tap("Ini keliru"), "Apa yang keliru pada Senin, 6 April?"),
        (say("Saya lebih pagi"), "Kirim ke operator: Saya lebih pagi?"),
        (tap("Ya"), "✅ Terkirim ke operator."),
    )
    assert "Budi merasa presensi manual Senin, 6 April 2026 keliru." in await newest(citra)
