"""What an administrator does to days that are over: each command, and each kind of file."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from typer.testing import Result

from bot.runtime.clock import VirtualClock
from tests.builders.house import CLERK, HEAD, OFFICES, PEOPLE, SCHEDULES, House

BLG, KRA = "bulungan", "karanganyar"
CLOSED = {BLG: datetime(2026, 4, 4, 16, tzinfo=UTC), KRA: datetime(2026, 4, 30, 17, tzinfo=UTC)}
SECOND = timedelta(seconds=1)
SAID = {
    BLG: "Maret 2026 sudah ditutup sejak Minggu, 5 April 2026, 00.00 WITA (Pasal 13 ayat (4)",
    KRA: "Maret 2026 sudah ditutup sejak Jumat, 1 Mei 2026, 00.00 WIB (ketentuan ",
}
OPEN = {BLG: "mulai Rabu, 1 April 2026.", KRA: "mulai Rabu, 1 April 2026."}

HOLIDAYS = "tanggal,nama,jenis,dasar\n"
HUT = HOLIDAYS + "2026-03-09,HUT,libur daerah,SK 1\n"
SHIFTS = "nip,tanggal,sampai,jadwal\n"
LEFT = "nip,hari_terakhir,sebab,sk,kembali,sk_kembali\n"
NO_MONDAY = SCHEDULES + "KANTOR,Lima hari,reguler,2026-03-09,,,,,,07.30-16.30/90,,,,\n"
TUESDAY = SCHEDULES + "SELASA,Satu hari,reguler,2020-01-01,,,07.30-16.00/60,,,,,,,\n"
SEEDED = HOLIDAYS + "".join(
    f"2026-{day},Libur,libur nasional,SKB\n" for day in ("01-01", "01-16", "02-16", "02-17")
)
SK = ("--sk", "SK 7")


@dataclass(frozen=True, slots=True)
class Deed:
    """What an administrator does to Monday 9 March 2026, or a day near it.

    `given` stood there before; `kind` is that of an import.
    """

    command: str
    words: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    shown: str = "2026-03-09"
    offered_at: str = "2023-10-01 00:00:00+00:00"

    def do(self, home: House, region: str, *flags: str) -> Result:
        if self.command == "import":
            return home.bring(region, *flags, **self.files)
        return home.run(self.command, region, *self.words, *flags)


def own_hours(since: str) -> str:
    return PEOPLE.replace(f"SETDA,2020-01-06,{HEAD},,", f"SETDA,2020-01-06,{HEAD},SELASA,{since}")


SPAN = ("--sejak", "2026-03-09", "--sampai", "2026-03-10")
RETIRED = ("--hari-terakhir", "2026-03-08", "--sebab", "pensiun", *SK)
DEEDS = {
    "exempt": Deed("exempt", (CLERK, "ditahan", *SPAN, *SK)),
    "berhenti": Deed("berhenti", (CLERK, *RETIRED)),
    "batal-libur": Deed("batal-libur", ("2026-03-09", "--dasar", "SK 2"), given={"libur": HUT}),
    "libur": Deed("libur", ("2026",), given={"libur": SEEDED}, shown="2026-03-20"),
    "mulai": Deed(
        *("mulai", ("--sejak", "2026-03-10", "--sk", "SK 4")),
        offered_at="2026-03-08 00:00:00+00:00",
    ),
    "import libur": Deed("import", files={"libur": HUT}),
    "import libur batal": Deed(
        "import", files={"libur": HOLIDAYS + "2026-03-09,,batal,SK 2"}, given={"libur": HUT}
    ),
    "import jadwal": Deed("import", files={"jadwal": NO_MONDAY}),
    "import kantor": Deed(
        "import",
        files={"kantor": OFFICES.replace("Daerah,,KANTOR,2020-01-01", "Daerah,,SELASA,2026-03-09")},
        given={"jadwal": TUESDAY},
    ),
    "import pegawai": Deed(
        "import", files={"pegawai": own_hours("2026-03-09")}, given={"jadwal": TUESDAY}
    ),
    "import pegawai moved": Deed(
        "import",
        files={"pegawai": PEOPLE.replace("SETDA,2020-01-06", "RSUD,2026-03-09")},
        given={
            "jadwal": TUESDAY,
            "kantor": OFFICES.replace(
                "RSUD,Rumah Sakit,DINKES,KANTOR", "RSUD,Rumah Sakit,DINKES,SELASA"
            ),
        },
    ),
    "import sif": Deed("import", files={"sif": SHIFTS + f"{CLERK},2026-03-09,,LIBUR"}),
    "import berhenti": Deed("import", files={"berhenti": f"{LEFT}{CLERK},2026-03-08,pindah,SK,,"}),
}
IN_BOTH_LAWS = ("berhenti", "libur", "import sif")
EVERY = [(BLG, name) for name in DEEDS] + [(KRA, name) for name in IN_BOTH_LAWS]


def at(home: House, moment: datetime) -> House:
    return replace(home, clock=VirtualClock(moment))


def given(home: House, region: str, deed: Deed) -> None:
    """People whose accounts are connected for years, and what stood there before."""
    first = {"jadwal": SCHEDULES, "kantor": OFFICES} | deed.given
    done = home.bring(region, **first, pegawai=PEOPLE)
    assert done.exit_code == 0, done.output
    offer = f"UPDATE employee SET offered_at = '{deed.offered_at}' RETURNING 1"  # noqa: S608 - a constant
    home.rows(offer)
    home.rows(
        "INSERT INTO binding (region, channel, address, employee, bound_at) SELECT region,"
        " 'telegram', nip, employee, '2024-06-01 00:00:00+00:00' FROM employee RETURNING address"
    )


def said(told: Result) -> str:
    return " ".join(told.output.split())
