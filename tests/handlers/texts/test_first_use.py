"""Before the first use as dialogues: what was stamped stays, and no day of it counts (AMB-52)."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from core.approvals.case import State
from db.messages.outbox import outbox
from db.people import first_use, roster
from db.people.employee import employee
from db.records.request import request
from db.records.stamp import stamp
from tests.handlers.dialogue import SILENCE, Line, act, at, employed, insert, later, photo, say, tap
from tests.handlers.worker import MONDAY, asking, entry, newest, superior
from tests.office import BUDI, CITRA, DEWI, Actor, wita
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
KARANGANYAR = pytest.mark.parametrize("regulation", ["karanganyar"])
TUESDAY, WEDNESDAY, THURSDAY = "2026-04-07", "2026-04-08", "2026-04-09"
OFFICE = "Belum dihitung: presensi di kantor Anda mulai dihitung Rabu, 8 April 2026."
SEEN = (
    "4 orang: belum presensi 2, belum memakai 2 Belum presensi (2) Dewi Eko "
    "Belum memakai (2) Budi Citra"
)
HALF = (
    "Bila disetujui, 1 hari kerja dihitung hadir. "
    "1 hari kerja lain belum memakai E-Presensi: tidak dihitung."
)
MINE = "Hari ini dihitung hanya bila Anda presensi. Berikutnya mulai Selasa, 7 April 2026."


async def starts(world: World, since: str, office: str | None = "setda") -> None:
    """Somebody has decided from when on an office, or the region, uses Hadir."""
    async with world.service.app.engine.begin() as db:
        await first_use.start(db, world.region, office, date.fromisoformat(since))
        await roster.outdate(db, world.region)


async def offered(world: World, moment: datetime | None, actor: Actor = BUDI) -> None:
    """When somebody got their first code."""
    async with world.service.app.engine.begin() as db:
        mine = employee.c.employee == actor.id
        await db.execute(sa.update(employee).where(mine).values(offered_at=moment))


def card(clock: str, answer: str, day: str = MONDAY) -> list[Line]:
    return [(at(clock, day), SILENCE), (say("Hari ini"), answer)]


async def codes(world: World) -> dict[str, str]:
    """What the newest month shows, by date; dates with nothing left out."""
    bodies: list[Any] = [row.body for row in await world.rows(outbox)]
    months = [body["picture"]["month"] for body in bodies if "month" in body.get("picture", {})]
    return {cell["date"][8:]: cell["code"] for cell in months[-1]["cells"] if cell["code"]}


@BOTH
async def test_before_the_office_starts_a_stamp_stays_and_counts_as_nothing(world: World) -> None:
    budi = await employed(world)
    await starts(world, WEDNESDAY)
    await budi.play(*card("06.00", f"Senin, 6 April 2026 {OFFICE}"))
    assert "Berikutnya" not in await newest(budi)
    head = "Tercatat masuk 07.41 WITA Kantor Bupati · Senin, 6 April 2026"
    await budi.play(*act(MONDAY, "07.41", "Masuk", f"{head} {OFFICE}"))
    assert "terlambat" not in await newest(budi)
    await budi.play(
        *act(
            MONDAY,
            "07.45",
            "Masuk",
            f"sudah tercatat pukul 07.41 WITA. Jam pulang 16.00 WITA. {OFFICE}",
        ),
        *act(MONDAY, "16.02", "Pulang", "Tercatat pulang 16.02 WITA"),
        *card("16.10", f"{OFFICE} Masuk: 07.41 WITA Pulang: 16.02 WITA"),
    )
    assert len(await world.rows(stamp)) == 2


async def test_why_a_stamp_does_not_count_is_explained(world: World) -> None:
    budi = await employed(world)
    await starts(world, WEDNESDAY)
    await budi.play(
        *act(MONDAY, "07.24", "Masuk", OFFICE),
        (say("/kenapa"), "Tidak adanya data bukan bukti tidak hadir."),
    )
    await budi.play(
        *act(WEDNESDAY, "07.24", "Masuk", "Tercatat masuk"), (say("/kenapa"), "Pasal 8")
    )
    assert "Tidak adanya data" not in await newest(budi)


async def test_the_office_s_first_day_counts_as_ever(world: World) -> None:
    """The day before, and the day itself: late by its minutes."""
    budi = await employed(world)
    await starts(world, WEDNESDAY)
    await budi.play(
        *act(TUESDAY, "07.41", "Masuk", OFFICE),
        *act(WEDNESDAY, "07.41", "Masuk", "Tercatat masuk 07.41 WITA, terlambat 11 menit"),
    )
    assert "dihitung" not in await newest(budi)
    await budi.play((say("Hari ini"), "Masuk: 07.41 WITA, terlambat 11 menit Pulang: belum"))


@BOTH
@pytest.mark.parametrize(
    ("clock", "monday"),
    [
        pytest.param("07.30", "A", id="in time for Monday's start"),
        pytest.param("07.30.01", "BM", id="a second too late for it"),
    ],
)
async def test_whoever_got_a_code_too_late_to_be_on_time_is_not_absent_that_day(
    world: World, clock: str, monday: str
) -> None:
    """'Rekap Maret: Alpa 18 hari' of somebody who connected in April."""
    budi = await employed(world)
    await offered(world, wita(MONDAY, clock))
    await budi.play(
        (at("12.00", WEDNESDAY), SILENCE),
        (say("/rekap_saya"), "Rekap April 2026 sampai hari ini"),
    )
    assert await codes(world) == {"01": "BM", "02": "BM", "06": monday, "07": "A"}
    await budi.play((tap("Bulan lalu"), "Rekap Maret 2026 Belum ada hari yang dihitung."))
    assert (await newest(budi)).endswith("22 hari belum memakai E-Presensi: tidak dihitung.")
    assert set((await codes(world)).values()) == {"BM"}


async def test_whoever_stamps_on_that_day_has_it_counted(world: World) -> None:
    budi = await employed(world)
    await offered(world, wita(MONDAY, "09.58"))
    await budi.play(
        *card("10.00", MINE),
        *act(MONDAY, "10.02", "Masuk", "Tercatat masuk 10.02 WITA, terlambat 2 jam 32 menit"),
    )
    assert "dihitung" not in await newest(budi)
    await budi.play(*card("10.03", "Masuk: 10.02 WITA, terlambat 2 jam 32 menit"))


async def test_the_month_says_how_many_days_do_not_count(world: World) -> None:
    budi = await employed(world)
    await starts(world, WEDNESDAY, office=None)
    await budi.play(
        *act(MONDAY, "07.41", "Masuk", OFFICE),
        *act(WEDNESDAY, "07.24", "Masuk", "tepat waktu"),
        *act(WEDNESDAY, "16.02", "Pulang", "Tercatat pulang"),
        (at("12.00", THURSDAY), SILENCE),
        (say("/rekap_saya"), "Rekap April 2026 sampai hari ini"),
    )
    assert await newest(budi) == (
        "Rekap April 2026 sampai hari ini Hadir 1 hari. "
        "4 hari belum memakai E-Presensi: tidak dihitung. 1 hari belum final."
    )
    assert await codes(world) == dict.fromkeys(("01", "02", "06", "07"), "BM") | {"08": "H"}


async def test_a_request_stands_and_the_day_stays_what_it_is(world: World) -> None:
    budi = await employed(world)
    await starts(world, WEDNESDAY)
    row = {"id": uuid4(), "employee": BUDI.id, "code": "cuti.tahunan", "reason": "keluarga"}
    dates = {"first": date(2026, 4, 6), "last": date(2026, 4, 8)}
    filed = wita("2026-04-01", "08.00")
    told = {"filed_at": filed, "due_at": filed, "decided_at": filed, "state": State.APPROVED}
    await insert(world, request, **row, **dates, **told)
    await budi.play(*card("08.00", f"{OFFICE} Hari ini cuti."))
    await budi.play((at("12.00", THURSDAY), SILENCE), (say("/rekap_saya"), "Cuti 1 hari."))
    shown = await codes(world)
    assert (shown["06"], shown["07"], shown["08"]) == ("BM", "BM", "C")


async def test_a_superior_sees_them_apart_and_nobody_missing(world: World) -> None:
    sari = await superior(world)
    await offered(world, None)
    await offered(world, wita(MONDAY, "09.00"), CITRA)
    await sari.play(
        (at("12.00", MONDAY), SILENCE),
        (
            say("/bawahan"),
            SEEN,
        ),
    )


async def test_the_target_is_that_of_the_days_that_count(world: World) -> None:
    """AMB-13, AMB-52: from Wednesday on 17 of April's 21 working days."""
    budi = await employed(world)
    await starts(world, WEDNESDAY)
    await budi.play(
        (at("12.00", MONDAY), SILENCE),
        (say("/poin"), "April 2026: 0 dari 5.504 poin."),
        (say("/kenapa"), "Tidak adanya data bukan bukti tidak hadir."),
    )
    shown = await codes(world)
    assert shown == dict.fromkeys(("01", "02", "06", "07"), "BM")


