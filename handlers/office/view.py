"""Which office somebody looks at, and what is read of it."""

from dataclasses import dataclass, replace
from datetime import date

from core.organisation.calendar import DAY
from handlers.approvals.kind import Kinds, Scope
from handlers.chat.context import Context
from handlers.chat.format import brief
from handlers.office import reading
from handlers.office.reading import Reading
from handlers.texts.office import key_of, month_key
from handlers.usecases.office_sight import Sight

MONTHS_BACK_MAX = 3  # a reminder may be that old and its buttons still lead somewhere


@dataclass(frozen=True, slots=True)
class View:
    """Which office and month somebody looks at, and what they may see."""

    office: str
    sight: Sight
    month: date
    monitors: bool

    @property
    def key(self) -> str:
        """The office in the data of a button."""
        return key_of(self.office)

    @property
    def here(self) -> tuple[str, str]:
        """Office and month in the data of a button."""
        return self.key, month_key(self.month)

    def is_running(self, ctx: Context) -> bool:
        """Whether it is the month of today."""
        return self.month == ctx.calendar_date.replace(day=1)

    def other(self, ctx: Context) -> "View":
        """The same office in the month before, or from there in that of today."""
        first = ctx.calendar_date.replace(day=1)
        before = (first - DAY).replace(day=1)
        return replace(self, month=before if self.is_running(ctx) else first)

    def name(self, ctx: Context) -> str:
        return brief(ctx.organisation.offices[self.office].name)


async def read(kinds: Kinds, ctx: Context, view: View) -> Reading:
    """The office's month as it stands."""
    return await reading.read(Scope.of(ctx), kinds, view.office, view.month)


def month_of_key(ctx: Context, key: str) -> date | None:
    """The month that a button names; None where it is none of the last few."""
    month = ctx.calendar_date.replace(day=1)
    for _ in range(MONTHS_BACK_MAX + 1):
        if month_key(month) == key:
            return month
        month = (month - DAY).replace(day=1)
    return None
