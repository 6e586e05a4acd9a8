"""Missing data is no verdict: who stood at the gate is recorded once the data are there."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from db.people import holiday as holidays
from db.people.holiday import holiday
from db.people.office import edition, office_duty, place
from db.records.audit import audit
from db.records.review import review
from db.records.stamp import stamp
from db.records.unjudged import unjudged
from handlers.attendance.missing import ALARM
from tests.handlers.account.test_mismatch import an_operator
from tests.handlers.dialogue import SILENCE, Speaker, act, at, employed, insert, later, say, share
from tests.office import BUDI, CITRA, EKO, OFFICE, STREET, WITA
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
MONDAY, TUESDAY = "2026-04-06", "2026-04-07"
NO_HOURS = "Jadwal kerja Anda belum ada. Ini bukan kesalahan Anda. Hubungi operator kantor."
KEPT = "dinilai lagi begitu datanya diperbaiki"
ALWAYS = {"office": "setda", "since": date(2023, 10, 31), "until": None}


async def delete(world: World, table: sa.Table) -> None:
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.delete(table))
    world.service.app.organisations.clear()


async def clerk(world: World) -> Speaker:
    """Budi, in an office that nobody has entered hours for."""
    await delete(world, office_duty)
    return await employed(world)


async def stamped(world: World) -> list[tuple[str, str, str, str | None]]:
    return [
        (str(row.date), row.leg, f"{row.at.astimezone(WITA):%H.%M}", row.place)
        for row in await world.rows(stamp)
    ]


@BOTH
async def test_without_a_schedule_nothing_is_told_as_a_holiday_and_nothing_is_lost(
    world: World,
) -> None:
    """BLG-6-2b: Jam Kerja is the Administrator's to set."""
    budi = await clerk(world)
    await budi.play(
        *act(MONDAY, "07.20", "Masuk", NO_HOURS),
        (say("/hari_ini"), "Jadwal kerja Anda belum ada."),
    )
    assert KEPT in " ".join(budi.answers)
    assert "libur" not in " ".join(budi.answers).casefold()
    await budi.play(*act(MONDAY, "16.05", "Pulang", NO_HOURS), (at("09.00", TUESDAY), SILENCE))
    assert await stamped(world) == []
    (alarm,) = [row for row in await world.rows(audit) if row.action == ALARM]
    assert alarm.employee is not None
    await budi.play((say("/rekap_saya"), "belum ada jadwal kerjanya, bukan alpa"))
    await insert(world, office_duty, schedule="lima-hari", **ALWAYS)
    world.service.app.organisations.clear()
    told = await budi.hears(later(minutes=15))
    assert [("sekarang tercatat: Senin, 6 April 2026" in each) for each in told] == [True, True]
    assert await stamped(world) == [
        (MONDAY, "masuk", "07.20", "kantor-bupati"),
        (MONDAY, "pulang", "16.05", "kantor-bupati"),
    ]
    await budi.play((later(minutes=15), SILENCE), (say("/rekap_saya"), "Hadir 1 hari"))


async def test_the_operator_is_told_once_a_day_and_nobody_else_is(world: World) -> None:
    """BLG-7-3b: whoever looks after the data of the office mends them, or knows who does."""
    await delete(world, office_duty)
    citra = await an_operator(world)
    budi, eko = await employed(world, BUDI), await employed(world, EKO)
    told = "⚠️ Budi belum bisa presensi: jadwal kerjanya belum ada."
    await budi.play(*act(MONDAY, "07.20", "Masuk", NO_HOURS))
    await eko.play(*act(MONDAY, "07.21", "Masuk", NO_HOURS))
    assert [each for each in citra.phone.told if "belum bisa presensi" in each] == [
        each for each in citra.phone.told if told in each
    ]
    assert sum("belum bisa presensi" in each for each in citra.phone.told) == 1
    await eko.play(*act(TUESDAY, "07.20", "Masuk", NO_HOURS))
    assert "⚠️ Eko belum bisa presensi" in citra.phone.told[-1]
    assert not any("belum bisa presensi" in each for each in budi.phone.told + eko.phone.told)


