"""The ZIP of a monthly report: every paper of Pasal 13 and 14, a list that proves it, and no more.

The numbers in it are those of the instant at which it was handed in (AMB-82).
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa

from bot.runtime.press import Press
from bot.runtime.printing import Printing
from core.approvals.case import State
from core.organisation.region import Region
from db.records import letter
from db.records.document import document
from db.records.report import find, report
from db.records.report_line import line
from handlers.chat.paper import Archive, Copy, Print, Source
from handlers.month.recap_paper import RecapPaper
from handlers.usecases import report_paper
from handlers.usecases.package import handed
from handlers.usecases.report_paper import MonthlyReport
from tests.handlers.calling import standing
from tests.handlers.dialogue import SILENCE, Speaker, a_stranger, employed, say, tap
from tests.handlers.dialogue import at as clock
from tests.handlers.month import packing
from tests.handlers.month.packing import APRIL, Package, package
from tests.handlers.month.reporting import cast, handing_in, region_more, stamp_of
from tests.handlers.naming import pressing
from tests.handlers.office.people import asked
from tests.handlers.worker import asking
from tests.office import BUDI, CITRA, DEWI, SARI, Actor, a_region
from tests.world import World

PLAIN = pytest.mark.parametrize("profile", ["plain"])
BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
KARANGANYAR = pytest.mark.parametrize("regulation", ["karanganyar"])
OF = "2026-04_setda"


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    return a_region(policy=policy, regulation=regulation, more=region_more(policy))


async def a_full_month(world: World) -> tuple[Speaker, Speaker, Speaker, list[bytes]]:
    """Everything that a month may hold; gives the scans too."""
    people = await cast(world)
    await stamp_of(world, BUDI, "2026-04-06")
    await packing.worked(world, BUDI, 90, State.APPROVED)
    await packing.worked(world, BUDI, 60, State.REJECTED, words="Rapat")
    await packing.worked(world, CITRA, 120, None, words="Belum diputuskan")
    pages = [*await packing.on_paper(world), await packing.work_on_paper(world)]
    pages.append(await packing.apel(world))
    await packing.reported(world, "Lokasi tidak terbaca", answer="Sudah diperbaiki")
    await packing.reported(world, "Foto gagal terkirim", date(2026, 4, 30), "23:59")
    await packing.reported(world, "Sudah bulan Mei", date(2026, 5, 1), "00:00")
    agreed = packing.at(world, date(2026, 4, 8), "08:00")
    of = packing.id_of("Budi 90")
    await packing.corrected(world, "before", agreed, 80, 90, of)
    return *people, [await packing.content_of(world, each) for each in pages]


EVERYTHING = [
    f"01_Rekap-Presensi_{OF}.pdf",
    f"01_Rekap-Presensi_{OF}.xlsx",
    f"02_Rekap-Kinerja_{OF}.pdf",
    f"02_Rekap-Kinerja_{OF}.xlsx",
    "03_Kinerja/Laporan-Kinerja_2026-04_001.pdf",
    "03_Kinerja/Laporan-Kinerja_2026-04_002.pdf",
    f"04_Presensi-Manual_{OF}.pdf",
    f"04_Presensi-Manual_{OF}.xlsx",
    "05_Surat-Keterangan/001_2026-04-06.pdf",
    "05_Surat-Keterangan/001_2026-04-06_pindaian-1.jpg",
    "06_Daftar-Bertanda-Tangan/001_pindaian-1.jpg",
    "07_Kinerja-Manual/Laporan-Kinerja-Manual_2026-04_002.pdf",
    "07_Kinerja-Manual/Laporan-Kinerja-Manual_2026-04_002_pindaian-1.jpg",
    f"08_Rekap-Apel_{OF}.pdf",
    f"08_Rekap-Apel_{OF}.xlsx",
    "09_Daftar-Apel/001_2026-04-06_pindaian-1.jpg",
    f"10_Daftar-Masalah_{OF}.pdf",
    f"10_Daftar-Masalah_{OF}.xlsx",
    f"11_Daftar-Koreksi_{OF}.pdf",
    f"11_Daftar-Koreksi_{OF}.xlsx",
    "DAFTAR-ISI.pdf",
    "DAFTAR-ISI.txt",
]


def checked(found: Package) -> None:
    """Both lists say of every file what it is: its hash, size, pages or rows are counted anew."""
    sums, read = found.files["DAFTAR-ISI.txt"].decode(), found.words("DAFTAR-ISI.pdf")
    squeezed = read.replace(" ", "")
    for name, content in found.files.items():
        if name == "DAFTAR-ISI.txt":
            continue
        digest = hashlib.sha256(content).hexdigest()
        assert f"{digest}  {name}\r\n" in sums
        if name == "DAFTAR-ISI.pdf":
            continue
        assert name in squeezed
        assert digest in squeezed
        extent = f"{found.pages(name)}halaman" if name.endswith(".pdf") else "1halaman"
        if name.endswith(".xlsx"):
            extent = f"{len(found.rows(name))}baris"
        size = f"{len(content):,}".replace(",", ".")
        assert f"{extent}{size}" in squeezed.partition(name)[2], name


@BOTH
async def test_a_report_takes_all_its_papers_along(world: World) -> None:
    """BLG-13-1, BLG-13-5, BLG-14-1, BLG-14-2: Forms C, D, E, F, the scans, apel and problems."""
    budi, *_, scans = await a_full_month(world)
    await budi.play(*handing_in())
    found = await package(world)
    assert found.names == EVERYTHING
    checked(found)
    letter_, list_ = found.words(EVERYTHING[8]), found.words(EVERYTHING[6])
    for words in ("SURAT KETERANGAN", "800/12", "Senin, 6 April 2026", "Citra", "HP rusak"):
        assert words in letter_
    assert "PRESENSI MANUAL BAGI ASN" in list_
    assert "07.25" in list_.replace(" ", "")
    kept = [found.files[name] for name in (EVERYTHING[10], EVERYTHING[9], EVERYTHING[12])]
    assert [*kept, found.files[EVERYTHING[15]]] == scans, "byte for byte what was handed in"
    listed = found.words("DAFTAR-ISI.pdf")
    assert "Surat keterangan 800/12, ditandatangani, pindaian 1" in listed
    assert "diterima Senin, 6 April 2026, 09.02 WITA, sesudah batas" in listed
    assert all(re.fullmatch(r"[A-Za-z0-9._/-]{1,120}", each) for each in found.names)
    assert not any(re.search(r"\d{9}|Budi|Citra", each) for each in found.names)


@PLAIN
async def test_form_d_of_everybody_adds_up_to_their_line_in_the_summary(world: World) -> None:
    """BLG-F-D, AMB-29: without the word MANUAL; what was rejected or waits makes no points."""
    budi, *_ = await a_full_month(world)
    await budi.play(*handing_in())
    found = await package(world)
    (of_budi, of_citra, by_hand) = (found.words(EVERYTHING[n]) for n in (4, 5, 11))
    for words in ("LAPORAN KINERJA HARIAN APARATUR", "Nama : Budi", f"NIP : {BUDI.nip}"):
        assert words in of_budi
    assert "Unit Kerja : Sekretariat Daerah" in of_budi
    assert "jabatan, disetujui, dikoreksi dari 90" in of_budi.replace("  ", " ")
    assert "Jumlah kinerja harian yang dibuat : 2" in of_budi
    assert "Jumlah seluruh waktu pengerjaan : 80 Poin" in of_budi
    assert "Jumlah seluruh waktu pengerjaan : 0 Poin" in of_citra
    assert "Sudah Diperiksa dan Disetujui Oleh : Atasan Langsung" in of_budi
    assert "LAPORAN KINERJA HARIAN MANUAL" in by_hand
    assert "Menata arsip" in by_hand
    points = {row[0]: row[6] for row in found.rows(EVERYTHING[3])}
    assert (points["Budi"], points["Citra"]) == (80, 0)


@PLAIN
async def test_a_day_of_trip_stands_in_form_d_with_its_points(world: World) -> None:
    """BLG-11-3, AMB-90: 360 are in the summary, so Form D has a row of them."""
    budi, sari, _ = await cast(world)
    citra = await employed(world, CITRA)
    await citra.play((clock("08.00", "2026-04-06"), SILENCE), *asking("Perjalanan dinas"))
    await sari.play((tap("Setujui"), "Disetujui"))
    await budi.play(*handing_in())
    found = await package(world)
    points = {row[0]: row[6] for row in found.rows(f"02_Rekap-Kinerja_{OF}.xlsx")}
    assert points["Citra"] == 360
    assert [n for n in found.names if n.startswith("03")] == [EVERYTHING[5]], "nobody else did any"
    words = found.words(EVERYTHING[5])
    assert "6 April 2026 Dinas luar 360 Dihitung otomatis 360 otomatis" in words
    assert "Jumlah kinerja harian yang dibuat : 0" in words
    assert "Jumlah seluruh waktu pengerjaan : 360 Poin" in words


@PLAIN
async def test_the_inventory_is_of_the_month_and_names_nobody(world: World) -> None:
    """BLG-7-3c, AMB-91: until the last instant of April, and not the first one of May."""
    budi, *_ = await a_full_month(world)
    await budi.play(*handing_in())
    found = await package(world)
    words = found.words(EVERYTHING[16])
    assert "2 masalah: 1 terbuka, 1 dijawab, 0 ditutup" in words
    for each in ("Lokasi tidak terbaca", "Sudah diperbaiki", "Foto gagal terkirim", "operator"):
        assert each in words
    assert "Sudah bulan Mei" not in words
    assert "Citra" not in words
    assert [row[2] for row in found.rows(EVERYTHING[17])] == [
        "Lokasi tidak terbaca",
        "Foto gagal terkirim",
    ]


@PLAIN
async def test_the_apel_of_each_person_is_in_the_month(world: World) -> None:
    """BLG-8-6: on paper, on the recap of the office and on one's own."""
    budi, *_ = await a_full_month(world)
    await budi.play(*handing_in())
    found = await package(world)
    counted = {row[0]: row[4:] for row in found.rows(EVERYTHING[14])}
    assert set(counted) == {"Budi", "Citra", "Sari"}
    assert counted["Citra"] == (1, 0, 0, 0, 1)
    await budi.hears(say("/rekap"))
    await budi.play((tap("Bulan lalu"), "Apel 3 pegawai: tidak tercatat 3."))
    assert "Apel tidak tercatat: Budi 1 kali, Citra 1 kali, Sari 1 kali." in budi.newest
    await budi.hears(say("/rekap_saya"))
    await budi.play((tap("Bulan lalu"), "Apel: 1 kali, tidak tercatat 1."))


