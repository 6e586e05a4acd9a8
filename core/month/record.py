"""All that is known of one person over some dates."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core.attendance.stamp import Stamp
from core.law.kinds import EmployeeKind
from core.month.cancellation import Cancellation
from core.organisation.calendar import Duty
from core.organisation.employee_status import Block, Exemption
from core.organisation.employment import Departure
from core.organisation.posting import Posting
from core.requests.absence import Asked


@dataclass(frozen=True, slots=True)
class Record:
    """One person; `requests` whatever became of them, `stamps` and they in any order.

    `worked` are the dates with activities of their own that are neither rejected nor withdrawn;
    after a departure there are no days (see `core.organisation.employment`). `cancellations` are
    those that a head has taken note of. `offered_at` is when
    a way to connect was first offered to them, None: never (see `core.organisation.first_use`).
    """

    employee: UUID
    name: str
    kind: EmployeeKind
    postings: tuple[Posting, ...] = ()
    duties: tuple[Duty, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    blocks: tuple[Block, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    requests: tuple[Asked, ...] = ()
    worked: frozenset[date] = frozenset()
    departures: tuple[Departure, ...] = ()
    offered_at: datetime | None = None
    cancellations: tuple[Cancellation, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether the days hang on stamps alone."""
        return not (self.requests or self.exemptions or self.blocks or self.cancellations)
