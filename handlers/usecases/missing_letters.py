"""Days on paper that have no signed letter yet: they count only once they have one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.questions.manual import Condition
from core.month.dates import month_of
from core.month.letter import LetterState
from db.records import letter, manual
from db.records.letter import Letter


@dataclass(frozen=True, slots=True)
class MissingLetter:
    """A day of somebody in an office, and its letter; None: nobody has prepared one."""

    office: str
    employee: UUID
    date: date
    condition: Condition
    letter: Letter | None = None

    @property
    def to_sign(self) -> bool:
        """Whether it waits for the head; else the operator has the next step."""
        return self.letter is not None and self.letter.state is LetterState.PREPARED


_UNSIGNED = frozenset({LetterState.PREPARED, LetterState.SENT_BACK})


async def of_month(
    db: AsyncConnection, region: str, offices: Collection[str] | None, month: date
) -> list[MissingLetter]:
    """Each day once, however many legs of it are on paper; `offices` None: of all."""
    dates = month_of(month)
    found: dict[tuple[str, UUID, date], MissingLetter] = {}
    for each in await manual.without_letter(db, region, offices):
        row = (each.office, each.employee, each.date)
        found[row] = MissingLetter(*row, each.condition)
    for of in await letter.open_of(db, region, offices):
        for line in of.lines if of.state in _UNSIGNED else ():
            row = (of.office, line.employee, line.date)
            found[row] = MissingLetter(*row, line.condition, of)
    return [each for each in found.values() if dates[0] <= each.date <= dates[-1]]
