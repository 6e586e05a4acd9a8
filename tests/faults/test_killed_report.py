"""kill -9 between any two steps of a monthly report loses nothing, doubles nothing (Pasal 13)."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.media.store import Store
from bot.runtime.archive import LIST_NAME
from db.records.report import report
from db.records.report_line import line
from db.records.report_receipt import number, receipt
from handlers.chat.event import Kept
from tests.faults.conftest import Databases
from tests.handlers.dialogue import say, tap
from tests.handlers.month.reporting import FIFTH, cast, region_more, stamp_of
from tests.harness.mortal_story import (
    AT_REST,
    PRINTED,
    SENT,
    Dies,
    Stands,
    Step,
    check_heard,
    play,
    stands,
)
from tests.harness.mortal_world import MortalWorld, a_mortal_world
from tests.office import CITRA, region_file, wita

pytestmark = pytest.mark.fault

TABLES = {
    report: (*("office", "month", "version", "employee", "contents"), "state", "decided_by"),
    receipt: ("month", "employee", "state", "decided_by", "remark", "year", "number"),
    number: ("year", "last"),
    line: ("employee", "name", "days", "activities", "points"),
}


def hands_in(clock: str, late: Sequence[str] = ()) -> Step:
    opened = [(say("/laporan"), "Laporan April 2026")]
    return Step("budi", FIFTH, clock, opened, tap("Kirim"), "terkirim", late=late)


def agrees(clock: str) -> Step:
    return Step("sari", FIFTH, clock, (), tap("Setujui"), "✅ Disetujui Sari")


STEPS = [
    hands_in("09.00", PRINTED),
    Step(
        *("sari", FIFTH, "09.10", [(tap("Kembalikan"), "Mengembalikan laporan April 2026")]),
        *(tap("Surat belum ada"), "❌ Dikembalikan Sari"),
    ),
    hands_in("09.20"),
    agrees("09.30"),
    Step(
        *("eko", FIFTH, "09.40", [(tap("Kembalikan"), "Apa yang perlu diperbaiki?")]),
        *(say("Rekap kurang"), "Alasan: Rekap kurang"),
    ),
    hands_in("09.50"),
    agrees("10.00"),
    Step("eko", FIFTH, "10.10", (), tap("Berkas"), "Berkasnya disiapkan", late=PRINTED[:1]),
    Step("eko", FIFTH, "10.20", (), tap("Terima"), "Nomor 0001/2026."),
]


def nowhere(_number: int, _step: Step) -> Sequence[str]:
    return ()


def unsent(_number: int, step: Step) -> Sequence[str]:
    return (AT_REST, *step.unsent)


def sent(_number: int, _step: Step) -> Sequence[str]:
    return SENT


async def test_killed_between_any_two_steps_of_a_report_nothing_is_lost_or_doubled(
    databases: Databases, tmp_path: Path
) -> None:
    """BLG-13-1, BLG-15: three versions, one number, and every paper as if it had lived."""
    lived = await _played(await databases(), tmp_path / "lived", nowhere)
    assert lived.papers.total() == 4
    assert list(lived.rows["report_number"]) == ["[2026, 1]"]
    assert await _played(await databases(), tmp_path / "unsent", unsent) == lived
    assert await _played(await databases(), tmp_path / "sent", sent) == lived


async def _played(engine: AsyncEngine, home: Path, dies: Dies) -> Stands:
    text = region_file() + region_more("live")
    async with a_mortal_world(engine, home, text, wita("2026-01-05", "05.00")) as world:
        await stamp_of(world, CITRA, "2026-04-06")
        names = ("budi", "sari", "eko")
        people = dict(zip(names, await cast(world), strict=True))
        began = monotonic()
        deaths = await play(people, STEPS, dies, _whole)
        again = await check_heard(world)
        print(f"\n{deaths} deaths in {monotonic() - began:.1f} s, {again} messages tried again")
        return await stands(world, TABLES)


async def _whole(world: MortalWorld, _step: Step) -> None:
    """Every report has its lines, and its papers, which are in the store in one piece."""
    store = Store(world.files, world.region)
    lines = await world.rows(line)
    for row in await world.rows(report):
        assert sum(each.report == row.id for each in lines) == 3
        content = await store.content(Kept(*row.package))
        assert content is not None
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            assert LIST_NAME in archive.namelist()
