"""Photos leave a phone as an app sends them: upright, without metadata, in several sizes."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.demo.camera import SIDES, sizes
from bot.demo.phone import UPLOADS, Unfit, Upload
from tests.bot.media.test_photo import file, scene
from tests.bot.media.test_photo_foreign import IMPOSSIBLE
from tests.builders.calls import picture
from tests.demo.phones import Pair, pair

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
NO_PICTURE = "Itu bukan gambar; kirim sebagai dokumen."


@pytest.fixture
async def two() -> Pair:
    return pair()


def photo(size: tuple[int, int], orientation: int = 1) -> bytes:
    """A JPEG with a red left and a blue right half, and the metadata of a phone."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "Kamera"
    exif.get_ifd(GPS)[1] = "S"
    saved = BytesIO()
    image.save(saved, "JPEG", exif=exif, quality=95)
    return saved.getvalue()


def read(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def half(band: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether a part of a picture is all bright in one colour; False: all dark."""
    least, most = band.crop(box).convert("L").getextrema()
    assert isinstance(least, int)
    assert isinstance(most, int)
    assert most - least < 60
    return least > 128


def header(width: int, height: int) -> bytes:
    """A PNG of which nothing but its size is there."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT" + bytes(4)


@pytest.mark.parametrize(
    ("size", "longer"),
    [
        ((100, 80), [100]),
        ((320, 240), [320]),
        ((321, 240), [320, 321]),
        ((800, 600), [320, 800]),
        ((801, 600), [320, 800, 801]),
        ((1280, 960), [320, 800, 1280]),
        ((960, 1281), [320, 800, 1280]),
        ((4000, 3000), [320, 800, 1280]),
    ],
)
def test_a_photo_is_sent_in_growing_sizes(size: tuple[int, int], longer: list[int]) -> None:
    made = [read(each) for each in sizes(photo(size))]
    assert [max(each.size) for each in made] == longer
    for each in made:
        assert each.format == "JPEG"
        assert abs(each.width / each.height - size[0] / size[1]) < 0.02


def test_a_photo_is_sent_upright() -> None:
    (turned,) = (read(each) for each in sizes(photo((200, 100), orientation=6)))
    assert turned.size == (100, 200)
    red, _, blue = turned.split()
    halves = ((0, 0, 100, 90), (0, 110, 100, 200))
    assert [half(red, box) for box in halves] == [True, False]
    assert [half(blue, box) for box in halves] == [False, True]


def test_no_metadata_leaves_the_phone() -> None:
    for each in sizes(photo((1000, 500), orientation=3)):
        assert not read(each).getexif()
        assert b"Kamera" not in each


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "BMP", "TIFF"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
def test_every_kind_of_picture_becomes_a_jpeg(kind: str, mode: str) -> None:
    saved = BytesIO()
    Image.new(mode, (40, 30)).save(saved, kind)
    (made,) = sizes(saved.getvalue())
    assert (read(made).format, read(made).size) == ("JPEG", (40, 30))


@pytest.mark.parametrize("raw", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_an_impossible_tag_is_dropped_like_all_others(raw: bytes) -> None:
    (made,) = sizes(file(scene(64, 48), exif=raw))
    assert read(made).size == (48, 64)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"%PDF-1.7 ...", id="a PDF"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="SVG"),
        pytest.param(photo((64, 48))[:300], id="half a photo"),
        pytest.param(header(20_000, 20_000), id="a bomb"),
        pytest.param(header(13_000, 13_000), id="a bomb of which Pillow only warns"),
        pytest.param(header(64, 48), id="a header alone"),
        pytest.param(picture(3000, 100), id="a ribbon, which Telegram takes as no photo"),
        pytest.param(picture(100, 3000), id="a tower"),
    ],
)
async def test_what_is_no_photo_is_refused_and_nothing_is_sent(two: Pair, data: bytes) -> None:
    with pytest.raises(Unfit) as refused:
        await UPLOADS["photo"](two.budi, Upload(data, "foto.jpg", ""))
    assert str(refused.value) == NO_PICTURE
    assert (two.received, two.bot.world.files.count) == ([], 0)


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's word about damaged metadata
@settings(max_examples=150, deadline=None)
@given(
    kind=st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"]),
    cut=st.integers(0, 400),
    at=st.integers(0, 400),
    byte=st.integers(0, 255),
)
def test_broken_pictures_are_no_pictures_or_still_ones(
    kind: str, cut: int, at: int, byte: int
) -> None:
    whole = bytearray(picture(16, 12, kind))
    whole[at % len(whole)] = byte
    try:
        made = sizes(bytes(whole[: len(whole) - cut % len(whole)]))
    except ValueError:
        return
    assert all(max(read(each).size) <= SIDES[-1] for each in made)


async def test_the_bot_gets_all_sizes_with_the_caption(two: Pair) -> None:
    await UPLOADS["photo"](two.budi, Upload(photo((2000, 1500)), "liburan.png", "Posyandu"))
    told = two.last
    assert told["caption"] == "Posyandu"
    assert [(each["width"], each["height"]) for each in told["photo"]] == [
        (320, 240),
        (800, 600),
        (1280, 960),
    ]
    kept = two.bot.world.files.by_id
    assert all(len(kept[each["file_id"]].data) == each["file_size"] for each in told["photo"])


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("surat.pdf", "application/pdf"),
        ("Foto Asli.JPG", "image/jpeg"),
        ("catatan", "application/octet-stream"),
        ("daftar.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
async def test_a_document_keeps_its_bytes_its_name_and_its_kind(
    two: Pair, name: str, mime: str
) -> None:
    data = photo((64, 48), orientation=6)
    await UPLOADS["document"](two.budi, Upload(data, name, "Surat tugas"))
    told = two.last
    assert told["caption"] == "Surat tugas"
    about = told["document"]
    assert (about["file_name"], about["mime_type"]) == (name, mime)
    assert two.bot.world.files.by_id[about["file_id"]].data == data
