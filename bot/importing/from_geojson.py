"""GeoJSON points and polygons, as maps export them; properties are the columns."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from handlers.usecases.importing.cells import Row
from handlers.usecases.importing.fault import Fault, ImportRefused, RowRef
from handlers.usecases.importing.header import name_of

Ring = tuple[tuple[float, float], ...]


def features(path: Path) -> list[object]:
    """The features of a collection; ImportRefused when the file is none."""
    try:
        raw = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as wrong:
        reason = f"bukan GeoJSON yang sah (baris {wrong.lineno})"
        raise ImportRefused([Fault(path.name, None, "", reason)]) from None
    match raw:
        case {"type": "FeatureCollection", "features": list(found)}:
            return found
        case _:
            reason = "harus sebuah FeatureCollection"
            raise ImportRefused([Fault(path.name, None, "", reason)])


def titles(found: list[object]) -> list[str]:
    """Every name that any feature uses, and the two that its geometry fills in."""
    names = {"lintang": None, "bujur": None}
    for feature in found:
        names |= dict.fromkeys(map(str, _properties(feature)))
    return list(names)


def rows(file: str, found: list[object]) -> Iterator[Row | Fault]:
    for number, feature in enumerate(found, start=1):
        ref = RowRef(file, number)
        shape = _shape(feature)
        if shape is None:
            reason = "hanya Point, atau Polygon tanpa lubang, dengan bujur lalu lintang"
            yield Fault(file, number, "geometry", reason)
            continue
        cells = {name_of(str(k)): _text(v) for k, v in _properties(feature).items()}
        if len(shape) == 1:
            cells |= {"lintang": repr(shape[0][0]), "bujur": repr(shape[0][1])}
        yield Row(ref, cells, shape if len(shape) > 1 else ())


def _shape(feature: object) -> Ring | None:
    match feature:
        case {"geometry": {"type": "Point", "coordinates": list(position)}}:
            return _ring([position])
        case {"geometry": {"type": "Polygon", "coordinates": [list(ring)]}} if len(ring) > 3:
            return _ring(ring[:-1] if ring[0] == ring[-1] else ring)
        case _:
            return None


def _ring(positions: list[Any]) -> Ring | None:
    points = []
    for position in positions:
        match position:
            case [int() | float() as longitude, int() | float() as latitude, *_]:
                points.append((float(latitude), float(longitude)))
            case _:
                return None
    return tuple(points)


def _properties(feature: object) -> dict[str, Any]:
    match feature:
        case {"properties": dict(found)}:
            return found
        case _:
            return {}


def _text(value: object) -> str:
    return "" if value is None else str(value)
