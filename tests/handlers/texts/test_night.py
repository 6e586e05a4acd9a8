"""A night shift after midnight: the card, the stamps, and what superiors and the office see."""

from datetime import date

import pytest

from bot.runtime import scheduler
from db.people.binding import binding
from db.people.departure import departure
from db.people.employee import employee_duty, exemption
from db.records.stamp import stamp
from tests.handlers.dialogue import (
    PLEASE,
    SILENCE,
    act,
    at,
    employed,
    insert,
    say,
    share,
    share_exactly,
)
from tests.handlers.night_shift import (
    BOTH_LAWS,
    CALLED,
    MORNING,
    NIGHT,
    SICK,
    TUESDAY,
    on_duty,
    through,
)
from tests.handlers.worker import MONDAY, superior
from tests.office import BUDI, DEWI, GATE, wita
from tests.world import World


@BOTH_LAWS
async def test_the_card_is_the_nights_and_then_tells_how_it_went(world: World) -> None:
    """AMB-56."""
    zone = world.service.app.regions[world.region].zone.key
    wib = "WITA" if zone == "Asia/Makassar" else "WIB"
    dewi = await on_duty(world)
    card = f"Senin, 6 April 2026 Jam kerja 21.00 {wib} sampai 07.00 {wib} Masuk: 20.45 {wib}"
    done = f"Dinas malam Senin, 6 April: masuk 20.45 {wib}, pulang 07.05 {wib}."
    after = "Selasa, 7 April 2026 Jam kerja 21.00"
    await through(dewi, [(say("Hari ini"), card)], [(say("Hari ini"), after)], "Dinas malam Senin")
    assert dewi.newest.endswith(done)
    assert not dewi.newest.startswith("Dinas malam")
    await dewi.play(*act(TUESDAY, "20.50", "Masuk", "Tercatat masuk"), (say("Hari ini"), "Selasa"))
    assert done not in dewi.newest


async def test_a_forgotten_pulang_holds_the_date_until_its_window_closes(world: World) -> None:
    """AMB-56, AMB-41."""
    dewi = await on_duty(world)
    missing = "Dinas malam Senin, 6 April: masuk 20.45 WITA, pulang belum tercatat. Sampaikan"
    await dewi.play(
        (at("09.00.00", TUESDAY), SILENCE),
        (say("Hari ini"), "Dinas malam Senin, 6 April 2026"),
        (at("09.00.01", TUESDAY), SILENCE),
        (say("Hari ini"), missing),
    )
    assert dewi.newest.startswith("Selasa, 7 April 2026")


async def test_of_two_shifts_a_superior_reads_where_somebody_is_now(world: World) -> None:
    """L4, report 12: after midnight the second one of Monday, not how the first one ended."""
    both = {"employee": DEWI.id, "since": date(2026, 4, 6), "until": date(2026, 4, 6)}
    await insert(world, employee_duty, **both, number=1, schedule="lima-hari")
    await insert(world, employee_duty, **both, number=2, schedule="malam")
    sari, dewi = await superior(world), await employed(world, DEWI)
    first = "Hadir (1) Dewi, masuk 07.24 WITA, pulang 16.05 WITA Belum"
    second = f"Hadir (1) Dewi, {CALLED}, masuk 20.45 WITA Belum"
    await dewi.play(
        *act(MONDAY, "07.24", "Masuk", "Tercatat masuk"),
        *act(MONDAY, "16.05", "Pulang", "Tercatat pulang"),
    )
    await sari.play((say("/bawahan"), first))
    await dewi.play(*act(MONDAY, "20.45", "Masuk", "Tercatat masuk"))
    await sari.play((at("00.30", TUESDAY), SILENCE), (say("/bawahan"), second))


async def test_a_share_without_a_press_asks_for_the_shifts_pulang(world: World) -> None:
    dewi = await on_duty(world)
    for clock, day in NIGHT:
        asked = f"Jam pulang {CALLED} pukul 07.00 WITA. Apakah Anda mau presensi pulang?"
        await dewi.play((at(clock, day), SILENCE), (share(GATE), asked), (say("batal"), "Dibatal"))


async def test_a_stamp_of_the_morning_names_its_night(world: World) -> None:
    """AMB-56: 07.05 is Tuesday's clock and Monday's shift."""
    dewi = await on_duty(world)
    assert "Senin, 6 April 2026" in dewi.newest
    assert "dinas malam" not in dewi.newest
    await dewi.play(*MORNING)
    assert "dinas malam Senin, 6 April 2026" in dewi.newest
    await dewi.play((say("/kenapa"), "Presensi pulang dinas malam Senin, 6 April 2026, 07.05 WITA"))


