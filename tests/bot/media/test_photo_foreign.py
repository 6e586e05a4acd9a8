"""Pictures with what nobody would draw: impossible tags, deep greys, ribbons, endless scans."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.media.errors import InvalidUpload
from bot.media.foreign import foreign
from bot.media.photo import is_bare, shrink
from bot.media.upright import orientation
from tests.bot.media.test_photo import file, opened, scene

SRATIONAL, RATIONAL, SLONG, SSHORT, FLOAT = 10, 5, 9, 8, 11
NAN, WIDE = float("nan"), (1600, 1200)


def exif(tag: int, kind: int, value: bytes, turned: int = 6) -> bytes:
    """Orientation, and one more tag of a kind that it cannot have."""
    entries = struct.pack("<HHLHH", 0x112, 3, 1, turned, 0)
    entries += struct.pack("<HHLL", tag, kind, 1, 38) + struct.pack("<L", 0)
    return b"Exif\0\0II*\0" + struct.pack("<LH", 8, 2) + entries + value


IMPOSSIBLE = {
    "a negative resolution": exif(0x11A, SRATIONAL, struct.pack("<ll", -1, 0)),
    "a resolution below nothing": exif(0x11A, SRATIONAL, struct.pack("<ll", -5, 3)),
    "a maker that is a number": exif(0x10F, RATIONAL, struct.pack("<LL", 7, 1)),
    "a negative width": exif(0x100, SLONG, struct.pack("<ll", -1, 0)),
    "a negative compression": exif(0x103, SSHORT, struct.pack("<ll", -1, 0)),
    "one pixel and a half": exif(0x100, FLOAT, struct.pack("<ff", 1.5, 0)),
    "no number at all": exif(0x11A, FLOAT, struct.pack("<ff", NAN, 0)),
}


@pytest.mark.parametrize("raw", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_an_impossible_tag_beside_the_orientation_changes_nothing(raw: bytes) -> None:
    """python-pillow 8965, 7839, 3973: no tag but the orientation is needed, and none is kept."""
    kept = opened(shrink(file(scene(*WIDE), quality=70, exif=raw)))
    assert (kept.size, dict(kept.getexif())) == ((960, 1280), {})


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 0xFFFF), st.integers(0, 255), st.binary(min_size=8, max_size=24))
def test_whatever_a_tag_holds_the_picture_is_taken(tag: int, kind: int, value: bytes) -> None:
    raw = exif(tag, kind, value, turned=1 if tag == 0x112 else 6)
    assert len(shrink(file(scene(64, 48), exif=raw))) < 200_000


@settings(max_examples=200)
@given(st.binary(max_size=300))
@example(b"Exif\0\0II*\0\xff\xff\xff\xff")
@example(b"MM\0*\0\0\0\x08\xff\xff")
def test_an_orientation_is_read_from_anything(raw: bytes) -> None:
    assert orientation(raw) in range(1, 9)


@pytest.mark.parametrize("order", ["<", ">"], ids=["Intel", "Motorola"])
@pytest.mark.parametrize(("told", "read"), [(0, 1), (1, 1), (2, 2), (8, 8), (9, 1), (65535, 1)])
def test_both_orders_of_bytes_are_read(order: str, told: int, read: int) -> None:
    head = b"II*\0" if order == "<" else b"MM\0*"
    body = struct.pack(f"{order}LHHHLHH", 8, 1, 0x112, 3, 1, told, 0)
    assert orientation(head + body) == orientation(b"Exif\0\0" + head + body) == read


@pytest.mark.parametrize("turned", range(1, 9))
def test_every_way_to_hold_a_phone_stands_upright(turned: int) -> None:
    """Against Pillow's own turning, which cannot be used on what is foreign."""
    image = Image.new("RGB", (64, 48), "navy")
    image.paste((200, 30, 30), (0, 0, 20, 10))
    image.getexif()[0x112] = turned
    kept = opened(shrink(file(image, "PNG", exif=image.getexif())))
    corners = [(5, 5), (kept.width - 6, 5), (5, kept.height - 6)]
    reds = [_red(kept, corner) for corner in corners]
    where = {1: 0, 2: 1, 3: None, 4: 2, 5: 0, 6: 1, 7: None, 8: 2}[turned]
    assert reds == [number == where for number in range(3)]
    assert kept.size == ((64, 48) if turned < 5 else (48, 64))


def _red(image: Image.Image, at: tuple[int, int]) -> bool:
    pixel = image.getpixel(at)
    assert isinstance(pixel, tuple)
    return pixel[0] > 120


@pytest.mark.parametrize("kind", ["AVIF", "HEIF", "WEBP"])
def test_other_kinds_stand_upright_too(kind: str) -> None:
    turned = Image.Exif()
    turned[0x112] = 6
    assert opened(shrink(file(scene(320, 240), kind, exif=turned.tobytes()))).size == (240, 320)


