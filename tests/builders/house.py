"""Files to import, and the command line that imports them, as tests write and run them."""

import asyncio
import re
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.cli.context import CliContext
from bot.runtime.clock import VirtualClock
from bot.runtime.settings import Settings
from db.base import metadata
from db.engine import open_engine
from db.private import file_of

DATA = Path(__file__).parents[2] / "bot" / "demo" / "data"
MORNING = datetime(2026, 4, 6, 0, 0, tzinfo=UTC)

HEAD = "197808152003122004"  # heads the office DINKES
CLERK = "199003172015031006"
NURSE = "199409052024211003"  # PPPK
BOSS = "197004121995031002"

SCHEDULES = """\
kode,nama,jenis,berlaku_sejak,berlaku_sampai,senin,selasa,rabu,kamis,jumat,sabtu,minggu,buka,tutup
KANTOR,Lima hari,reguler,2020-01-01,,07.30-16.00/60,,,,07.30-16.30/90,,,,
MALAM,Sif malam,sif,2020-01-01,,21.00-07.00,21.00-07.00,,,,,,20.00,09.00
"""
OFFICES = """\
kode,nama,induk,jadwal,berlaku_sejak
RSUD,Rumah Sakit,DINKES,KANTOR,2020-01-01
DINKES,Dinas Kesehatan,,KANTOR,2020-01-01
SETDA,Sekretariat Daerah,,KANTOR,2020-01-01
"""
# Here the health office stands for the agency of personnel (and, in one, of communication), too.
AGENCIES = {
    "bulungan": {"kantor_bkpsdm": "DINKES"},
    "karanganyar": {"kantor_bkpsdm": "SETDA", "kantor_kominfo": "DINKES"},
}
DEMO_AGENCIES = {
    "bulungan": {"kantor_bkpsdm": "BKPSDM"},
    "karanganyar": {"kantor_bkpsdm": "BKPSDM", "kantor_kominfo": "DISKOMINFO"},
}
PEOPLE_COLUMNS = "nip,nama,status,jabatan,golongan,telepon,kantor,tmt,atasan,jadwal,jadwal_sejak\n"
PEOPLE = (
    PEOPLE_COLUMNS
    + f"""\
{CLERK},Yohanes Lawing,PNS,Pranata Komputer,III/b,0812 5001 0004,SETDA,2020-01-06,{HEAD},,
{HEAD},Rahmawati Lestari,PNS,Kepala Dinas,IV/c,+6281250010002,DINKES,2021-02-01,,,
{NURSE},Andi Pratama,PPPK,Perawat,IX,6281250010005,RSUD,2024-05-01,{HEAD},KANTOR,2024-05-01
"""
)
PLACES = """\
kode,kantor,nama,lintang,bujur,radius
SETDA,SETDA,Kantor Bupati,2.8407,117.3633,120
RSUD,RSUD,Rumah Sakit,2.8519,117.3577,
"""

# What an import has made of a SQLite file, by what was in it and on which morning.
_FOUNDED: dict[tuple[bytes, datetime, str], bytes] = {}


@dataclass(frozen=True, slots=True)
class House:
    """A database, a folder for files, and a clock that stands still."""

    folder: Path
    url: str
    clock: VirtualClock
    agencies: dict[str, dict[str, str]] = field(default_factory=lambda: deepcopy(AGENCIES))

    def run(self, *words: str) -> Result:
        settings = Settings(database_url=self.url, regions=self.regions())
        desk = CliContext(settings, self.clock)
        return CliRunner().invoke(app, list(words), obj=desk)

    def regions(self) -> Path:
        """The demo's regions, whose agencies are offices of the people above."""
        folder = self.folder / "regions"
        folder.mkdir(exist_ok=True)
        for code, agencies in self.agencies.items():
            text = (DATA / "regions" / f"{code}.toml").read_text("utf-8")
            text = re.sub(r"^kantor_.*\n", "", text, flags=re.MULTILINE)
            keys = "".join(f'{key} = "{office}"\n' for key, office in agencies.items())
            text = text.replace("kontak =", f"{keys}kontak =", 1)
            (folder / f"{code}.toml").write_text(text, "utf-8")
        return folder

    def file(self, name: str, content: str | bytes) -> str:
        path = self.folder / name
        raw = content.encode() if isinstance(content, str) else content
        path.write_bytes(raw)
        return str(path)

    def bring(self, region: str = "bulungan", *flags: str, **files: str | bytes) -> Result:
        """Import `pegawai="…"` as pegawai.csv, `tempat__geojson="…"` as tempat.geojson."""
        names = {key: key if "__" in key else f"{key}__csv" for key in files}
        paths = [self.file(names[k].replace("__", "."), text) for k, text in files.items()]
        return self.run("import", region, *paths, *flags)

    def found(self) -> None:
        """The offices and people above: imported, or on SQLite as an import has left them.

        An import into the same file on the same morning leaves the same rows.
        """
        files = {"jadwal": SCHEDULES, "kantor": OFFICES, "pegawai": PEOPLE}
        key = (self._at_rest(), self.clock.now(), repr(self.agencies))
        if key in _FOUNDED:
            for name, text in files.items():
                self.file(f"{name}.csv", text)
            Path(sa.make_url(self.url).database or "").write_bytes(_FOUNDED[key])
            return
        done = self.bring(**files)
        assert done.exit_code == 0, done.output
        if key[0] and (after := self._at_rest()):
            _FOUNDED[key] = after

    def _at_rest(self) -> bytes:
        """The whole of a SQLite file that nobody has open; else nothing."""
        file = file_of(sa.make_url(self.url))
        if file is None or not file.exists() or file.with_name(f"{file.name}-wal").exists():
            return b""
        return file.read_bytes()

    def rows(self, query: str, **values: object) -> list[tuple[Any, ...]]:
        async def read(db: AsyncConnection) -> list[tuple[Any, ...]]:
            return [tuple(row) for row in await db.execute(sa.text(query), values)]

        return asyncio.run(self._within(read))

    def everything(self) -> dict[str, int]:
        """How many rows each table has."""

        async def count(db: AsyncConnection) -> dict[str, int]:
            return {
                name: (await db.execute(sa.select(sa.func.count()).select_from(table))).scalar_one()
                for name, table in metadata.tables.items()
            }

        counts: dict[str, int] = asyncio.run(self._within(count))
        return counts

    async def _within(self, read: Any) -> Any:
        engine = open_engine(self.url)
        async with engine.begin() as db:
            result = await read(db)
        await engine.dispose()
        return result


def in_january(home: House) -> House:
    """The same, on the day on which a year's holidays are filled in: none of them is past."""
    return replace(home, clock=VirtualClock(datetime(2026, 1, 1, tzinfo=UTC)))


def house(folder: Path, url: str) -> House:
    return House(folder, url, VirtualClock(MORNING))
