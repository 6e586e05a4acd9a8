"""`hadir tertahan`, and what a recount tells of rows that it had to leave as they were."""

from tests.builders.house import CLERK, HEAD, House

PAST = "'2026-04-02 23:00:00.000000+00:00'"
PERIOD = ("--sejak", "2026-04-06T07:00", "--sampai", "2026-04-06T09:30", "--alasan", "Padam")


def file(
    home: House, nip: str, kind: str = "umum", due: str = PAST, day: str = "2026-04-02"
) -> None:
    home.rows(
        "INSERT INTO activity (region, id, employee, date, kind, minutes, description, filed_at,"  # noqa: S608 - our own words
        f" due_at, beyond, card) SELECT region, employee, employee, '{day}', :kind, 60, 'x',"
        f" '2026-03-31 23:00:00.000000+00:00', {due}, 0, employee"
        " FROM employee WHERE nip = :nip RETURNING id",
        nip=nip,
        kind=kind,
    )


def ask(home: House, nip: str) -> None:
    home.rows(
        "INSERT INTO request (region, id, employee, code, first, last, reason, filed_at, due_at)"
        " SELECT region, employee, employee, 'sakit', '2026-04-06', '2026-04-06', 'Demam',"
        " '2026-04-05 23:00:00.000000+00:00', '2026-04-07 23:00:00.000000+00:00'"
        " FROM employee WHERE nip = :nip RETURNING id",
        nip=nip,
    )


def test_nothing_is_stuck_where_all_that_is_overdue_can_be_done(home: House) -> None:
    file(home, CLERK)
    told = home.run("tertahan", "bulungan")
    assert (told.exit_code, told.output) == (0, "Tidak ada yang tertahan.\n")
    assert home.rows("SELECT state FROM activity") == [(None,)], "it only looks"


def test_a_row_that_nobody_can_read_is_named_with_its_cause(home: House) -> None:
    file(home, CLERK)
    file(home, HEAD, "entah")
    told = home.run("tertahan", "bulungan")
    assert told.exit_code == 1
    assert "ValueError: 'entah' is not a valid ActivityKind" in told.output
    assert "1 tertahan, yang lain tetap diolah." in told.output


FAILED = "0190f00000007000800000000000000a"


def test_a_paper_that_was_given_up_is_named_and_can_be_made_again(home: House) -> None:
    home.rows(
        "INSERT INTO document (region, id, kind, body, asked_at, state, attempts, not_before,"
        " ended_at, error) VALUES ('bulungan', :id, 'rekap', '{}',"
        " '2026-04-05 23:00:00.000000+00:00', 'failed', 8, '2026-04-05 23:00:00.000000+00:00',"
        " '2026-04-05 23:09:00.000000+00:00', 'PrintFailed: no room') RETURNING id",
        id=FAILED,
    )
    told = home.run("tertahan", "bulungan")
    assert (told.exit_code, "rekap: PrintFailed: no room" in told.output) == (1, True)
    again = home.run("tertahan", "bulungan", "--ulang", FAILED)
    assert (again.exit_code, "Berkas dibuat lagi" in again.output) == (0, True)
    assert home.rows("SELECT state, attempts FROM document") == [("waiting", 0)]
    twice = home.run("tertahan", "bulungan", "--ulang", FAILED)
    assert (twice.exit_code, "tidak ada di antara yang gagal" in twice.output) == (1, True)


def test_a_recount_leaves_one_deadline_and_moves_the_others(home: House) -> None:
    """AMB-17: the head's activity is of a date before any regulation."""
    file(home, HEAD, due="'2026-04-07 23:00:00.000000+00:00'", day="2020-01-01")
    ask(home, CLERK)
    told = home.run("gangguan", "bulungan", *PERIOD)
    assert told.exit_code == 0, told.output
    assert "1 tenggat verifikasi dihitung ulang." in told.output
    assert "tidak dapat dihitung ulang dan tetap seperti semula" in told.output
    assert "belum berlaku pada 2020-01-01" in told.output
    both = "SELECT due_at FROM request UNION ALL SELECT due_at FROM activity"
    due = {str(row[0])[:19] for row in home.rows(both)}
    assert due == {"2026-04-07 23:00:00", "2026-04-08 01:30:00"}
