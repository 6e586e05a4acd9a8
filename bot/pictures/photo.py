"""A photo of any size as a JPEG that may be kept: upright, without EXIF, at most 200,000 bytes."""

import asyncio
import warnings
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from PIL import (
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

# "Maksimal 200 kb" (Lampiran A.4 huruf d and A.5 huruf c): true for kB and KiB alike (AMB-36).
LARGEST = 200_000
EDGE = 1280  # pixels; writing on a letter can still be read
BEST, WORST = 80, 45  # JPEG qualities: below that fewer pixels look better than worse ones
TRIES = 3
KINDS = tuple(
    plugin.format
    for plugin in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        WebPImagePlugin.WebPImageFile,
    )
)
MOST_PIXELS = 110_000_000  # what phones make; more than that is a bomb
MOST_DECODED = 25_000_000  # of what cannot be decoded at a smaller scale; four bytes each
AT_ONCE = 2  # each holds a decoded picture in memory

# Pillow only warns up to twice its limit.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

_THREADS = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="photo")


class Unfit(Exception):  # noqa: N818 - an answer to the person, not an error of ours
    """Not a photo that can be kept; the words say what to do about it."""


async def shrunk(raw: bytes) -> bytes:
    """`shrink`, off the event loop."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, shrink, raw)


def shrink(raw: bytes) -> bytes:
    """A JPEG of at most `LARGEST` bytes and `EDGE` pixels a side; raises `Unfit`."""
    if not raw:
        raise Unfit("Foto itu kosong. Silakan ambil dan kirim ulang.")
    image = _decoded(raw)
    image.info.clear()  # comments and whatever else came along
    while (encoded := _encoded(image)) is None:
        image = image.resize((max(1, image.width * 3 // 4), max(1, image.height * 3 // 4)))
    return encoded


def _decoded(raw: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(raw), formats=KINDS) as image:
            image.draft("RGB", (EDGE, EDGE))  # a JPEG decodes to a fraction at once
            if image.width * image.height > MOST_DECODED:
                raise _too_large()
            image.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS)
            return _on_white(ImageOps.exif_transpose(image))
    except UnidentifiedImageError:
        raise Unfit("Itu bukan foto. Kirim sebagai foto, atau berkas JPEG atau PNG.") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise Unfit("Foto itu rusak. Silakan ambil dan kirim ulang.") from None


def _too_large() -> Unfit:
    return Unfit("Gambar itu terlalu besar untuk dibuka. Kirim sebagai foto biasa.")


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(paper, seen).convert("RGB")


def _encoded(image: Image.Image) -> bytes | None:
    """At the best quality that fits, found in a few tries; None: not with so many pixels."""
    quality = BEST
    for _ in range(TRIES):
        buffer = BytesIO()
        image.save(buffer, "JPEG", quality=quality)
        data = buffer.getvalue()
        if len(data) <= LARGEST:
            return data
        # Half the bytes take about half the quality; a little less, so that the next one fits.
        quality = min(quality - 3, int(quality * (LARGEST / len(data)) ** 0.9))
        if quality < WORST:
            return None
    return None