async def test_a_month_of_which_nothing_counts_has_no_target(world: World) -> None:
    budi = await employed(world)
    await starts(world, "2026-05-04", office=None)
    await budi.play(
        (at("12.00", MONDAY), SILENCE),
        (say("/poin"), "April 2026: belum ada hari kerja yang dihitung."),
    )


async def test_a_night_that_began_before_the_offer_is_not_counted(world: World) -> None:
    """AMB-52, AMB-07: the morning after still is that night, which began at nine."""
    dewi = await employed(world, DEWI)
    await offered(world, wita(MONDAY, "21.00.01"), DEWI)
    await dewi.play(
        (at("06.00", TUESDAY), SILENCE),
        (say("Hari ini"), f"Dinas malam Senin, 6 April 2026 {MINE}"),
        *act(TUESDAY, "20.50", "Masuk", "tepat waktu"),
        (at("12.00", WEDNESDAY), SILENCE),
        (say("/rekap_saya"), "Rekap April 2026"),
    )
    assert (await codes(world))["06"] == "BM"


@KARANGANYAR
async def test_it_is_the_same_where_another_law_holds(world: World) -> None:
    budi = await employed(world)
    await starts(world, WEDNESDAY)
    await budi.play(*act(MONDAY, "07.41", "Masuk", OFFICE), (later(seconds=1), SILENCE))
    await budi.play((say("/rekap_saya"), "3 hari belum memakai E-Presensi: tidak dihitung."))


