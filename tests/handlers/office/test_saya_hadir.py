"""Whoever is reminded of open days of theirs can say at once that they were there: by /koreksi."""

from dataclasses import replace
from datetime import date

import pytest

from bot.runtime import scheduler
from core.law.questions.koreksi import Matter
from core.law.regulation import Role
from core.month.open_days import OpenDay, Opened
from core.organisation.region import Region
from db.records.correction import correction
from handlers.office.problems import nudge_of_days
from handlers.texts.correction import asking, waiting
from tests.core.law.test_obeyed import answering
from tests.handlers.correcting import region_with_agency
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    Line,
    Speaker,
    again,
    at,
    forged_tap,
    old_button,
    photo,
    say,
    tap,
)
from tests.handlers.office.people import holds, opened, stamped
from tests.office import BUDI, CITRA, DEWI, EKO, a_region
from tests.world import World

REGENCIES = pytest.mark.parametrize("regulation", ["bulungan", "karanganyar"])
LAST_DAY = "2026-04-30"
HEAD = "Bila Anda hadir, jelaskan lewat "


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    return region_with_agency(policy, regulation)


async def reminded(world: World, *but: int, once: int | None = None) -> Speaker:
    """Budi on the last working day, when he reads which days of April are open."""
    budi = await opened(world, BUDI)
    for number in range(1, 30):
        day = date(2026, 4, number)
        if day.weekday() < 5 and number not in {3, *but}:
            await stamped(world, BUDI, "masuk", "07.10", f"{day}")
            if number != once:
                await stamped(world, BUDI, "pulang", "17.10", f"{day}")
    await budi.play((at("08.05", LAST_DAY), SILENCE))

    async def sweep(_: Speaker) -> None:
        await scheduler.remind(world.service.app)

    await budi.hears(sweep)
    return budi


def asking_for(clock: str = "16.31") -> list[Line]:
    """What /koreksi asks from the time on."""
    return [
        (say(clock), "Mengapa?"),
        (say("Lupa menekan tombol"), "Kirim foto atau PDF"),
        (photo, "Kirim?"),
        (tap("Ya"), "⏳ Terkirim. "),
    ]


async def written(world: World) -> list[tuple[date, str, object]]:
    return [(row.date, row.matter, row.proposed_by) for row in await world.rows(correction)]


@REGENCIES
async def test_one_tap_asks_for_the_leg_that_is_missing(world: World) -> None:
    """AMB-75, AMB-88: the day and the leg are known, the person tells the time and the proof."""
    budi = await reminded(world, once=16)
    (told,) = [each for each in budi.phone.told if "16 April" in each]
    assert "hanya satu kali tercatat" in told
    assert HEAD + "tombol ini" in told
    press = old_button("Saya hadir")(budi)
    await budi.play(
        (tap("Saya hadir"), "Pulang sekarang: belum tercatat. Pukul berapa yang benar?"),
        *asking_for(),
        (again, SILENCE),
    )
    assert await written(world) == [(date(2026, 4, 16), Matter.PULANG, None)]
    # The button of the reminder is there still, and asks for nothing twice.
    await budi.play((press, "Koreksi Kamis, 16 April 2026 sudah Anda kirim."))
    assert len(await written(world)) == 1


async def test_of_a_day_without_both_masuk_is_asked_for_and_then_pulang(world: World) -> None:
    budi = await reminded(world, 16)
    press = old_button("Saya hadir")(budi)
    await budi.play((press, "Masuk sekarang: belum tercatat."), *asking_for("07.20"))
    await budi.play((press, "Pulang sekarang: belum tercatat."), *asking_for())
    await budi.play((press, "sudah Anda kirim"))
    assert {(day, leg) for day, leg, _ in await written(world)} == {
        (date(2026, 4, 16), Matter.MASUK),
        (date(2026, 4, 16), Matter.PULANG),
    }


async def test_of_several_days_each_has_its_button_and_the_reminder_keeps_the_others(
    world: World,
) -> None:
    budi = await reminded(world, 15, 16)
    assert {"Hadir 15 April", "Hadir 16 April"} <= {*budi.phone.labels}
    (told,) = [each for each in budi.phone.told if "Presensi 2 hari belum lengkap" in each]
    assert HEAD + "tombolnya" in told
    first, second = (old_button(f"Hadir {day} April")(budi) for day in (15, 16))
    await budi.play((first, "Masuk sekarang: belum tercatat."), (say("batal"), "Dibatalkan."))
    await budi.play((second, "Masuk sekarang: belum tercatat."), *asking_for("07.20"))
    assert [day for day, *_ in await written(world)] == [date(2026, 4, 16)]


async def test_what_was_mended_meanwhile_or_is_closed_is_told(world: World) -> None:
    """BLG-13-4: the month closes at the end of the fourth."""
    budi = await reminded(world, once=16)
    press = old_button("Saya hadir")(budi)
    await stamped(world, BUDI, "pulang", "17.10", "2026-04-16")
    await budi.play((press, "Presensi Kamis, 16 April 2026 sudah lengkap."))
    await budi.play((at("00.01", "2026-05-05"), SILENCE), (press, "April 2026 sudah ditutup"))
    assert await written(world) == []