@PLAIN
@KARANGANYAR
async def test_a_recap_takes_its_letters_and_problems_along_and_no_work(world: World) -> None:
    """KRA-7-3c, KRA-9-2, KRA-10-2: Forms F and G; no daily work is kept there."""
    budi, *_ = await cast(world, "karanganyar")
    await packing.on_paper(world)
    await standing(world, "setda")
    await packing.reported(world, "Server lambat")
    await budi.play(*handing_in(button="Ajukan ke kepala"))
    found = await package(world)
    assert found.names == [
        f"01_Rekap-Presensi_{OF}.pdf",
        f"01_Rekap-Presensi_{OF}.xlsx",
        f"04_Presensi-Manual_{OF}.pdf",
        f"04_Presensi-Manual_{OF}.xlsx",
        "05_Surat-Keterangan/001_2026-04-06.pdf",
        "05_Surat-Keterangan/001_2026-04-06_pindaian-1.jpg",
        "06_Daftar-Bertanda-Tangan/001_pindaian-1.jpg",
        f"08_Rekap-Apel_{OF}.pdf",
        f"08_Rekap-Apel_{OF}.xlsx",
        f"10_Daftar-Masalah_{OF}.pdf",
        f"10_Daftar-Masalah_{OF}.xlsx",
        "DAFTAR-ISI.pdf",
        "DAFTAR-ISI.txt",
    ]
    checked(found)
    assert 'presensi online "AKU HADIR"' in found.words("05_Surat-Keterangan/001_2026-04-06.pdf")
    assert "1 masalah: 1 terbuka" in found.words(f"10_Daftar-Masalah_{OF}.pdf")


