"""Colours told apart by every kind of colour vision (after Okabe and Ito)."""

from bot.pictures.canvas import Colour

WHITE: Colour = (255, 255, 255)
HAZE: Colour = (255, 255, 255, 225)
INK: Colour = (27, 38, 49)
SHADOW: Colour = (27, 38, 49, 40)
GROUND: Colour = (242, 245, 247)
GRID: Colour = (222, 229, 234)
GREEN: Colour = (0, 112, 82)
GREEN_GLASS: Colour = (0, 158, 115, 72)
BLUE: Colour = (0, 98, 168)
BLUE_GLASS: Colour = (0, 114, 210, 48)
SKY: Colour = (86, 180, 233)
SAND: Colour = (250, 228, 150)
RUST: Colour = (170, 60, 0)
