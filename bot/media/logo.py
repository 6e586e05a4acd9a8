"""Logos of letterheads: small pictures that stay as they are."""

import io
import warnings

from PIL import Image

from handlers.chat.event import JPEG, PNG

LOGO_BYTES_MAX = 200_000
SIDE_PIXELS_MAX = 2_000
_MEDIA = {"PNG": PNG, "JPEG": JPEG}


def logo_media(content: bytes) -> str | None:
    """The media type of a PNG or JPEG that can be printed; None for anything else."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=tuple(_MEDIA)) as picture:
                if max(picture.size) > SIDE_PIXELS_MAX:
                    return None
                picture.load()
                return _MEDIA[picture.format or ""]
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombWarning):
        return None
