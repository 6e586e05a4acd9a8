"""Photos: whatever a phone sends becomes a small upright JPEG, and nothing else becomes one."""

import asyncio
import zlib
from contextlib import suppress
from io import BytesIO
from itertools import pairwise
from random import Random
from struct import pack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from bot.media.errors import InvalidUpload
from bot.media.photo import PHOTO_BYTES_MAX, PHOTO_EDGE_PIXELS, PIXELS_MAX, shrink, shrunk

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F
RED, BLUE = (200, 30, 30), (30, 30, 200)


def noise(width: int, height: int, seed: int = 1) -> Image.Image:
    """The worst that a camera can see: every pixel its own."""
    return Image.frombytes("RGB", (width, height), Random(seed).randbytes(width * height * 3))  # noqa: S311


def scene(width: int, height: int) -> Image.Image:
    """Red above, blue below, with the grain of a real photo."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (0, height // 2, width, height))
    grain = noise(width // 8, height // 8).resize((width, height))
    return Image.blend(image, grain, 0.2)


def file(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(
    "image",
    [scene(4000, 3000), scene(3000, 4000), noise(1280, 1280), noise(2000, 100), scene(640, 480)],
    ids=["12 megapixels", "upright", "nothing but noise", "a panorama", "small"],
)
def test_whatever_comes_is_small_and_still_a_picture(image: Image.Image) -> None:
    """BLG-L-A4d, BLG-L-A5c, AMB-36."""
    kept = shrink(file(image, quality=95))
    found = opened(kept)
    assert len(kept) <= PHOTO_BYTES_MAX
    assert (found.format, found.mode) == ("JPEG", "RGB")
    assert max(found.size) <= PHOTO_EDGE_PIXELS
    assert abs(found.width / found.height - image.width / image.height) < 0.02 * image.width


def test_a_large_photo_keeps_its_pixels() -> None:
    """Small, but not smaller than it must be: a letter is to be read."""
    kept = shrink(file(scene(4000, 3000), quality=95))
    assert opened(kept).size == (1280, 960)
    assert len(kept) > PHOTO_BYTES_MAX / 4


def test_a_small_photo_is_not_blown_up() -> None:
    assert opened(shrink(file(scene(320, 240)))).size == (320, 240)


@pytest.mark.parametrize(
    ("orientation", "size", "top"),
    [(1, (400, 320), RED), (3, (400, 320), BLUE), (6, (320, 400), None), (8, (320, 400), None)],
)
def test_it_stands_upright(
    orientation: int, size: tuple[int, int], top: tuple[int, int, int] | None
) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    kept = opened(shrink(file(scene(400, 320), exif=exif)))
    assert kept.size == size
    corner = kept.getpixel((kept.width // 2, 10))
    if top:
        assert isinstance(corner, tuple)
        assert (corner[0] > corner[2]) == (top is RED)


def test_where_and_with_what_it_was_taken_is_not_kept() -> None:
    exif = Image.Exif()
    exif[MAKE] = "Telepon"
    exif[GPS] = {1: "N", 2: (2.0, 50.0, 14.0)}
    kept = shrink(file(scene(800, 600), exif=exif, comment=b"rahasia"))
    assert dict(opened(kept).getexif()) == {}
    assert b"Exif" not in kept
    assert b"Telepon" not in kept
    assert b"rahasia" not in kept


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "MPO", "AVIF", "HEIF"])
def test_other_kinds_of_pictures_are_taken(kind: str) -> None:
    assert opened(shrink(file(scene(1600, 1200), kind))).size == (1280, 960)


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "RGBA", "I;16", "CMYK"])
def test_colours_of_all_kinds_are_taken(mode: str) -> None:
    image = scene(64, 64).convert("I") if mode == "I;16" else scene(64, 64)
    raw = file(image.convert(mode), "JPEG" if mode == "CMYK" else "PNG")
    assert opened(shrink(raw)).mode == "RGB"


def test_what_is_transparent_becomes_white_paper() -> None:
    glass = Image.new("RGBA", (32, 32), (0, 0, 0, 0))
    assert opened(shrink(file(glass, "PNG"))).getpixel((16, 16)) == (255, 255, 255)


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is enormous, in a few bytes."""
    chunks = {b"IHDR": pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0), b"IDAT": b"", b"IEND": b""}
    parts = (
        pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))
        for name, data in chunks.items()
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "kosong"),
        (b"%PDF-1.7\n", "bukan foto"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan foto"),
        (b"\xff\xd8\xff", "bukan foto"),
        (file(Image.new("P", (9, 9)), "GIF"), "bukan foto"),
        (file(scene(800, 600))[:9000], "rusak"),
        (file(scene(80, 60), "PNG")[:2000], "rusak"),
        (bomb(6000, 6000), "terlalu besar"),
        (bomb(12_000, 12_000), "terlalu besar"),
        (bomb(60_000, 60_000), "terlalu besar"),
    ],
    ids=[
        "no bytes",
        "a PDF",
        "a drawing",
        "the first bytes only",
        "a GIF",
        "half a JPEG",
        "half a PNG",
        "too large to decode",
        "a bomb",
        "a large bomb",
    ],
)
def test_what_is_no_photo_is_refused_with_what_to_do(raw: bytes, says: str) -> None:
    with pytest.raises(InvalidUpload, match=says) as refused:
        shrink(raw)
    assert "irim" in str(refused.value), "it says what to send"


def test_the_largest_phone_is_smaller_than_a_bomb() -> None:
    assert 12_000 * 9_000 < PIXELS_MAX < 12_000 * 12_000


@settings(deadline=None, max_examples=40)
@given(st.binary(max_size=200), st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(0, 3000))
def test_nothing_but_unfit_is_ever_raised(junk: bytes, kind: str, at: int) -> None:
    """A picture with some bytes put in its way is taken or refused, never a bug."""
    whole = file(scene(64, 48), kind)
    for raw in (junk, whole[:at] + junk + whole[at + len(junk) :]):
        with suppress(InvalidUpload):
            assert len(shrink(raw)) <= PHOTO_BYTES_MAX


async def test_many_at_once_come_out_as_they_went_in() -> None:
    photos = [file(Image.new("RGB", (500, 400), (number * 25, 0, 0))) for number in range(10)]
    kept = await asyncio.gather(*map(shrunk, photos))
    reds = [opened(each).getpixel((9, 9)) for each in kept]
    assert all(one[0] < other[0] for one, other in pairwise(reds) if isinstance(one, tuple))  # type: ignore[index]


def test_it_is_the_same_scene() -> None:
    image = scene(4000, 3000)
    kept = opened(shrink(file(image, quality=95)))
    apart = ImageChops.difference(kept, image.resize(kept.size)).convert("L")
    assert sum(count * value for value, count in enumerate(apart.histogram())) < 12 * 1280 * 960
