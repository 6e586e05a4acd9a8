"""Which stamps count: one answer for whatever writes stamps and whatever reads them.

A stamp is a fact and stays; what it needed may not stand any more. What does not count does not
block either: the later, lawful act is written as a further fact of the same leg.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from core.attendance.stamp import WRITTEN_DOWN, Leg, Source, Stamp
from core.requests.absence import ALIVE, Absence, leaves_early

# Of several stamps of a leg the first of these that is there: a decision goes before everything,
# online before offline before the signed list (AMB-23).
_PRECEDENCE = (Source.CORRECTED, Source.ONLINE, Source.OFFLINE, Source.MANUAL)


def counts(stamp: Stamp, absences: Sequence[Absence]) -> bool:
    """Whether a stamp counts on its working date, whose requests are `absences`.

    Inside a fence it does, unless a human has refused it; so does what was written down.
    Elsewhere it needs a trip or special duty, or for pulang a reason to leave early, that is
    neither refused nor taken back (Pasal 9A, Pasal 9B, AMB-25).
    """
    if stamp.refused:
        return False
    if stamp.place is not None or stamp.source in WRITTEN_DOWN:
        return True
    if stamp.leg is Leg.PULANG and leaves_early(absences, ALIVE):
        return True
    return any(each.elsewhere and each.state in ALIVE for each in absences)


def counting(stamps: Iterable[Stamp], absences: Sequence[Absence]) -> tuple[Stamp, ...]:
    """Of the stamps of one working date those that count, one for each leg of each duty.

    Where a leg has stamps of several sources, those of the first in precedence count. Of several
    masuk of one source the first counts, of several pulang the last: a person who was refused to
    leave early and stayed has the later time.
    """
    found: dict[tuple[int, Leg], Stamp] = {}
    for stamp in sorted(stamps, key=_at):
        if counts(stamp, absences) and _replaces(stamp, found.get(_key(stamp))):
            found[_key(stamp)] = stamp
    return tuple(found.values())


def gives_way(stamp: Stamp, end: datetime, absences: Sequence[Absence]) -> bool:
    """Whether a later stamp of the same leg may follow one that counts.

    Only a pulang before the `end` of the hours whose permission was refused or taken back: its
    minutes count, unless the person goes home later (AMB-25).
    """
    early = stamp.leg is Leg.PULANG and stamp.at < end
    return early and not leaves_early(absences, ALIVE)


def _replaces(later: Stamp, earlier: Stamp | None) -> bool:
    if earlier is None:
        return True
    if later.source is earlier.source:
        return later.leg is Leg.PULANG
    return _PRECEDENCE.index(later.source) < _PRECEDENCE.index(earlier.source)


def _at(stamp: Stamp) -> datetime:
    return stamp.at


def _key(stamp: Stamp) -> tuple[int, Leg]:
    return stamp.duty, stamp.leg
