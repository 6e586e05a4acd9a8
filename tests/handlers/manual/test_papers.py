"""The printed papers: asked for by an operator, with the words of the form and what was entered."""

from datetime import date

import pypdfium2

from bot.paper.pdf import to_pdf
from core.law.regulation import Role
from db.records.document import document
from db.records.letter import letter
from handlers.chat.event import Kept
from handlers.chat.paper import Paper, Print, Source
from handlers.manual.papers import LetterPaper, ListPaper, WorkPaper
from tests.handlers.dialogue import STALE, tap
from tests.handlers.manual.paper import (
    BLG,
    KRA,
    REGENCIES,
    broken_phone,
    entering,
    head,
    holding,
    operator,
    preparing,
    working,
)
from tests.handlers.naming import pressing
from tests.office import BUDI, DEWI
from tests.world import World

APRIL = date(2026, 4, 1)
OFFICE = "Sekretariat Daerah"


async def printed(world: World, paper: Paper) -> list[str]:
    """The words of each file of a paper, in order."""
    engine, region = world.service.app.engine, world.service.app.regions[world.region]

    async def load(_kept: Kept) -> bytes | None:
        return None

    now = world.clock.now()
    found = await paper.contents(Source(region, now, now, engine.connect, load))
    return [_words(each) for each in found.files if isinstance(each, Print)]


def _words(each: Print) -> str:
    pages = pypdfium2.PdfDocument(to_pdf(each.form))
    texts = [page.get_textpage().get_text_range() for page in pages]
    return " ".join(" ".join(texts).split())


async def test_an_operator_gets_the_letter_and_its_list_as_files(world: World) -> None:
    """BLG-11-2: to be printed, signed and sent back as a photo."""
    await head(world)
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *preparing())
    heard = await citra.hears(tap("Unduh surat"))
    assert "Sedang disiapkan" in heard[0]
    assert sum("Surat keterangan presensi manual April 2026" in each for each in heard) == 2
    (row,) = await world.rows(document)
    assert [each["name"] for each in row.files] == [
        "Surat-Keterangan_2026-04_setda.pdf",
        "Presensi-Manual_2026-04_setda.pdf",
    ]


@REGENCIES
async def test_the_letter_has_the_words_of_its_annex(world: World, regulation: str) -> None:
    """BLG-F-C, KRA-F-F: who, which date, what kept them; and BLG-F-E, KRA-F-G as its proof."""
    await head(world)
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *preparing())
    (row,) = await world.rows(letter)
    told, proof = await printed(world, LetterPaper(row.id, OFFICE, APRIL))
    for words in ("SURAT KETERANGAN", "800/12", "Budi", BUDI.nip, "HP rusak", "Sari"):
        assert words in told, words
    why = {BLG: "Presensi Elektronik dan presensi offline", KRA: 'presensi online "AKU HADIR"'}
    assert why[regulation] in told
    assert "PRESENSI MANUAL BAGI ASN YANG TIDAK DAPAT MELAKUKAN" in proof
    assert "07.25" in proof.replace(" ", "")
    assert "16.02" in proof.replace(" ", "")


@REGENCIES
async def test_the_list_of_a_month_names_those_who_have_to_sign(world: World) -> None:
    """BLG-F-E, KRA-F-G: only Budi has an incident."""
    await broken_phone(world)
    (found,) = await printed(world, ListPaper("setda", OFFICE, APRIL))
    assert "Budi" in found
    assert "Citra" not in found


async def test_where_nobody_has_an_incident_everybody_stands_on_the_list(world: World) -> None:
    """BLG-11-1c: the server is away for all."""
    await operator(world)
    (found,) = await printed(world, ListPaper("setda", OFFICE, APRIL))
    assert all(name in found for name in ("Budi", "Citra", "Eko", "Sari"))
    assert "Dewi" not in found


async def test_the_sheet_of_work_has_its_rows_and_the_superior(world: World) -> None:
    """BLG-F-D."""
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *working())
    (found,) = await printed(world, WorkPaper(BUDI.id, "Budi", APRIL))
    for words in ("LAPORAN KINERJA HARIAN MANUAL", "Menyusun laporan", "Sari", "Atasan Langsung"):
        assert words in found, words
    assert f"Unit Kerja : {OFFICE}" in found
    assert "Jumlah hari kerja/bulan : 21" in found, "Good Friday is the 3rd of April 2026"
    assert "Jumlah kinerja harian yang dibuat : 1" in found
    assert "Jumlah seluruh waktu pengerjaan : 0 Poin" in found, "nobody has signed its letter yet"


async def test_nobody_else_prints_anything(world: World) -> None:
    await head(world)
    citra, budi = await broken_phone(world)
    dewi = await holding(world, DEWI, Role.OPERATOR, "rsud")
    await citra.play(*entering(), *preparing())
    (row,) = await world.rows(letter)
    for each in (budi, dewi):
        await each.play((pressing(f"kv:unduh:{row.id.hex}"), STALE))
    assert await world.rows(document) == []
