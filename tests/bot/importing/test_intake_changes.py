"""What an import changes: shown before it holds, kept in the audit as it was and as it is."""

import json
from typing import Any

import pytest

from tests.builders.house import CLERK, HEAD, NURSE, OFFICES, PEOPLE, PLACES, SCHEDULES, House

ROLES = "nip,peran,kantor,sk,sejak,sampai\n"
SHIFTS = "nip,tanggal,sampai,jadwal\n"
HOLIDAYS = "tanggal,nama,jenis,dasar\n"
HUT = HOLIDAYS + "2026-10-12,HUT,libur daerah,SK 1"
OPERATOR = ROLES + f"{CLERK},operator,SETDA,,2026-01-01,"


def changes(home: House) -> list[tuple[str, str, Any, Any]]:
    """What the last line of the audit changed."""
    lines = home.rows("SELECT id FROM audit ORDER BY at, id")
    found = home.rows(
        "SELECT audit, what, about, before, after FROM audit_change ORDER BY audit, number"
    )
    last = str(lines[-1][0]).replace("-", "")
    mine = [row[1:] for row in found if str(row[0]).replace("-", "") == last]
    return [(what, about, _read(before), _read(after)) for what, about, before, after in mine]


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def given(home: House) -> None:
    home.found()
    home.bring(tempat=PLACES, libur=HUT, peran=OPERATOR)


