"""Masuk and pulang on a trip and on special duty as dialogues, and what the day's card says."""

from datetime import date, datetime
from uuid import uuid4

import pytest

from bot.channels.base import Capability
from core.approvals.case import State
from db.records.claim import share as listened
from db.records.request import request
from db.records.stamp import stamp
from tests.bench.statements import STATEMENTS_MAX
from tests.handlers.dialogue import (
    PLEASE,
    SILENCE,
    Gesture,
    Line,
    Speaker,
    act,
    again,
    at,
    employed,
    insert,
    say,
    share,
    share_exactly,
)
from tests.harness.database import statements
from tests.office import BUDI, DEWI, GATE, STREET, WIB, Actor
from tests.profiles import lacks, needs
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
KARANGANYAR = pytest.mark.parametrize("regulation", ["karanganyar"])
MONDAY, TUESDAY, WEDNESDAY = "2026-04-06", "2026-04-07", "2026-04-08"
DUTY, TRIP = "tugas_khusus", "dinas_luar.luar-daerah"
OUTSIDE = "di luar Kantor Bupati"


async def asked(
    world: World,
    code: str,
    last: str = MONDAY,
    state: State | None = None,
    actor: Actor = BUDI,
) -> None:
    """A request from Monday on, not yet due; without a state nobody has decided."""
    row = {"employee": actor.id, "code": code, "first": date(2026, 4, 6), "reason": "rapat"}
    filed, due = (datetime(2026, 4, day, 6, tzinfo=WIB) for day in (6, 20))
    times = {"last": date.fromisoformat(last), "filed_at": filed, "due_at": due}
    await insert(world, request, id=uuid4(), state=state, **row, **times)


def away(day: str, clock: str, word: str, answer: str) -> list[Line]:
    """As `act`, and 309 m from the office."""
    return [(at(clock, day), SILENCE), (say(word), PLEASE), (share_exactly(STREET), answer)]


def card(clock: str, answer: str, day: str = MONDAY) -> list[Line]:
    return [(at(clock, day), SILENCE), (say("Hari ini"), answer)]


@BOTH
@KARANGANYAR
async def test_special_duty_is_stamped_twice_anywhere_in_its_own_window(world: World) -> None:
    """KRA-9A-1, KRA-9A-2a, KRA-9A-2b: also while nobody has validated it yet."""
    budi = await employed(world)
    await asked(world, DUTY)
    await budi.play(
        *away(MONDAY, "06.59", "Masuk", "dibuka pukul 07.00 WIB (1 menit lagi)."),
        *away(MONDAY, "07.24", "Masuk", "Tercatat masuk 07.24 WIB, tepat waktu Tugas khusus ·"),
        (again, SILENCE),
        (say("/kenapa"), "Presensi masuk Senin, 6 April 2026, 07.24 WIB Pasal 9A ayat (1)"),
        *away(MONDAY, "15.59", "Pulang", "dibuka pukul 16.00 WIB (1 menit lagi)."),
        *away(MONDAY, "23.59", "Pulang", "Tercatat pulang 23.59 WIB Tugas khusus · Senin, 6"),
    )
    rows = await world.rows(stamp)
    assert {(s.leg, s.place, s.distance, s.review) for s in rows} == {
        ("masuk", None, 409.1, False),
        ("pulang", None, 409.1, False),
    }
    assert {(s.latitude, s.longitude) for s in rows} == {STREET}
    assert {s.evidence["where"] for s in rows} == {"outside"}


@KARANGANYAR
async def test_special_duty_is_late_after_half_past_seven_and_still_accepted(world: World) -> None:
    """KAM-06."""
    budi = await employed(world)
    await asked(world, DUTY, TUESDAY, State.APPROVED)
    await budi.play(
        *away(MONDAY, "07.30.00", "Masuk", "masuk 07.30 WIB, tepat waktu Tugas khusus"),
        *away(TUESDAY, "07.31", "Masuk", "masuk 07.31 WIB, terlambat 1 menit Tugas khusus"),
        (say("Hari ini"), "Masuk: 07.31 WIB, terlambat 1 menit"),
    )


