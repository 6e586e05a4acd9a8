"""`hadir tertunda`: what superiors let pass is listed by name, and so is how it ended."""

from datetime import UTC, datetime

from tests.builders.house import CLERK, House

ASKED = """
    INSERT INTO request (region, id, employee, code, first, last, reason, filed_at, due_at, state)
    SELECT region, employee, employee, 'cuti.tahunan', '2026-04-06', '2026-04-06', 'Keluarga',
    '2026-04-06 00:00:00+00:00', '2026-04-08 00:00:00+00:00', CAST(:state AS TEXT)
    FROM employee WHERE nip = :nip RETURNING id"""


def test_nothing_is_late_says_so(home: House) -> None:
    home.rows(ASKED, nip=CLERK, state=None)
    assert "Tidak ada izin yang lewat batas." in home.run("tertunda", "bulungan").output


def test_what_went_up_is_listed_with_who_has_it_now(home: House) -> None:
    """AMB-35: the superior let two days pass."""
    home.rows(ASKED, nip=CLERK, state=None)
    home.clock.travel(datetime(2026, 4, 8, 0, 0, 1, tzinfo=UTC))
    told = " ".join(home.run("tertunda", "bulungan").output.split())
    assert "Yohanes" in told
    assert "naik" in told
    assert "Tidak ada izin" in home.run("tertunda", "karanganyar").output


def test_what_ended_with_its_month_stays_in_the_list(home: House) -> None:
    """AMB-49."""
    home.rows(ASKED, nip=CLERK, state="tanpa keputusan")
    told = " ".join(home.run("tertunda", "bulungan").output.split())
    assert "tanpa" in told
    assert "Yohanes" in told


def test_what_was_decided_is_not_listed(home: House) -> None:
    home.rows(ASKED, nip=CLERK, state="disetujui")
    home.clock.travel(datetime(2026, 4, 9, tzinfo=UTC))
    assert "Tidak ada izin" in home.run("tertunda", "bulungan").output
