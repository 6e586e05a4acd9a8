"""Special duty (tugas khusus): when it is stamped; where does not matter (Pasal 9A)."""

from dataclasses import replace
from datetime import datetime, time

from core.law.questions.jenis_izin import Effect
from core.law.regulation import Regulation
from core.organisation.calendar import Hours
from core.requests.absence import Absence


def special_hours(regulation: Regulation, hours: Hours) -> Hours:
    """The hours of a date as special duty is stamped on it; never its minutes of work (KAM-06).

    Masuk opens at `opens`, is late after `start` and taken until `end`; pulang is taken from
    `end` until the day is over. Each leg may be stamped so while the other one is not. A shift,
    and a start later than the law's last minute (Ramadan), moves the window to end there. A
    regulation without such a window leaves the ordinary one.
    """
    law, day, zone = regulation.tugas_khusus, hours.date, hours.start.tzinfo
    earliest = law.masuk_paling_cepat.on(day).value
    latest = law.masuk_paling_lambat.on(day).value
    if earliest is None or latest is None:
        return hours
    opens, start = (datetime.combine(day, each, zone) for each in (earliest, latest))
    if hours.shift or hours.start > start:
        opens, start = hours.start - (start - opens), hours.start
    over = datetime.combine(hours.end.date(), time.max, zone)
    return replace(hours, opens=opens, start=start, closes=max(hours.closes, over))


def hours_elsewhere(regulation: Regulation, hours: Hours, absence: Absence | None) -> Hours:
    """The hours that a stamp without a fence goes by; those of the date except on special duty.

    A trip has no window of its own (KAM-09). `absence` is the one that stands.
    """
    special = absence is not None and absence.effect is Effect.SPECIAL
    return special_hours(regulation, hours) if special else hours
