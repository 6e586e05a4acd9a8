"""What is known of one person on each of their dates, before anything is made of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.attendance.stamp import Stamp
from core.law.answer import Ground
from core.law.regulation import ExemptStatus, Regulation
from core.month.cancellation import effective
from core.month.record import Record
from core.organisation.calendar import DayOff, Hours, latest
from core.organisation.ceremony import Ceremony
from core.organisation.employee_status import Block, Settled
from core.requests.absence import Absence, Asked, absences


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one person on one date.

    `absences` stand in the order of their filing, whatever became of them. `own_work`: the date
    has activities of its own, undecided ones too. `blocked`: it lies in a block that is still
    under review (AMB-38). `cancelled` is the article of its cancellation (Pasal 9C). Not `used` is
    a date on which they could not stamp yet, whatever else is known of it
    (`core.organisation.first_use`). `ceremonies` are those to which they are called.
    """

    stamps: Sequence[Stamp] = ()
    absences: Sequence[Absence] = ()
    own_work: bool = False
    exempt: ExemptStatus | None = None
    block: Block | None = None
    cancelled: Ground | None = None
    used: bool = True
    ceremonies: Sequence[Ceremony] = ()

    @property
    def plain(self) -> bool:
        """Whether the stamps alone make the day; own work bears on what is asked for only."""
        return not (self.absences or self.exempt or self.block or self.cancelled)

    def settled(self, how: Settled) -> Block | None:
        """The block in which it lies, where that came out so."""
        return self.block if self.block and self.block.settled is how else None


Stamps = Mapping[date, Sequence[Stamp]]


def facts_of(
    regulation: Regulation, record: Record, stamps: Stamps, now: datetime
) -> Callable[[Hours | DayOff], Facts]:
    """What is known of each date; a request stands the same on all of its own in a month."""
    filed = sorted(record.requests, key=lambda each: (each.filed_at, each.code))
    asked = [(each, dict[date, tuple[Absence, ...]]()) for each in filed]

    cancelled = {each.date: effective(regulation, each) for each in record.cancellations}

    def of_month(each: Asked, known: dict[date, tuple[Absence, ...]], day: date) -> Absence:
        month = day.replace(day=1)
        if month not in known:
            known[month] = absences(regulation, (each,), day, now)
        return known[month][0]

    def facts(hours: Hours | DayOff) -> Facts:
        day = hours.date
        exemption = latest(record.exemptions, day)
        return Facts(
            stamps=stamps.get(day, ()),
            absences=tuple(of_month(*each, day) for each in asked if each[0].covers(day)),
            own_work=day in record.worked,
            exempt=exemption.kind if exemption else None,
            block=_block(record.blocks, hours),
            cancelled=cancelled.get(day),
        )

    return facts


def _block(blocks: Sequence[Block], hours: Hours | DayOff) -> Block | None:
    """The block in which a day lies; of several the one that still waits, then what was proved."""
    if isinstance(hours, DayOff):
        return None
    met = [each for each in blocks if each.meets(hours)]
    order = [None, Settled.PROVED, Settled.RESTORED]
    return min(met, key=lambda each: (order.index(each.settled), each.since), default=None)
