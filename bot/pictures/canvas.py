"""A small drawing surface, drawn larger and then reduced so that edges are smooth."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

Spot = tuple[float, float]
Box = tuple[float, float, float, float]
Colour = tuple[int, int, int] | tuple[int, int, int, int]

_ZOOM = 2


@dataclass(frozen=True, slots=True)
class Canvas:
    """Units run right and down from the upper left corner; colours with an alpha shine through."""

    image: Image.Image
    pen: ImageDraw.ImageDraw

    @classmethod
    def blank(cls, width: int, height: int, colour: Colour) -> "Canvas":
        image = Image.new("RGB", (width * _ZOOM, height * _ZOOM), colour)
        return cls(image, ImageDraw.Draw(image, "RGBA"))

    def area(
        self, ring: Sequence[Spot], colour: Colour, holes: Sequence[Sequence[Spot]] = ()
    ) -> None:
        if not holes:
            self.pen.polygon([_zoomed(spot) for spot in ring], colour)
            return
        stencil = Image.new("L", self.image.size)
        cutter = ImageDraw.Draw(stencil)
        cutter.polygon([_zoomed(spot) for spot in ring], colour[3] if len(colour) == 4 else 255)
        for hole in holes:
            cutter.polygon([_zoomed(spot) for spot in hole], 0)
        self.image.paste(colour[:3], mask=stencil)

    def line(self, path: Sequence[Spot], colour: Colour, width: float) -> None:
        self.pen.line([_zoomed(spot) for spot in path], colour, round(width * _ZOOM), joint="curve")

    def dashes(self, start: Spot, end: Spot, colour: Colour, width: float, dash: float) -> None:
        """Draw dashes with gaps two thirds as long, the first at the start."""
        length = math.dist(start, end)
        for turn in range(math.ceil(length / (dash * 5 / 3))):
            first = turn * dash * 5 / 3
            last = min(first + dash, length)
            self.line([_along(start, end, first), _along(start, end, last)], colour, width)

    def disc(self, centre: Spot, radius: float, colour: Colour) -> None:
        x, y = centre
        self.pen.ellipse(
            _zoomed((x - radius, y - radius)) + _zoomed((x + radius, y + radius)), colour
        )

    def plate(self, box: Box, radius: float, colour: Colour) -> None:
        corners = _zoomed(box[:2]) + _zoomed(box[2:])
        self.pen.rounded_rectangle(corners, radius * _ZOOM, colour)

    def words(
        self,
        spot: Spot,
        text: str,
        size: float,
        colour: Colour,
        *,
        anchor: str = "lm",
        bold: bool = False,
        halo: Colour | None = None,
    ) -> None:
        """Write one line; `anchor` as in Pillow: l m r across, a m s down."""
        place, font, weight = _zoomed(spot), _font(size), size / 60 * _ZOOM * bold
        if halo is not None:
            self.pen.text(place, text, halo, font, anchor, stroke_width=weight + 4 * _ZOOM)
        self.pen.text(place, text, colour, font, anchor, stroke_width=weight)

    def jpeg(self) -> bytes:
        buffer = io.BytesIO()
        smooth = self.image.reduce(_ZOOM)
        smooth.save(buffer, "JPEG", quality=88, subsampling=0, optimize=True)
        return buffer.getvalue()

    def png(self) -> bytes:
        """Return what is made of letters and plain areas: sharper and smaller than a JPEG."""
        buffer = io.BytesIO()
        smooth = self.image.reduce(_ZOOM)
        few = smooth.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(buffer, "PNG")
        return buffer.getvalue()


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line of text gets, in picture units."""
    return _font(size).getlength(text) / _ZOOM + size / 30 * bold


def turned(ring: Sequence[Spot], centre: Spot, degrees: float) -> list[Spot]:
    """Return a shape drawn around (0, 0), turned clockwise and put at `centre`."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    x, y = centre
    return [(x + a * cosine - b * sine, y + a * sine + b * cosine) for a, b in ring]


def _along(start: Spot, end: Spot, distance: float) -> Spot:
    share = distance / (math.dist(start, end) or 1)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _zoomed(spot: Spot) -> Spot:
    return spot[0] * _ZOOM, spot[1] * _ZOOM


def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    # Loaded anew for every use: FreeType faces must not be shared between threads.
    return ImageFont.load_default(size * _ZOOM)
