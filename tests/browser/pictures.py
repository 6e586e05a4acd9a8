"""A photo and a letter as files, to hand in through the page."""

from io import BytesIO

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload


def photo(name: str) -> FilePayload:
    """A JPEG with its name in it, so that no two are the same picture."""
    image = Image.new("RGB", (1200, 900), (150, 200, 225))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 620, 1200, 900), fill=(96, 140, 80))
    draw.rectangle((300, 350, 900, 700), fill=(245, 240, 225))
    draw.text((340, 400), name, fill=(30, 60, 90), font_size=64)
    encoded = BytesIO()
    image.save(encoded, "JPEG", quality=90)
    return {"name": name, "mimeType": "image/jpeg", "buffer": encoded.getvalue()}
