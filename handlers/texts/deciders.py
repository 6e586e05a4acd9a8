"""Who decides, in words: where a case goes, and why nobody sees what was filed."""

from markupsafe import Markup

from core.approvals.route import Decider, Route
from core.law.regulation import Lapse
from core.organisation.region import Region


def unseen(region: Region, decider: Decider) -> Markup | None:
    """Why nobody sees what was filed, and who can mend that; None where it was seen."""
    if decider.reached:
        return None
    if decider.person is None:
        text = Markup("Belum ada yang ditunjuk untuk memutuskannya. Hubungi {}.")
        return text.format(region.contact)
    how = "sedang tidak terhubung" if decider.chat else "belum terhubung"
    text = Markup("Yang memutuskan {}, tetapi {}. Beri tahu {}.")
    return text.format(decider.name, how, region.contact)


def who_now(decider: Decider) -> str:
    """What a card says to whoever does not decide it any more."""
    if decider.person is None:
        return "Belum ada yang ditunjuk untuk memutuskannya."
    return f"Sekarang diputuskan oleh {decider.name}."


def gone_up(route: Route | None) -> str:
    """To whom it went, by name, or that it stays where it was because nobody is above."""
    if route is None:
        return "jadi diteruskan"
    if route.up.person is None:
        return "dan belum ada yang ditunjuk untuk memutuskannya"
    if not route.goes_on:
        return f"dan tetap menunggu {route.up.name}, karena tidak ada pejabat lain di atasnya"
    return f"jadi diteruskan ke {route.up.name}"


def after_silence(lapse: Lapse | None, route: Route) -> str:
    """What becomes of a case when its limit passes."""
    match lapse:
        case "eskalasi_atasan" | "eskalasi_kepala" if route.goes_on:
            return f"diteruskan ke {route.up.name}"
        case "dianggap_disetujui":
            return "dianggap disetujui"
        case "gugur":
            return "gugur"
        case _:
            return "tetap menunggu"
