"""What judging a location starts from and comes to: the case, and each verdict as a value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.attendance.claim import Claim
from core.attendance.evidence import Refused as ShareRefused
from core.attendance.evidence import Share
from core.attendance.review import Reason
from core.attendance.stamp import Leg, Stamp, Why
from core.law.answer import Ground
from core.law.regulation import ExemptStatus, Regulation
from core.organisation.calendar import DayOff, Hours
from core.organisation.ceremony import Ceremony
from core.organisation.fence import Fix
from core.organisation.posting import Site
from core.requests.absence import Absence


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a verdict depends on; `days` are yesterday, today and tomorrow, local dates.

    `stamps` are those that count (`core.attendance.counts`). `message` is the live location that
    the share belongs to, "" for a single point; `claims` are the person's open ones. `absences`
    are those of the working day, in the order of their filing. `early`: pulang before the end of
    the hours, for which a reason is given. `ceremonies` are those of the working day to which the
    person is called, cancelled ones too.
    """

    regulation: Regulation
    share: Share
    live_only: bool
    leg: Leg | None
    days: Sequence[Hours | DayOff]
    stamps: Sequence[Stamp]
    sites: Sequence[Site]
    blocked: bool = False
    exempt: ExemptStatus | None = None
    message: str = ""
    claims: Sequence[Claim] = ()
    absences: Sequence[Absence] = ()
    early: bool = False
    ceremonies: Sequence[Ceremony] = ()

    @property
    def pressed(self) -> Leg | None:
        """The leg whose button was pressed; None where the location came by itself."""
        return Leg.PULANG if self.early else self.leg

    def claim(self, hours: Hours, leg: Leg) -> Claim | None:
        """The open claim of one leg of one duty; None where it was not tried yet."""
        return next((each for each in self.claims if each.is_for(hours, leg)), None)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A stamp to write; `late` and `early` are begun minutes against `hours`, which applied.

    `site` is None where it was made without a fence: on `duty` elsewhere, or leaving early. `fix`
    is how it lies to the nearest fence all the same, None without any. `why` somebody looks at
    it, where not with a request. `ceremony` is the apel that a masuk was stamped at.
    """

    leg: Leg
    hours: Hours
    at: datetime
    fix: Fix | None
    site: Site | None
    duty: Absence | None
    late: int
    early: int
    review: bool
    grounds: tuple[Ground, ...]
    why: tuple[Reason, ...] = ()
    ceremony: Ceremony | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """`opens_at` is set where time alone will lift it: a share that goes on may still stamp."""

    why: Why | ShareRefused
    grounds: tuple[Ground, ...] = ()
    leg: Leg | None = None
    day: Hours | DayOff | None = None
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outside:
    """Not there yet: the share goes on listening and stamps at the first point inside."""

    leg: Leg
    hours: Hours
    fix: Fix
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Unsure:
    """The fix is too poor to tell; asked once more before a human looks at it (AMB-08)."""

    leg: Leg
    hours: Hours
    fix: Fix
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Already:
    """The leg is stamped, and that stamp counts."""

    stamp: Stamp
    hours: Hours
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Attended:
    """There for an apel on a day off: noted for its recap, and no stamp (AMB-73)."""

    ceremony: Ceremony
    at: datetime
    fix: Fix
    on_time: bool
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class WhichLeg:
    """Shared within the working hours without pressing anything: never pulang by accident."""

    hours: Hours
    grounds: tuple[Ground, ...] = ()


Verdict = Accepted | Refused | Outside | Unsure | Already | Attended | WhichLeg
