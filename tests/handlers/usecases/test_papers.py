"""What stands above and below a paper of an office: letterhead, number, signatory."""

import io
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from PIL import Image
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.media.store import Store
from core.organisation.print_settings import Margins, OwnMeasures
from core.organisation.region import Region, load_region
from core.organisation.verifier import StandIn, StandInReason
from core.reports.form import BLANK
from core.reports.letterhead import Letterhead
from core.reports.measures import Measures
from core.reports.person import Person
from db.people import delegation, letterhead, office
from db.people.departure import departure
from db.people.employee import employee, role
from db.people.letterhead import Logo
from db.people.office import office as offices
from handlers.chat.event import PNG, Kept
from handlers.usecases.letterheads import heading_of, open_number
from handlers.usecases.printing import printing_of
from handlers.usecases.signatories import NOBODY, Signing, signing_for
from tests.office import BUDI, CITRA, EKO, SARI, Actor, a_region, region_file

TODAY = date(2026, 4, 6)
ADDRESS = "Jalan Contoh Nomor 1, Tanjung Selor"
PRINTED = """
[cetak]
kertas_lebar = "F4"
klasifikasi_surat = "800.1.6.2"
nip_berspasi = true
huruf_izin = false
"""


def a_logo() -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (8, 10)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
async def hospital(furnished: AsyncEngine) -> AsyncEngine:
    """The hospital is a part of the health office."""
    async with furnished.begin() as db:
        part = sa.update(offices).where(offices.c.office == "rsud")
        await db.execute(part.values(parent="dinkes"))
    return furnished


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path), "bulungan")


async def entered(db: AsyncConnection, code: str, **more: object) -> None:
    row = {"region": "bulungan", "office": code, "name": None, "address": ADDRESS}
    words = {"phone": None, "web": None, "code": code.upper(), "logo": None}
    await db.execute(sa.insert(letterhead.letterhead), {**row, **words, **more})


async def kop(engine: AsyncEngine, store: Store, code: str) -> tuple[Letterhead | None, str]:
    region = a_region()
    async with engine.begin() as db:
        organisation = await office.load(db, region.code, region.zone)
        found = await heading_of(db, region, organisation, code, store.content)
    return found.letterhead, found.note


async def test_a_letterhead_has_three_levels_and_the_logo_of_its_whole(
    hospital: AsyncEngine, store: Store
) -> None:
    kept = await store.keep(a_logo(), PNG)
    async with hospital.begin() as db:
        await entered(db, "dinkes")
        await letterhead.set_logo(db, "bulungan", ["dinkes"], Logo(kept.hash, kept.size, PNG))
        await entered(db, "rsud", name="Rumah Sakit|Umum Daerah", phone="Telepon 1", web="Laman x")
    found, note = await kop(hospital, store, "rsud")
    names = ("PEMERINTAH KABUPATEN BULUNGAN", "DINAS KESEHATAN", "RUMAH SAKIT\nUMUM DAERAH")
    assert found == Letterhead(names, (ADDRESS, "Telepon 1", "Laman x"), a_logo())
    assert note == ""


@pytest.mark.parametrize(
    ("address", "logo", "missing"),
    [
        (None, True, "alamat belum ada"),
        (ADDRESS, False, "logo belum ada"),
        (None, False, "alamat dan logo belum ada"),
    ],
)
async def test_what_is_missing_leaves_a_blank_band_and_is_told(
    hospital: AsyncEngine, store: Store, address: str | None, logo: object, missing: str
) -> None:
    """Neither is made up, and the address of the whole is not that of the part."""
    kept = await store.keep(a_logo(), PNG) if logo else Kept("0" * 64, 1, PNG)
    async with hospital.begin() as db:
        await entered(db, "dinkes", logo=[kept.hash, kept.size, PNG])
        await entered(db, "rsud", address=address)
    assert await kop(hospital, store, "rsud") == (None, f"Kop RSUD dikosongkan karena {missing}.")


async def test_a_number_has_a_gap_and_is_never_counted(hospital: AsyncEngine) -> None:
    region = load_region(region_file() + PRINTED, "bulungan.toml")
    async with hospital.begin() as db:
        await entered(db, "rsud")
        assert await open_number(db, region, "rsud", TODAY) == f"800.1.6.2/{BLANK}/RSUD/2026"
        assert await open_number(db, region, "setda", TODAY) == "", "its code is not known"
        assert await open_number(db, a_region(), "rsud", TODAY) == "", "nor the classification"


def test_a_daerah_prints_with_its_own_measures() -> None:
    own = printing_of(load_region(region_file() + PRINTED, "bulungan.toml"))
    assert (own.measures.wide, own.measures.upright) == ("F4", "A4")
    assert own.measures.nip("199913322099139999") == "19991332 209913 9 999"
    assert not own.measures.izin_letter
    assert printing_of(a_region()).measures.izin_letter
    assert own.layout.peraturan == a_region().regulation.peraturan.kode