LATER = (
    "Baik, nanti saja. Presensi April 2026 yang belum lengkap masih bisa dijelaskan lewat /koreksi "
)


@pytest.mark.parametrize(
    ("regulation", "until"),
    [("bulungan", "paling lambat Senin, 4 Mei"), ("karanganyar", "paling lambat Minggu, 31 Mei")],
)
async def test_left_for_later_it_says_until_when_and_asks_no_more(world: World, until: str) -> None:
    """TEXTS 5.1: the buttons go, nothing is written, and pressed again it is still true."""
    budi = await reminded(world, 15, 16)
    assert "Nanti saja" in budi.phone.labels
    press = old_button("Nanti saja")(budi)
    said = await budi.hears(tap("Nanti saja"))
    assert [LATER + until in each for each in said] == [True]
    assert "Hadir 15 April" not in budi.phone.labels
    await budi.play((again, SILENCE))
    await budi.hears(press)
    assert LATER + until in budi.newest
    assert await written(world) == []
    await budi.play((say("/koreksi"), "Tanggal berapa"))


@pytest.mark.parametrize(("day", "clock"), [("2026-05-04", "23.59.59"), ("2026-05-05", "00.00")])
async def test_pressed_late_it_says_what_is_true_by_then(
    world: World, day: str, clock: str
) -> None:
    """BLG-13-4: in the last second it can still be done, and then no more."""
    budi = await reminded(world, once=16)
    press = old_button("Nanti saja")(budi)
    told = LATER if day == "2026-05-04" else "❌ April 2026 sudah ditutup"
    await budi.play((at(clock, day), SILENCE), (press, told))
    assert "Nanti saja" not in budi.phone.labels
    assert await written(world) == []


async def test_what_is_asked_once_beside_stays_with_its_buttons(world: World) -> None:
    """AMB-86: to be left alone now is no answer to whether one wants to be reminded."""
    budi = await reminded(world, once=16)
    assert budi.phone.labels == ["Saya hadir", "Nanti saja", "Ya, ingatkan", "Tidak"]
    await budi.play((tap("Nanti saja"), "Mau diingatkan bila lupa presensi?"))
    assert budi.phone.labels == ["Ya, ingatkan", "Tidak"]
    await budi.play((tap("Ya, ingatkan"), "Pengingat presensi"))


@pytest.mark.parametrize(
    "said",
    [
        *("2026-05-01", "2022-01-03", "16 April", "", "2026-04-16:x"),
        *("2026-05-01:nanti", "nanti", "2026-04-16:nanti:x"),
    ],
)
async def test_what_no_reminder_has_written_means_nothing(world: World, said: str) -> None:
    budi = await reminded(world, once=16)

    async def forged(who: Speaker) -> None:
        await forged_tap(who, f"xp:{said}")

    await budi.play((forged, STALE))
    assert await written(world) == []


async def test_who_proposes_finds_it_among_what_waits(world: World) -> None:
    """The operator of the office gets the card, and nobody of another one."""
    citra = await holds(world, CITRA, Role.OPERATOR)
    dewi = await holds(world, DEWI, Role.OPERATOR, "rsud")
    budi = await reminded(world, once=16)
    await budi.play((tap("Saya hadir"), "Pulang sekarang: belum tercatat."), *asking_for())
    await citra.play((say("/verifikasi"), "1. Budi: 1 koreksi"))
    await dewi.play((say("/verifikasi"), "Tidak ada yang menunggu"))


async def test_an_operators_nudge_leads_there_too(world: World) -> None:
    eko, budi = await holds(world, EKO, Role.OPERATOR), await opened(world, BUDI)
    await stamped(world, BUDI, "masuk", "07.20")
    await eko.play(
        (at("08.12", "2026-04-07"), SILENCE),
        (say("/kantor"), "Masih terbuka"),
        (tap("Lihat daftarnya"), "Masih terbuka"),
        (tap("Presensi satu kali"), "1. Budi"),
        (tap("1. Budi"), "sudah diingatkan 08.12"),
    )
    await world.quiet()
    await budi.play((tap("Saya hadir"), "Pulang sekarang: belum tercatat."))


@pytest.mark.parametrize("key", ["peran.usulkan_koreksi", "koreksi.hal"])
def test_where_the_law_lets_nobody_propose_the_operator_is_named(key: str) -> None:
    """The control: with the regulation as it is there is the button."""
    region, day = a_region(), date(2026, 4, 16)
    open_ = [Opened(OpenDay.INCOMPLETE, day)]
    here, later = nudge_of_days(region, open_).word(region).buttons
    assert (here.label, here.data) == ("Saya hadir", asking(day))
    assert (later.label, later.data) == ("Nanti saja", waiting(day, offers=False))
    other = replace(region, regulation=answering(key, (), region.regulation))
    told = nudge_of_days(other, open_).word(other)
    assert told.buttons == ()
    assert "sampaikan ke operator kantor" in told.text
