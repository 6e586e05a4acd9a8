"""A schedule of shifts knows no holidays, so a whole office gets one only on purpose (AMB-60)."""

import asyncio
from datetime import date

import pytest

from core.organisation.calendar import DayOff, Hours
from core.organisation.office import Organisation
from core.organisation.posting import Posting
from db.engine import open_engine
from db.people import office
from tests.builders.house import NURSE, OFFICES, House
from tests.office import WITA, a_region

IDULFITRI = date(2026, 3, 20)
HOLIDAYS = "tanggal,nama,jenis,dasar\n2026-03-20,Idulfitri,libur nasional,SKB 1\n"
NIGHTS = OFFICES.replace("DINKES,KANTOR", "DINKES,MALAM")
EVERY_DAY = "07.30-16.00," * 7
ROUND = (
    "kode,nama,jenis,berlaku_sejak,berlaku_sampai,senin,selasa,rabu,kamis,jumat,sabtu,minggu,"
    f"buka,tutup\nJAGA,Setiap hari,sif,2020-02-01,,{EVERY_DAY}06.00,18.00\n"
)


def meant(offices: str, word: str = "ya") -> str:
    """The column that says so, filled in for the office with the shifts."""
    head, *rows = offices.splitlines()
    filled = [f"{row},{'' if 'KANTOR' in row else word}" for row in rows]
    return "\n".join([f"{head},tanpa_libur", *filled])


def hours_at_rsud(home: House, day: date) -> Hours | DayOff:
    async def load() -> Organisation:
        engine = open_engine(home.url)
        async with engine.begin() as db:
            found = await office.load(db, "bulungan", WITA)
        await engine.dispose()
        return found

    posted = [Posting(date(2024, 5, 1), "RSUD")]
    return asyncio.run(load()).hours(a_region().regulation, posted, (), day)


@pytest.fixture
def small(small: House) -> House:
    small.bring(libur=HOLIDAYS)  # before anybody has days that it could change
    small.found()
    return small


def test_an_office_that_would_lose_its_holidays_is_refused_in_words(small: House) -> None:
    """AMB-60."""
    before = small.everything()
    refused = small.bring(kantor=NIGHTS)
    assert refused.exit_code == 1
    for words in ("tidak mengenal hari libur", "Idulfitri", "isi kolom tanpa_libur: ya"):
        assert words in " ".join(refused.output.split())
    assert small.everything() == before
    assert isinstance(hours_at_rsud(small, IDULFITRI), DayOff)


def test_one_that_is_meant_to_work_on_holidays_does(small: House) -> None:
    """AMB-60."""
    assert small.bring(jadwal=ROUND).exit_code == 0
    told = small.bring(kantor=meant(OFFICES.replace("DINKES,KANTOR", "DINKES,JAGA")))
    assert told.exit_code == 0, told.output
    assert isinstance(hours_at_rsud(small, IDULFITRI), Hours)
    whole = small.run("audit", "bulungan", "--rinci", "--jumlah", "1").output
    assert "tanpa_libur (kosong) → ya" in whole


def test_an_ordinary_office_has_nothing_to_say_of_holidays(small: House) -> None:
    told = small.bring(kantor=f"{OFFICES.splitlines()[0]},tanpa_libur\n{_setda('ya')}")
    assert told.exit_code == 1
    assert "hanya untuk jadwal sif" in told.output
    assert small.bring(kantor=f"{OFFICES.splitlines()[0]},tanpa_libur\n{_setda('')}").exit_code == 0


def _setda(word: str) -> str:
    return f"{OFFICES.splitlines()[3]},{word}\n"


@pytest.mark.parametrize("word", ["tidak", "1", "yakin"])
def test_only_yes_is_yes(small: House, word: str) -> None:
    refused = small.bring(kantor=meant(NIGHTS, word))
    assert refused.exit_code == 1
    assert "pilihannya ya" in refused.output


def test_the_shifts_of_a_person_need_no_such_word(small: House) -> None:
    """The office keeps its holidays; who has the shift works on them."""
    shift = f"nip,tanggal,sampai,jadwal\n{NURSE},2026-04-07,,MALAM"
    assert small.bring(sif=shift).exit_code == 0
