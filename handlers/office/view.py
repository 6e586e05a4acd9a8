"""Which office somebody looks at, and what is read of it."""

from dataclasses import dataclass
from datetime import date

from core.organisation.calendar import DAY
from handlers.approvals.kind import Kinds, Scope
from handlers.chat.context import Context
from handlers.chat.format import brief
from handlers.office import reading
from handlers.office.reading import Reading
from handlers.texts.office import key_of
from handlers.usecases.office_sight import Sight

THIS, LAST = 0, 1  # months back


@dataclass(frozen=True, slots=True)
class View:
    """Which office somebody looks at, what they may see, and how many months back."""

    office: str
    sight: Sight
    back: int
    monitors: bool

    @property
    def key(self) -> str:
        """The office in the data of a button."""
        return key_of(self.office)

    def month(self, ctx: Context) -> date:
        """The first date of the month that is looked at."""
        first = ctx.calendar_date.replace(day=1)
        return first if self.back == THIS else (first - DAY).replace(day=1)

    def name(self, ctx: Context) -> str:
        return brief(ctx.organisation.offices[self.office].name)


async def read(kinds: Kinds, ctx: Context, view: View) -> Reading:
    """The office's month as it stands."""
    return await reading.read(Scope.of(ctx), kinds, view.office, view.month(ctx))
