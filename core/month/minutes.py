"""How late and how early a working date was, in begun minutes, and which articles count them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from core.attendance.special_duty import hours_elsewhere
from core.attendance.stamp import late_minutes
from core.law.answer import Answer
from core.law.regulation import Regulation
from core.month.pair import Pair
from core.organisation.calendar import Hours
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
    *,
    over: bool,
    permitted: bool,
) -> Minutes:
    """`absence` stands on the date; `over`: nobody stamps any more.

    Leaving early is counted by its own article where it is `permitted`, not by that of the hours.
    """
    presensi = regulation.presensi
    starts = [(pair, _masuk_hours(regulation, pair, absence)) for pair in pairs]
    late = [_late(regulation, pair, hours) for pair, hours in starts]
    early = sum(pair.early for pair in pairs)
    articles: list[Answer[object]] = []
    if first := next((each for each, spent in zip(starts, late, strict=True) if spent), None):
        pair, hours = first
        moved = hours is not pair.hours
        latest = regulation.tugas_khusus.masuk_paling_lambat
        articles.append(latest.on(day) if moved else presensi.terlambat_setelah.on(day))
    if early and not permitted:
        articles.append(presensi.pulang_paling_cepat.on(day))
    once = presensi.menit_satu_kali.on(day)
    half = [pair for pair in pairs if over and not pair.complete]
    no_masuk = (once.value or 0) * sum(pair.pulang is not None for pair in half)
    no_pulang = (once.value or 0) * sum(pair.masuk is not None for pair in half)
    if no_masuk or no_pulang:
        articles.append(once)
    return Minutes(sum(late) + no_masuk, early + no_pulang, tuple(articles))


def _masuk_hours(regulation: Regulation, pair: Pair, absence: Absence | None) -> Hours:
    """Special duty moves the minute of being late, where it is where the person stamped."""
    if pair.masuk and not pair.masuk.elsewhere:
        return pair.hours
    return hours_elsewhere(regulation, pair.hours, absence)


def _late(regulation: Regulation, pair: Pair, hours: Hours) -> int:
    if pair.masuk is None:
        return 0
    match regulation.presensi.terlambat_setelah.on(hours.date).value:
        case "jam_masuk" | None:
            return late_minutes(hours, pair.masuk.at)
        case other:
            assert_never(other)