@pytest.mark.parametrize(
    ("files", "what", "about", "before", "after"),
    [
        pytest.param(
            {"tempat": PLACES.replace("117.3633,120", "117.4,5000")},
            *("tempat", "SETDA"),
            {"bujur": 117.3633, "radius": 120},
            {"bujur": 117.4, "radius": 5000},
            id="coordinates and radius",
        ),
        pytest.param(
            {"pegawai": PEOPLE.replace("0812 5001 0004", "0812 9999 0004")},
            *("pegawai", CLERK),
            {"telepon": "+6281250010004"},
            {"telepon": "+6281299990004"},
            id="phone",
        ),
        pytest.param(
            {"pegawai": PEOPLE.replace("Yohanes Lawing,PNS,Pranata", "Yohanes L.,PNS,Ahli")},
            *("pegawai", CLERK),
            {"nama": "Yohanes Lawing", "jabatan": "Pranata Komputer"},
            {"nama": "Yohanes L.", "jabatan": "Ahli Komputer"},
            id="name and title",
        ),
        pytest.param(
            {"pegawai": PEOPLE.replace(f"2020-01-06,{HEAD}", f"2020-01-06,{NURSE}")},
            *("atasan", CLERK),
            {"atasan": HEAD},
            {"atasan": NURSE, "sejak": "2026-04-06"},
            id="superior",
        ),
        pytest.param(
            {"pegawai": PEOPLE.replace("SETDA,2020-01-06", "RSUD,2026-04-01")},
            *("kantor", CLERK),
            {"kantor": "SETDA"},
            {"kantor": "RSUD", "sejak": "2026-04-01"},
            id="posting",
        ),
        pytest.param(
            {"kantor": OFFICES.replace("RSUD,Rumah Sakit,DINKES", "RSUD,Rumah Sakit,SETDA")},
            *("kantor", "RSUD"),
            {"induk": "DINKES"},
            {"induk": "SETDA"},
            id="office",
        ),
        pytest.param(
            {
                "jadwal": SCHEDULES.replace("KANTOR,Lima", "ENAM,Lima"),
                "kantor": OFFICES.replace("Daerah,,KANTOR,2020-01-01", "Daerah,,ENAM,2026-05-01"),
            },
            *("jam kerja", "SETDA"),
            {"jadwal": "KANTOR"},
            {"jadwal": "ENAM", "sejak": "2026-05-01"},
            id="hours of an office",
        ),
        pytest.param(
            {"jadwal": SCHEDULES.replace("21.00-07.00,21.00", "21.00-06.00,21.00", 1)},
            *("jam", "MALAM sejak 2020-01-01"),
            {"minggu": [["21:00", "07:00", 0], ["21:00", "07:00", 0], *[None] * 5]},
            {"minggu": [["21:00", "06:00", 0], ["21:00", "07:00", 0], *[None] * 5]},
            id="schedule",
        ),
        pytest.param(
            {"libur": HUT.replace("SK 1", "SK 2")},
            *("libur", "2026-10-12"),
            {"sk": "SK 1"},
            {"sk": "SK 2"},
            id="holiday",
        ),
        pytest.param(
            {"peran": OPERATOR + "2026-12-31"},
            *("peran", f"operator {CLERK} sejak 2026-01-01"),
            {"sampai": None},
            {"sampai": "2026-12-31"},
            id="role",
        ),
    ],
)
def test_the_audit_has_what_was_and_what_is(
    small: House,
    files: dict[str, str],
    what: str,
    about: str,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    given(small)
    told = small.bring(**files)
    assert told.exit_code == 0, told.output
    assert (what, about, before, after) in changes(small)
    assert f"{what} {about}" in told.output


def test_both_databases_keep_it_whole_and_the_console_shows_it(home: House) -> None:
    given(home)
    assert home.bring(tempat=PLACES.replace("117.3633,120", "117.4,5000")).exit_code == 0
    assert changes(home) == [
        ("tempat", "SETDA", {"bujur": 117.3633, "radius": 120}, {"bujur": 117.4, "radius": 5000})
    ]
    told = home.run("audit", "bulungan", "--rinci", "--jumlah", "1").output
    for change in ("bujur 117.3633 → 117.4", "radius 120 → 5000"):
        assert change in told


@pytest.mark.parametrize("flags", [("--dry-run",), ()], ids=["dry run", "real"])
def test_an_import_shows_old_and_new_before_it_holds(small: House, flags: tuple[str, ...]) -> None:
    given(small)
    told = small.bring("bulungan", *flags, tempat=PLACES.replace("120", "5000")).output
    for words in ("sebelum", "sesudah", "tempat SETDA", "radius", "120", "5000"):
        assert words in told
    assert told.index("5000") < told.index("0 baru, 1 berubah")
    radius = small.rows("SELECT radius FROM place WHERE place = 'SETDA'")
    assert radius == [(120.0 if flags else 5000.0,)]


def test_what_is_new_is_kept_but_not_shown_as_a_change(small: House) -> None:
    small.found()
    told = small.bring(tempat=PLACES).output
    assert "sebelum" not in told
    (setda, rsud) = changes(small)
    assert setda[:3] == ("tempat", "SETDA", None)
    assert (setda[3]["radius"], rsud[3]["radius"]) == (120, 100)


def test_new_people_stand_in_the_audit_with_all_that_came_with_them(small: House) -> None:
    small.found()
    clerk = next(each for each in changes(small) if each[:2] == ("pegawai", CLERK))
    assert clerk[2:] == (
        None,
        {
            "nama": "Yohanes Lawing",
            "jenis": "PNS",
            "jabatan": "Pranata Komputer",
            "golongan": "III/b",
            "telepon": "+6281250010004",
            "kantor": "SETDA",
            "tmt": "2020-01-06",
            "atasan": HEAD,
        },
    )


def test_what_is_given_again_changes_nothing(small: House) -> None:
    given(small)
    before = small.everything()
    told = small.bring(jadwal=SCHEDULES, kantor=OFFICES, pegawai=PEOPLE, tempat=PLACES, libur=HUT)
    assert "0 baru, 0 berubah" in told.output
    assert small.everything() == before


def test_shifts_are_kept_as_they_were(small: House) -> None:
    small.found()
    assert small.bring(sif=SHIFTS + f"{NURSE},2026-04-07,2026-04-08,MALAM").exit_code == 0
    assert small.bring(sif=SHIFTS + f"{NURSE},2026-04-07,2026-04-09,LIBUR").exit_code == 0
    assert changes(small) == [
        (
            "sif",
            f"{NURSE} sejak 2026-04-07",
            {"jadwal": "MALAM", "sampai": "2026-04-08"},
            {"jadwal": None, "sampai": "2026-04-09"},
        )
    ]


def test_a_duty_that_a_new_roster_has_no_more_is_kept_as_it_was(home: House) -> None:
    home.found()
    two = f"{NURSE},2026-04-07,,MALAM\n{NURSE},2026-04-07,,KANTOR\n"
    assert home.bring(sif=SHIFTS + two).exit_code == 0
    assert home.bring(sif=SHIFTS + two.splitlines()[0]).exit_code == 0
    about = f"{NURSE} sejak 2026-04-07 (2)"
    assert changes(home) == [("sif", about, {"jadwal": "KANTOR", "sampai": "2026-04-07"}, None)]
    left = home.rows("SELECT schedule FROM employee_duty WHERE until IS NOT NULL")
    assert left == [("MALAM",)]
