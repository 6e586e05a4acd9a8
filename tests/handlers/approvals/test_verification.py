"""Verification as dialogues: one tap decides, the first wins, and nobody decides for another."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.channels.base import Capability
from core.approvals.case import State
from db import chat_accounts
from db.messages.outbox import outbox
from db.people.delegation import delegation
from db.people.employee import supervision
from db.records.activity import activity
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    Gesture,
    Speaker,
    at,
    employed,
    forged_tap,
    insert,
    later,
    old_button,
    say,
    tap,
)
from tests.handlers.worker import MONDAY, entry, newest, superior
from tests.office import BUDI, CITRA, EKO, SARI, Actor
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
NOT_YOURS = "Keputusan ini tidak di tangan Anda hari ini."
APPROVED = "✅ Disetujui oleh Sari, 15.00 WITA"


async def states(world: World) -> list[str | None]:
    return [row.state for row in await world.rows(activity)]


async def filed(world: World, *words: str) -> tuple[Speaker, Speaker]:
    """Sari and Budi, who has filed so many activities at two o'clock; now it is three."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("14.00", MONDAY), SILENCE))
    for number, each in enumerate(words):
        await budi.play(*entry(each, "60", again=number > 0))
    await budi.play((at("15.00"), SILENCE))
    return sari, budi


@BOTH
async def test_one_tap_approves_and_both_are_told(world: World) -> None:
    """BLG-9-8, BLG-L-A6e: the card changes in place."""
    sari, budi = await filed(world, "Menyusun laporan")
    again = old_button("Setujui")(sari)
    await sari.play((tap("Setujui"), f"1. Jabatan, 1 jam: Menyusun laporan {APPROVED}"))
    assert sari.phone.labels == []
    told = await newest(budi)
    assert told == f"Aktivitas Senin, 6 April 2026: Jabatan, 1 jam: Menyusun laporan {APPROVED}"
    await sari.play((at("15.30"), SILENCE), (again, "Sudah diputuskan lebih dulu"))
    assert APPROVED in sari.newest
    assert await states(world) == ["disetujui"]


@BOTH
async def test_a_rejection_needs_a_reason(world: World) -> None:
    """AMB-18: a preset or free words, and *batal* decides nothing."""
    sari, budi = await filed(world, "Menyusun laporan", "Rapat")
    await sari.play(
        (tap("Satu per satu"), "1 dari 2 Jabatan, 1 jam: Menyusun laporan"),
        (tap("Tolak"), "Menolak aktivitas Budi, Senin, 6 April 2026: Menyusun laporan Apa alas"),
        (tap("Batal"), "Dibatalkan."),
    )
    assert await states(world) == [None, None]
    await sari.play(
        (say("/verifikasi"), "1. Budi: 2 aktivitas, paling lambat Rabu, 8 April 2026, 14.00 WITA"),
        (tap("1. Budi"), "Aktivitas Senin, 6 April 2026"),
        (tap("Satu per satu"), "1 dari 2"),
        (tap("Berikutnya"), "2 dari 2 Jabatan, 1 jam: Rapat"),
        (tap("Kembali"), "1. Jabatan, 1 jam: Menyusun laporan"),
        (tap("Satu per satu"), "1 dari 2"),
        (tap("Tolak"), "Apa alasannya?"),
        (say("Mohon rinci & jelas kegiatannya"), "kegiatannya 2. Jabatan, 1 jam: Rapat ⏳"),
    )
    assert "❌ Ditolak oleh Sari, 15.00 WITA: Mohon" in await newest(budi)
    await sari.play(
        (tap("Tolak"), "Apa alasannya?"),
        (tap("Tercatat dua kali"), "❌ Ditolak oleh Sari, 15.00 WITA: Tercatat dua kali"),
    )
    assert await states(world) == ["ditolak", "ditolak"]


async def test_all_at_once_decides_each_that_was_shown_and_nothing_else(world: World) -> None:
    """BLG-9-9: what was filed after the card was drawn was seen by nobody."""
    sari, budi = await filed(world, "Menyusun laporan", "Rapat")
    both = old_button("Setujui semua (2)")(sari)
    await budi.play(*entry("Monev", "60", again=True))
    await sari.play((both, "3. Jabatan, 1 jam: Monev ⏳ Menunggu"))
    assert await states(world) == ["disetujui", "disetujui", None]
    assert "Rapat" in await newest(budi)
    await sari.play((tap("Setujui"), f"Monev {APPROVED}"))
    assert await states(world) == ["disetujui"] * 3


async def test_new_ones_of_the_same_date_join_the_card_and_do_not_flood(world: World) -> None:
    sari, _ = await filed(world, "Menyusun laporan", "Rapat", "Monev")
    if world.can(Capability.EDIT):
        cards = [text for text in sari.phone.told if "Aktivitas Senin" in text]
        assert len(cards) == 1
    assert "3. Jabatan, 1 jam: Monev" in await newest(sari)
    assert sari.phone.labels == ["Setujui semua (3)", "Satu per satu"]