@KARANGANYAR
async def test_a_trip_is_stamped_twice_anywhere_in_the_ordinary_hours(world: World) -> None:
    """KRA-9B-1, KRA-9B-2: from its first date to its last."""
    budi = await employed(world)
    await asked(world, TRIP, TUESDAY)
    await budi.play(
        *away(MONDAY, "05.30", "Masuk", "masuk 05.30 WIB, tepat waktu Dinas luar · Senin, 6 April"),
        *away(MONDAY, "16.02", "Pulang", "Tercatat pulang 16.02 WIB Dinas luar · Senin, 6 April"),
        *away(TUESDAY, "07.31", "Masuk", "terlambat 1 menit Dinas luar · Selasa, 7 April"),
        *away(WEDNESDAY, "07.24", "Masuk", OUTSIDE),
    )


@KARANGANYAR
async def test_in_the_office_it_is_an_ordinary_stamp_and_each_leg_is_for_itself(
    world: World,
) -> None:
    """KAM-06: tugas khusus in the morning, the office in the afternoon."""
    budi = await employed(world)
    await asked(world, DUTY)
    await budi.play(
        *act(MONDAY, "06.40", "Masuk", "masuk 06.40 WIB, tepat waktu Kantor Bupati"),
        *away(MONDAY, "16.02", "Pulang", "Tercatat pulang 16.02 WIB Tugas khusus"),
    )
    assert {(s.leg, s.place) for s in await world.rows(stamp)} == {
        ("masuk", "kantor-bupati"),
        ("pulang", None),
    }


@KARANGANYAR
@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN, State.LAPSED])
async def test_what_was_refused_lifts_no_fence(world: World, state: State) -> None:
    """KRA-9A-4."""
    budi = await employed(world)
    await asked(world, DUTY, state=state)
    await budi.play(*away(MONDAY, "07.24", "Masuk", OUTSIDE))
    assert await world.rows(stamp) == []


@KARANGANYAR
async def test_a_day_off_stays_one(world: World) -> None:
    budi = await employed(world)
    await asked(world, TRIP, "2026-04-12")
    await budi.play(*away("2026-04-12", "07.24", "Masuk", "Tidak perlu presensi."))


@KARANGANYAR
async def test_the_morning_after_a_night_is_still_of_the_evening_of_the_duty(world: World) -> None:
    """KAM-06, AMB-07: the request is for Monday alone."""
    dewi = await employed(world, DEWI)
    await asked(world, DUTY, actor=DEWI)
    await dewi.play(
        *away(MONDAY, "20.31", "Masuk", "Tercatat masuk 20.31 WIB, tepat waktu Tugas khusus"),
        *away(TUESDAY, "07.05", "Pulang", "07.05 WIB Tugas khusus · dinas malam Senin"),
        *away(TUESDAY, "20.50", "Masuk", "di luar Rsud Utama"),
    )


@needs(Capability.LIVE_LOCATION)
@KARANGANYAR
async def test_a_live_location_is_stamped_at_once_and_nothing_is_listened_to(world: World) -> None:
    """KRA-9B-1: also one that was on its way before anybody asked for the trip."""
    budi = await employed(world)
    live = []

    async def begins(who: Speaker) -> None:
        live.append(await who.chat.share_live(*STREET, period=900))

    further: Gesture = lambda _: live[-1].move(STREET[0] + 0.01, STREET[1])  # noqa: E731
    await budi.play((at("07.20", MONDAY), SILENCE), (say("Masuk"), PLEASE), (begins, OUTSIDE))
    await asked(world, TRIP)
    await budi.play(
        (further, "Tercatat masuk 07.20 WIB, tepat waktu Dinas luar"),
        (at("16.00"), SILENCE),
        (say("Pulang"), PLEASE),
        (begins, "Tercatat pulang 16.00 WIB Dinas luar"),
        (further, SILENCE),
    )
    assert await world.rows(listened) == []


