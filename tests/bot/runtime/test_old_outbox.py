"""What an older release wrote is sent by this one, and its buttons still decide."""

import asyncio
import json
import sqlite3
from pathlib import Path

from db.migrations import upgrade
from db.records.activity import activity
from tests.office import BUDI, SARI, wita
from tests.world import a_world

# A database of commit 4991ae7, at 14.00 of that day, whose sender had not come by.
DUMP = Path(__file__).parents[2] / "db" / "dumps" / "4991ae7.sqlite.sql"
WRITTEN = "2026-04-06"


def old_database(path: Path) -> list[str]:
    """The database in a file, and the texts that wait in it, as they were written."""
    with sqlite3.connect(path) as old:
        old.executescript(DUMP.read_text("utf-8"))
        bodies = [
            json.loads(body) for (body,) in old.execute("SELECT body FROM outbox ORDER BY id")
        ]
    old.close()
    return [body["text"] for body in bodies]


async def test_it_is_sent_after_the_upgrade_and_a_tap_on_it_decides(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    waiting = old_database(path)
    url = f"sqlite+aiosqlite:///{path}"
    await asyncio.to_thread(upgrade, url)
    async with a_world(url, wita(WRITTEN, "13.00")) as world:  # before any of it may be sent
        sari, budi = world.telegram(SARI), world.telegram(BUDI)
        for each in (sari, budi):
            await each.say("menu")  # a bot cannot begin a chat
        world.at(wita(WRITTEN, "14.30"))
        world.wakes.sender.set()
        await world.quiet()
        told = [each for chat in (sari, budi) for each in chat.messages if each.sender.is_bot]
        assert len(told) == len(waiting) + 2
        assert any("Menyusun <laporan> & rekap" in each.text for each in sari.messages)
        assert sum("photo" in each.media for each in budi.messages) == 2  # the month, and the map
        await sari.tap("Setujui")
        await world.quiet()
        assert [row.state for row in await world.rows(activity)] == ["disetujui"]