async def test_going_home_without_a_masuk_names_the_night(world: World) -> None:
    dewi = await employed(world, DEWI)
    missing = f"Presensi masuk {CALLED} tidak ada; sampaikan kepada operator."
    await dewi.play(
        (at("07.05", TUESDAY), SILENCE), (say("Pulang"), PLEASE), (share(GATE), missing)
    )


async def test_a_superior_sees_everybody_on_their_own_working_date(world: World) -> None:
    """After midnight Dewi is still on Monday's night, and Budi's Tuesday has not begun."""
    sari, dewi = await superior(world), await on_duty(world)
    line = f"Hadir (1) Dewi, {CALLED}, masuk 20.45 WITA Belum presensi (3) Budi Citra Eko"
    for clock, day in NIGHT[1:]:
        await sari.play((at(clock, day), SILENCE), (say("/bawahan"), line))
    await dewi.play(*MORNING)
    await sari.play((say("/bawahan"), "Belum presensi (4) Budi Citra Dewi Eko"))


@pytest.mark.parametrize(
    ("since", "until", "night", "evening"),
    [
        (date(2026, 4, 7), None, "Tercatat pulang", "Anda dikecualikan dari presensi."),
        (date(2026, 4, 1), date(2026, 4, 6), "Anda dikecualikan dari presensi.", "Tercatat masuk"),
    ],
    ids=["from Tuesday on", "until Monday"],
)
async def test_who_is_exempt_is_asked_for_the_date_of_the_shift(
    world: World, since: date, until: date | None, night: str, evening: str
) -> None:
    """BLG-8-5, AMB-56: the pulang of Monday's night is Monday's, stamped on Tuesday."""
    dewi = await on_duty(world)
    row = {"since": since, "until": until, "kind": "ditahan", "decree": "SK 1"}
    await insert(world, exemption, employee=DEWI.id, **row)
    card = "dikecualikan" if until else "Masuk: 20.45 WITA"
    await dewi.play(
        (at("00.30", TUESDAY), SILENCE),
        (say("Hari ini"), card),
        *act(TUESDAY, "07.05", "Pulang", night),
        *act(TUESDAY, "20.50", "Masuk", evening),
    )


async def test_whoever_retires_still_goes_home_from_the_last_night(world: World) -> None:
    """G3, AMB-56: the account is let go once that shift is over, and not at midnight."""
    dewi = await on_duty(world)
    gone = {"last": date(2026, 4, 6), "kind": "pensiun", "decree": "SK 88/2026"}
    await insert(world, departure, employee=DEWI.id, **gone)
    world.at(wita(TUESDAY, "02.00"))
    await scheduler.remind(world.service.app)
    await dewi.play((say("Hari ini"), "Dinas malam Senin, 6 April 2026"), *MORNING)
    assert [row.leg for row in await world.rows(stamp)] == ["masuk", "pulang"]
    await dewi.play((say("Hari ini"), "hanya untuk ASN"))
    await scheduler.remind(world.service.app)
    assert await world.rows(binding) == []


async def test_the_same_point_in_one_night_is_no_other_day(world: World) -> None:
    """Two stamps of one working date, on two dates of the calendar."""
    dewi = await employed(world, DEWI)
    for clock, day in (("20.45", MONDAY), ("07.05", TUESDAY), ("20.50", TUESDAY)):
        await dewi.play((at(clock, day), SILENCE), (share_exactly(GATE), "Tercatat"))
    signals = {(row.date.day, row.leg): row.evidence["signals"] for row in await world.rows(stamp)}
    told = {key for key, found in signals.items() if "same_point_other_day" in found}
    assert told == {(7, "masuk")}


async def test_an_ordinary_day_begins_at_midnight(world: World) -> None:
    budi = await employed(world, BUDI)
    await budi.play(
        *act(MONDAY, "07.24", "Masuk", "Tercatat masuk"),  # and forgets to stamp in the evening
        (at("00.30", TUESDAY), SILENCE),
        (say("Hari ini"), "Selasa, 7 April 2026 Jam kerja 07.30"),
        *SICK,
        (say("hari ini"), "Sampai tanggal berapa?"),
    )
    assert all("dinas malam" not in each.casefold() for each in budi.answers)
