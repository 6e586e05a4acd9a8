"""Packing files into a ZIP: one at a time in memory, in volumes that can be sent, each listed."""

import hashlib
import io
import random
import tracemalloc
import zipfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pypdfium2
import pytest

from bot.media.store import Store
from bot.runtime.press import Press
from bot.runtime.printing import File, Gone, Printing
from core.reports.contents import Content
from core.reports.contents import Contents as Listed
from core.reports.contents import contents as content_list
from core.reports.form import Form
from handlers.chat.event import JPEG, PDF, XLSX, Kept
from handlers.chat.paper import Archive, Copy, Print
from tests.builders import reports

SCANS, SCAN_BYTES, VOLUME_BYTES = 120, 200_000, 5_000_000


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path), "bulungan")


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    opened = Press()
    yield opened
    opened.stop()


async def scans(store: Store, count: int = SCANS) -> list[Kept]:
    made = random.Random(1)  # noqa: S311 - the same photos every time
    return [await store.keep(made.randbytes(SCAN_BYTES), JPEG) for _ in range(count)]


def listing(files: Sequence[Content]) -> Form:
    listed = Listed("Dinas Kesehatan", reports.OCTOBER, 1, tuple(files))
    return content_list(reports.printing("bulungan"), listed)


async def drawn(kept: Sequence[Kept]) -> AsyncIterator[Copy]:
    for number, each in enumerate(kept, 1):
        yield Copy(f"09_Daftar/{number:04}.jpg", each, "Daftar apel")


def opened(file: File) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


async def test_of_many_scans_no_more_than_a_volume_is_in_memory(store: Store, press: Press) -> None:
    """24 MB of photos, in volumes of 5; a control that held them all would need five times that."""
    kept = await scans(store)
    printing = Printing(store, press, VOLUME_BYTES)
    tracemalloc.start()
    try:
        sizes = [len(file.content) async for file in printing.made(Archive("Laporan", drawn(kept)))]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(sizes) == 5
    assert sum(sizes) > SCANS * SCAN_BYTES
    assert peak < 2.5 * VOLUME_BYTES


async def test_every_volume_has_lists_of_its_own_and_nothing_is_lost(
    store: Store, press: Press
) -> None:
    kept = await scans(store, 5)
    archive = Archive("Laporan", drawn(kept), ("Laporan April",), listing)
    printing = Printing(store, press, volume_bytes=2 * SCAN_BYTES)
    files = [file async for file in printing.made(archive)]
    assert [each.name for each in files] == [
        "Laporan.zip",
        "Laporan_bagian-2.zip",
        "Laporan_bagian-3.zip",
    ]
    volumes = [opened(each) for each in files]
    names = [name for each in volumes for name in each]
    assert len(names) == len({name.casefold() for name in names}), "they unpack into one folder"
    assert [name for name in names if name.endswith(".jpg")] == [
        f"09_Daftar/{number:04}.jpg" for number in range(1, 6)
    ]
    assert [name for name in names if name.startswith("DAFTAR")] == [
        *("DAFTAR-ISI.pdf", "DAFTAR-ISI.txt"),
        *("DAFTAR-ISI_bagian-2.pdf", "DAFTAR-ISI_bagian-2.txt"),
        *("DAFTAR-ISI_bagian-3.pdf", "DAFTAR-ISI_bagian-3.txt"),
    ]
    assert "# Bagian 3" in volumes[2]["DAFTAR-ISI_bagian-3.txt"].decode()
    (last,) = (content for name, content in volumes[2].items() if name.endswith(".jpg"))
    assert hashlib.sha256(last).hexdigest() == kept[4].hash


async def test_the_list_says_how_long_each_file_is(store: Store, press: Press) -> None:
    """Pages of a paper, rows of a workbook, one page of a photo; nothing of what does not open."""
    (photo,) = await scans(store, 1)
    broken = await store.keep(b"%PDF-1.7 nothing", PDF)
    made = reports.recap(count=40)
    members = (
        Print("01_Rekap", made, (PDF, XLSX)),
        Copy("02_Foto.jpg", photo, "Foto"),
        Copy("03_Rusak.pdf", broken, "Rusak"),
    )
    seen: list[Content] = []

    def noted(files: Sequence[Content]) -> Form:
        seen.extend(files)
        return listing(files)

    archive = Archive("Laporan", members, (), noted)
    (file,) = [each async for each in Printing(store, press).made(archive)]
    inside = opened(file)
    pages = len(pypdfium2.PdfDocument(inside["01_Rekap.pdf"]))
    assert pages > 2
    assert [(each.name, each.what, each.extent) for each in seen] == [
        ("01_Rekap.pdf", made.title, f"{pages} halaman"),
        ("01_Rekap.xlsx", made.title, "40 baris"),
        ("02_Foto.jpg", "Foto", "1 halaman"),
        ("03_Rusak.pdf", "Rusak", ""),
    ]
    for each in seen:
        assert (each.size, each.sha256) == (
            len(inside[each.name]),
            hashlib.sha256(inside[each.name]).hexdigest(),
        )


async def test_a_scan_that_is_gone_is_told_by_its_name(store: Store, press: Press) -> None:
    gone = Kept("ab" * 32, 9, JPEG)
    archive = Archive("Laporan", (Copy("01_Surat.jpg", gone),))
    with pytest.raises(Gone, match=r"01_Surat\.jpg"):
        await Printing(store, press).kept([archive])
