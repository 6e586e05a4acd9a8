"""Pictures that people send: small, and each another one."""

import io

from PIL import Image


def picture(number: int = 0) -> bytes:
    """A picture; another `number` is another one."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (number * 20, 0, 128)).save(out, "JPEG")
    return out.getvalue()
