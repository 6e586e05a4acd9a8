"""The emblem of a letterhead in a workbook."""

import io

from PIL import Image
from xlsxwriter.worksheet import Worksheet

from bot.paper.kop import LOGO_MM

PIXEL_MM = 25.4 / 96


def insert_logo(page: Worksheet, row: int, logo: bytes) -> None:
    """In its field of 20 × 25 mm at the left, never stretched."""
    with Image.open(io.BytesIO(logo)) as image:
        size = image.size
    scale = min(most / PIXEL_MM / own for most, own in zip(LOGO_MM, size, strict=True))
    options = {"image_data": io.BytesIO(logo), "x_scale": scale, "y_scale": scale}
    page.insert_image(row, 0, "lambang", options)
