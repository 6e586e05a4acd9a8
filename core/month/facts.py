"""What is known of one person on one date, before anything is made of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.attendance.stamp import Stamp
from core.law.answer import Ground
from core.law.regulation import ExemptStatus
from core.organisation.ceremony import Ceremony
from core.organisation.employee_status import Block, Settled
from core.requests.absence import Absence


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
