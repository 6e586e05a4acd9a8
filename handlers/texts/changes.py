"""What a decision makes of days that are over, in words."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from handlers.chat.format import short_date


@dataclass(frozen=True, slots=True)
class Turn:
    """What a date was called and what it is called then: `dinas luar`, `alpa`."""

    date: date
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The newest dates that change, in order, and how many more there are before them."""

    turns: tuple[Turn, ...] = ()
    more: int = 0

    def lines(self) -> list[Markup]:
        """`Senin, 6 April: dinas luar menjadi alpa`, one for each."""
        earlier = [Markup("… dan {} hari sebelumnya").format(self.more)] if self.more > 0 else []
        turned = Markup("{}: {} menjadi {}").format
        return earlier + [turned(short_date(e.date), e.before, e.after) for e in self.turns]


NO_CHANGES = Changes()
