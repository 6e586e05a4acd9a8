"""Witnesses, heads, BKPSDM and the clock at once: one outcome, told to all (Pasal 9C)."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

import pytest

from bot.runtime.app import App
from bot.runtime.ticks import in_each_region, write
from core.law.regulation import Role
from core.organisation.region import Region
from handlers.month.cancellation import reminders
from tests.handlers.dialogue import SILENCE, Line, Speaker, at, photo, tap
from tests.handlers.month.cancellation.parts import (
    EXPLAINING,
    SAW,
    TUESDAY,
    Party,
    gathered,
    heard,
    hired,
    noted,
    proposing,
    ready,
    the_case,
    told,
)
from tests.handlers.naming import met
from tests.handlers.rivals import BOTH, ON_PLAIN, Rivals, rivals_of, saying, tapping, won
from tests.office import CITRA, EKO, WIB, Actor, wita
from tests.world import World

pytestmark = [BOTH, ON_PLAIN]

CLOSES = wita("2026-06-01", "00.00").replace(tzinfo=WIB)  # April, by KAM-23
LAST_INSTANT = CLOSES - timedelta(milliseconds=1)
MORNING = wita("2026-06-01", "09.05").replace(tzinfo=WIB)
HANDING_IN: list[Line] = [
    (tap("Kirim surat"), "Kirim foto atau PDF surat pembatalan"),
    (photo, "Semua sudah bertanda tangan?"),
]
JOKO = Actor("Joko", "199001012014021009", "+6281350000015", office="dinkes")  # BKPSDM
RECORDS = "db.records.cancellation"
DROPPED = "Usulan pembatalan tidak dilanjutkan."


@pytest.fixture
async def rivals(world: World, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Rivals]:
    async with rivals_of(world, monkeypatch) as found:
        yield found


async def by_the_clock(app: App) -> None:
    """What the scheduler does about cancellations, every quarter of an hour."""

    async def remind(app: App, region: Region) -> None:
        await write(app, partial(reminders.messages, region=region))

    await in_each_region(app, "pembatalan", remind)


async def asked(world: World, third: str) -> Party:
    """Citra and Eko, and perhaps a third one, are about to say their sentence; Budi has."""
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing(more=third))
    await who.budi.play(*EXPLAINING)
    return who


def times(who: Speaker, words: str) -> int:
    return sum(words in text for text in who.phone.told)


async def test_two_witnesses_and_a_third_who_declines_at_once(rivals: Rivals) -> None:
    """KRA-9C-2: two are enough, so the head gets one card and nobody is told that one lacks."""
    who = await asked(rivals.world, "1. Fajar")
    for each in (who.citra, who.eko):
        await each.play((tap("Ya, saya melihat"), "Tulis satu kalimat"))
    await who.fajar.play((tap("Tidak bersedia"), "Apa alasannya?"))
    meeting = rivals.meet_at("db.records.witness.answer", people=3)
    said = (saying(who.citra, SAW), saying(who.eko, SAW), saying(who.fajar, "Sedang cuti"))
    read = await rivals.at_once(*said)
    assert meeting.was_close
    assert won(read, "Terkirim. Bisa ditarik") == [True, True, False]
    assert won(read, "Tersimpan: tidak bersedia.") == [False, False, True]
    assert sorted(map(str, (await heard(rivals.world)).values())) == [
        *("melihat", "melihat", "tidak bersedia")
    ]
    assert times(who.hana, "Mohon diketahui") == 1
    assert not told(who.sari, "Masih perlu")
    await who.hana.play((tap("Mengetahui"), "Diketahui Hana"))


async def test_a_witness_and_one_who_declines_at_once(rivals: Rivals) -> None:
    """KRA-9C-2: one is not enough, the superior hears once that one lacks, the head nothing."""
    who = await asked(rivals.world, "Cukup")
    await who.citra.play((tap("Ya, saya melihat"), "Tulis satu kalimat"))
    await who.eko.play((tap("Tidak bersedia"), "Apa alasannya?"))
    meeting = rivals.meet_at("db.records.witness.answer")
    await rivals.at_once(saying(who.citra, SAW), saying(who.eko, "Sedang cuti"))
    assert meeting.was_close
    assert await heard(rivals.world) == {CITRA.id: "melihat", EKO.id: "tidak bersedia"}
    assert times(who.sari, "Masih perlu 1 saksi.") == 1
    assert not told(who.hana, "Mohon diketahui")


async def test_two_who_decline_at_once_are_two_who_lack(rivals: Rivals) -> None:
    """KAM-11: whoever is second counts the first, and says how many there still have to be."""
    who = await asked(rivals.world, "Cukup")
    for each in (who.citra, who.eko):
        await each.play((tap("Tidak bersedia"), "Apa alasannya?"))
    meeting = rivals.meet_at("db.records.witness.answer")
    await rivals.at_once(saying(who.citra, "Sedang cuti"), saying(who.eko, "Sedang cuti"))
    assert meeting.was_close
    assert times(who.sari, "Masih perlu 1 saksi.") == 1
    assert times(who.sari, "Masih perlu 2 saksi.") == 1


async def test_a_witness_who_takes_back_as_the_head_takes_note(rivals: Rivals) -> None:
    """KRA-9C-2: no head takes note of what only one bears out."""
    who = await gathered(rivals.world)
    await ready(who)
    meeting = rivals.meet_at("db.records.witness.hold", "db.records.cancellation.hold")
    moves = (tapping(who.eko, "Tarik keterangan"), tapping(who.hana, "Mengetahui"))
    read = await rivals.at_once(*moves)
    assert meeting.was_close
    state = (await the_case(rivals.world)).state
    taken_back = (await heard(rivals.world))[EKO.id] == "ditarik"
    assert taken_back is (state is None)
    assert won(read, "Keterangan Anda ditarik.")[0] is taken_back
    assert won(read, "Belum bisa diketahui: keterangan saksi masih kurang")[1] is taken_back
    assert won(read, "Keterangan ini tidak bisa ditarik lagi.")[0] is not taken_back
    assert times(who.sari, "Masih perlu 1 saksi.") == taken_back


async def test_a_superior_who_withdraws_as_the_head_takes_note(rivals: Rivals) -> None:
    """KAM-11: either it is withdrawn and everybody hears so, or a letter is asked for."""
    who = await gathered(rivals.world)
    await ready(who)
    meeting = rivals.meet_at("db.approvals.transition")
    moves = (tapping(who.sari, "Tarik usulan"), tapping(who.hana, "Mengetahui"))
    read = await rivals.at_once(*moves)
    assert meeting.was_close
    withdrawn = (await the_case(rivals.world)).state == "ditarik"
    assert (await the_case(rivals.world)).state in {"ditarik", "disetujui"}
    assert won(read, "Usulan ditarik.")[0] is withdrawn
    assert won(read, "Sudah diputuskan lebih dulu")[1] is withdrawn
    assert told(who.budi, DROPPED) is withdrawn
    assert told(who.sari, "Diketahui Hana") is not withdrawn


async def test_two_of_bkpsdm_who_take_a_letter_in_at_once(rivals: Rivals) -> None:
    """KRA-9C-3: one receipt, and the other reads that it is noted."""
    world = rivals.world
    who = await gathered(world)
    await hired(world, JOKO, Role.BKPSDM_MANAGER)
    joko = await met(world, JOKO)
    await noted(who)
    await who.sari.play(*HANDING_IN, (tap("Kirim surat"), "Surat tersimpan."))
    meeting = rivals.meet_at("db.records.cancellation.receive")
    read = await rivals.at_once(*(tapping(each, "Sudah dicatat") for each in (who.galih, joko)))
    assert meeting.was_close
    assert sorted(won(read, "Tercatat.")) == [False, True]
    assert won(read, "Surat ini sudah dicatat.") == [not each for each in won(read, "Tercatat.")]
    assert times(who.sari, "BKPSDM menerima surat pembatalan") == 1


async def test_a_letter_of_the_last_instant_meets_the_clock_that_ends_it(rivals: Rivals) -> None:
    """KAM-32, KAM-11: handled in the morning. It counts, or it is dropped; never both."""
    world = rivals.world
    who = await gathered(world)
    await noted(who)
    world.at(LAST_INSTANT)
    await who.sari.play(*HANDING_IN)
    world.at(MORNING)
    meeting = rivals.meet_at(f"{RECORDS}.attach_letter", f"{RECORDS}.hold_without_letter")
    read = await rivals.at_once(
        tapping(who.sari, "Kirim surat", LAST_INSTANT), clocks=[by_the_clock]
    )
    assert meeting.was_close
    case = await the_case(world)
    counts = case.letter_at is not None
    assert case.state == ("disetujui" if counts else "ditarik")
    assert won(read, "Surat tersimpan.")[0] is counts
    assert told(who.budi, "dibatalkan dan dihitung alpa") is counts
    assert told(who.budi, DROPPED) is not counts
    assert told(who.sari, "Bulannya sudah ditutup sebelum semuanya lengkap.") is not counts


async def test_two_clocks_that_end_it_at_once_say_so_once(rivals: Rivals) -> None:
    """KAM-11: two processes sweep at the same moment."""
    world = rivals.world
    who = await gathered(world)
    await noted(who)
    world.at(MORNING)

    meeting = rivals.meet_at(f"{RECORDS}.hold_without_letter")
    await rivals.at_once(clocks=[by_the_clock] * 2)
    assert meeting.was_close
    assert (await the_case(world)).state == "ditarik"
    assert times(who.budi, DROPPED) == 1
    assert times(who.sari, "Bulannya sudah ditutup sebelum semuanya lengkap.") == 1
