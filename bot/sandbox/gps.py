"""Where a phone that stands still says it is: never twice at the same point."""

import math

DEGREE = 111_195.0  # metres of latitude
_TURN = math.pi * (3 - math.sqrt(5))  # the golden angle: no two directions alike


def fix(at: tuple[float, float], number: int, spread: float = 3.0) -> tuple[float, float]:
    """The `number`th fix of a phone at `at`, in degrees, within `spread` metres of it.

    The same number says the same again, so that a story can be told twice.
    """
    away = spread * math.sqrt(number * 0.754877666246693 % 1) / DEGREE
    turn = number * _TURN
    latitude, longitude = at
    east = away * math.sin(turn) / max(math.cos(math.radians(latitude)), 0.01)
    return latitude + away * math.cos(turn), longitude + east
