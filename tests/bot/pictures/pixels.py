"""Pictures looked at by a test: whole, not too large, and how much of them has a colour."""

import io

from PIL import Image, ImageChops


def opened(picture: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(picture))
    assert (image.format, image.width) == ("PNG", 1080)
    assert len(picture) <= 200_000
    return image.convert("RGB")


def like(image: Image.Image, colour: tuple[int, ...]) -> int:
    """How many pixels have a colour."""
    plain = Image.new("RGB", image.size, colour[:3])
    distance = ImageChops.difference(image, plain).convert("L")
    return sum(distance.histogram()[:12])