@KARANGANYAR
@lacks(Capability.LIVE_LOCATION)
async def test_a_request_costs_no_statement_more(world: World) -> None:
    """The hot path: at most five per check-in."""
    budi = await employed(world)
    counts = []
    for day in (MONDAY, TUESDAY):
        await budi.play((at("07.24", day), SILENCE), (say("Masuk"), PLEASE))
        with statements(world.service.app.engine) as sent:
            await share(GATE if day == MONDAY else STREET)(budi)
        # The sender looks into the outbox whenever it likes; the check-in only writes there.
        counts.append(sum("outbox" not in s.sql or s.sql.startswith("INSERT") for s in sent))
        await world.quiet()
        await asked(world, TRIP, TUESDAY)
    assert len(await world.rows(stamp)) == 2
    assert counts[0] == counts[1] <= STATEMENTS_MAX


CARDS: list[tuple[str, str, State | None, str]] = [
    ("KRA-9A-1", DUTY, State.APPROVED, "Hari ini tugas khusus: presensi dari tempat tugas. Jam"),
    (
        "KRA-9A-1 waits",
        DUTY,
        None,
        "tugas khusus (menunggu keputusan): presensi dari tempat tugas.",
    ),
    ("KRA-9B-1", TRIP, State.APPROVED, "Hari ini dinas luar: presensi dari tempat tugas. Jam"),
    ("KRA-9A-4 refused", DUTY, State.REJECTED, "Senin, 6 April 2026 Jam kerja 07.30 WIB"),
]


@KARANGANYAR
@pytest.mark.parametrize(
    ("code", "state", "answer"), [pytest.param(*row, id=rule) for rule, *row in CARDS]
)
async def test_the_card_says_where_today_is_stamped(
    world: World, code: str, state: State | None, answer: str
) -> None:
    budi = await employed(world)
    await asked(world, code, state=state)
    await budi.play(*card("06.00", answer))


@KARANGANYAR
async def test_the_card_of_special_duty_has_its_own_window(world: World) -> None:
    """KRA-9A-2a, KAM-06."""
    budi = await employed(world)
    await asked(world, DUTY)
    await budi.play(
        *card("06.59", "Berikutnya: presensi masuk (dibuka 07.00 WIB)."),
        *card("07.00", "Berikutnya: presensi masuk."),
        *card("18.31", "Berikutnya: presensi pulang, paling lambat 23.59 WIB."),
    )


ABSENT: list[tuple[str, str, State | None, str]] = [
    ("BLG-11-3 leave", "cuti.tahunan", State.APPROVED, "Hari ini cuti. Tidak perlu presensi."),
    ("BLG-11-3 sick", "sakit", State.DEEMED_APPROVED, "Hari ini sakit. Tidak perlu presensi."),
    ("BLG-11-3 trip", "dinas_luar", State.APPROVED, "Hari ini dinas luar. Tidak perlu presensi."),
    ("AMB-22 permit", "izin", State.APPROVED, "Hari ini izin. Tidak perlu presensi."),
    ("KAM-01 waits", "cuti.tahunan", None, "cuti (menunggu keputusan). Jam kerja 07.30 WITA"),
    ("AMB-21 refused", "cuti.tahunan", State.REJECTED, "6 April 2026 Jam kerja 07.30 WITA"),
    ("BLG-11-5", "pulang_cepat", State.APPROVED, "6 April 2026 Jam kerja 07.30 WITA"),
]


@pytest.mark.parametrize(
    ("code", "state", "answer"), [pytest.param(*row, id=rule) for rule, *row in ABSENT]
)
async def test_the_card_says_who_needs_no_stamp_today(
    world: World, code: str, state: State | None, answer: str
) -> None:
    budi = await employed(world)
    await asked(world, code, state=state)
    await budi.play(*card("07.00", answer))
