"""A picture as an app sends it: upright, without its metadata, in several sizes."""

from io import BytesIO

from PIL import Image

from bot.media.errors import InvalidUpload
from bot.media.foreign import foreign
from bot.media.upright import upright
from bot.sandbox.files import MAX_RATIO

SIDES = (320, 800, 1280)  # pixels of the longer edge; Telegram's apps send about these
QUALITY = 87


def sizes(data: bytes) -> list[bytes]:
    """JPEGs from the smallest to the largest; ValueError for what is no picture."""
    try:
        with foreign("no picture"), Image.open(BytesIO(data)) as opened:
            picture = upright(opened, opened.info.get("exif")).convert("RGB")
    except InvalidUpload as unfit:
        raise ValueError(str(unfit)) from unfit
    longer, shorter = max(picture.size), min(picture.size)
    if longer > MAX_RATIO * shorter:
        raise ValueError("Telegram takes no such ribbon as a photo")
    sides = [side for side in SIDES if side < longer] + [min(longer, SIDES[-1])]
    return [_jpeg(picture, side) for side in dict.fromkeys(sides)]


def _jpeg(picture: Image.Image, side: int) -> bytes:
    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    saved = BytesIO()
    small.save(saved, "JPEG", quality=QUALITY)
    return saved.getvalue()
