"""Masuk and pulang as dialogues, by every way to say them, on both sides of every border."""

from datetime import date

import pytest

from bot.channels.base import Capability
from db.people.employee import block, exemption, posting
from db.people.office import office, office_duty
from db.records.stamp import stamp
from tests.handlers.dialogue import (
    PLEASE,
    SILENCE,
    STALE,
    Speaker,
    act,
    again,
    at,
    employed,
    insert,
    later,
    old_button,
    photo,
    say,
    share,
    tap,
)
from tests.office import BUDI, DEWI, GATE, OLD_OFFICE, STREET, wita
from tests.plain_phone import PlainPhone
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
MONDAY = "2026-04-06"
WAITING = "Yang saya tunggu adalah lokasi Anda."
ON_TIME = "Tercatat masuk 07.24 WITA, tepat waktu"
EDGE = (2.838676, 117.3655)  # 130 m from the centre, 30 m beyond the circle


@BOTH
async def test_a_day_from_masuk_to_pulang_and_no_second_delivery_adds_anything(
    world: World,
) -> None:
    """BLG-8-1, BLG-L-A2a-g: two acts, each with the server's time."""
    budi = await employed(world)
    for line in [
        *act(MONDAY, "07.24", "Masuk", f"{ON_TIME} Kantor Bupati · Senin, 6 April 2026"),
        *act(MONDAY, "16.02", "Pulang", "Tercatat pulang 16.02 WITA Kantor Bupati · Senin, 6"),
    ]:
        await budi.play(line, *([(again, SILENCE)] if line[1] else []))
    assert {(s.leg, s.place) for s in await world.rows(stamp)} == {
        ("masuk", "kantor-bupati"),
        ("pulang", "kantor-bupati"),
    }


async def test_a_share_without_a_press_does_the_obvious_act_and_never_pulang_by_accident(
    world: World,
) -> None:
    budi = await employed(world)
    asked = "Jam pulang hari ini pukul 16.00 WITA. Apakah Anda mau presensi pulang?"
    await budi.play((at("07.24", MONDAY), SILENCE), (share(GATE), ON_TIME))
    await budi.play((at("12.00"), SILENCE), (share(GATE), asked), (again, SILENCE))
    yes = old_button("Ya, pulang")(budi)
    await budi.play(
        (photo, "Silakan pilih salah satu: Ya, pulang."),
        (share(GATE), "Silakan pilih salah satu"),
        (tap("Batal"), "Dibatalkan."),
        (yes, STALE),
        (share(GATE), asked),
        (tap("Kembali"), PLEASE),
        (share(GATE), asked),
        (tap("Ya, pulang"), "Presensi pulang dibuka pukul 16.00 WITA (4 jam lagi)."),
        (at("16.05"), SILENCE),
        (share(GATE), "Tercatat pulang 16.05 WITA"),
    )


async def test_twice_is_told_with_the_first_time(world: World) -> None:
    budi = await employed(world)
    await budi.play(
        *act(MONDAY, "07.24", "Masuk", ON_TIME),
        *act(MONDAY, "07.26", "Masuk", "masuk sudah tercatat pukul 07.24 WITA. Jam pulang 16.00"),
        (say("Masuk"), PLEASE),
        (say("Masuk"), PLEASE),
        (share(GATE), "Presensi masuk sudah tercatat pukul 07.24 WITA."),
        *act(MONDAY, "16.01", "Pulang", "Tercatat pulang 16.01 WITA"),
        *act(MONDAY, "16.03", "Pulang", "Presensi pulang sudah tercatat pukul 16.01 WITA."),
    )
    assert len(await world.rows(stamp)) == 2


async def test_a_pulang_without_a_masuk_counts_and_says_whom_to_tell(world: World) -> None:
    """AMB-41: one entry only is an incomplete day, not a lost one."""
    budi = await employed(world)
    note = "Presensi masuk hari ini tidak ada; sampaikan kepada operator."
    await budi.play(*act(MONDAY, "16.01", "Pulang", note))


async def test_whatever_is_no_location_repeats_the_question_and_the_right_one_succeeds(
    world: World,
) -> None:
    budi = await employed(world)
    await budi.play(
        (at("07.24", MONDAY), SILENCE),
        (say("Masuk"), PLEASE),
        (say("saya di kantor"), WAITING),
        (photo, WAITING),
        (say("kembali"), PLEASE),
        (again, SILENCE),
        (share(GATE), ON_TIME),
    )


async def test_batal_menu_a_command_and_half_an_hour_end_it(world: World) -> None:
    budi = await employed(world)
    hint = "Tekan Masuk atau Pulang, atau lihat /bantuan."
    await budi.play(
        (at("07.00", MONDAY), SILENCE),
        (say("Masuk"), PLEASE),
        (say("Batal"), "Dibatalkan. Tidak ada yang disimpan."),
        (say("Masuk"), PLEASE),
        (say("menu"), "Silakan pilih."),
        (say("lagi"), hint),
        (say("Masuk"), PLEASE),
        (say("Hari ini"), "Jam kerja 07.30 WITA sampai 16.00 WITA"),
        (say("lagi"), hint),
        (say("Masuk"), PLEASE),
        (later(minutes=30), SILENCE),
        (say("lagi"), WAITING),
        (later(seconds=1), SILENCE),
        (say("lagi"), hint),
        (say("batal"), "Dibatalkan."),
        (say("batal"), "Silakan pilih."),
    )


