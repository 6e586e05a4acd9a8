"""Every copy of a card, as dialogues: it changes with the decision, the decider and the limit."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from bot.channels.base import Capability
from core.organisation.deadline import Outage
from db.people.delegation import delegation
from db.records import outage
from db.records.outage import Report
from db.records.request import request
from tests.builders.requests import NOT_YOURS, connected
from tests.builders.requests import filed as asked
from tests.handlers.dialogue import (
    SILENCE,
    Speaker,
    at,
    employed,
    forged_tap,
    later,
    old_button,
    photo,
    say,
    tap,
)
from tests.handlers.worker import MONDAY, asking, entry, newest, superior
from tests.office import EKO, SARI, wita
from tests.profiles import needs
from tests.world import TelegramPhone, World

TUESDAY, WEDNESDAY = "2026-04-07", "2026-04-08"
EDITS = needs(Capability.EDIT)
BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


async def worked(world: World, clock: str = "14.00") -> tuple[Speaker, Speaker]:
    """Sari and Budi, who has filed an activity of Monday."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at(clock, MONDAY), SILENCE), *entry())
    return sari, budi


def cards(who: Speaker) -> list[tuple[str, list[str]]]:
    """Each card on a Telegram screen, as it reads now, with its buttons."""
    assert isinstance(who.phone, TelegramPhone)
    shown = [m for m in who.chat.messages if m.sender.is_bot and "\n" in m.text]
    return [
        (" ".join(m.text.split()), m.buttons)
        for m in shown
        if m.text.splitlines()[0] == "Budi" or "\nBudi\n" in m.text
    ]


async def acting(world: World, until: str) -> None:
    """Eko stands in for Sari from Tuesday on."""
    async with world.service.app.engine.begin() as db:
        row = {"region": world.region, "id": EKO.id, "of": SARI.id, "by": EKO.id, "why": "plt_plh"}
        row |= {"since": date(2026, 4, 7), "until": date.fromisoformat(until), "decree": "SK 1"}
        await db.execute(sa.insert(delegation), row)


@EDITS
@BOTH
@pytest.mark.parametrize("what", ["activity", "request"])
async def test_card_and_reminder_both_lose_their_buttons_with_the_decision(
    world: World, what: str
) -> None:
    sari, _ = await (worked(world, "08.00") if what == "activity" else asked(world))
    await sari.play((at("07.00", WEDNESDAY), SILENCE), (later(seconds=0), "Hampir habis waktunya:"))
    assert [buttons for _, buttons in cards(sari)] == [["Setujui", "Tolak"]] * 2
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari, Rabu, 8 April 2026, 07.00 WITA"))
    assert ["Setujui" in buttons for _, buttons in cards(sari)] == [False, False]
    assert all(
        "✅ Disetujui oleh Sari, Rabu, 8 April 2026, 07.00 WITA" in text for text, _ in cards(sari)
    )


@EDITS
async def test_a_card_opened_from_the_list_changes_too(world: World) -> None:
    """The one that was sent is decided, the one from the list follows; and the other way."""
    sari, budi = await worked(world)
    sent = old_button("Setujui")(sari)
    await sari.play((say("/verifikasi"), "1. Budi"), (tap("1. Budi"), "Menyusun laporan"))
    assert len(cards(sari)) == 2
    await sari.play((sent, "✅ Disetujui oleh Sari"))
    assert all("✅ Disetujui oleh Sari" in text and not buttons for text, buttons in cards(sari))
    assert "✅ Disetujui oleh Sari" in await newest(budi)


@EDITS
async def test_a_message_that_shows_something_else_by_now_is_left_alone(world: World) -> None:
    """Nobody who reads a list sees it turn into a card that was decided elsewhere."""
    sari, _ = await worked(world)
    sent = old_button("Setujui")(sari)
    await sari.play((say("/verifikasi"), "1. Budi"), (tap("1. Budi"), "Menyusun laporan"))
    listed = sari.chat.last.id
    await forged_tap(sari, f"l:daftar:{'0' * 32}:0")
    await world.quiet()
    await sari.play((sent, "✅ Disetujui oleh Sari"))
    (now,) = [message.text for message in sari.chat.messages if message.id == listed]
    assert "Menunggu keputusan Anda" in now


@BOTH
async def test_whoever_lost_a_card_reads_who_decides_and_what_was_decided(world: World) -> None:
    sari, _ = await worked(world)
    eko = await connected(world, EKO)
    button = old_button("Setujui")(sari)
    await acting(world, TUESDAY)
    await eko.play((at("09.00", TUESDAY), SILENCE), (later(seconds=0), "Menyusun laporan"))
    assert "Sekarang diputuskan oleh Eko." in await newest(sari)
    assert sari.phone.labels == []
    await sari.play((button, NOT_YOURS), (later(minutes=15), SILENCE))
    await eko.play((tap("Setujui"), "✅ Disetujui oleh Eko, Selasa, 7 April 2026, 09.15 WITA"))
    assert "✅ Disetujui oleh Eko, Selasa, 7 April 2026, 09.15 WITA" in await newest(sari)