async def test_whoever_was_never_offered_a_code_is_never_absent(world: World) -> None:
    """Somebody in a list of accounts that another system made: what they stamp counts."""
    budi = await employed(world)
    await offered(world, None)
    await budi.play(
        *card("06.00", "Hari ini dihitung hanya bila Anda presensi."),
        *act(MONDAY, "07.24", "Masuk", "Tercatat masuk 07.24 WITA, tepat waktu"),
        *act(MONDAY, "16.02", "Pulang", "Tercatat pulang 16.02 WITA"),
        (at("12.00", WEDNESDAY), SILENCE),
        (say("/rekap_saya"), "Hadir 1 hari."),
    )
    assert await codes(world) == dict.fromkeys(("01", "02", "07", "08"), "BM") | {"06": "H"}


async def test_leave_says_how_many_of_its_days_will_count(world: World) -> None:
    """AMB-21, AMB-52: Tuesday does not, Wednesday does."""
    budi = await employed(world)
    await superior(world)
    await starts(world, WEDNESDAY)
    await budi.play(
        (at("08.00", MONDAY), SILENCE),
        *asking("Cuti tahunan", "7 April 2026", "8 April 2026")[:-2],
        (
            photo,
            HALF,
        ),
    )


async def test_work_of_a_leave_day_that_does_not_count_is_entered(world: World) -> None:
    """AMB-21, AMB-52: the leave credits nothing there, so nothing is counted twice."""
    budi = await employed(world)
    await superior(world)
    await starts(world, TUESDAY)
    row = {"id": uuid4(), "employee": BUDI.id, "code": "cuti.tahunan", "reason": "keluarga"}
    dates = {"first": date(2026, 4, 6), "last": date(2026, 4, 6)}
    filed = wita("2026-04-01", "08.00")
    told = {"filed_at": filed, "due_at": filed, "decided_at": filed, "state": State.APPROVED}
    await insert(world, request, **row, **dates, **told)
    await budi.play((at("14.00", MONDAY), SILENCE), *entry("Menyusun laporan"))