def source(world: World) -> Source:
    engine, region = world.service.app.engine, world.service.app.regions[world.region]
    store, now = world.service.documents.stores[world.region], world.clock.now()
    return Source(region, now, now, engine.connect, store.content)


@PLAIN
async def test_packed_anew_after_later_acts_it_is_the_same_to_the_byte(world: World) -> None:
    """BLG-13-4, AMB-82: nothing that is decided or corrected later is in what was handed in."""
    budi, *_ = await a_full_month(world)
    await budi.play(*handing_in())
    before = await package(world)
    (row,) = await world.rows(report)
    await budi.play((clock("09.00", "2026-05-07"), SILENCE))
    later, code = world.clock.now(), world.region
    await packing.corrected(world, "after", later, 10, 80, packing.id_of("Budi 90"))
    await packing.reported(world, "Terlambat dilaporkan", date(2026, 5, 6))
    await packing.decide_work(world, packing.id_of("Citra 120"), later)
    async with world.service.app.engine.begin() as db:
        assert await letter.decide(db, code, packing.id_of("letter"), SARI.id, later)
    await freed(world, CITRA)
    again = await packed_anew(world, row.id)
    assert {n for n, c in again.files.items() if c != before.files[n]} == set()
    assert again.hash == before.hash


async def freed(world: World, actor: Actor) -> None:
    """Somebody is away on Monday after all, and was to come to no apel (KAM-16)."""
    await asked(world, actor, "cuti.tahunan", "disetujui")


