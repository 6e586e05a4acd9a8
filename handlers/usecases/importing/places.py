"""Rows of a tempat file: where presence counts, as a circle or as a polygon."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

import shapely
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.fence import FENCE_MAX_METRES, Fence, Point
from db.people.roster import Outcome, Register, merge
from handlers.usecases.importing import parse
from handlers.usecases.importing.cells import Cells
from handlers.usecases.importing.fault import Fault, RowRef, fault
from handlers.usecases.importing.header import columns
from handlers.usecases.importing.ledger import Thing
from handlers.usecases.importing.scope import Scope, repeats, ruling

COLUMNS = columns("kode kantor nama lintang bujur radius?")

# Indonesia with its waters: whoever swaps the two columns lands outside.
SOUTH, NORTH = -11.5, 6.5
WEST, EAST = 94.5, 141.5


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """`radius` in metres, None where the file leaves it to the regulation."""

    ref: RowRef
    code: str
    office: str
    name: str
    centre: Point
    radius: float | None
    corners: tuple[Point, ...]


def read(cells: Cells) -> PlaceRow:
    corners = _corners(cells)
    return PlaceRow(
        ref=cells.ref,
        code=cells.need("kode", parse.code, ""),
        office=cells.need("kantor", parse.code, ""),
        name=cells.need("nama", parse.words, ""),
        centre=_middle(cells, corners) if cells.row.ring else _position(cells),
        # A polygon is its own border; a default made for circles would only widen it.
        radius=cells.may("radius", parse.number(0 if cells.row.ring else 1, FENCE_MAX_METRES))
        or (0.0 if cells.row.ring else None),
        corners=corners,
    )


def check(rows: Sequence[PlaceRow], scope: Scope) -> Iterator[Fault]:
    """The default radius is the law's (AMB-08); where it has none, the file must say it."""
    default = ruling(scope.law.lokasi.radius_bawaan, scope.today)
    yield from repeats(((row.ref, row.code) for row in rows), "kode")
    for row in rows:
        yield from scope.office(row.ref, "kantor", row.office)
        if row.radius is None and not default.regulated:
            yield fault(row.ref, "radius", f"belum diisi; radius bawaan {default.citation}")


async def write(db: AsyncConnection, rows: Sequence[PlaceRow], scope: Scope) -> list[Outcome]:
    match ruling(scope.law.lokasi.radius, scope.today).value:
        case "per_lokasi" | None:  # each place has its own
            default = ruling(scope.law.lokasi.radius_bawaan, scope.today).value
        case other:
            assert_never(other)
    written = await merge(db, Register.PLACE, [_values(row, scope.region, default) for row in rows])
    for row, each in zip(rows, written, strict=True):
        # Also of the office that loses it.
        offices = [(each.before or {}).get("office", row.office), row.office]
        thing = Thing(row.ref, "kode", "tempat", row.code)
        scope.ledger.write(thing, each, scope.law.peran.atur_lokasi, offices)
    return [each.outcome for each in written]


def _values(row: PlaceRow, region: str, default: int | None) -> dict[str, object]:
    return {
        "region": region,
        "place": row.code,
        "office": row.office,
        "name": row.name,
        "latitude": row.centre.latitude,
        "longitude": row.centre.longitude,
        "radius": float(default or 0) if row.radius is None else row.radius,
        "corners": [[corner.latitude, corner.longitude] for corner in row.corners],
    }


def _position(cells: Cells) -> Point:
    latitude = cells.need("lintang", parse.number(-90, 90), 0.0)
    longitude = cells.need("bujur", parse.number(-180, 180), 0.0)
    if not cells.faults and not _in_indonesia(latitude, longitude):
        cells.blame("lintang", "titik ini di luar Indonesia; lintang dan bujur tertukar?")
    return Point(latitude, longitude)


def _corners(cells: Cells) -> tuple[Point, ...]:
    ring = cells.row.ring
    if not all(_in_indonesia(*corner) for corner in ring):
        cells.blame("geometry", "ada sudut di luar Indonesia; tulis bujur dulu, lalu lintang")
        return ()
    return tuple(Point(*corner) for corner in ring)


def _middle(cells: Cells, corners: tuple[Point, ...]) -> Point:
    try:
        ring = shapely.Polygon([(corner.longitude, corner.latitude) for corner in corners])
        centre = Point(ring.centroid.y, ring.centroid.x)
        return Fence("", "", centre, 0, corners).centre
    except (ValueError, shapely.GEOSException):
        if not cells.faults:
            reason = "poligon tidak sah: minimal tiga sudut, sisi tidak berpotongan, tidak luas"
            cells.blame("geometry", reason)
        return Point(0, 0)


def _in_indonesia(latitude: float, longitude: float) -> bool:
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST
