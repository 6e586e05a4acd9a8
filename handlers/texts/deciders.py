"""Who decides, in words: where a case goes, and why nobody sees what was filed."""

from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from core.approvals.route import Decider, Route
from core.law.regulation import Lapse
from core.organisation.region import Region


class Reach(StrEnum):
    """Whether a card arrives at whoever decides it."""

    REACHED = "terhubung"
    AWAY = "tidak bisa dihubungi"
    UNCONNECTED = "belum terhubung"
    NOBODY = "belum ditunjuk"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who decides what was filed, by name, and whether they see it."""

    name: str
    reach: Reach

    @classmethod
    def of(cls, decider: Decider) -> "Recipient":
        if decider.reached:
            reach = Reach.REACHED
        elif decider.person is None:
            reach = Reach.NOBODY
        else:
            reach = Reach.AWAY if decider.chat else Reach.UNCONNECTED
        return cls(decider.name, reach)

    def unseen(self, region: Region) -> Markup | None:
        """Why nobody sees it, and who can mend that; None where it was seen."""
        if self.reach is Reach.REACHED:
            return None
        if self.reach is Reach.NOBODY:
            text = Markup("Belum ada yang ditunjuk untuk memutuskannya. Hubungi {}.")
            return text.format(region.contact)
        how = "sedang tidak terhubung" if self.reach is Reach.AWAY else "belum terhubung"
        text = Markup("Yang memutuskan {}, tetapi {}. Beri tahu {}.")
        return text.format(self.name, how, region.contact)


def who_now(decider: Decider) -> str:
    """What a card says to whoever does not decide it any more."""
    if decider.person is None:
        return "Belum ada yang ditunjuk untuk memutuskannya."
    return f"Sekarang diputuskan oleh {decider.name}."


@dataclass(frozen=True, slots=True)
class Upward:
    """To whom silence brings a case, by name; None: to nobody. `goes_on`: to somebody else."""

    name: str | None
    goes_on: bool

    @classmethod
    def of(cls, route: Route) -> "Upward":
        return cls(route.up.name if route.up.person else None, route.goes_on)

    def gone(self) -> str:
        """Where it is now, or that it stays where it was because nobody is above."""
        if self.name is None:
            return "dan belum ada yang ditunjuk untuk memutuskannya"
        if not self.goes_on:
            return f"dan tetap menunggu {self.name}, karena tidak ada pejabat lain di atasnya"
        return f"jadi diteruskan ke {self.name}"

    def after_silence(self, lapse: Lapse | None) -> str:
        """What becomes of a case when its limit passes."""
        match lapse:
            case "eskalasi_atasan" | "eskalasi_kepala" if self.goes_on:
                return f"diteruskan ke {self.name}"
            case "dianggap_disetujui":
                return "dianggap disetujui"
            case "gugur":
                return "gugur"
            case _:
                return "tetap menunggu"
