"""Whoever an import moves is told, and so are the superiors; nobody else, and not at night."""

import json
from datetime import UTC, datetime

import pytest

from bot.runtime.message_codec import unpack
from handlers.chat.notification import Notification
from tests.builders.house import BOSS, CLERK, HEAD, PEOPLE, PEOPLE_COLUMNS, House
from tests.office import a_region

BIND = """
    INSERT INTO binding (region, channel, address, employee, bound_at)
    SELECT region, 'telegram', nip, employee, '2026-04-01 00:00:00+00:00' FROM employee
    WHERE nip = :nip RETURNING address"""
TOLD = "SELECT address, kind, body, not_before FROM outbox ORDER BY address, id"
REGION = a_region()
CHIEF = f"{BOSS},Syarifuddin Anwar,PNS,Sekretaris Daerah,IV/d,+6281250010001,SETDA,2020-01-06,,,\n"


def told(house: House) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for address, kind, body, _ in house.rows(TOLD):
        fields = json.loads(body) if isinstance(body, str) else body
        says = unpack(kind, fields)
        assert isinstance(says, Notification)
        found.setdefault(address, []).append(str(says.render(REGION).text))
    return found


@pytest.fixture
def there(home: House) -> House:
    """Head, clerk and chief have their chats open."""
    home.found()
    assert home.bring(pegawai=PEOPLE_COLUMNS + CHIEF).exit_code == 0
    for nip in (CLERK, HEAD, BOSS):
        home.rows(BIND, nip=nip)
    return home


def test_a_transfer_and_a_new_superior_are_told_to_everybody_concerned(there: House) -> None:
    """L6, AMB-51: with what stays with the old superior."""
    move = PEOPLE.replace("SETDA,2020-01-06", "RSUD,2026-04-07").replace(f",{HEAD},,", f",{BOSS},,")
    assert there.bring(pegawai=move).exit_code == 0
    said = told(there)
    (clerk,) = said[CLERK]
    assert "Tempat tugas mulai Selasa, 7 April 2026: Rumah Sakit." in clerk
    assert "Atasan yang memutuskan mulai Selasa, 7 April 2026: Syarifuddin Anwar." in clerk
    assert "Yang Anda kerjakan sebelum itu tetap diputuskan Rahmawati Lestari." in clerk
    assert "Pegawai baru yang Anda verifikasi: Yohanes Lawing." in said[BOSS][0]
    assert "Tidak lagi Anda verifikasi: Yohanes Lawing." in said[HEAD][0]


def test_the_same_file_again_and_a_dry_run_tell_nobody(there: House) -> None:
    assert there.bring(pegawai=PEOPLE).exit_code == 0
    move = PEOPLE.replace("SETDA,2020-01-06", "RSUD,2026-04-07")
    assert there.bring("bulungan", "--dry-run", pegawai=move).exit_code == 0
    assert told(there) == {}


def test_shifts_are_told_as_one_message(there: House) -> None:
    duties = f"nip,tanggal,sampai,jadwal\n{CLERK},2026-04-08,2026-04-09,MALAM\n"
    duties += f"{CLERK},2026-04-12,,LIBUR\n"
    assert there.bring(sif=duties).exit_code == 0
    (clerk,) = told(there)[CLERK]
    assert "Sif baru: Rabu, 8 April 2026 sampai Minggu, 12 April 2026." in clerk
    assert list(told(there)) == [CLERK]


def test_at_night_it_waits_for_the_morning(there: House) -> None:
    """At 22.00 WITA; seven in the morning is 23.00 in UTC."""
    there.clock.travel(datetime(2026, 4, 6, 14, 0, tzinfo=UTC))
    move = PEOPLE.replace("SETDA,2020-01-06", "RSUD,2026-04-07")
    assert there.bring(pegawai=move).exit_code == 0
    ((_, _, _, sent),) = there.rows(TOLD)
    assert str(sent).startswith("2026-04-06 23:00:00")
