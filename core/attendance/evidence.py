"""How far a shared location can be trusted: hard refusals, and signals for a human to look at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias

from core.organisation.fence import Fix, Point, metres_between, plausible_accuracy

JSON: TypeAlias = "str | int | float | bool | list[JSON] | dict[str, JSON] | None"

POOR_ACCURACY = 200.0  # metres (AMB-08)
MESSAGE_AGE_MAX = timedelta(minutes=5)
CLOCK_DIFFERENCE_MAX = timedelta(minutes=1)  # between the platform's servers and ours
STILL_POINTS_MIN = 3
# Phones outdoors report the same few metres several times in a row; GPS noise shows by the fifth.
CONSTANT_ACCURACIES_MIN = 5
# 252 km/h from door to door: above every car, speedboat and train with its stations, and above a
# flight with its airports. Short leaps are left out, cell towers make them.
SPEED_MAX_METRES_PER_SECOND = 70.0
LEAP_MIN_METRES = 1000.0


class ShareKind(StrEnum):
    """How a location came: only a live one moves with the person."""

    LIVE = "live"
    STATIC = "static"  # a pin, the current location, the answer to a button: all the same to a bot
    VENUE = "venue"


@dataclass(frozen=True, slots=True)
class Share:
    """One location as the platform delivered it; all times aware.

    `accuracy` in metres as sent, also nonsense; `sent_at` the platform's time of this very point;
    `heading` in degrees.
    """

    kind: ShareKind
    point: Point
    accuracy: float | None
    sent_at: datetime
    received_at: datetime
    live_until: datetime | None
    forwarded: bool
    via_bot: bool
    scheduled: bool
    private: bool
    heading: int | None


class Refused(StrEnum):
    """Why a location is refused before anything about its sender is asked."""

    GROUP = "group"  # not a private chat: anybody's phone
    FORWARDED = "forwarded"  # somebody else's, or another day's
    VIA_BOT = "via_bot"  # made by an inline bot, not by a phone
    SCHEDULED = "scheduled"  # written earlier, sent by the clock
    VENUE = "venue"  # a place chosen from a list
    STATIC = "static"  # a pin can be put anywhere, and this region accepts live sharing only


class Signal(StrEnum):
    """What a human should look at; none of them proves anything about the person."""

    WEAK_KIND = "weak_kind"
    ACCURACY_UNKNOWN = "accuracy_unknown"
    ACCURACY_POOR = "accuracy_poor"
    OLD_MESSAGE = "old_message"
    FUTURE_MESSAGE = "future_message"
    SAME_POINT_OTHER_DAY = "same_point_other_day"
    SAME_POINT_OTHER_PERSON = "same_point_other_person"
    NO_JITTER = "no_jitter"
    CONSTANT_ACCURACY = "constant_accuracy"
    IMPOSSIBLE_SPEED = "impossible_speed"
    TOO_ROUND = "too_round"


MEANING: Final[Mapping[Signal, str]] = MappingProxyType(
    {
        Signal.WEAK_KIND: "Lokasi dikirim sebagai pin, bukan lokasi langsung.",
        Signal.ACCURACY_UNKNOWN: "Ponsel tidak menyertakan ketelitian lokasi.",
        Signal.ACCURACY_POOR: "Ketelitian lokasi rendah.",
        Signal.OLD_MESSAGE: "Lokasi baru sampai lebih dari 5 menit setelah dikirim.",
        Signal.FUTURE_MESSAGE: "Waktu kirim lokasi mendahului jam server.",
        Signal.SAME_POINT_OTHER_DAY: "Koordinatnya sama persis dengan presensi di hari lain.",
        Signal.SAME_POINT_OTHER_PERSON: "Koordinatnya sama persis dengan presensi orang lain.",
        Signal.NO_JITTER: "Titik lokasi langsung sama sekali tidak bergeser.",
        Signal.CONSTANT_ACCURACY: "Ketelitian lokasi langsung tidak pernah berubah.",
        Signal.IMPOSSIBLE_SPEED: "Jarak dari titik sebelumnya terlalu jauh untuk selang waktunya.",
        Signal.TOO_ROUND: "Koordinatnya terlalu bulat untuk hasil GPS.",
    }
)


@dataclass(frozen=True, slots=True)
class Trace:
    """What the earlier points of a running share told; the points themselves are not kept."""

    count: int = 0
    all_identical: bool = True
    measured: int = 0  # points with a known accuracy
    constant_accuracy: bool = True  # among those
    last_accuracy: float | None = None
    first_at: datetime | None = None
    last_point: Point | None = None
    last_at: datetime | None = None

    def seen(self, share: Share) -> "Trace":
        """Return the trace with this point; a second or late delivery changes nothing."""
        if self.last_at is not None and share.sent_at <= self.last_at:
            return self
        return replace(
            _measured(self, plausible_accuracy(share.accuracy)),
            count=self.count + 1,
            all_identical=self.all_identical and self.last_point in {None, share.point},
            first_at=self.first_at or share.sent_at,
            last_point=share.point,
            last_at=share.sent_at,
        )


@dataclass(frozen=True, slots=True)
class History:
    """What earlier stamps tell: which lie exactly here, and the person's own last point.

    `same_point_dates` are working dates of their own, the first and the last.
    """

    same_point_dates: tuple[date, ...] = ()
    same_point_other_people: int = 0
    last_point: Point | None = None
    last_at: datetime | None = None


def refusal(share: Share, live_only: bool) -> Refused | None:  # noqa: FBT001 - the region's answer
    """Name the first reason not to look at this location at all."""
    reasons = (
        (Refused.GROUP, not share.private),
        (Refused.FORWARDED, share.forwarded),
        (Refused.VIA_BOT, share.via_bot),
        (Refused.SCHEDULED, share.scheduled),
        (Refused.VENUE, share.kind is ShareKind.VENUE),
        (Refused.STATIC, live_only and share.kind is ShareKind.STATIC),
    )
    return next((reason for reason, applies in reasons if applies), None)


def signals(
    share: Share, trace: Trace, history: History, day: date, *, poor: float = POOR_ACCURACY
) -> tuple[Signal, ...]:
    """List what a human should look at, in the order of `Signal`.

    `trace` holds the points before this one; `day` is the working date, of which a night has two
    stamps on two dates of the calendar; `poor` is the region's limit in metres (AMB-08).
    """
    whole = trace.seen(share)
    accuracy = plausible_accuracy(share.accuracy)
    found = (
        (Signal.WEAK_KIND, share.kind is not ShareKind.LIVE),
        (Signal.ACCURACY_UNKNOWN, accuracy is None),
        (Signal.ACCURACY_POOR, accuracy is not None and accuracy > poor),
        (Signal.OLD_MESSAGE, share.received_at - share.sent_at > MESSAGE_AGE_MAX),
        (Signal.FUTURE_MESSAGE, share.sent_at - share.received_at > CLOCK_DIFFERENCE_MAX),
        (Signal.SAME_POINT_OTHER_DAY, any(each != day for each in history.same_point_dates)),
        (Signal.SAME_POINT_OTHER_PERSON, history.same_point_other_people > 0),
        (Signal.NO_JITTER, whole.all_identical and whole.count >= STILL_POINTS_MIN),
        (
            Signal.CONSTANT_ACCURACY,
            whole.constant_accuracy and whole.measured >= CONSTANT_ACCURACIES_MIN,
        ),
        (Signal.IMPOSSIBLE_SPEED, any(_leaps(share, *last) for last in _earlier(trace, history))),
        (Signal.TOO_ROUND, _round(share.point.latitude) and _round(share.point.longitude)),
    )
    return tuple(signal for signal, applies in found if applies)


def as_record(share: Share, fix: Fix | None, signals: Sequence[Signal]) -> dict[str, JSON]:
    """Return what is stored beside a stamp's point, ready for JSON, in metres.

    The point itself stands in the stamp's own columns, where it can be forgotten in time.
    `fix` is None where no fence applies.
    """
    return {
        "kind": share.kind.value,
        "accuracy": plausible_accuracy(share.accuracy),
        "heading": share.heading,
        "sent_at": share.sent_at.isoformat(),
        "received_at": share.received_at.isoformat(),
        "live_until": share.live_until.isoformat() if share.live_until else None,
        "place": fix.fence.code if fix else None,
        "distance": round(fix.distance, 1) if fix else None,
        "beyond": round(fix.beyond, 1) if fix else None,
        "where": fix.where.value if fix else None,
        "signals": [signal.value for signal in signals],
    }


def _measured(trace: Trace, accuracy: float | None) -> Trace:
    if accuracy is None:
        return trace
    return replace(
        trace,
        measured=trace.measured + 1,
        constant_accuracy=trace.constant_accuracy and trace.last_accuracy in {None, accuracy},
        last_accuracy=accuracy,
    )


def _earlier(trace: Trace, history: History) -> Iterator[tuple[Point, datetime]]:
    for point, at in ((trace.last_point, trace.last_at), (history.last_point, history.last_at)):
        if point is not None and at is not None:
            yield point, at


def _leaps(share: Share, point: Point, at: datetime) -> bool:
    metres = metres_between(point, share.point)
    # Deliveries may change places on their way: between two points only the time apart counts.
    seconds = abs((share.sent_at - at).total_seconds())
    return metres >= LEAP_MIN_METRES and metres > SPEED_MAX_METRES_PER_SECOND * seconds


def _round(degrees: float) -> bool:
    # Compared at 1 cm: a coordinate's eighth decimal is the platform's rounding.
    return round(degrees, 3) == round(degrees, 7)