async def test_when_all_is_decided_the_next_one_gets_a_card_of_its_own(world: World) -> None:
    sari, budi = await filed(world, "Menyusun laporan")
    await sari.play((tap("Setujui"), APPROVED))
    await budi.play(*entry("Rapat", "60", again=True))
    card = await newest(sari)
    assert "1. Jabatan, 1 jam: Rapat" in card
    assert "Menyusun laporan" not in card


@pytest.mark.parametrize("who", [BUDI, CITRA, EKO], ids=["themselves", "a colleague", "another"])
async def test_nobody_but_the_verifier_decides(world: World, who: Actor) -> None:
    """AMB-39: not even a person about themselves, with a button out of somebody else's chat."""
    sari, budi = await filed(world, "Menyusun laporan")
    other = budi if who is BUDI else await employed(world, who)
    (row,) = await world.rows(activity)
    if who is not BUDI:
        await other.play((say("menu"), "Silakan pilih."))
    for verb in ("setuju", "semua", "tolak", "satu", "kartu"):
        await other.play((_pressing(f"v:{verb}:{row.card.hex}:1"), NOT_YOURS))
    await other.play((_pressing(f"l:orang:{BUDI.id.hex}:0"), NOT_YOURS))
    assert await states(world) == [None]
    await sari.play((tap("Setujui"), APPROVED))


@pytest.mark.parametrize(
    "data",
    [
        *("v:", "v:setuju", "v:setuju:x:1", "v:x:{card}:1", "v:setuju:{card}:1:1"),
        *(f"v:setuju:{{card}}:{number}" for number in (-1, 0, 2)),
        "v:setuju:" + "0" * 32 + ":1",
    ],
)
async def test_a_button_that_was_never_shown_does_nothing(world: World, data: str) -> None:
    sari, _ = await filed(world, "Menyusun laporan")
    (row,) = await world.rows(activity)
    await sari.play((_pressing(data.format(card=row.card.hex)), STALE))
    assert await states(world) == [None]


@pytest.mark.parametrize(
    ("clock", "heard", "state"),
    [
        ("13.59.59", "✅ Disetujui oleh Sari, Rabu, 8 April 2026, 13.59 WITA", "disetujui"),
        (
            "14.00.00",
            "Dianggap disetujui (Pasal 9 ayat (10) Perbup Bulungan 32/2023)",
            "dianggap disetujui",
        ),
    ],
    ids=["BLG-9-10 the last second", "BLG-9-10 48 hours"],
)
async def test_after_48_hours_the_law_has_decided_swept_or_not(
    world: World, clock: str, heard: str, state: str
) -> None:
    """BLG-9-8, BLG-9-10, AMB-17: weekends count, and the loser is told."""
    sari, _ = await filed(world, "Menyusun laporan")
    await sari.play((at(clock, "2026-04-08"), SILENCE), (tap("Setujui"), heard))
    assert ("Sudah diputuskan lebih dulu" in sari.newest) is (state != "disetujui")
    assert await states(world) == [state]


@BOTH
async def test_silence_approves_once_and_both_are_told(world: World) -> None:
    """BLG-9-10: the article is the actor, at the moment it fell due."""
    sari, budi = await filed(world, "Menyusun laporan", "Rapat")
    await budi.play((at("14.00.01", "2026-04-08"), SILENCE), (later(seconds=1), "Dianggap disetuj"))
    assert "Rapat ☑️ Dianggap disetujui (Pasal 9 ayat (10) Perbup Bulungan 32/2023)" in (budi.newest)
    assert "☑️ Dianggap disetujui" in await newest(sari)
    assert sari.phone.labels == []
    await budi.play((later(hours=1), SILENCE))
    rows = await world.rows(activity)
    assert {(row.state, row.article) for row in rows} == {
        ("dianggap disetujui", "Pasal 9 ayat (10) Perbup Bulungan 32/2023")
    }
    assert all(row.decided_at == row.due_at and row.decided_by is None for row in rows)


async def test_the_verifier_is_reminded_once_and_not_at_night(world: World) -> None:
    """Due on Wednesday at two: reminded from two at night on, so at seven."""
    sari, _ = await filed(world, "Menyusun laporan")
    await sari.play((at("06.59.59", "2026-04-08"), SILENCE), (later(seconds=0), SILENCE))
    await sari.play((later(seconds=1), "Hampir habis waktunya:"))
    await sari.play((later(minutes=15), SILENCE), (tap("Setujui"), "Disetujui oleh Sari"))
    await sari.play((later(hours=4), SILENCE))


async def test_a_reminder_that_would_fall_into_the_night_comes_the_evening_before(
    world: World,
) -> None:
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("07.30", MONDAY), SILENCE), *entry())
    await sari.play((at("19.29", "2026-04-07"), SILENCE), (later(seconds=0), SILENCE))
    await sari.play((later(minutes=2), "Hampir habis waktunya:"))


