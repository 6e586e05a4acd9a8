"""Every process of one database must see the same files, or it does not start."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.composition import open_channels
from bot.media.store import Store
from bot.runtime import place
from bot.runtime.clock import VirtualClock
from bot.runtime.place import WrongPlace
from bot.runtime.service import retry, serve
from db.records.request import request
from db.store import store as marks
from handlers.chat.event import PDF, Kept
from tests.bot.runtime.test_service import settings
from tests.harness.bot_and_telegram import MONDAY
from tests.harness.database import rows, second_process
from tests.office import BUDI, region_file

CLOCK = VirtualClock(MONDAY)


def at(folder: Path, region: str = "bulungan") -> dict[str, Store]:
    return {region: Store(str(folder), region)}


async def known(engine: AsyncEngine) -> list[str]:
    return [row.mark for row in await rows(engine, marks)]


async def test_the_first_start_leaves_a_mark_that_the_next_one_finds(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    for _ in range(2):
        await place.check(engine, CLOCK, at(tmp_path))
    assert await known(engine) == [(tmp_path / "bulungan" / "tanda").read_text()]


async def test_an_empty_folder_is_another_place(engine: AsyncEngine, tmp_path: Path) -> None:
    await place.check(engine, CLOCK, at(tmp_path / "satu"))
    with pytest.raises(WrongPlace, match="HADIR_FILES") as told:
        await place.check(engine, CLOCK, at(tmp_path / "dua"))
    (mark,) = await known(engine)
    assert f"{tmp_path / 'dua'}/bulungan/tanda: {mark}" in str(told.value)
    assert not (tmp_path / "dua" / "bulungan" / "tanda").exists()


async def test_a_folder_of_another_database_is_another_place(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    await place.check(engine, CLOCK, at(tmp_path / "satu"))
    await Store(str(tmp_path / "dua"), "bulungan").set_mark("lain")
    with pytest.raises(WrongPlace):
        await place.check(engine, CLOCK, at(tmp_path / "dua"))


async def test_what_an_operator_marks_by_hand_is_the_place(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    await place.check(engine, CLOCK, at(tmp_path / "satu"))
    (mark,) = await known(engine)
    moved = tmp_path / "dua" / "bulungan"
    moved.mkdir(parents=True)
    (moved / "tanda").write_text(f"{mark}\n")
    await place.check(engine, CLOCK, at(tmp_path / "dua"))


async def test_a_restored_database_takes_the_mark_of_its_folder(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    await Store(str(tmp_path), "bulungan").set_mark("tanda-lama")
    await place.check(engine, CLOCK, at(tmp_path))
    assert await known(engine) == ["tanda-lama"]


async def test_of_two_processes_that_start_at_once_both_find_one_mark(
    engine: AsyncEngine, database_url: str, tmp_path: Path
) -> None:
    async with second_process(database_url) as other:
        await asyncio.gather(
            *(place.check(each, CLOCK, at(tmp_path)) for each in (engine, other, engine, other))
        )
    assert len(await known(engine)) == 1


async def test_every_region_has_a_place_of_its_own(engine: AsyncEngine, tmp_path: Path) -> None:
    await place.check(engine, CLOCK, at(tmp_path) | at(tmp_path, "karanganyar"))
    assert len(set(await known(engine))) == 2


@pytest.mark.parametrize("here", [True, False], ids=["its letters are here", "they are not"])
async def test_a_database_from_before_there_were_marks_is_known_by_its_newest_letters(
    furnished: AsyncEngine, tmp_path: Path, *, here: bool
) -> None:
    kept = await Store(str(tmp_path / "satu"), "bulungan").keep(b"%PDF-1.7 surat", PDF)
    await _hand_in(furnished, kept)
    folder = tmp_path / ("satu" if here else "dua")
    if here:
        await place.check(furnished, CLOCK, at(folder))
        return
    with pytest.raises(WrongPlace):
        await place.check(furnished, CLOCK, at(folder))
    assert await known(furnished) == []


async def test_a_place_that_is_away_keeps_nobody_from_starting(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    (tmp_path / "berkas").write_text("a file stands in its way")
    await place.check(engine, CLOCK, at(tmp_path / "berkas"))
    assert await known(engine) == []


async def test_neither_the_service_nor_a_retry_starts_in_a_wrong_place(
    engine: AsyncEngine, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "bot.runtime.service.configure", lambda _: None
    )  # it would outlive the test
    await place.check(engine, CLOCK, at(tmp_path / "satu"))
    (tmp_path / "bulungan.toml").write_text(region_file())
    chosen = settings(database_url, regions=tmp_path, files=str(tmp_path / "dua"))
    with pytest.raises(WrongPlace):
        await serve(chosen, open_channels(chosen), polling=False)
    with pytest.raises(WrongPlace):
        await retry(chosen, open_channels(chosen), [])


async def _hand_in(engine: AsyncEngine, kept: Kept) -> None:
    row = {
        "region": "bulungan",
        "id": BUDI.id,
        "employee": BUDI.id,
        "code": "sakit",
        "first": MONDAY.date(),
        "last": MONDAY.date(),
        "reason": "Demam",
        "filed_at": MONDAY,
        "due_at": MONDAY,
        "paper": [kept.hash, kept.size, kept.media],
    }
    async with engine.begin() as db:
        await db.execute(sa.insert(request), row)
