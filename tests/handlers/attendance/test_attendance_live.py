"""What only Telegram can show: live locations that move, stop and run out, and its odd pins."""

import pytest

from bot.channels.base import Capability
from bot.sandbox.live import LiveShare
from bot.sandbox.model import User
from db.records.claim import share as listened
from db.records.stamp import stamp
from tests.handlers.dialogue import (
    PLEASE,
    SILENCE,
    SURE,
    Gesture,
    Speaker,
    again,
    at,
    employed,
    later,
    say,
    share,
)
from tests.office import GATE, STREET
from tests.profiles import needs
from tests.world import World

LIVE = needs(Capability.LIVE_LOCATION)
pytestmark = LIVE

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
MONDAY = "2026-04-06"
CORNER = (2.8390, 117.3655)  # 66 m beyond the circle
OUTSIDE = "Anda masih 309 m di luar Kantor Bupati; arahnya ke selatan."
STOPPED = "Anda berhenti membagikan lokasi, dan presensi masuk belum tercatat."
RAN_OUT = "Waktu berbagi lokasi sudah habis, dan presensi masuk belum tercatat."


class Walk:
    """A person on their way with a live location switched on."""

    live: LiveShare

    def begins(self, place: tuple[float, float], accuracy: float | None = None) -> Gesture:
        async def send(who: Speaker) -> None:
            self.live = await who.chat.share_live(*place, period=900, accuracy=accuracy)

        return send

    def goes(self, place: tuple[float, float], accuracy: float | None = SURE) -> Gesture:
        return lambda _: self.live.move(*place, accuracy=accuracy)

    async def stops(self, _: Speaker) -> None:
        await self.live.stop()


@BOTH
async def test_walking_in_is_told_once_with_a_map_and_stamped_at_the_first_point_inside(
    world: World,
) -> None:
    """BLG-8-3: one message for the way, one for the stamp, and silence in between and after."""
    budi, walk = await employed(world), Walk()
    await budi.play(
        (at("07.20", MONDAY), SILENCE),
        (say("Masuk"), PLEASE),
        (walk.begins(STREET), OUTSIDE),
        (again, SILENCE),
        (later(minutes=1), SILENCE),
        (walk.goes(CORNER), SILENCE),
        (later(minutes=1), SILENCE),
        (walk.goes(GATE), "Tercatat masuk 07.22 WITA, tepat waktu"),
        (again, SILENCE),
        (later(minutes=1), SILENCE),
        (walk.goes(STREET), SILENCE),
        (walk.stops, SILENCE),
        (later(minutes=15), SILENCE),
    )
    assert sum("photo" in message.media for message in budi.chat.messages) == 1
    (row,) = await world.rows(stamp)
    assert (row.latitude, row.longitude) == GATE
    assert await world.rows(listened) == []


async def test_stopping_before_arriving_is_told_and_the_next_share_is_stamped(
    world: World,
) -> None:
    budi, walk = await employed(world), Walk()
    await budi.play(
        (at("07.20", MONDAY), SILENCE),
        (say("Masuk"), PLEASE),
        (walk.begins(STREET), OUTSIDE),
        (walk.stops, STOPPED),
        (again, SILENCE),
        (later(minutes=15), SILENCE),
        (share(GATE), "masuk 07.35 WITA, terlambat 5 menit"),
    )


async def test_running_out_before_arriving_is_told_once_though_telegram_says_nothing(
    world: World,
) -> None:
    budi, walk = await employed(world), Walk()
    await budi.play(
        (at("07.00", MONDAY), SILENCE),
        (walk.begins(STREET), OUTSIDE),
        (later(seconds=899), SILENCE),
        (later(seconds=1), RAN_OUT),
        (later(minutes=1), SILENCE),
        (share(GATE), "Tercatat masuk 07.16 WITA, tepat waktu"),
    )


async def test_a_poor_live_fix_waits_for_the_next_point_and_goes_to_the_atasan(
    world: World,
) -> None:
    """AMB-08: asked once more, then REVIEW; the first time counts."""
    budi, walk = await employed(world), Walk()
    await budi.play(
        (at("07.29", MONDAY), SILENCE),
        (say("Masuk"), PLEASE),
        (walk.begins(GATE, 300.0), "Sinyal GPS lemah (ketelitian 300 m)"),
        (later(minutes=2), SILENCE),
        (walk.goes(GATE, 280.0), "Tercatat masuk 07.29 WITA, tepat waktu"),
    )
    assert "atasan akan memeriksanya" in budi.newest
    (row,) = await world.rows(stamp)
    assert row.review
    await budi.play((say("/hari_ini"), "Masuk: 07.29 WITA (menunggu pemeriksaan atasan)"))