def test_what_a_daerah_measures_itself_is_on_its_papers_and_nothing_else_moves() -> None:
    """Its rule on official papers goes before what is usual; each measure by itself."""
    said = """
        batas_lebar = { atas = 12, kanan = 8, bawah = 12, kiri = 25 }
        huruf_tabel = 9
        huruf_lembar = 8
        ruang_tanda_tangan = 25
        celah_nomor = 30
        pita_kop = 40
        nama_bergaris = true
    """
    own = printing_of(load_region(region_file() + PRINTED + said, "bulungan.toml")).measures
    usual = printing_of(load_region(region_file() + PRINTED, "bulungan.toml")).measures
    assert own == replace(
        usual,
        wide_margins=Margins(12, 8, 12, 25),
        table_pt=9,
        sheet_pt=8,
        signature_mm=25,
        number_gap_mm=30,
        letterhead_band_mm=40,
        name_underlined=True,
    )


def test_a_measure_of_ours_is_one_of_every_daerah() -> None:
    """Control: each field of a file is a field of what is printed with."""
    ours = {each.name for each in fields(Measures)}
    assert {each.name for each in fields(OwnMeasures)} < ours
    assert ours - {each.name for each in fields(OwnMeasures)} == {
        *("upright", "wide", "nip_spaced", "izin_letter"),
        "least_pt",
    }


async def heads(db: AsyncConnection, who: Actor, code: str) -> None:
    row = {"region": "bulungan", "employee": who.id, "role": "kepala", "office": code}
    dates = {"since": date(2024, 1, 1), "until": None, "decree": "SK 1"}
    await db.execute(sa.insert(role), row | dates)
    post = sa.update(employee).where(employee.c.employee == who.id)
    await db.execute(post.values(title="Kepala Dinas Kesehatan"))


async def acts(db: AsyncConnection, of: Actor, by: Actor) -> None:
    until = TODAY + timedelta(days=4)
    await delegation.add(
        db, "bulungan", StandIn(of.id, by.id, StandInReason.ACTING, TODAY, until), "SK 2"
    )


async def signs(engine: AsyncEngine, code: str, day: date = TODAY) -> Signing:
    region: Region = a_region()
    async with engine.begin() as db:
        organisation = await office.load(db, region.code, region.zone)
        return await signing_for(db, region.code, organisation, code, day)


async def test_the_head_of_the_nearest_whole_signs(hospital: AsyncEngine) -> None:
    async with hospital.begin() as db:
        await heads(db, SARI, "dinkes")
    found = await signs(hospital, "rsud")
    assert found.signatory.post == ("Kepala Dinas Kesehatan,",)
    name = Person("Sari", SARI.nip, "III/a", "Kepala Dinas Kesehatan", "Dinas Kesehatan")
    assert (found.signatory.person, found.note) == (name, "")


async def test_a_plh_signs_by_the_head_s_post_and_their_own(hospital: AsyncEngine) -> None:
    async with hospital.begin() as db:
        await heads(db, SARI, "dinkes")
        await acts(db, SARI, EKO)
    found = await signs(hospital, "dinkes")
    assert found.signatory.post == ("Plh. Kepala Dinas Kesehatan", "Analis,")
    assert found.signatory.person.nip == EKO.nip
    later = await signs(hospital, "dinkes", TODAY + timedelta(days=5))
    assert later.signatory.person.nip == SARI.nip


async def test_a_plt_signs_where_the_post_is_vacant(hospital: AsyncEngine) -> None:
    left = {"region": "bulungan", "employee": SARI.id, "last": TODAY - timedelta(days=1)}
    async with hospital.begin() as db:
        await heads(db, SARI, "dinkes")
        await acts(db, SARI, CITRA)
        await db.execute(sa.insert(departure), left | {"kind": "pensiun", "decree": "SK 3"})
    found = await signs(hospital, "dinkes")
    assert found.signatory.post[0] == "Plt. Kepala Dinas Kesehatan"
    assert found.signatory.person.nip == CITRA.nip


async def test_a_head_without_a_post_is_called_by_the_office(hospital: AsyncEngine) -> None:
    async with hospital.begin() as db:
        await heads(db, BUDI, "setda")
        none = sa.update(employee).where(employee.c.employee == BUDI.id)
        await db.execute(none.values(title=""))
    assert (await signs(hospital, "setda")).signatory.post == ("Kepala Sekretariat Daerah,",)


async def test_where_nobody_is_named_a_pen_fills_the_lines(hospital: AsyncEngine) -> None:
    found = await signs(hospital, "rsud")
    assert found.signatory == NOBODY
    assert found.note.startswith("Kepala RSUD belum tercatat")