def deep_grey(width: int, height: int, *more: tuple[bytes, bytes]) -> bytes:
    """Five bars from black to white in 16 bits each, as a scanner writes them."""
    row = b"\0" + b"".join(
        struct.pack(">H", (0, 64, 128, 192, 255)[x * 5 // width] * 257) for x in range(width)
    )
    head = struct.pack(">LLBBBBB", width, height, 16, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), *more, (b"IDAT", zlib.compress(row * height)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))
        for name, data in chunks
    )


@pytest.mark.parametrize(
    "raw",
    [
        deep_grey(1000, 800),
        deep_grey(400, 300),
        deep_grey(3000, 2000),
        deep_grey(1000, 800, (b"tRNS", b"\x12\x34")),
    ],
    ids=["plain", "small", "large", "one grey see-through"],
)
def test_a_grey_of_sixteen_bits_keeps_its_greys(raw: bytes) -> None:
    """python-pillow 2574, 3011, 5991: converting cuts off all above 255."""
    kept = opened(shrink(raw))
    greys = [kept.getpixel((kept.width * (2 * n + 1) // 10, kept.height // 2)) for n in range(5)]
    for grey, wanted in zip(greys, (0, 64, 128, 192, 255), strict=True):
        assert isinstance(grey, tuple)
        assert all(abs(each - wanted) <= 6 for each in grey)


@pytest.mark.parametrize(("size", "taken"), [((2000, 100), True), ((2001, 100), False)])
@pytest.mark.parametrize("turn", [False, True], ids=["wide", "high"])
def test_a_ribbon_shows_nothing_and_is_refused(
    size: tuple[int, int], *, taken: bool, turn: bool
) -> None:
    raw = file(Image.new("L", size[::-1] if turn else size), "PNG")
    if taken:
        assert opened(shrink(raw))
        return
    with pytest.raises(InvalidUpload, match="terlalu panjang dan sempit"):
        shrink(raw)


def test_a_large_progressive_photo_is_refused_for_it_is_held_whole() -> None:
    raw = file(Image.new("RGB", (6000, 5000)), progressive=True)
    with pytest.raises(InvalidUpload, match="terlalu besar"):
        shrink(raw)
    assert opened(shrink(file(Image.new("RGB", (6000, 5000))))).size == (1280, 1067)


def test_a_progressive_photo_of_endless_scans_is_refused() -> None:
    """Each of them costs the time of a whole picture."""
    raw = file(scene(640, 480), progressive=True)
    last = raw.rindex(b"\xff\xda")
    assert opened(shrink(raw)).size == (640, 480)
    with pytest.raises(InvalidUpload, match="rusak"):
        shrink(raw[:-2] + raw[last:-2] * 70 + b"\xff\xd9")


def _plain() -> bytes:
    return file(scene(64, 48))


@pytest.mark.parametrize(
    ("make", "bare"),
    [
        (_plain, True),
        (lambda: file(scene(64, 48), progressive=True), True),
        (lambda: file(scene(64, 48), icc_profile=b"colours" * 9), True),
        (lambda: file(scene(64, 48), exif=exif(0x10F, 2, b"Telepon\0")), False),
        (lambda: file(scene(64, 48), xmp=b"<x:xmpmeta>GPS</x:xmpmeta>"), False),
        (lambda: file(scene(64, 48), comment=b"rumah"), False),
        (lambda: _plain() + b"a film behind it", False),
        (lambda: _plain()[:-2] + b"\xff\xe1\0\x08Exif\0\0\xff\xd9", False),
        (lambda: _plain()[:-10], False),
        (lambda: file(scene(64, 48), "PNG"), False),
        (lambda: b"\xff\xd8\xff", False),
    ],
    ids=[
        "plain",
        "progressive",
        "colours",
        "EXIF",
        "XMP",
        "a comment",
        "something behind it",
        "EXIF behind the picture",
        "cut",
        "a PNG",
        "the first bytes only",
    ],
)
def test_a_jpeg_is_bare_where_it_carries_nothing_but_its_picture(
    make: Callable[[], bytes], *, bare: bool
) -> None:
    assert is_bare(make()) is bare


def test_whatever_a_library_raises_is_a_refusal_and_what_we_raise_is_a_bug() -> None:
    """A bug of ours must not read like a broken photo."""
    with pytest.raises(InvalidUpload, match="Rusak"), foreign("Rusak."):
        Image.open(BytesIO(b"")).load()
    with pytest.raises(InvalidUpload, match="Rusak"), foreign("Rusak."):
        Image.frombytes("RGB", (9, 9), b"too few")
    ours = {"__name__": "bot.media.photo"}
    exec("def bug():\n    return nothing.here", ours)  # noqa: S102 - a line of ours that fails
    with pytest.raises(NameError), foreign("Rusak."):
        ours["bug"]()  # type: ignore[operator]  # it was just made
