"""Who is told of an apel, when, and once; and what the buttons under a call do."""

import asyncio
from datetime import date, time
from functools import partial

import pytest
import sqlalchemy as sa

from bot.runtime import scheduler
from core.law.kinds import HolidayKind
from db.people.employee import employee_duty
from db.people.holiday import holiday
from db.people.office import office
from db.records.ceremony_call import ceremony_call
from tests.handlers.calling import ALUN, MONDAY, SUNDAY, holds, operator, standing
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    Speaker,
    again,
    at,
    forged_tap,
    insert,
    later,
    old_button,
    say,
    share,
    tap,
)
from tests.handlers.naming import met
from tests.handlers.worker import asking, newest, superior
from tests.office import BUDI, CITRA, DEWI, EKO, SARI, wita
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
KARANGANYAR = pytest.mark.parametrize("regulation", ["karanganyar"])
AHEAD = (
    "Apel besok, Senin, 6 April, 07.30 WITA di Alun-alun. "
    "Presensi masuk di sana, paling lambat 09.00 WITA."
)
TODAY = "Hari ini apel di Alun-alun, 07.30 WITA. Tekan Masuk di sana, paling lambat 09.00 WITA."


async def told(who: Speaker, clock: str, day: str) -> list[str]:
    """What somebody hears of apel once it is this time."""
    before = len(who.phone.told)
    who.world.at(wita(day, clock))
    await who.world.tick(0)
    new = [" ".join(text.split()) for text in who.phone.told[before:]]
    return [text for text in new if "pel" in text.casefold() or "pacara" in text]


@BOTH
async def test_on_the_day_before_and_in_the_morning_everybody_is_told_once(world: World) -> None:
    budi, dewi = await met(world, BUDI), await met(world, DEWI)
    await standing(world, "setda")
    assert await told(budi, "14.59.59", SUNDAY) == []
    assert await told(budi, "15.00", SUNDAY) == [AHEAD]
    assert set(budi.phone.labels) == {"Lihat tempat", "Saya berhalangan"}
    for clock in ("15.01", "16.00", "19.59"):
        assert await told(budi, clock, SUNDAY) == []
    assert await told(budi, "06.59.59", MONDAY) == []
    assert await told(budi, "07.00", MONDAY) == [TODAY]
    assert await told(budi, "07.30", MONDAY) == []
    assert not any("pel" in text for text in dewi.phone.told), "of another office"
    calls = [(row.call, row.date) for row in await world.rows(ceremony_call)]
    day = date(2026, 4, 6)
    assert {("besok", day), ("hari ini", day)} <= set(calls)


async def test_what_is_announced_late_is_told_late_and_after_its_limit_not_at_all(
    world: World,
) -> None:
    budi = await met(world, BUDI)
    await told(budi, "17.00", SUNDAY)
    await standing(world, "setda")
    assert await told(budi, "17.01", SUNDAY) == [AHEAD]
    assert await told(budi, "09.00", MONDAY) == [TODAY]
    await standing(world, "setda", id_=DEWI.id, hour=time(8))
    assert await told(budi, "09.01", MONDAY) == []


async def test_two_processes_tell_everybody_once(world: World) -> None:
    budi = await met(world, BUDI)
    await standing(world, "setda")
    world.at(wita(SUNDAY, "15.00"))
    app = world.service.app
    await asyncio.gather(*(scheduler.call_to_ceremonies(app) for _ in range(3)))
    await world.quiet()
    assert [" ".join(each.split()) for each in budi.phone.told].count(AHEAD) == 1


async def test_a_cancelled_apel_is_not_called_out(world: World) -> None:
    sari, budi = await operator(world), await met(world, BUDI)
    await standing(world, "setda")
    await sari.play(
        (at("09.00", SUNDAY), SILENCE),
        (say("/apel"), "Apel dan upacara"),
        (tap("1. Senin, 6 April"), "Apel Senin"),
        (tap("Batalkan apel"), "Apa sebabnya?"),
        (say("Hujan"), "Tiadakan"),
        (tap("Ya"), "ditiadakan"),
    )
    assert await told(budi, "15.00", SUNDAY) == []
    assert await told(budi, "07.00", MONDAY) == []


@BOTH
@pytest.mark.parametrize("kind", ["Cuti tahunan", "Sakit", "Izin", "Perjalanan dinas"])
async def test_who_is_freed_is_not_called(world: World, kind: str) -> None:
    """KAM-16: once it is granted; until then they are called as everybody."""
    sari, budi, citra = await superior(world), await met(world, BUDI), await met(world, CITRA)
    await standing(world, "setda")
    await budi.play((at("09.00", SUNDAY), SILENCE), *asking(kind, "6 April"))
    await sari.play((tap("Setujui"), "Disetujui"))
    assert await told(budi, "15.00", SUNDAY) == []
    assert await newest(citra) == AHEAD


async def test_a_night_shift_and_a_day_off_are_not_called(world: World) -> None:
    """AMB-73."""
    dewi, eko, budi = await met(world, DEWI), await met(world, EKO), await met(world, BUDI)
    free = {"employee": EKO.id, "since": date(2026, 4, 6), "until": date(2026, 4, 6)}
    await insert(world, employee_duty, **free, schedule=None)
    await standing(world, people=(DEWI, EKO, BUDI))
    world.at(wita(SUNDAY, "15.00"))
    await world.tick(0)
    heard = [any("besok" in text for text in who.phone.told) for who in (dewi, eko, budi)]
    assert heard == [False, False, True]