async def test_a_poor_fix_is_asked_again_and_then_looked_at_by_a_human(world: World) -> None:
    """AMB-08: never a silent pass and never a silent refusal; the first time counts."""
    budi = await employed(world)
    await budi.play(
        (at("07.29", MONDAY), SILENCE),
        (say("Masuk"), PLEASE),
        (share(GATE, 300.0), "Sinyal GPS lemah (ketelitian 300 m), jadi belum bisa dipastikan."),
    )
    if world.can(Capability.LIVE_LOCATION):
        return  # a live location goes on by itself: test_attendance_live.py
    await budi.play((at("07.33"), SILENCE), (share(GATE, 250.0), "masuk 07.29 WITA, tepat waktu"))
    assert "atasan akan memeriksanya" in budi.newest
    (row,) = await world.rows(stamp)
    assert row.review


@pytest.mark.parametrize(
    ("accuracy", "answer"),
    [
        pytest.param(None, "30 m di luar Kantor Bupati; arahnya ke selatan.", id="AMB-08 unknown"),
        pytest.param(29.0, "30 m di luar", id="AMB-08 29 m"),
        pytest.param(31.0, "Tercatat masuk 07.24 WITA, tepat waktu", id="AMB-08 31 m"),
    ],
)
async def test_accuracy_counts_for_the_person_at_the_border(
    world: World, accuracy: float | None, answer: str
) -> None:
    budi = await employed(world)
    await budi.play(
        (at("07.24", MONDAY), SILENCE), (say("Masuk"), PLEASE), (share(EDGE, accuracy), answer)
    )


async def test_after_a_transfer_the_old_place_counts_for_seven_more_days(world: World) -> None:
    """BLG-8-4, AMB-09: the last day at the old place is the effective date + 7."""
    await insert(world, posting, employee=BUDI.id, since=date(2026, 4, 6), office="dinkes")
    budi = await employed(world)
    note = "Ini tempat tugas lama; masih berlaku sampai Senin, 13 April 2026."
    await budi.play(
        *act("2026-04-06", "07.24", "Masuk", note),
        *act("2026-04-13", "07.24", "Masuk", note),
        *act("2026-04-14", "07.24", "Masuk", "di luar Kantor Dinkes; arahnya ke"),
        (share(OLD_OFFICE), "Tercatat masuk 07.24 WITA, tepat waktu Kantor Dinkes"),
    )


async def test_who_is_blocked_or_exempt_is_told_so_and_whom_to_ask(world: World) -> None:
    """AMB-38: days under examination are no alpa. BLG-8-5b: tugas belajar."""
    budi, dewi = await employed(world), await employed(world, DEWI)
    since = wita("2026-04-06", "00.00")
    await insert(world, block, employee=BUDI.id, since=since, until=None, reason="diperiksa")
    kind = {"kind": "tugas_belajar", "decree": "SK 1", "until": date(2026, 4, 6)}
    await insert(world, exemption, employee=DEWI.id, since=date(2026, 4, 1), **kind)
    await budi.play(
        *act("2026-04-03", "07.24", "Masuk", "libur nasional"),
        *act("2026-04-06", "07.24", "Masuk", "dalam pemeriksaan, bukan alpa. Tanyakan kepada"),
    )
    await dewi.play(
        *act("2026-04-06", "21.00", "Masuk", "dikecualikan dari presensi. Bila keliru, hubungi"),
        *act("2026-04-07", "21.00", "Masuk", "Tercatat masuk 21.00 WITA"),
    )


async def test_an_office_without_a_place_says_whom_to_tell(world: World) -> None:
    await insert(world, office, office="baru", name="Kantor Baru")
    duty = {"office": "baru", "since": date(2023, 10, 31), "schedule": "lima-hari"}
    await insert(world, office_duty, **duty)
    await insert(world, posting, employee=BUDI.id, since=date(2026, 3, 1), office="baru")
    budi = await employed(world)
    words = "Lokasi presensi kantor Anda belum diatur. Ini bukan kesalahan Anda."
    await budi.play(*act(MONDAY, "07.24", "Masuk", words))


async def test_outside_the_person_is_told_how_far_and_which_way(world: World) -> None:
    """BLG-8-3, BLG-L-A2e: distance, direction and a map."""
    budi = await employed(world)
    await budi.play(
        (at("07.24", MONDAY), SILENCE),
        (say("Masuk"), PLEASE),
        (share(STREET), "Anda masih 309 m di luar Kantor Bupati; arahnya ke selatan."),
    )
    assert await pictures(budi) == 1
    assert len(await world.rows(stamp)) == 0


async def pictures(who: Speaker) -> int:
    if isinstance(who.phone, PlainPhone):
        return sum(printed.picture is not None for printed in who.phone.paper)
    return sum("photo" in message.media for message in who.chat.messages)
