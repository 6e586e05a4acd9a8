"""Every region file of a deployment, read at once."""

from pathlib import Path

from core.region import Region, RegionError, load_region


def load_regions(directory: Path) -> dict[str, Region]:
    """Read the region files of a directory; RegionError lists every fault of every file."""
    regions, faults = [], []
    for path in sorted(directory.glob("*.toml")):
        try:
            regions.append(load_region(path.read_text(encoding="utf-8"), path.name))
        except RegionError as error:
            faults.extend(error.faults)
    if faults:
        raise RegionError(faults)
    return {region.code: region for region in regions}
