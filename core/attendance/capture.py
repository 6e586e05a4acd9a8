"""What a picture says of when and where it was taken, read for what it is worth (AMB-40)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import StrEnum

from core.organisation.fence import Point

OFFSET_MINUTES_MAX = 14 * 60  # no clock on earth is further from UTC


class Lack(StrEnum):
    """What a picture does not tell that it would have to."""

    TIME = "jam"
    POINT = "lokasi"


@dataclass(frozen=True, slots=True)
class Exif:
    """What a picture says of itself, as it was read and whatever it is worth.

    `taken` is the wall clock of the camera, without a zone; `offset` its minutes ahead of UTC;
    `gps_at` an instant; `accuracy` in metres.
    """

    taken: datetime | None = None
    offset: int | None = None
    gps_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    accuracy: float | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """When and where a picture was taken; `other_zone`: its clock was not that of the region."""

    at: datetime
    point: Point
    gps_at: datetime | None = None
    accuracy: float | None = None
    other_zone: bool = False

    @property
    def drift(self) -> timedelta | None:
        """How far the camera's clock is from that of the satellites; None: they say nothing."""
        return None if self.gps_at is None else abs(self.at - self.gps_at)


def read(exif: Exif, zone: tzinfo) -> Capture | Lack:
    """When and where a picture was taken; without either it is none that could be recorded.

    A camera that does not tell its zone is taken to be in the region's, and one without a clock
    of its own by that of the satellites.
    """
    at = _taken(exif, zone) or exif.gps_at
    if at is None:
        return Lack.TIME
    if (point := _point(exif)) is None:
        return Lack.POINT
    here = at.astimezone(zone).utcoffset()
    other = exif.offset is not None and timedelta(minutes=exif.offset) != here
    return Capture(at, point, exif.gps_at, exif.accuracy, other_zone=other)


def _taken(exif: Exif, zone: tzinfo) -> datetime | None:
    if exif.taken is None:
        return None
    plausible = exif.offset is not None and abs(exif.offset) <= OFFSET_MINUTES_MAX
    own = timezone(timedelta(minutes=exif.offset or 0)) if plausible else zone
    try:
        return exif.taken.replace(tzinfo=own).astimezone(UTC)
    except OverflowError:  # the first and the last day that a calendar has
        return None


def _point(exif: Exif) -> Point | None:
    """Where it was taken; what a camera without a fix writes, 0 and 0, is no place of ours."""
    if exif.latitude is None or exif.longitude is None or not (exif.latitude or exif.longitude):
        return None
    try:
        return Point(exif.latitude, exif.longitude)
    except ValueError:
        return None
