"""How late and how early a working date was, in begun minutes, and which articles count them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from core.attendance.ceremony import attended
from core.attendance.special_duty import hours_elsewhere
from core.attendance.stamp import late_minutes
from core.law.answer import Answer
from core.law.regulation import Regulation
from core.month.pair import Pair
from core.organisation.calendar import Hours
from core.organisation.ceremony import Ceremony
from core.requests.absence import Absence


@dataclass(frozen=True, slots=True)
class Minutes:
    """Of all duties of a date; `articles` are those of what is not zero."""

    late: int
    early: int
    articles: tuple[Answer[object], ...]


def minutes_of(
    regulation: Regulation,
    day: date,
    pairs: Sequence[Pair],
    absence: Absence | None,
    ceremonies: Sequence[Ceremony],
    *,
    over: bool,
    permitted: bool,
) -> Minutes:
    """`absence` stands on the date; `over`: nobody stamps any more; `ceremonies`: they are called.

    Leaving early is counted by its own article where it is `permitted`, not by that of the hours.
    """
    presensi = regulation.presensi
    masuk = [_masuk(regulation, pair, absence, ceremonies) for pair in pairs]
    early = sum(pair.early for pair in pairs)
    articles: list[Answer[object]] = []
    if first := next((each for each in masuk if each.late), None):
        articles.extend(first.articles)
    if early and not permitted:
        articles.append(presensi.pulang_paling_cepat.on(day))
    once = presensi.menit_satu_kali.on(day)
    half = [pair for pair in pairs if over and not pair.complete]
    no_masuk = (once.value or 0) * sum(pair.pulang is not None for pair in half)
    no_pulang = (once.value or 0) * sum(pair.masuk is not None for pair in half)
    if no_masuk or no_pulang:
        articles.append(once)
    return Minutes(sum(each.late for each in masuk) + no_masuk, early + no_pulang, tuple(articles))


@dataclass(frozen=True, slots=True)
class _Masuk:
    """How late the masuk of one duty was, and by which articles."""

    late: int
    articles: tuple[Answer[object], ...]


def _masuk(
    regulation: Regulation,
    pair: Pair,
    absence: Absence | None,
    ceremonies: Sequence[Ceremony],
) -> _Masuk:
    """An apel and special duty move the minute of being late, each where the person stamped."""
    stamp, day = pair.masuk, pair.hours.date
    usual = regulation.presensi.terlambat_setelah.on(day)
    if stamp is None or stamp.elsewhere:
        hours = hours_elsewhere(regulation, pair.hours, absence)
        moved = hours is not pair.hours
        article = regulation.tugas_khusus.masuk_paling_lambat.on(day) if moved else usual
        return _Masuk(_late(regulation, pair, hours), (article,))
    place = stamp.place  # none where a signed list says so: that is kept at the office
    if place and (at := attended(regulation, ceremonies, pair.hours, place, stamp.at)):
        return _Masuk(_late(regulation, pair, at.hours), at.articles)
    return _Masuk(_late(regulation, pair, pair.hours), (usual,))


def _late(regulation: Regulation, pair: Pair, hours: Hours) -> int:
    if pair.masuk is None:
        return 0
    match regulation.presensi.terlambat_setelah.on(hours.date).value:
        case "jam_masuk" | None:
            return late_minutes(hours, pair.masuk.at)
        case other:
            assert_never(other)
