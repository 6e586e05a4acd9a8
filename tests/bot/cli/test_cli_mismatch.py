"""`hadir registrasi-gagal`: who could not connect, why, and of which office; nothing whole."""

import asyncio
from datetime import timedelta

import sqlalchemy as sa

from core.organisation.address import Address
from core.organisation.mismatch import Part
from db.engine import open_engine
from db.people import mismatch
from db.people.employee import employee
from tests.builders.house import CLERK, NURSE, House


def fails(home: House, nip: str, *parts: Part, region: str = "bulungan") -> None:
    """What a registration that does not fit leaves behind."""

    async def note() -> None:
        engine, now = open_engine(home.url), home.clock.now()
        chat = Address(region, "telegram", "5123456789")
        async with engine.begin() as db:
            whose = sa.select(employee.c.employee).where(employee.c.nip == nip)
            person = (await db.execute(whose)).scalar_one_or_none()
            await mismatch.note(db, chat, nip, parts, employee=person, at=now, day=now.date())
        await engine.dispose()

    asyncio.run(note())


def test_an_empty_list_says_so(small: House) -> None:
    assert "Tidak ada registrasi yang gagal." in small.run("registrasi-gagal", "bulungan").output


def test_the_newest_comes_first_with_what_did_not_fit(home: House) -> None:
    fails(home, CLERK, Part.PHONE, Part.KIND)
    home.clock.advance(timedelta(minutes=5))
    fails(home, "198001012005011001", Part.CODE, Part.NIP)
    fails(home, "198001012005011001", Part.CODE, Part.NIP)
    told = home.run("registrasi-gagal", "bulungan").output
    assert told.index("tidak dikenal") < told.index("Yohanes Lawing")
    assert "2026-04-06 08.05 WITA" in told
    assert "nomor telepon, status" in told
    unknown, known = [line for line in told.splitlines() if "WITA" in line]
    assert ("1990…1006" in known, "│ 1 " in known) == (True, True)
    assert ("1980…1001" in unknown, "│ 2 " in unknown) == (True, True)
    assert not any(whole in told for whole in (CLERK, "198001012005011001", "5123456789"))
    assert "telegram …6789" in told
    assert "tidak dikenal" in home.run("registrasi-gagal", "bulungan", "--jumlah", "1").output
    assert "Tidak ada" in home.run("registrasi-gagal", "karanganyar").output


def test_an_office_sees_its_own_with_its_parts(small: House) -> None:
    for nip in (CLERK, NURSE):
        fails(small, nip, Part.PHONE)
    told = small.run("registrasi-gagal", "bulungan", "--kantor", "dinkes").output
    assert "Andi Pratama" in told, "RSUD is a part of DINKES"
    assert "Yohanes Lawing" not in told
    none = small.run("registrasi-gagal", "bulungan", "--kantor", "PUPR")
    assert none.exit_code == 1
    assert "Kantor PUPR tidak ada." in none.output