async def packed_anew(world: World, id_: UUID) -> Package:
    """What the lines and facts of a report make of its package now."""
    code = world.region
    async with world.service.app.engine.begin() as db:
        kept = await find(db, code, id_)
    assert kept
    found = await handed.read(source(world), kept)
    again = Archive(
        "x", report_paper.members(found), report_paper.heading(found), report_paper.listing(found)
    )
    press = Press()
    printing = Printing(world.service.documents.stores[code], press)
    try:
        (file,) = [each async for each in printing.made(again)]
    finally:
        press.stop()
    return packing.opened(hashlib.sha256(file.content).hexdigest(), file.content)


@PLAIN
async def test_a_report_from_before_apel_were_kept_has_them_in_its_package(world: World) -> None:
    """Handed in by the release before, packed by this one."""
    budi, *_ = await a_full_month(world)
    await budi.play(*handing_in())
    before = await package(world)
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.update(line).values(apel=None))
    (row,) = await world.rows(report)
    assert (await packed_anew(world, row.id)).hash == before.hash


@PLAIN
async def test_the_papers_of_the_recap_have_the_apel_that_were_reported(world: World) -> None:
    """AMB-82: in Rekap-Apel they stand; on the sheet beside it is what they are by now."""
    budi, sari, eko, _ = await a_full_month(world)
    await budi.play(*handing_in())
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    await eko.play((tap("Terima"), "Nomor 0001/2026."))
    await freed(world, CITRA)
    recap = RecapPaper("setda", "Sekretariat Daerah", APRIL)
    made = {e.name: e for e in (await recap.contents(source(world))).files if isinstance(e, Print)}
    counted = {row[0]: row[4:] for row in made[f"Rekap-Apel_{OF}"].form.flat.rows}
    assert counted["Citra"] == (1, 0, 0, 0, 1)
    assert [each[4:] for each in made[f"Perubahan-Sesudah-Laporan_{OF}"].form.flat.rows] == [
        (date(2026, 4, 6), "hadir", "cuti"),
        (date(2026, 4, 6), "apel tidak tercatat", "apel dibebaskan"),
    ]


@PLAIN
async def test_what_is_corrected_after_it_was_received_is_a_sheet_beside_it(world: World) -> None:
    """BLG-13-4, AMB-92: the numbers stand in ZIP and recap; days and points are shown apart."""
    budi, sari, eko, _ = await a_full_month(world)
    await budi.play(*handing_in())
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    await eko.play((tap("Terima"), "Nomor 0001/2026."))
    (row,) = await world.rows(report)
    paper, recap = MonthlyReport(row.id), RecapPaper("setda", "Sekretariat Daerah", APRIL)
    assert len((await paper.contents(source(world))).files) == 1, "nothing is otherwise yet"
    await budi.play((clock("09.00", "2026-05-07"), SILENCE))
    later = world.clock.now()
    await packing.corrected(world, "after", later, 10, 80, packing.id_of("Budi 90"))
    await stamp_of(world, BUDI, "2026-04-07")
    zip_, sheet = (await paper.contents(source(world))).files
    assert isinstance(zip_, Copy)
    assert zip_.kept.hash == (await package(world)).hash
    assert isinstance(sheet, Print)
    assert sheet.name == f"Perubahan-Sesudah-Laporan_{OF}"
    assert [each[4:] for each in sheet.form.flat.rows] == [
        (date(2026, 4, 7), "alpa", "hadir"),
        (None, "80 poin", "10 poin"),
    ]
    made = (await recap.contents(source(world))).files
    files = {each.name: each for each in made if not isinstance(each, Copy)}
    assert sheet.name in files
    summary = files[f"Rekap-Kinerja_{OF}"]
    assert isinstance(summary, Print)
    assert [row[6] for row in summary.form.flat.rows if row[0] == "Budi"] == [80]
    archive = files[f"Kinerja-Pegawai_{OF}"]
    assert isinstance(archive, Archive)
    assert isinstance(archive.members, Iterator)
    (form_d,) = [e.form for e in archive.members if isinstance(e, Print) and e.name == "001_Budi"]
    assert sorted(str(row[9]) for row in form_d.flat.rows) == ["60", "80"], "as it was reported"
    assert "Berkas laporan bulanan" in " ".join(await eko.hears(tap("Berkas")))
    assert [len(each.files) for each in await world.rows(document)] == [1, 2]


@PLAIN
async def test_nobody_else_gets_the_package(world: World) -> None:
    """BLG-15, BLG-16: operator, head and BKPSDM have it; and nobody else has."""
    budi, sari, _ = await cast(world)
    citra, stranger = await employed(world, CITRA), a_stranger(world, DEWI)
    await budi.play(*handing_in())
    await package(world)
    (row,) = await world.rows(report)
    for each in (citra, stranger):
        await each.hears(pressing(f"lk:berkas:{row.id.hex}"))
    assert len(await world.rows(document)) == 1
    await sari.hears(tap("Berkas"))
    assert len(await world.rows(document)) == 2
