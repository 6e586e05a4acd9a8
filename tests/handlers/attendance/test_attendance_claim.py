"""What somebody tries to stamp has an owner, a working date and an end (AMB-45)."""

import pytest

from bot.channels.base import Capability
from bot.sandbox.faults import Fault, TooMany
from bot.sandbox.live import LiveShare
from db.records.claim import share as tries
from db.records.stamp import stamp
from tests.handlers.dialogue import (
    PLEASE,
    SILENCE,
    Gesture,
    Speaker,
    again,
    at,
    employed,
    later,
    say,
    share,
)
from tests.office import GATE, STREET, WITA
from tests.patience import until
from tests.profiles import needs
from tests.world import World

pytestmark = needs(Capability.LIVE_LOCATION)

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
MONDAY, TUESDAY = "2026-04-06", "2026-04-07"
HOME = (2.8475, 117.3655)  # 1.1 km north of the office
VAGUE = "Sinyal GPS lemah"
ALWAYS = 0x7FFFFFFF  # "until I turn it off"


class Live:
    """A live location that goes on for `period` seconds."""

    live: LiveShare

    def begins(
        self, place: tuple[float, float], accuracy: float = 10.0, period: int = ALWAYS
    ) -> Gesture:
        async def send(who: Speaker) -> None:
            self.live = await who.chat.share_live(*place, period=period, accuracy=accuracy)

        return send

    def goes(self, place: tuple[float, float], accuracy: float = 10.0) -> Gesture:
        return lambda _: self.live.move(*place, accuracy=accuracy)

    async def stops(self, _: Speaker) -> None:
        await self.live.stop()


async def stamped(world: World) -> list[tuple[str, str, str, bool]]:
    return [
        (str(row.date), row.leg, f"{row.at.astimezone(WITA):%H.%M.%S}", row.review)
        for row in await world.rows(stamp)
    ]


@BOTH
async def test_a_vague_fix_of_monday_is_no_stamp_of_monday_on_tuesday(world: World) -> None:
    """AMB-08, AMB-45: nor of Tuesday, whatever share is still running."""
    budi, first, second = await employed(world), Live(), Live()
    await budi.play(
        (at("07.25", MONDAY), SILENCE),
        (say("Masuk"), PLEASE),
        (first.begins(HOME, 1400.0), VAGUE),
        (at("16.05", MONDAY), SILENCE),
        (say("Pulang"), PLEASE),
        (second.begins(HOME, 1400.0), VAGUE),
        (at("16.10", MONDAY), SILENCE),
        (later(seconds=0), "Presensi masuk Senin, 6 April 2026 belum tercatat"),
        (at("18.40", MONDAY), SILENCE),
        (later(seconds=0), "Presensi pulang Senin, 6 April 2026 belum tercatat"),
        (at("07.20", TUESDAY), SILENCE),
        (first.goes(GATE), SILENCE),
        (second.goes(GATE), SILENCE),
    )
    assert (await stamped(world), await world.rows(tries)) == ([], [])


async def test_a_share_of_yesterday_that_nobody_has_ended_yet_stamps_nothing(
    world: World,
) -> None:
    """AMB-45: also where no tick came by in between."""
    budi, live = await employed(world), Live()
    await budi.play(
        (at("07.25", MONDAY), SILENCE),
        (live.begins(HOME, 1400.0), VAGUE),
        (at("07.20", TUESDAY), SILENCE),
        (live.goes(GATE), "Presensi masuk Senin, 6 April 2026 belum tercatat"),
        (again, SILENCE),
        (live.goes(GATE), SILENCE),
        (say("Masuk"), PLEASE),
        (share(GATE, 10.0), "Tercatat masuk 07.20 WITA"),
    )
    assert [(day, leg) for day, leg, *_ in await stamped(world)] == [(TUESDAY, "masuk")]


@pytest.mark.parametrize(
    ("clock", "said", "recorded"),
    [
        pytest.param("07.35", "masuk 07.25 WITA, tepat waktu", "07.25.00", id="ten minutes"),
        pytest.param("07.35.01", "masuk 07.35 WITA, terlambat 6 menit", "07.35.01", id="after"),
        pytest.param("15.50", "masuk 15.50 WITA, terlambat", "15.50.00", id="the afternoon"),
    ],
)
async def test_the_first_time_is_kept_for_ten_minutes(
    world: World, clock: str, said: str, recorded: str
) -> None:
    budi, live = await employed(world), Live()
    await budi.play(
        (at("07.25", MONDAY), SILENCE),
        (say("Masuk"), PLEASE),
        (live.begins(HOME, 1400.0), VAGUE),
        (at(clock), SILENCE),
        (live.goes(GATE), said),
    )
    assert [row[2] for row in await stamped(world)] == [recorded]
    assert await world.rows(tries) == []


async def test_who_was_surely_outside_in_between_has_no_first_time(world: World) -> None:
    budi, live = await employed(world), Live()
    await budi.play(
        (at("07.25", MONDAY), SILENCE),
        (live.begins(HOME, 1400.0), VAGUE),
        (at("07.27"), SILENCE),
        (live.goes(STREET), SILENCE),
        (at("07.33"), SILENCE),
        (live.goes(GATE), "masuk 07.33 WITA, terlambat 3 menit"),
    )
    assert [row[2:] for row in await stamped(world)] == [("07.33.00", False)]