async def test_what_is_judged_later_is_looked_at_for_the_same_signals(world: World) -> None:
    """AMB-57: a missing schedule is no way around a look."""
    budi = await clerk(world)
    await budi.play(*act(MONDAY, "07.20", "Masuk", NO_HOURS))
    (kept,) = await world.rows(unjudged)
    there = {"latitude": kept.latitude, "longitude": kept.longitude, "evidence": {}, "grounds": []}
    fact = {"employee": CITRA.id, "date": date(2026, 4, 3), "leg": "masuk", "review": False}
    when = {"at": kept.at - timedelta(days=3), "received_at": kept.at, "channel": "x"}
    await insert(world, stamp, **fact, **when, **there, message="1")
    await insert(world, office_duty, schedule="lima-hari", **ALWAYS)
    world.service.app.organisations.clear()
    await budi.play((later(minutes=15), "Presensi masuk sekarang tercatat"))
    (looked,) = await world.rows(review)
    assert looked.reasons == ["same_point_other_person"]
    found = next(row for row in await world.rows(stamp) if row.employee == kept.employee)
    assert "same_point_other_person" in found.evidence["signals"]


async def test_a_schedule_that_has_ended_is_missing_too(world: World) -> None:
    budi = await employed(world)
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.update(edition).values(until=date(2026, 4, 6)))
    world.service.app.organisations.clear()
    await budi.play(
        *act(MONDAY, "07.20", "Masuk", "Tercatat masuk"),
        *act(TUESDAY, "07.20", "Masuk", NO_HOURS),
    )


async def test_who_is_surely_elsewhere_leaves_nothing(world: World) -> None:
    budi = await clerk(world)
    await budi.play((at("07.20", MONDAY), SILENCE), (share(STREET, 10.0), NO_HOURS))
    assert KEPT not in budi.newest
    assert await world.rows(unjudged) == []


async def test_a_place_that_is_missing_is_waited_for(world: World) -> None:
    """BLG-8-3."""
    budi = await employed(world)
    await delete(world, place)
    await budi.play(*act(MONDAY, "07.24", "Masuk", "Lokasi presensi kantor Anda belum diatur."))
    assert KEPT in budi.newest
    await budi.play((later(minutes=15), SILENCE))
    shape = {"latitude": OFFICE[0], "longitude": OFFICE[1], "radius": 100.0, "corners": []}
    await insert(world, place, place="kantor-bupati", office="setda", name="Kantor", **shape)
    await budi.play((later(minutes=15), "Presensi masuk sekarang tercatat"))
    assert await stamped(world) == [(MONDAY, "masuk", "07.24", "kantor-bupati")]


async def test_what_turns_out_to_be_elsewhere_stays_unrecorded(world: World) -> None:
    budi = await employed(world)
    await delete(world, place)
    await budi.play(*act(MONDAY, "07.24", "Masuk", "belum diatur"))
    shape = {"latitude": -6.2, "longitude": 106.8, "radius": 100.0, "corners": []}
    await insert(world, place, place="jakarta", office="setda", name="Jakarta", **shape)
    await budi.play((later(minutes=15), SILENCE), (later(minutes=15), SILENCE))
    assert await stamped(world) == []
    (row,) = await world.rows(unjudged)
    assert row.settled_at is not None


@BOTH
async def test_a_holiday_that_is_taken_back_leaves_nobody_absent_who_came(world: World) -> None:
    """SKB 2021: 1 Muharram moved from 10 to 11 August."""
    budi = await employed(world)
    monday = date(2026, 4, 6)
    day = {"date": monday, "name": "Libur", "kind": "libur nasional", "decree": "SKB 1"}
    await insert(world, holiday, **day)
    world.service.app.organisations.clear()
    await budi.play(*act(MONDAY, "07.20", "Masuk", "libur bagi Anda"))
    assert KEPT not in budi.newest
    await budi.play((later(minutes=15), SILENCE))
    async with world.service.app.engine.begin() as db:
        await holidays.withdraw(db, "bulungan", monday, "SKB 2", world.clock.now())
    world.service.app.organisations.clear()
    await budi.play((later(minutes=15), "Presensi masuk sekarang tercatat"))
    assert await stamped(world) == [(MONDAY, "masuk", "07.20", "kantor-bupati")]