@EDITS
async def test_when_the_plh_ends_the_buttons_come_back(world: World) -> None:
    sari, _ = await worked(world)
    eko = await connected(world, EKO)
    await acting(world, TUESDAY)
    await eko.play((at("09.00", TUESDAY), SILENCE), (later(seconds=0), "Menyusun laporan"))
    assert "Setujui" in eko.phone.labels
    await eko.play(
        (at("07.00", WEDNESDAY), SILENCE),
        (later(seconds=0), "Sekarang diputuskan oleh Sari."),
    )
    assert eko.phone.labels == []
    assert [buttons for _, buttons in cards(sari)] == [["Setujui", "Tolak"]] * 2  # and a reminder


@EDITS
async def test_silence_takes_the_buttons_off_every_copy(world: World) -> None:
    sari, _ = await worked(world)
    await sari.play((at("10.00", WEDNESDAY), SILENCE), (later(seconds=0), "Hampir habis"))
    await sari.play((at("14.00.01", WEDNESDAY), SILENCE), (later(seconds=0), "Dianggap disetujui"))
    assert [buttons for _, buttons in cards(sari)] == [[], []]


@EDITS
async def test_taking_it_back_takes_the_buttons_off_every_copy(world: World) -> None:
    sari, budi = await asked(world)
    await sari.play((at("07.00", WEDNESDAY), SILENCE), (later(seconds=0), "Hampir habis"))
    await budi.play(
        (say("/izin_saya"), "1. Cuti tahunan"),
        (tap("1. Cuti tahunan"), "Cuti tahunan"),
        (tap("Tarik kembali"), "Ditarik kembali: Cuti tahunan"),
    )
    assert [buttons for _, buttons in cards(sari)] == [[], []]
    assert all("Ditarik kembali" in text for text, _ in cards(sari))


@EDITS
async def test_when_the_letter_follows_only_the_new_card_decides(world: World) -> None:
    """BLG-11-4: nobody approves from a card on which the letter cannot be seen."""
    sari, budi = await superior(world), await employed(world)
    await budi.play(
        (at("08.00", MONDAY), SILENCE),
        *asking("Sakit", paper=None)[:-2],
        (say("Demam"), "Boleh menyusul"),
        (tap("Menyusul"), "Kirim?"),
        (tap("Ya"), "Terkirim"),
        (say("/izin_saya"), "1. Sakit"),
        (tap("1. Sakit"), "Sakit"),
        (tap("Susulkan surat"), "Kirim foto atau PDF"),
        (photo, "Kirim?"),
        (tap("Ya"), "Diteruskan kepada Sari."),
    )
    (old, none), (new, both) = cards(sari)
    assert "Suratnya sudah menyusul. Putuskan di kartu yang terbaru." in old
    assert (none, both) == ([], ["Setujui", "Tolak"])
    assert "Belum ada" not in new
    await sari.play((later(minutes=15), SILENCE), (tap("Setujui"), "✅ Disetujui oleh Sari"))
    assert all("✅ Disetujui oleh Sari" in text and not buttons for text, buttons in cards(sari))


async def stopped(world: World, hours: int) -> int:
    """An outage of Monday afternoon is registered; how many deadlines have moved."""
    since = wita(MONDAY, "15.00")
    until = since + timedelta(hours=hours)
    engine, code = world.service.app.engine, world.region
    now = world.clock.now()
    async with engine.begin() as db:
        report = Report(since, until, None, "Listrik padam", "cli", now)
        await outage.register(db, code, report)
    region = world.service.app.regions[code]
    return await outage.extend(engine, region, Outage(since, until), now)


@EDITS
@BOTH
@pytest.mark.parametrize("what", ["activity", "request"])
async def test_a_moved_limit_is_told_on_the_card_and_in_the_persons_own_message(
    world: World, what: str
) -> None:
    """H: two hours of outage (AMB-17); until the tick, and without an outage, nothing changes."""
    sari, budi = await (worked(world, "09.00") if what == "activity" else asked(world))
    before = "09.00" if what == "activity" else "08.00"
    after = "11.00" if what == "activity" else "10.00"
    old, new = (f"Rabu, 8 April 2026, {clock} WITA" for clock in (before, after))
    await sari.play((at("17.30", MONDAY), SILENCE), (later(seconds=0), SILENCE))
    assert (old in budi.chat.last.text, old in cards(sari)[0][0]) == (True, True)
    assert await stopped(world, 2) == 1
    before_it = budi.chat.last
    await world.tick(0)
    assert budi.chat.last.id == before_it.id  # changed in place
    assert budi.chat.last.text == before_it.text.replace(old, new)
    ((card, buttons),) = cards(sari)
    assert new in card
    assert old not in card
    assert buttons == ["Setujui", "Tolak"]
    await sari.play((later(minutes=15), SILENCE))


async def test_on_a_channel_without_edits_a_moved_limit_comes_as_a_message(world: World) -> None:
    sari, budi = await asked(world)
    await sari.play((at("17.30", MONDAY), SILENCE))
    assert await stopped(world, 2) == 1
    await world.tick(0)
    limit = "Rabu, 8 April 2026, 10.00 WITA"
    assert limit in await newest(sari)
    assert limit in await newest(budi)


@EDITS
async def test_what_is_decided_stays_as_it_was_told(world: World) -> None:
    sari, budi = await asked(world)
    await sari.play((tap("Setujui"), "✅ Disetujui"), (at("17.30", MONDAY), SILENCE))
    told = budi.phone.told
    assert await stopped(world, 2) == 0
    await world.tick(0)
    assert budi.phone.told == told
    assert [row.state for row in await world.rows(request)] == ["disetujui"]