async def test_a_second_vague_point_is_a_try_only_once_there_was_time_to_move(
    world: World,
) -> None:
    """AMB-08: asked again, then REVIEW; a moment later is no second try."""
    budi, live = await employed(world), Live()
    await budi.play(
        (at("07.25", MONDAY), SILENCE),
        (live.begins(HOME, 1400.0), VAGUE),
        (later(seconds=1), SILENCE),
        (live.goes(HOME, 1399.0), SILENCE),
        (later(seconds=58), SILENCE),
        (live.goes(HOME, 1400.0), SILENCE),
        (later(seconds=1), SILENCE),
        (live.goes(HOME, 1399.0), "Tercatat masuk 07.25 WITA"),
    )
    assert [row[2:] for row in await stamped(world)] == [("07.25.00", True)]


async def test_a_try_belongs_to_the_person_and_not_to_a_message(world: World) -> None:
    """AMB-08: the second share is the second try, with its own time."""
    budi, first, second = await employed(world), Live(), Live()
    await budi.play(
        (at("07.25", MONDAY), SILENCE),
        (first.begins(HOME, 1400.0), VAGUE),
        (first.stops, "Anda berhenti membagikan lokasi"),
        (at("07.32"), SILENCE),
        (second.begins(HOME, 1400.0), "masuk 07.32 WITA, terlambat 2 menit"),
    )
    assert [row[2:] for row in await stamped(world)] == [("07.32.00", True)]


@BOTH
@pytest.mark.parametrize("pressed", [True, False])
async def test_a_share_begun_too_early_stamps_once_it_is_open(
    world: World, *, pressed: bool
) -> None:
    """BLG-8-2a: by the first point within the window, without another share."""
    budi, live = await employed(world), Live()
    await budi.play(
        (at("06.25", MONDAY), SILENCE),
        *([(say("Masuk"), PLEASE)] if pressed else []),
        (
            live.begins(GATE, period=28_800),
            "dibuka pukul 06.30 WITA (5 menit lagi). Biarkan lokasi",
        ),
        (at("06.29.59"), SILENCE),
        (live.goes(GATE, 9.0), SILENCE),
        (at("06.30.00"), SILENCE),
        (live.goes(GATE, 8.0), "Tercatat masuk 06.30 WITA, tepat waktu"),
        (live.goes(GATE, 9.0), SILENCE),
    )
    assert await stamped(world) == [(MONDAY, "masuk", "06.30.00", False)]


async def test_a_share_begun_before_going_home_time_stamps_pulang(world: World) -> None:
    """BLG-8-2b."""
    budi, live = await employed(world), Live()
    await budi.play(
        (at("07.24", MONDAY), SILENCE),
        (share(GATE, 10.0), "Tercatat masuk"),
        (at("15.55"), SILENCE),
        (say("Pulang"), PLEASE),
        (live.begins(GATE, period=900), "dibuka pukul 16.00 WITA (5 menit lagi). Biarkan lokasi"),
        (at("16.01"), SILENCE),
        (live.goes(GATE, 9.0), "Tercatat pulang 16.01 WITA"),
    )


async def test_whose_share_ends_before_it_is_open_is_told_to_share_again(world: World) -> None:
    budi, live = await employed(world), Live()
    await budi.play(
        (at("06.10", MONDAY), SILENCE),
        (live.begins(GATE, period=900), "(20 menit lagi). Bagikan lokasi lagi sesudah itu."),
        (at("06.30"), SILENCE),
        (later(seconds=0), SILENCE),
    )
    assert await world.rows(tries) == []


async def test_who_is_early_and_still_on_the_way_is_stamped_where_they_arrive(
    world: World,
) -> None:
    budi, live = await employed(world), Live()
    await budi.play(
        (at("06.25", MONDAY), SILENCE),
        (live.begins(STREET, period=1_800), "Masih terlalu pagi."),
        (at("06.35"), SILENCE),
        (live.goes(STREET, 9.0), SILENCE),
        (at("06.40"), SILENCE),
        (live.goes(GATE, 9.0), "Tercatat masuk 06.40 WITA"),
    )


async def test_nobody_is_told_of_an_older_share_what_is_not_true_any_more(world: World) -> None:
    """The first share runs out; by the second one masuk is stamped."""
    budi, first = await employed(world), Live()
    await budi.play(
        (at("07.00", MONDAY), SILENCE),
        (first.begins(STREET, period=900), "Anda masih 309 m di luar"),
        (at("07.10"), SILENCE),
        (share(GATE, 10.0), "Tercatat masuk 07.10 WITA"),
        (at("07.15"), SILENCE),
        (later(minutes=1), SILENCE),
    )
    assert await world.rows(tries) == []


async def test_what_is_not_recorded_is_asked_again_before_it_is_sent(world: World) -> None:
    """The older share ran out; before anybody could be told, another one stamped."""
    budi, old, new = await employed(world), Live(), Live()
    await budi.play(
        (at("07.00", MONDAY), SILENCE),
        (old.begins(STREET, period=900), "Anda masih"),
    )
    too_many = Fault(TooMany(600), method="sendMessage", chat_id=budi.chat.chat.id, times=1)
    world.sandbox.faults.add(too_many)
    await budi.play((later(minutes=16), SILENCE))
    await new.begins(GATE)(budi)

    async def is_stamped() -> bool:
        return bool(await stamped(world))

    await until(is_stamped)
    said = await budi.hears(later(minutes=11))
    assert len(said) == 1
    assert "Tercatat masuk 07.16" in said[0]
