"""What somebody may do with apel: over which offices, by the regulation's roles of today."""

from dataclasses import dataclass

from core.organisation.authority import Authority, Right
from core.organisation.ceremony import Announcement
from handlers.chat.context import Context
from handlers.usecases import authority
from handlers.usecases.ceremonies import whose
from handlers.usecases.ceremony_lists import may_look, offices_of


@dataclass(frozen=True, slots=True)
class Rights:
    """Whoever asks; both rights are looked at anew when an act is done."""

    by: Authority
    announce: Right
    hand_in: Right

    def over(self, right: Right, codes: list[str]) -> list[str]:
        """Those of some offices over which the right reaches."""
        return [code for code in codes if self.by.denied(right, code) is None]

    def may_announce(self, made: Announcement) -> bool:
        """Whether they may cancel what was announced: it is the business of their offices alone."""
        return self.by.denied(self.announce, *whose(made)) is None

    def lists(self, made: Announcement) -> list[int]:
        """Which of its lists they may hand in, by their numbers."""
        offices = enumerate(offices_of(made))
        return [n for n, code in offices if self.by.denied(self.hand_in, code) is None]

    def seen(self, made: Announcement) -> list[int]:
        """Which of its lists they may look at, by their numbers."""
        offices = enumerate(offices_of(made))
        return [n for n, code in offices if may_look(self.by, code)]


async def of(ctx: Context) -> Rights:
    """Those of whoever writes."""
    day, peran = ctx.calendar_date, ctx.regulation.peran
    by = await authority.acting(ctx.db, ctx.region, day, ctx.someone.nip)
    return Rights(by, peran.umumkan_apel, peran.daftar_apel)
