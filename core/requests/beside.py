"""A request beside the others of the same person: which wait, and which dates are taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.approvals.case import UNDECIDED, State
from core.law.questions.jenis_izin import ELSEWHERE, Effect
from core.law.regulation import Regulation
from core.requests.absence import ALIVE, rank_of
from core.requests.catalogue import RequestType, Span


@dataclass(frozen=True, slots=True)
class Earlier:
    """A request of the same person that was filed before, as it stands now."""

    code: str
    effect: Effect
    first: date
    last: date
    state: State
    name: str = ""

    @property
    def alive(self) -> bool:
        """Whether it may still count: granted, waiting, or ended by the month's closing."""
        return self.state in ALIVE

    @property
    def early(self) -> bool:
        """Whether it is a leaving early, which takes no date."""
        return self.effect is Effect.EARLY


def meeting(earlier: Iterable[Earlier], first: date, last: date) -> list[Earlier]:
    """Those that have a date in common with some dates, both included."""
    return [each for each in earlier if each.first <= last and first <= each.last]


def taken(regulation: Regulation, request_type: RequestType, earlier: Earlier, day: date) -> bool:
    """Whether a date that another request has leaves no room for this one.

    Only one of them counts, or they do not exclude each other. Whoever works elsewhere still
    goes home, and may do so early; who falls ill while something else is pending says so
    (AMB-35). What really happens goes before what was planned: it is filed over the other, which
    gives way (AMB-50).
    """
    if not earlier.alive:
        return False
    if (
        earlier.state in UNDECIDED
        and request_type.kind.appendable
        and earlier.code != request_type.code
    ):
        return False
    pair = {earlier.effect, request_type.kind.akibat}
    if Effect.EARLY in pair:
        return not pair & ELSEWHERE
    return rank_of(regulation, request_type.code, day) >= rank_of(regulation, earlier.code, day)


def waits_already(
    regulation: Regulation, request_type: RequestType, day: date, earlier: Sequence[Earlier]
) -> bool:
    """Whether it has to wait until something else is decided (Lampiran A.6f)."""
    waits = request_type.kind.akibat is not Effect.EARLY and not request_type.kind.appendable
    return waits and _full(regulation, day, earlier)


def is_appended(
    regulation: Regulation, request_type: RequestType, span: Span, earlier: Sequence[Earlier]
) -> bool:
    """Whether it is appended to what is pending instead of waiting for it (AMB-35)."""
    met = meeting(earlier, span.first, span.last)
    beside = any(each.state in UNDECIDED for each in met)
    return request_type.kind.appendable and (beside or _full(regulation, span.first, earlier))


def _full(regulation: Regulation, day: date, earlier: Iterable[Earlier]) -> bool:
    """Whether as many wait as may; leaving early is a stamp, and no stamp waits for a superior."""
    most = regulation.izin.menunggu_paling_banyak.on(day).value
    waiting = [each for each in earlier if each.state in UNDECIDED and not each.early]
    return most is not None and len(waiting) >= most