async def test_a_better_fix_after_a_poor_one_is_an_ordinary_stamp(world: World) -> None:
    budi, walk = await employed(world), Walk()
    await budi.play(
        (at("07.10", MONDAY), SILENCE),
        (say("Masuk"), PLEASE),
        (walk.begins(GATE, 300.0), "Biarkan lokasi tetap dibagikan"),
        (later(minutes=1), SILENCE),
        (walk.goes(GATE, 12.0), "Tercatat masuk 07.10 WITA, tepat waktu"),
    )
    assert "atasan" not in budi.newest
    assert "statis" not in budi.newest


ANI = User(777, "Ani", phone="+6281399999999")
MAPS = User(778, "Peta", username="peta_bot", is_bot=True)

# What was sent, what is said about it, how /kenapa names it.
ODD: dict[str, tuple[Gesture, str, str]] = {
    "pin": (
        lambda who: who.chat.pin(*GATE),
        "Itu titik di peta, bukan lokasi langsung.",
        "titik di peta",
    ),
    "venue": (
        lambda who: who.chat.venue(*GATE, "Kantor Bupati", "Jalan Jelarai"),
        "Itu nama tempat, bukan posisi Anda.",
        "nama tempat",
    ),
    "forwarded pin": (
        lambda who: who.chat.forward_pin(*GATE, ANI),
        "Lokasi yang diteruskan tidak bisa dipakai.",
        "lokasi yang diteruskan",
    ),
    "forged forward of a live location": (
        lambda who: who.chat.forward_live(*GATE, ANI, 900),
        "Lokasi yang diteruskan tidak bisa dipakai.",
        "lokasi yang diteruskan",
    ),
    "via a bot": (
        lambda who: who.chat.via_bot_pin(*GATE, MAPS),
        "Lokasi lewat bot lain tidak bisa dipakai.",
        "lokasi lewat bot lain",
    ),
    "scheduled": (
        lambda who: who.chat.scheduled_pin(*GATE),
        "Lokasi terjadwal tidak bisa dipakai.",
        "lokasi terjadwal",
    ),
}


async def test_every_odd_location_is_refused_with_a_reason_and_the_right_one_still_succeeds(
    world: World,
) -> None:
    """BLG-8-3: only the phone's own position shows where the person is."""
    budi = await employed(world)
    await budi.play((at("07.24", MONDAY), SILENCE), (say("Masuk"), PLEASE))
    for gesture, words, title in ODD.values():
        await budi.play((gesture, words))
        assert "lalu Bagikan Lokasi Langsung Saya" in budi.newest
        assert (await budi.state())["talk"]
        assert str((await budi.state())["verdict"]).count(title) == 1
    await budi.play((share(GATE), "Tercatat masuk 07.24 WITA"), (again, SILENCE))
    assert len(await world.rows(stamp)) == 1


async def test_a_location_in_a_group_is_for_a_private_chat(world: World) -> None:
    await employed(world)
    group = world.sandbox.person("Budi").join(world.sandbox.group("Kantor", world.bot))
    private = "Presensi hanya lewat percakapan pribadi dengan saya, bukan di grup."
    await group.share_live(*GATE)
    await world.quiet()
    assert group.last.text == private
    spoken = group.chat.spoken
    await group.say("selamat pagi semua")
    await world.quiet()
    assert group.chat.spoken == spoken
    await group.say("/masuk")
    await world.quiet()
    assert group.last.text == private
    assert await world.rows(stamp) == []


@pytest.mark.parametrize("policy", ["any"])
async def test_where_any_location_counts_a_pin_is_weak_and_the_daily_keys_come_back(
    world: World,
) -> None:
    budi = await employed(world)
    await budi.play((at("07.24", MONDAY), SILENCE), (say("Masuk"), "bagikan lokasi Anda sekarang"))
    assert budi.chat.keyboard == [["📍 Kirim lokasi saya"], ["Batal"]]
    await budi.play(
        (lambda who: who.chat.venue(*GATE, "Kantor", "Jalan"), "dari ponsel Anda sendiri")
    )
    assert budi.chat.keyboard == [["📍 Kirim lokasi saya"], ["Batal"]]
    key = "📍 Kirim lokasi saya"
    await budi.play((lambda who: who.chat.press(key, GATE), "Dicatat dari titik di peta."))
    assert budi.chat.keyboard == [["Masuk", "Pulang"], ["Hari ini", "Bantuan"]]


async def test_two_phones_in_one_hand_leave_one_stamp(world: World) -> None:
    """Two live shares one after the other, without waiting for the answer."""
    budi = await employed(world)
    await budi.play((at("07.24", MONDAY), SILENCE), (say("Masuk"), PLEASE))

    async def twice(who: Speaker) -> None:
        await who.chat.share_live(*GATE)
        await who.chat.share_live(*GATE)

    said = await budi.hears(twice)
    assert sum("Tercatat masuk" in text for text in said) == 1
    assert sum("sudah presensi masuk" in text for text in said) == 1
    assert len(await world.rows(stamp)) == 1
