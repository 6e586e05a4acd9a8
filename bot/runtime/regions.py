"""The regions of a deployment: every file of its folder, or all that is wrong in them at once."""

from pathlib import Path

from core.law.fault import Fault
from core.organisation.region import Region, RegionError, load_region

SAMPLE = "masih data contoh, belum dari naskahnya; untuk mencoba saja: HADIR_DATA_CONTOH=ya"


def load_regions(directory: Path) -> dict[str, Region]:
    """Regions by code; RegionError holds the faults of all files together."""
    files = sorted(directory.glob("*.toml"))
    faults: list[Fault] = []
    if not files:
        faults.append(Fault(str(directory), "", "tidak ada berkas daerah (*.toml) di folder ini"))
    regions: dict[str, Region] = {}
    for file in files:
        try:
            region = read_region(file)
        except RegionError as error:
            faults += error.faults
            continue
        if region.code in regions:
            faults.append(Fault(file.name, "kode", f"{region.code} sudah dipakai berkas lain"))
        regions[region.code] = region
    if faults:
        raise RegionError(faults)
    return regions


def sample_faults(region: Region) -> tuple[Fault, ...]:
    """What of a region is made up for trying it out; no real office may run by it (KAM-13)."""
    return tuple(Fault(f"{region.code}.toml", key, SAMPLE) for key in region.samples)


def read_region(file: Path) -> Region:
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise RegionError([Fault(file.name, "", "tidak bisa dibaca sebagai teks UTF-8")]) from None
    return load_region(text, file.name)