async def test_whoever_stands_in_gets_the_cards_that_wait(world: World) -> None:
    """AMB-39: a Plh of today decides, and the superior may not."""
    sari, _ = await filed(world, "Menyusun laporan")
    eko = await employed(world, EKO)
    await eko.play((say("menu"), "Silakan pilih."))
    await insert(
        world,
        delegation,
        id=BUDI.id,
        of=SARI.id,
        by=EKO.id,
        why="plt_plh",
        **_from("2026-04-07"),
    )
    button = old_button("Setujui")(sari)
    await eko.play((at("09.00", "2026-04-07"), SILENCE), (later(seconds=0), "Menyusun laporan"))
    assert "Sekarang diputuskan oleh Eko." in await newest(sari)
    assert sari.phone.labels == []
    await sari.play((button, NOT_YOURS))
    await eko.play((tap("Setujui"), "✅ Disetujui oleh Eko, Selasa, 7 April 2026, 09.00 WITA"))
    assert "✅ Disetujui oleh Eko, Selasa, 7 April 2026, 09.00 WITA" in await newest(sari)


async def test_after_a_transfer_what_was_done_before_stays_with_the_old_superior(
    world: World,
) -> None:
    """BLG-6-2f, AMB-51: Sari saw Monday's work, Citra sees Tuesday's."""
    sari, budi = await filed(world, "Menyusun laporan")
    citra = await employed(world, CITRA)
    await citra.play((say("menu"), "Silakan pilih."))
    await insert(world, supervision, employee=BUDI.id, since=date(2026, 4, 7), supervisor=CITRA.id)
    await citra.play((at("07.00", "2026-04-07"), SILENCE), (later(seconds=0), SILENCE))
    await citra.play((say("/verifikasi"), "Tidak ada yang menunggu"))
    await budi.play(*entry("Rapat", again=True)[:2])
    await budi.play((tap("Selasa, 7 April"), "Jenis aktivitas?"))
    await sari.play(
        (say("/verifikasi"), "1. Budi: 1 aktivitas"),
        (tap("1. Budi"), "Menyusun laporan"),
        (tap("Setujui"), "✅ Disetujui oleh Sari"),
        (say("/verifikasi"), "Tidak ada yang menunggu"),
    )


async def test_once_the_old_superior_is_gone_the_new_one_has_what_waits(world: World) -> None:
    """AMB-51: gone, for no chat is theirs any more."""
    sari, _ = await filed(world, "Menyusun laporan")
    button = old_button("Setujui")(sari)
    citra = await employed(world, CITRA)
    await citra.play((say("menu"), "Silakan pilih."))
    await insert(world, supervision, employee=BUDI.id, since=date(2026, 4, 7), supervisor=CITRA.id)
    async with world.service.app.engine.begin() as db:
        await chat_accounts.unbind(db, world.region, SARI.id)
    await citra.play((at("07.00", "2026-04-07"), SILENCE), (later(seconds=0), "Menyusun laporan"))
    await sari.play((button, "Tombol itu sudah tidak berlaku."))
    await citra.play((tap("Setujui"), "✅ Disetujui oleh Citra"))


async def test_without_anybody_to_see_it_the_person_is_told(world: World) -> None:
    """Silence would approve what nobody was shown, so the person hears it at once."""
    budi = await employed(world)
    await budi.play((at("14.00", MONDAY), SILENCE), *entry())
    unseen = "Yang memutuskan Sari, tetapi belum terhubung. Beri tahu operator kantor."
    assert unseen in budi.newest
    sari = await superior(world)
    await sari.play((later(seconds=0), "Menyusun laporan"))


async def test_many_people_are_listed_page_by_page(world: World) -> None:
    """BLG-L-A6a-c: the most urgent first."""
    sari = await superior(world)
    for number, actor in enumerate((BUDI, CITRA)):
        who = await employed(world, actor)
        await who.play((at(f"1{4 + number}.00", MONDAY), SILENCE), *entry())
    await sari.play(
        (say("/verifikasi"), "1. Budi: 1 aktivitas, paling lambat Rabu, 8 April 2026, 14.00 WITA"),
        (tap("2. Citra"), "Citra Aktivitas Senin"),
        (tap("Setujui"), "Disetujui"),
        (say("/verifikasi"), "1. Budi: 1 aktivitas"),
    )


@BOTH
async def test_of_two_taps_at_once_one_wins_and_the_person_is_told_once(world: World) -> None:
    sari, budi = await filed(world, "Menyusun laporan")
    press = old_button("Setujui")(sari)
    await asyncio.gather(press(sari), press(sari))
    await world.quiet()
    told = [text for text in budi.phone.told if "Disetujui oleh Sari" in text]
    assert len(told) == 1
    assert await states(world) == [State.APPROVED.value]
    assert {row.state for row in await world.rows(outbox)} == {"sent"}


def _pressing(data: str) -> Gesture:
    return lambda who: forged_tap(who, data)


def _from(day: str) -> dict[str, object]:
    since = date.fromisoformat(day)
    return {"since": since, "until": since + timedelta(days=6), "decree": "SK 1"}
