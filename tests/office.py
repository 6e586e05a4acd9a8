"""The office that every test works in, and its cast: always the same people."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.organisation.region import Region, load_region
from db.people.employee import employee, employee_duty, posting, supervision
from db.people.holiday import holiday
from db.people.office import edition, office, office_duty, place, region, schedule

WITA = ZoneInfo("Asia/Makassar")
WIB = ZoneInfo("Asia/Jakarta")

OFFICE = (2.8375, 117.3655)  # the centre of the circle, radius 100 m
GATE = (2.8376, 117.3656)  # 16 m from it
STREET = (2.8412, 117.3655)  # 409 m north of it
OLD_OFFICE = (2.8440, 117.3700)

# When the cast could connect first: all days of the tests count (AMB-52).
LONG_AGO = datetime(2023, 10, 2, 8, tzinfo=WITA)

_PEOPLE = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
_WEEK = [["07:30", "16:00", 60]] * 4 + [["07:30", "16:30", 90], None, None]
_RAMADAN = [["08:00", "15:00", 30]] * 4 + [["08:00", "15:30", 60], None, None]
_NIGHTS = [["21:00", "07:00", 60]] * 7


@dataclass(frozen=True, slots=True)
class Actor:
    """One of the cast, as the office's records have them."""

    name: str
    nip: str
    phone: str
    kind: str = "PNS"
    office: str = "setda"
    supervisor: str | None = "Sari"
    duty: str | None = None

    @property
    def id(self) -> UUID:
        return uuid5(_PEOPLE, self.nip)


SARI = Actor("Sari", "197805122003122004", "+6281350000001", supervisor=None)
BUDI = Actor("Budi", "199003152015031002", "+6281350000002")
CITRA = Actor("Citra", "199608202024212003", "+6281350000003", kind="PPPK")
DEWI = Actor("Dewi", "198912012014022001", "+6281350000004", office="rsud", duty="malam")
EKO = Actor("Eko", "199911052025041001", "+6281350000005", kind="CPNS")
CAST = (SARI, BUDI, CITRA, DEWI, EKO)


def region_file(code: str = "bulungan", policy: str = "live", regulation: str = "bulungan") -> str:
    return f"""
        kode = "{code}"
        nama = "Kabupaten {code.title()}"
        regulasi = "{regulation}"
        kebijakan_lokasi = "{policy}"
        nama_aplikasi = "E-Presensi"
        kontak = "operator kantor"
    """


# A region whose channel has nothing but pins does not have each of them looked at (AMB-57).
PINS_UNASKED = """
[[ketentuan]]
kunci = "presensi.sinyal_diperiksa"
berlaku_sejak = 2023-10-31
nilai = ["titik_sama_hari_lain", "titik_sama_pegawai_lain", "kecepatan_mustahil"]
sumber = "Keputusan Sekretaris Daerah"
"""


@cache
def a_region(
    code: str = "bulungan", policy: str = "live", regulation: str = "bulungan", more: str = ""
) -> Region:
    """`more` are provisions of its own, as its file has them."""
    return load_region(region_file(code, policy, regulation) + more, f"{code}.toml")


async def furnish(engine: AsyncEngine, code: str = "bulungan") -> None:
    """Put the offices, their hours and the cast into an empty database."""
    async with engine.begin() as db:
        await _offices(db, code)
        await _people(db, code)


async def _offices(db: AsyncConnection, code: str) -> None:
    await db.execute(sa.insert(region), {"region": code, "version": 1})
    for key, name in (
        ("setda", "Sekretariat Daerah"),
        ("dinkes", "Dinas Kesehatan"),
        ("rsud", "RSUD"),
    ):
        await db.execute(sa.insert(office), {"region": code, "office": key, "name": name})
    await _place(db, code, "kantor-bupati", "setda", OFFICE)
    await _place(db, code, "kantor-dinkes", "dinkes", OLD_OFFICE)
    await _place(db, code, "rsud-utama", "rsud", OFFICE)
    await _schedules(db, code)
    day = {"region": code, "date": date(2026, 4, 3), "name": "Wafat Yesus Kristus"}
    await db.execute(sa.insert(holiday), day | {"kind": "libur nasional", "decree": None})


async def _place(
    db: AsyncConnection, code: str, key: str, of: str, at: tuple[float, float]
) -> None:
    names = {"region": code, "place": key, "office": of, "name": key.replace("-", " ").title()}
    shape = {"latitude": at[0], "longitude": at[1], "radius": 100.0, "corners": []}
    await db.execute(sa.insert(place), names | shape)


async def _schedules(db: AsyncConnection, code: str) -> None:
    for key, shift in (("lima-hari", False), ("malam", True)):
        row = {"region": code, "schedule": key, "name": key.title(), "shift": shift}
        await db.execute(sa.insert(schedule), row)
    always = {"region": code, "since": date(2023, 10, 31), "until": None}
    free = {"opens": None, "closes": None}
    windows = {"opens": time(20), "closes": time(9)}
    ramadan = {"since": date(2026, 2, 19), "until": date(2026, 3, 19)}
    rows = [
        always | free | {"schedule": "lima-hari", "week": _WEEK},
        always | free | ramadan | {"schedule": "lima-hari", "week": _RAMADAN},
        always | windows | {"schedule": "malam", "week": _NIGHTS},
    ]
    await db.execute(sa.insert(edition), rows)
    duties = [
        always | {"office": key, "schedule": "lima-hari"} for key in ("setda", "dinkes", "rsud")
    ]
    await db.execute(sa.insert(office_duty), duties)


async def _people(db: AsyncConnection, code: str) -> None:
    for actor in CAST:
        key = {"region": code, "employee": actor.id}
        facts: dict[str, object] = {
            "nip": actor.nip,
            "name": actor.name,
            "kind": actor.kind,
            "phone": actor.phone,
        }
        facts |= {"title": "Analis", "rank": "III/a", "offered_at": LONG_AGO}
        await db.execute(sa.insert(employee), key | facts)
        since = key | {"since": date(2024, 1, 1)}
        await db.execute(sa.insert(posting), since | {"office": actor.office})
        if actor.duty:
            duty = since | {"schedule": actor.duty, "until": None}
            await db.execute(sa.insert(employee_duty), duty)
        if actor.supervisor:
            await db.execute(sa.insert(supervision), since | {"supervisor": SARI.id})


def wita(day: str, clock: str) -> datetime:
    """`wita("2026-04-06", "07.24")` or `07.24.30`."""
    return datetime.combine(
        date.fromisoformat(day), time.fromisoformat(clock.replace(".", ":")), WITA
    )
