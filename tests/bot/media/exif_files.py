"""Pictures as phones write them, with the time and the place in them."""

from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image
from PIL.TiffImagePlugin import IFDRational
from pillow_heif import register_heif_opener

register_heif_opener()
DETAILS, GPS = 0x8769, 0x8825
TAKEN, OFFSET = 0x9003, 0x9011


def degrees(value: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    whole, rest = divmod(abs(value), 1)
    minutes, rest = divmod(rest * 60, 1)
    return (
        IFDRational(int(whole)),
        IFDRational(int(minutes)),
        IFDRational(round(rest * 6e5), 10_000),
    )


def gps_of(point: tuple[float, float], at: datetime | None = None) -> dict[int, Any]:
    """Where it was taken, and with `at` (UTC) what the satellites' clock said."""
    found: dict[int, Any] = {
        1: "S" if point[0] < 0 else "N",
        2: degrees(point[0]),
        3: "W" if point[1] < 0 else "E",
        4: degrees(point[1]),
    }
    if at is not None:
        found[29] = f"{at:%Y:%m:%d}"
        found[7] = (IFDRational(at.hour), IFDRational(at.minute), IFDRational(at.second))
    return found


def taken(
    local: datetime | str | None,
    gps: dict[int, Any] | None = None,
    offset: str | None = "+08:00",
    kind: str = "JPEG",
    *,
    seed: int = 0,
) -> bytes:
    """A picture of that moment; another `seed` is another picture."""
    exif = Image.Exif()
    details: dict[int, Any] = {}
    if local is not None:
        details[TAKEN] = local if isinstance(local, str) else f"{local:%Y:%m:%d %H:%M:%S}"
    if offset is not None:
        details[OFFSET] = offset
    if details:
        exif[DETAILS] = details
    if gps is not None:
        exif[GPS] = gps
    image, out = Image.new("RGB", (640, 480), (40, 90 + seed, 160)), BytesIO()
    image.save(out, kind, exif=exif.tobytes())
    return out.getvalue()
