"""A photo of any size as a JPEG that may be kept: upright, without metadata, at most 200,000 bytes.

Whatever a phone or a scanner makes is taken: JPEG, PNG, WebP, AVIF and HEIC.
"""

import asyncio
import re
import warnings
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from PIL import (
    AvifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)
from pillow_heif import HeifImageFile, register_heif_opener

from bot.media.errors import InvalidUpload
from bot.media.foreign import foreign
from bot.media.upright import upright

# "Maksimal 200 kb" (Lampiran A.4 huruf d and A.5 huruf c): true for kB and KiB alike (AMB-36).
PHOTO_BYTES_MAX = 200_000
PHOTO_EDGE_PIXELS = 1280  # writing on a letter can still be read
# Times as long as wide: what Telegram itself takes for a photo; more shows nothing.
PHOTO_ASPECT_MAX = 20
# JPEG qualities: below that fewer pixels look better than worse ones.
QUALITY_BEST, QUALITY_WORST = 80, 45
ENCODING_TRIES = 3
KINDS = tuple(
    plugin.format
    for plugin in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        WebPImagePlugin.WebPImageFile,
        AvifImagePlugin.AvifImageFile,
        HeifImageFile,
    )
)
PIXELS_MAX = 110_000_000  # what phones make; more than that is a bomb
DECODED_PIXELS_MAX = 25_000_000  # of what cannot be decoded at a smaller scale; four bytes each
# Of a progressive JPEG, which has about ten; each costs time like a whole picture.
JPEG_SCANS_MAX = 64
PHOTOTHREADS = 2  # each holds a decoded picture in memory

NEITHER = "Berkas ini bukan foto atau PDF. Kirim sebagai foto, atau berkas PDF."
EMPTY = "Berkas ini kosong. Silakan kirim ulang."
BROKEN = "Foto ini rusak. Silakan ambil dan kirim ulang."
TOO_LARGE = "Gambar terlalu besar. Kirim sebagai foto biasa."
TOO_NARROW = "Gambar terlalu panjang dan sempit. Kirim sebagai beberapa foto, atau berkas PDF."

# Pillow only warns up to twice its limit.
Image.MAX_IMAGE_PIXELS = PIXELS_MAX
warnings.simplefilter("error", Image.DecompressionBombWarning)
register_heif_opener()

_START_OF_JPEG, _START_OF_SCAN, _END = b"\xff\xd8\xff", b"\xff\xda", b"\xff\xd9"
# JFIF and Adobe's word on the colours, tables, frame headers, the restart interval.
_BARE = frozenset({0xE0, 0xEE, 0xDB, 0xC0, 0xC1, 0xC2, 0xC4, 0xDD})
_COLOURS = b"ICC_PROFILE\0"  # how its colours are meant, as Android writes it
_EXTRA = re.compile(rb"\xff[\xe0-\xef\xfe]")
THREADS = ThreadPoolExecutor(PHOTOTHREADS, thread_name_prefix="photo")


async def shrunk(raw: bytes) -> bytes:
    """`shrink`, off the event loop."""
    return await asyncio.get_running_loop().run_in_executor(THREADS, shrink, raw)


def shrink(raw: bytes) -> bytes:
    """A JPEG of at most `PHOTO_BYTES_MAX`, `PHOTO_EDGE_PIXELS` a side; raises `InvalidUpload`."""
    if not raw:
        raise InvalidUpload(EMPTY)
    image = _decoded(raw)
    image.info.clear()  # comments and whatever else came along
    while (encoded := _encoded(image)) is None:
        image = image.resize((max(1, image.width * 3 // 4), max(1, image.height * 3 // 4)))
    return encoded


def _decoded(raw: bytes) -> Image.Image:
    with foreign(BROKEN):
        try:
            with Image.open(BytesIO(raw), formats=KINDS) as image:
                _check(image, raw)
                return _small(image)
        except UnidentifiedImageError:
            raise InvalidUpload(NEITHER) from None
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise InvalidUpload(TOO_LARGE) from None


def _check(image: Image.Image, raw: bytes) -> None:
    """Refuse what its header or its structure tells already, before anything is decoded."""
    if max(image.size) > PHOTO_ASPECT_MAX * min(image.size):
        raise InvalidUpload(TOO_NARROW)
    # A progressive JPEG is held whole, however small it is drawn, and once more for each scan.
    if image.info.get("progressive"):
        _check_size(image)
        if raw.count(_START_OF_SCAN) > JPEG_SCANS_MAX:
            raise InvalidUpload(BROKEN)
    # Any other JPEG decodes to a fraction at once.
    image.draft("RGB", (PHOTO_EDGE_PIXELS, PHOTO_EDGE_PIXELS))
    _check_size(image)


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > DECODED_PIXELS_MAX:
        raise InvalidUpload(TOO_LARGE)


def _small(image: Image.Image) -> Image.Image:
    exif = image.info.get("exif")
    picture = _eight_bits(image)
    picture.thumbnail((PHOTO_EDGE_PIXELS, PHOTO_EDGE_PIXELS), Image.Resampling.LANCZOS)
    return _on_white(upright(picture, exif))


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits, as scanners make it: scaled, for converting would cut off all above 255.

    A grey that is marked as see-through is left as it is: a scan has no glass.
    """
    if not image.mode.startswith("I"):
        return image
    grey = image.point(lambda value: value * (255 / 65535)).convert("L")
    grey.info.clear()
    return grey


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(paper, seen).convert("RGB")


def _encoded(image: Image.Image) -> bytes | None:
    """At the best quality that fits, found in a few tries; None: not with so many pixels."""
    quality = QUALITY_BEST
    for _ in range(ENCODING_TRIES):
        buffer = BytesIO()
        image.save(buffer, "JPEG", quality=quality)
        data = buffer.getvalue()
        if len(data) <= PHOTO_BYTES_MAX:
            return data
        # Half the bytes take about half the quality; a little less, so that the next one fits.
        quality = min(quality - 3, int(quality * (PHOTO_BYTES_MAX / len(data)) ** 0.9))
        if quality < QUALITY_WORST:
            return None
    return None


def is_bare(raw: bytes) -> bool:
    """Whether a JPEG carries nothing but its picture, as a platform's own sizes do.

    The place and the person stand in application segments (EXIF, XMP), in comments, or behind
    the end. What looks like one inside the picture costs a recoding and no more.
    """
    at = 2
    while raw.startswith(_START_OF_JPEG) and at + 4 <= len(raw) and raw[at] == 0xFF:
        if raw[at + 1] == _START_OF_SCAN[1]:
            ends_there = raw.find(_END, at) == len(raw) - len(_END)
            return ends_there and _EXTRA.search(raw, at) is None
        if raw[at + 1] not in _BARE and raw[at + 4 : at + 16] != _COLOURS:
            return False
        at += 2 + int.from_bytes(raw[at + 2 : at + 4], "big")
    return False
