"""What a picture says of when and where it was taken, read before it is made small.

Whoever sent it wrote these bytes, so nothing in them is believed to be what its tag says: whatever
does not make sense is not there.
"""

import asyncio
import math
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from bot.media.errors import InvalidUpload
from bot.media.foreign import foreign
from bot.media.photo import KINDS, THREADS
from core.attendance.capture import Exif

EXIF_BYTES_MAX = 256 * 1024  # a JPEG's segment holds a quarter of that
TEXT_CHARACTERS_MAX = 40

_DETAILS, _GPS = 0x8769, 0x8825
_TAKEN, _OFFSET = 0x9003, 0x9011
_SOUTH, _LATITUDE, _WEST, _LONGITUDE = 1, 2, 3, 4
_GPS_TIME, _GPS_DATE, _GPS_ERROR = 7, 29, 31
_STAMP = "%Y:%m:%d %H:%M:%S"
_ZONE = re.compile(r"([+-])(\d{2}):(\d{2})")


async def read(raw: bytes) -> Exif | None:
    """`parse`, off the event loop."""
    return await asyncio.get_running_loop().run_in_executor(THREADS, parse, raw)


def parse(raw: bytes) -> Exif | None:
    """What the picture says; None where it says nothing that could be read."""
    with suppress(InvalidUpload), foreign("no picture, or none with such words"):
        details, gps = _tables(raw)
        return Exif(
            _taken(details.get(_TAKEN)),
            _offset(details.get(_OFFSET)),
            _gps_at(gps),
            _degrees(gps.get(_LATITUDE), gps.get(_SOUTH)),
            _degrees(gps.get(_LONGITUDE), gps.get(_WEST)),
            _number(gps.get(_GPS_ERROR)),
        )
    return None


def _tables(raw: bytes) -> tuple[Mapping[int, Any], Mapping[int, Any]]:
    with Image.open(BytesIO(raw), formats=KINDS) as image:
        found = image.info.get("exif")
    if not isinstance(found, bytes) or len(found) > EXIF_BYTES_MAX:
        return {}, {}
    exif = Image.Exif()
    exif.load(found)
    return exif.get_ifd(_DETAILS), exif.get_ifd(_GPS)


def _text(value: object) -> str:
    raw = value.decode("ascii", "replace") if isinstance(value, bytes) else value
    return raw[:TEXT_CHARACTERS_MAX].strip(" \0") if isinstance(raw, str) else ""


def _taken(value: object) -> datetime | None:
    try:
        return datetime.strptime(_text(value), _STAMP)  # noqa: DTZ007 - its zone is another tag
    except ValueError:
        return None


def _offset(value: object) -> int | None:
    """Minutes ahead of UTC."""
    found = _ZONE.fullmatch(_text(value))
    if found is None:
        return None
    minutes = 60 * int(found[2]) + int(found[3])
    return -minutes if found[1] == "-" else minutes


def _gps_at(gps: Mapping[int, Any]) -> datetime | None:
    clock = _numbers(gps.get(_GPS_TIME))
    try:
        day = datetime.strptime(_text(gps.get(_GPS_DATE)), "%Y:%m:%d").replace(tzinfo=UTC)
    except ValueError:
        return None
    if clock is None or not (clock[0] < 24 and clock[1] < 60 and clock[2] < 61):
        return None
    with suppress(OverflowError):
        return day + timedelta(hours=clock[0], minutes=clock[1], seconds=int(clock[2]))
    return None


def _degrees(value: object, direction: object) -> float | None:
    parts = _numbers(value)
    if parts is None:
        return None
    degrees = parts[0] + parts[1] / 60 + parts[2] / 3600
    return -degrees if _text(direction).upper() in {"S", "W"} else degrees


def _numbers(value: object) -> tuple[float, float, float] | None:
    """Three numbers that are none below zero; rationals may divide by zero, and be of any type."""
    if not isinstance(value, tuple) or len(value) != 3:
        return None
    one, two, three = map(_number, value)
    if one is None or two is None or three is None:
        return None
    return one, two, three


def _number(value: object) -> float | None:
    if isinstance(value, str | bytes | bytearray):
        return None
    try:
        found = float(value)  # type: ignore[arg-type]  # a rational of Pillow, or whatever came
    except (TypeError, ValueError, ArithmeticError):
        return None
    return found if math.isfinite(found) and found >= 0 else None
