"""`hadir audit`: the newest lines first, alarms on their own, one region at a time."""

import asyncio
from datetime import timedelta

import sqlalchemy as sa

from db.engine import open_engine
from db.people.employee import employee
from db.records import audit
from tests.builders.house import CLERK, House


def alarm(home: House) -> None:
    """What a second claim on a bound NIP leaves behind."""

    async def note() -> None:
        engine = open_engine(home.url)
        async with engine.begin() as db:
            whose = sa.select(employee.c.employee).where(employee.c.nip == CLERK)
            await audit.note(
                db,
                region="bulungan",
                at=home.clock.now(),
                actor="telegram:666",
                action=audit.ALARM + "NIP yang sudah terhubung diklaim akun lain",
                employee=(await db.execute(whose)).scalar_one(),
            )
        await engine.dispose()

    asyncio.run(note())


def test_an_empty_trail_says_so(bare: House) -> None:
    assert "masih kosong" in bare.run("audit", "bulungan").output
    assert "Tidak ada alarm" in bare.run("audit", "bulungan", "--alarm").output


def test_alarms_stand_out_and_the_newest_comes_first(home: House) -> None:
    home.clock.advance(timedelta(minutes=5))
    alarm(home)
    told = home.run("audit", "bulungan").output
    assert told.index("ALARM") < told.index("impor")
    assert "2026-04-06 08.05 WITA" in told
    assert f"Yohanes Lawing ({CLERK})" in told
    only = home.run("audit", "bulungan", "--alarm").output
    assert "telegram:666" in only
    assert "impor" not in only
    assert "impor" not in home.run("audit", "bulungan", "--jumlah", "1").output
    assert "masih kosong" in home.run("audit", "karanganyar").output


def test_the_whole_trail_tells_reasons_and_what_was_and_what_is(home: House) -> None:
    """An exemption that is corrected: kind, end and decree as they were and as they are."""
    words = ("exempt", "bulungan", CLERK, "ditahan", "--sejak", "2026-04-06")
    assert home.run(*words, "--sk", "SK 7").exit_code == 0
    home.clock.advance(timedelta(minutes=1))
    assert home.run(*words, "--sk", "SK 8", "--sampai", "2026-06-30").exit_code == 0
    told = home.run("audit", "bulungan", "--rinci", "--jumlah", "1").output
    for part in ("sampai (kosong) → 2026-06-30", "sk SK 7 → SK 8"):
        assert part in told
    assert "jenis ditahan" not in told, "it is what it was"
    assert "Pasal 8 ayat (5)" in told
    assert "SK 8" not in home.run("audit", "bulungan").output


def test_a_released_account_stays_in_the_trail(small: House) -> None:
    small.rows(
        "INSERT INTO binding (region, channel, address, employee, bound_at) SELECT region,"
        " 'telegram', '9001', employee, '2026-04-01 00:00:00+00:00' FROM employee"
        " WHERE nip = :nip RETURNING address",
        nip=CLERK,
    )
    assert small.run("unbind", "bulungan", CLERK, "--alasan", "HP hilang").exit_code == 0
    told = small.run("audit", "bulungan", "--rinci").output
    assert "akun 9001 → (kosong)" in told
    assert "alasan: HP hilang" in told