async def test_a_weekly_apel_is_not_held_on_a_holiday_an_upacara_is(world: World) -> None:
    """AMB-73."""
    budi = await met(world, BUDI)
    day = {"date": date(2026, 4, 6), "name": "Hari Kemerdekaan", "decree": None}
    await insert(world, holiday, **day, kind=HolidayKind.NATIONAL.value)
    await standing(world, "setda", until=date(2026, 4, 13))
    assert await told(budi, "15.00", SUNDAY) == []
    await standing(world, "setda", id_=DEWI.id)
    (heard,) = await told(budi, "15.01", SUNDAY)
    assert heard.endswith("Hari libur, jadi cukup bagikan lokasi setelah tiba di sana.")
    assert budi.phone.labels == ["Lihat tempat"]


@KARANGANYAR
async def test_where_the_text_has_no_time_the_announced_hour_is_the_limit(world: World) -> None:
    """KAM-13; and no list is asked for."""
    budi = await met(world, BUDI)
    await holds(world, SARI)
    await met(world, SARI)
    await standing(world, "setda")
    (heard,) = await told(budi, "16.00", SUNDAY)
    assert "paling lambat 07.30 WIB" in heard
    (heard,) = await told(budi, "08.00", MONDAY) or [""]
    assert "Tekan Masuk di sana" in heard
    calls = {row.call for row in await world.rows(ceremony_call)}
    await told(budi, "08.50", MONDAY)
    assert {row.call for row in await world.rows(ceremony_call)} == calls == {"besok", "hari ini"}


# --- The buttons.


async def called(world: World) -> Speaker:
    budi = await met(world, BUDI)
    await standing(world, "setda")
    assert await told(budi, "15.00", SUNDAY) == [AHEAD]
    return budi


async def test_the_place_is_shown_on_a_map(world: World, drawn: list[str]) -> None:
    budi = await called(world)
    await budi.play((tap("Lihat tempat"), "Apel Senin, 6 April, 07.30 WITA, Alun-alun"))
    shown = any("Alun-alun" in words for words in drawn)
    assert shown is (world.profile == "telegram"), "the plain channel has no pictures"


async def test_who_cannot_come_asks_for_leave(world: World) -> None:
    budi = await called(world)
    button = old_button("Saya berhalangan")(budi)
    await budi.play((button, "Mengajukan apa?"), (again, SILENCE))


async def test_nobody_else_gets_anything_by_the_buttons(world: World) -> None:
    dewi = await met(world, DEWI)
    key = (await standing(world, "setda")).hex
    for verb in ("tempat", "halangan"):
        forged = partial(forged_tap, data=f"apel:{verb}:{key}:20260406:0")
        await dewi.play((forged, STALE))


async def test_at_the_place_masuk_is_stamped_after_all_that(world: World) -> None:
    budi = await called(world)
    await budi.play(
        (at("07.52", MONDAY), SILENCE),
        (say("Masuk"), "bagikan lokasi"),
        (share(ALUN), "✅ Masuk tercatat 07.52 WITA di apel, tepat waktu"),
    )


# --- Operators.

WAITS = "Daftar hadir apel Sekretariat Daerah ditunggu sampai 09.00 WITA."


@BOTH
async def test_operators_are_reminded_of_the_list_twice(world: World) -> None:
    """BLG-8-7: 08.15 and 08.45."""
    await holds(world, SARI)
    sari, budi = await met(world, SARI), await met(world, BUDI)
    await standing(world, "setda")
    await told(sari, "07.00", MONDAY)
    assert await told(sari, "08.14.59", MONDAY) == []
    (heard,) = await told(sari, "08.15", MONDAY)
    assert heard.startswith(WAITS)
    assert sari.phone.labels == ["Unduh daftar", "Kirim foto"]
    assert await told(sari, "08.30", MONDAY) == []
    (heard,) = await told(sari, "08.45", MONDAY)
    assert heard.startswith("15 menit lagi batas daftar hadir apel, 09.00 WITA.")
    assert await told(sari, "08.59", MONDAY) == []
    assert await told(sari, "09.00", MONDAY) == []
    assert not any("Daftar hadir" in text for text in budi.phone.told)


async def test_after_an_interruption_only_the_later_reminder_is_sent(world: World) -> None:
    await holds(world, SARI)
    sari = await met(world, SARI)
    await standing(world, "setda")
    await told(sari, "07.00", MONDAY)
    (heard,) = await told(sari, "08.50", MONDAY)
    assert heard.startswith("10 menit lagi")


async def test_the_operator_of_the_whole_is_reminded_for_a_part_without_one(world: World) -> None:
    await holds(world, SARI)
    sari = await met(world, SARI)
    async with world.service.app.engine.begin() as db:
        part = sa.update(office).where(office.c.office == "rsud")
        await db.execute(part.values(parent="setda"))
    await standing(world, "rsud")
    await standing(world, "dinkes", id_=DEWI.id)
    (heard,) = await told(sari, "08.15", MONDAY)
    assert heard.startswith("Daftar hadir apel RSUD ditunggu")


async def test_nothing_is_called_out_where_nothing_is_announced(world: World) -> None:
    budi = await met(world, BUDI)
    assert await told(budi, "15.00", SUNDAY) == []
    assert await world.rows(ceremony_call) == []
    await budi.play((later(minutes=1), SILENCE))
