"""A region (daerah): the regulation that holds there, and what fills the silence of its text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Strict, ValidationError
from pydantic_core import PydanticCustomError

from core.law.entry import Slug, Table, Text
from core.law.fault import Fault, faults_of, read_toml
from core.law.provision import Provision, Provisions, merged
from core.law.regulation import Regulation, RegulationError, read
from core.organisation.extent import Extent
from core.organisation.fence import Point
from core.organisation.nip import parse_nip
from core.organisation.print_settings import AS_THE_LAW_PRINTS, PrintSettings, PrintTable


class LocationPolicy(StrEnum):
    """LIVE takes only a shared live location; ANY takes a static point too."""

    LIVE = "live"
    ANY = "any"


class RegionError(Exception):
    """A region file that is refused, with every fault that was found in it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Region:
    """`regulation` already holds the region's own provisions; a region never changes its zone.

    `official` is the NIP of who verifies those with nobody above, as heads of offices (AMB-39).
    `bkpsdm` and `kominfo` are the codes of the offices that the regulation calls by name; None:
    the region's file does not say, and nobody holds a role that belongs there.
    `samples` are the questions whose answers come from no text that anybody has seen (KAM-13).
    `extent` is the region's border as far as it was given; None: nobody says where it ends.
    `printing` is what its offices print on.
    """

    code: str
    name: str
    regulation: Regulation
    location_policy: LocationPolicy
    app_name: str
    contact: str
    zone: ZoneInfo
    official: str | None
    samples: tuple[str, ...] = ()
    bkpsdm: str | None = None
    kominfo: str | None = None
    extent: Extent | None = None
    printing: PrintSettings = AS_THE_LAW_PRINTS


def _official(nip: str) -> str:
    try:
        return parse_nip(nip).digits
    except ValueError as wrong:
        raise PydanticCustomError("nip", "{words}", {"words": str(wrong)}) from None


def _extent(corners: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    try:
        _bounded(corners)
    except ValueError:
        words = "harus paling sedikit tiga titik [lintang, bujur] dengan garis yang tidak bersilang"
        raise PydanticCustomError("extent", words) from None
    return corners


def _bounded(corners: Sequence[tuple[float, float]]) -> Extent:
    return Extent(tuple(Point(*corner) for corner in corners))


_Corner: TypeAlias = Annotated[tuple[float, float], Strict(False)]
_Border: TypeAlias = Annotated[tuple[_Corner, ...], Strict(False), AfterValidator(_extent)]


class _RegionFile(Table):
    kode: Slug
    nama: Text
    regulasi: Text
    kebijakan_lokasi: Annotated[LocationPolicy, Strict(False)]
    nama_aplikasi: Text
    kontak: Text
    pejabat_verifikasi: Annotated[Text, AfterValidator(_official)] | None = None
    kantor_bkpsdm: Text | None = None
    kantor_kominfo: Text | None = None
    batas_wilayah: _Border | None = None
    cetak: PrintTable = PrintTable()
    ketentuan: Provisions = ()


_KEYS = frozenset({*_RegionFile.model_fields, *PrintTable.model_fields, *Provision.model_fields})


def load_region(
    text: str, name: str, regulation_by_name: Callable[[str], Regulation] = read
) -> Region:
    """Read a region file; `regulation_by_name` raises RegulationError for a name it cannot read."""
    raw = read_toml(text, name)
    if isinstance(raw, Fault):
        raise RegionError((raw,))
    law, faults = _law(raw.get("regulasi"), name, regulation_by_name)
    try:
        file = _RegionFile.model_validate(raw, context=law)
    except ValidationError as error:
        raise RegionError((*faults, *faults_of(error, name, _KEYS))) from None
    if law is None:
        raise RegionError(faults)
    return _region(file, merged(law, file.ketentuan), name)


def _law(
    wanted: object, file: str, by_name: Callable[[str], Regulation]
) -> tuple[Regulation | None, tuple[Fault, ...]]:
    if not isinstance(wanted, str):
        return None, ()  # told with the other keys
    try:
        return by_name(wanted), ()
    except RegulationError as error:
        return None, tuple(Fault(file, "regulasi", str(fault)) for fault in error.faults)


def _region(file: _RegionFile, law: Regulation, name: str) -> Region:
    zone = law.waktu.zona.answers[-1].value
    if zone is None:
        raise RegionError((Fault(name, "waktu.zona", "belum dijawab peraturan atau ketentuan"),))
    return Region(
        code=file.kode,
        name=file.nama,
        regulation=law,
        location_policy=file.kebijakan_lokasi,
        app_name=file.nama_aplikasi,
        contact=file.kontak,
        zone=zone,
        official=file.pejabat_verifikasi,
        bkpsdm=file.kantor_bkpsdm,
        kominfo=file.kantor_kominfo,
        samples=tuple(dict.fromkeys(each.kunci for each in file.ketentuan if each.sample)),
        extent=_bounded(file.batas_wilayah) if file.batas_wilayah else None,
        printing=file.cetak.printing,
    )
