"""Silence is written down where it is first read: a tap in time that comes late changes nothing."""

from datetime import datetime

import pytest

from bot.runtime import scheduler
from core.approvals.case import State
from db.records.activity import activity
from handlers.chat.event import Incoming, Text
from tests.handlers.dialogue import SILENCE, Speaker, at, employed, later, old_button, say, tap
from tests.handlers.worker import MONDAY, entry, newest, superior
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
WEDNESDAY = "2026-04-08"
DEEMED = "☑️ Dianggap disetujui (Pasal 9 ayat (10) Perbup Bulungan 32/2023)"


async def filed(world: World, *clocks: str) -> tuple[Speaker, Speaker]:
    """Sari and Budi, who has filed an activity at each of these times of Monday."""
    sari, budi = await superior(world), await employed(world)
    for number, clock in enumerate(clocks):
        line = (at(clock, MONDAY), SILENCE)
        await budi.play(line, *entry(f"Laporan {number + 1}", "60", again=number > 0))
    return sari, budi


async def states(world: World) -> list[str | None]:
    rows = await world.rows(activity)
    return [row.state for row in sorted(rows, key=lambda row: row.filed_at)]


def told(who: Speaker) -> list[str]:
    """Each message in which somebody reads of silence, as it stands on their screen."""
    return [text for text in who.phone.told if "Dianggap disetujui" in text]


async def late(who: Speaker, words: str) -> None:
    """What somebody has written at the last second is delivered now."""
    zone = who.world.service.app.regions[who.world.region].zone
    then = datetime(2026, 4, 8, 13, 59, 59, tzinfo=zone)
    event = Incoming(who.phone.address, "990001", "990001", then, True, Text(words))
    await who.world.service.app.receive(event, {})
    await who.world.quiet()


async def refusing(world: World) -> tuple[Speaker, Speaker]:
    """Sari is asked why she refuses Budi's work; a second later silence has approved."""
    sari, budi = await filed(world, "14.00")
    await sari.play((at("13.59.59", WEDNESDAY), SILENCE), (tap("Tolak"), "Apa alasannya?"))
    await at("14.00.00", WEDNESDAY)(sari)
    return sari, budi


@BOTH
async def test_a_reason_of_the_last_second_refuses_where_nobody_has_read_of_silence(
    world: World,
) -> None:
    """BLG-9-10: written in time is in time, however late it is delivered."""
    sari, budi = await refusing(world)
    await late(sari, "Kurang jelas")
    assert await states(world) == [State.REJECTED]
    assert len(told(budi)) == 0


@BOTH
@pytest.mark.parametrize("word", ["/aktivitas_saya", "/poin"])
async def test_what_the_person_has_read_stands(world: World, word: str) -> None:
    """BLG-9-10: the list and the points count what silence has approved, swept or not."""
    sari, budi = await refusing(world)
    assert len(await budi.hears(say(word))) == 2  # and the message that is due to who filed it
    assert await states(world) == [State.DEEMED_APPROVED]
    read = len(told(budi))
    await late(sari, "Kurang jelas")
    assert DEEMED in await newest(sari)
    assert await states(world) == [State.DEEMED_APPROVED]
    assert len(told(budi)) == read
    assert "Ditolak" not in " ".join(budi.phone.told)


@BOTH
async def test_what_the_superior_has_read_stands(world: World) -> None:
    """BLG-9-10: whoever filed it is told once, and a sweep adds nothing."""
    sari, budi = await filed(world, "14.00")
    again = old_button("Setujui")(sari)
    await sari.play(
        (at("13.59.59", WEDNESDAY), SILENCE),
        (tap("Tolak"), "Apa alasannya?"),
        (at("14.00.00", WEDNESDAY), SILENCE),
        (again, DEEMED),
    )
    assert await states(world) == [State.DEEMED_APPROVED]
    await late(sari, "Kurang jelas")
    await budi.play((later(seconds=15), SILENCE))
    assert await states(world) == [State.DEEMED_APPROVED]
    assert len(told(budi)) == 1


async def test_on_a_card_with_others_only_what_is_due_is_written(world: World) -> None:
    """BLG-9-9, BLG-9-10: the first is approved by silence, the second is still to be decided."""
    sari, budi = await filed(world, "14.00", "15.00")
    await sari.play(
        (at("14.00.01", WEDNESDAY), SILENCE),
        (tap("Satu per satu"), f"1 dari 2 Jabatan, 1 jam: Laporan 1 {DEEMED}"),
    )
    assert await states(world) == [State.DEEMED_APPROVED, None]
    assert len(told(budi)) == 1


async def test_what_joins_a_card_does_not_foretell_what_else_is_on_it(world: World) -> None:
    sari, budi = await filed(world, "14.00", "15.00")
    await at("14.00.01", WEDNESDAY)(budi)
    for gesture, _ in entry("Monev", "60", again=True):
        await budi.hears(gesture)
    assert await states(world) == [State.DEEMED_APPROVED, None, None]
    assert DEEMED in await newest(sari)


async def test_a_reminder_does_not_foretell_what_else_is_on_the_card(world: World) -> None:
    """Cards are told of before they fall due, while one of them already has."""
    sari, budi = await filed(world, "14.00", "19.30")
    await at("14.00.01", WEDNESDAY)(budi)
    assert await states(world) == [None, None]
    await scheduler.remind(world.service.app)
    await world.quiet()
    assert await states(world) == [State.DEEMED_APPROVED, None]
    assert len(told(budi)) == 1
    assert "Hampir habis waktunya:" in await world.says(sari.phone)
