"""Pending stamps: whose leg is being tried, for which duty, and until when."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from core.attendance.evidence import Trace
from core.attendance.stamp import Leg
from core.organisation.calendar import Hours

# A fix that was too poor to tell keeps its time so long, should the next ones be inside (AMB-45).
FIRST_TIME_KEPT = timedelta(minutes=10)
# Telegram's first message of a live location never says how sure it is, the edits do: one comes
# every 20 to 40 seconds. Until then a stamp has to be borne out, or somebody looks at it.
BORNE_OUT_WITHIN = timedelta(minutes=3)
# A running share reports every 20 to 40 seconds, and a person needs time to move.
ASKED_AGAIN = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Claim:
    """One for each person, working date, duty and leg; it never stamps another one's.

    `message` is the live location that is listened to, None where none is. `unsure_since` is
    the time of the first fix that was too poor to tell, `unsure_in` the live location that it
    came from, "" for a single point. `stamped`: the leg is stamped by a point that did not say
    how sure it is, and a later one of the same share shall bear it out.
    """

    date: date
    duty: int
    leg: Leg
    message: str | None = None
    unsure_since: datetime | None = None
    unsure_in: str = ""
    stamped: bool = False
    trace: Trace = field(default_factory=Trace)

    def is_for(self, hours: Hours, leg: Leg) -> bool:
        """Whether it is the claim of one leg of one duty."""
        return (self.date, self.duty, self.leg) == (hours.date, hours.duty, leg)


@dataclass(frozen=True, slots=True)
class Unstamped:
    """Whose leg of which duty a message calls not recorded."""

    employee: UUID
    date: date
    duty: int
    leg: Leg


def official_time(claim: Claim | None, share: str, sent_at: datetime) -> datetime:
    """The time that a fix counts from: its own, or that of the first try of the same share.

    `share` is the live location it belongs to, "" for a single point.
    """
    if claim is None or claim.unsure_since is None or claim.unsure_in != share:
        return sent_at
    kept = sent_at - claim.unsure_since <= FIRST_TIME_KEPT
    return min(claim.unsure_since, sent_at) if kept else sent_at


def is_further_try(claim: Claim | None, share: str, sent_at: datetime) -> bool:
    """Whether a poor fix is one more try, after which a human looks (AMB-08).

    A new share and a single point always are; the next points of the same share only once the
    person has had time to move.
    """
    if claim is None or claim.unsure_since is None:
        return False
    elsewhere = share == "" or claim.unsure_in != share
    return elsewhere or sent_at - claim.unsure_since >= ASKED_AGAIN


def window_end(hours: Hours, leg: Leg) -> datetime:
    """When a claim ends unconfirmed: nothing is taken any more, and no first time is kept."""
    return (hours.end if leg is Leg.MASUK else hours.closes) + FIRST_TIME_KEPT
