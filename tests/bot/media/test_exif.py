"""The time and the place of a picture are read before it is made small; nonsense is not there."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from bot.media.exif import EXIF_BYTES_MAX, parse, read
from bot.media.photo import shrink
from core.attendance.capture import Exif
from tests.bot.media.exif_files import DETAILS, GPS, TAKEN, gps_of, taken
from tests.pictures import picture

LOCAL, UTC_THEN = datetime(2026, 4, 6, 7, 24, 5), datetime(2026, 4, 5, 23, 24, 5, tzinfo=UTC)
HERE = (2.8375, 117.3655)
ZERO = IFDRational(1, 0)


@pytest.mark.parametrize("kind", ["JPEG", "HEIF", "WEBP", "PNG"])
async def test_a_phone_says_when_and_where(kind: str) -> None:
    found = await read(taken(LOCAL, gps_of(HERE, UTC_THEN), kind=kind))
    assert found is not None
    assert (found.taken, found.offset, found.gps_at) == (LOCAL, 480, UTC_THEN)
    assert found.latitude == pytest.approx(HERE[0], abs=1e-6)
    assert found.longitude == pytest.approx(HERE[1], abs=1e-6)


def test_south_and_west_are_below_zero() -> None:
    found = parse(taken(LOCAL, gps_of((-7.6, -110.9))))
    assert found is not None
    assert found.latitude == pytest.approx(-7.6)
    assert found.longitude == pytest.approx(-110.9)


def test_what_is_kept_has_lost_it() -> None:
    """Control: read after it was made small, nothing would be there."""
    assert parse(shrink(taken(LOCAL, gps_of(HERE, UTC_THEN)))) == Exif()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (picture(), Exif()),
        (taken(LOCAL, None, None), Exif(LOCAL)),
        (taken("0000:00:00 00:00:00"), Exif(None, 480)),
        (taken("2026-04-06T07:24"), Exif(None, 480)),
        (taken("2026:04:06 07:24:05" + "9" * 9_000), Exif(None, 480)),
        (taken("2099:12:31 23:59:59"), Exif(datetime(2099, 12, 31, 23, 59, 59), 480)),
        (taken(LOCAL, offset="Asia/Makassar"), Exif(LOCAL)),
        (taken(LOCAL, offset="-03:30"), Exif(LOCAL, -210)),
        (b"no picture at all", None),
        (b"", None),
        (b"%PDF-1.7", None),
    ],
)
def test_what_makes_no_sense_is_not_there(raw: bytes, expected: Exif | None) -> None:
    assert parse(raw) == expected


@pytest.mark.parametrize(
    "gps",
    [
        {2: (ZERO, ZERO, ZERO), 4: (ZERO, ZERO, ZERO)},
        {2: (IFDRational(2), IFDRational(50)), 4: (IFDRational(117),)},
        {29: "2026:04:06", 7: (ZERO, ZERO, ZERO)},
        {29: "2026:13:40", 7: (IFDRational(1), IFDRational(2), IFDRational(3))},
        {29: "2026:04:06", 7: (IFDRational(25), IFDRational(61), IFDRational(99))},
        {29: "9999:12:31", 7: (IFDRational(23), IFDRational(59), IFDRational(60))},
        {31: ZERO},
    ],
    ids=["by nothing", "too few", "no clock", "no date", "no hour", "the end", "no error"],
)
def test_hostile_numbers_are_no_numbers(gps: dict[int, Any]) -> None:
    assert parse(taken(LOCAL, gps, offset=None)) == Exif(LOCAL)


def test_more_than_a_phone_writes_is_not_read() -> None:
    exif = Image.Exif()
    exif[DETAILS] = {TAKEN: f"{LOCAL:%Y:%m:%d %H:%M:%S}"}
    exif[0x010E] = "x" * EXIF_BYTES_MAX
    out = BytesIO()
    Image.new("RGB", (64, 48)).save(out, "PNG", exif=exif.tobytes())
    assert parse(out.getvalue()) == Exif()


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400))
def test_whatever_the_bytes_are_a_value_comes_out(raw: bytes) -> None:
    out = BytesIO()
    Image.new("RGB", (64, 48)).save(out, "JPEG", exif=b"Exif\0\0" + raw)
    found = parse(out.getvalue())
    assert found is None or isinstance(found, Exif)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from([DETAILS, GPS]), st.integers(0, 0xFFFFFFFF))
def test_a_table_that_lies_anywhere_breaks_nothing(tag: int, where: int) -> None:
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + tag.to_bytes(2) + b"\0\x04\0\0\0\x01"
    out = BytesIO()
    image = Image.new("RGB", (64, 48))
    image.save(out, "JPEG", exif=exif + where.to_bytes(4) + b"\0\0\0\0")
    found = parse(out.getvalue())
    assert found is None or isinstance(found, Exif)
