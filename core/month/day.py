"""Each day of each person, derived from its facts by the law of that date; nothing here is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import assert_never

from core.approvals.case import COUNTED
from core.attendance.ceremony import frees
from core.attendance.special_duty import hours_elsewhere
from core.law.answer import Answer, Dated, Ground
from core.law.closing import closing
from core.law.questions.izin import excludes_own_work
from core.law.questions.jenis_izin import Effect
from core.law.questions.laporan import MonthEnd
from core.law.questions.pengecualian import exempts
from core.law.regulation import BeforeUse, Regulation
from core.month import examination
from core.month.day_state import MARKS, STATES, Day, Mark, Source, State
from core.month.facts import Facts
from core.month.minutes import Minutes, minutes_of
from core.month.pair import Pair, pairs_of
from core.organisation.calendar import DayOff, Hours
from core.organisation.employee_status import Settled
from core.requests.absence import ALIVE, Absence, any_undecided, effective_absence, leaves_early


@dataclass(frozen=True, slots=True)
class _Case:
    """A working day. `absence` is the request that stands on it; leaving early is none.

    `over`: nobody stamps any more; `closed`: nobody revises any more; `waits`: a request is
    still undecided.
    """

    regulation: Regulation
    hours: Hours
    facts: Facts
    absence: Absence | None
    revision: Answer[MonthEnd]
    over: bool
    closed: bool
    waits: bool
    announced: bool


def derive(
    regulation: Regulation,
    hours: Hours | DayOff,
    facts: Facts,
    *,
    revision: Dated[MonthEnd],
    now: datetime,
    zone: tzinfo,
    announced: bool = True,
) -> Day:
    """What the facts of one date make of it, with the article behind it.

    `revision` answers until which day of the next month a month may be revised (Pasal 13
    ayat (4)); where nobody answers, no month closes. A night shift is its evening's date.
    Not `announced` is a date that was a holiday when its first stamp was due (KAM-28).
    Raises NotInForceError for a date before the regulation.
    """
    today = now.astimezone(zone).date()
    if not facts.used and not (isinstance(hours, DayOff) and not hours.unknown):
        before = regulation.presensi.sebelum_dipakai.on(hours.date)
        return _plain(hours.date, _before_use(before.value), before, provisional=False)
    if isinstance(hours, DayOff):
        who = regulation.peran.atur_jam_kerja.on(hours.date)
        if hours.unknown:  # missing data is no day off, and nobody is absent by it
            return _plain(hours.date, State.NO_HOURS, who, provisional=True)
        return _plain(hours.date, State.OFF, who, provisional=today <= hours.date)
    until = revision.on(hours.date)
    closes = closing(until.value, hours.date, zone)
    absence = effective_absence(facts.absences)
    case = _Case(
        regulation,
        hours,
        facts,
        absence,
        until,
        over=today > hours.date
        and all(now > hours_elsewhere(regulation, each, absence).closes for each in hours.duties),
        closed=closes is not None and now >= closes,
        waits=any_undecided(facts.absences),
        announced=announced,
    )
    if day := _status(case):
        return day
    if absence and absence.absent:
        return _granted(case, absence)
    return (None if absence else _proved(case)) or _by_stamps(case)


def _plain(day: date, state: State, source: Source, *, provisional: bool) -> Day:
    return Day(day, state, MARKS[state], provisional, (source,))


def _status(case: _Case) -> Day | None:
    """What goes before stamps and requests: exempt, cancelled as a whole, under review."""
    law, facts, day = case.regulation, case.facts, case.hours.date
    if facts.exempt:
        answer = law.pengecualian.status.on(day)
        if exempts(answer, facts.exempt):
            return _plain(day, State.EXEMPT, answer, provisional=not case.over)
    if facts.cancelled and not _permitted(facts):
        provisional = case.waits or not case.over
        return _plain(day, State.CANCELLED, facts.cancelled, provisional=provisional)
    if facts.block and not facts.block.settled:
        meanwhile = law.blokir.status_hari.on(day)
        return _plain(day, examination.meanwhile(meanwhile.value), meanwhile, provisional=True)
    return None


def _permitted(facts: Facts) -> bool:
    """Whether somebody was granted anything for the day.

    Then they were not away without permission, whenever it was granted (Pasal 9C ayat (1), KAM-44).
    """
    return any(each.state in COUNTED for each in facts.absences)


def _proved(case: _Case) -> Day | None:
    """A day of a block that ended with a decision on what was proved; only its number says so.

    Leave that nobody has decided on yet may still take its place, so it is not final until then.
    """
    found = case.facts.settled(Settled.PROVED)
    if found is None:
        return None
    answer = case.regulation.blokir.terbukti.on(case.hours.date)
    decree = Ground(f"keputusan nomor {found.decree}", None)
    state, provisional = examination.proved(answer.value), case.waits or not case.over
    day = _plain(case.hours.date, state, answer, provisional=provisional)
    return replace(day, sources=(answer, decree))


def _before_use(word: BeforeUse | None) -> State:
    """What a day is on which somebody could not stamp yet (AMB-52)."""
    match word:
        case "belum_memakai" | None:
            return State.UNUSED
        case _:
            assert_never(word)


def _granted(case: _Case, absence: Absence) -> Day:
    """A day of leave, sickness or permit, whatever was stamped on it."""
    state = STATES[absence.code]
    points, credit = _credit(case, absence)
    return Day(
        date=case.hours.date,
        state=state,
        letter=MARKS[state],
        provisional=case.waits or not case.over,
        sources=(*_asked(case), *credit),
        points=points,
        no_apel=frees(case.regulation, case.absence, case.hours.date),
    )


def _credit(case: _Case, absence: Absence) -> tuple[int, tuple[Source, ...]]:
    """The points of a credited day, once it is granted, unless it has own work (AMB-21)."""
    if absence.effect is not Effect.CREDITED or absence.state not in COUNTED:
        return 0, ()
    izin, day = case.regulation.izin, case.hours.date
    which, points = izin.hari_dihitung.on(day), izin.poin_per_hari.on(day)
    if not which.regulated or (case.facts.own_work and excludes_own_work(which.value)):
        return 0, (which,)
    return points.value or 0, (points,)


def _by_stamps(case: _Case) -> Day:
    pairs = pairs_of(case.hours, case.facts.stamps, case.facts.absences)
    state = _state(case, pairs)
    lifted = case.facts.settled(Settled.RESTORED)
    minutes = minutes_of(
        case.regulation,
        case.hours.date,
        [examination.on_time(each, lifted) for each in pairs] if lifted else pairs,
        case.absence,
        case.facts.ceremonies,
        over=case.over and not lifted,
        permitted=leaves_early(case.facts.absences, ALIVE),
    )
    return Day(
        date=case.hours.date,
        state=state,
        letter=_letter(case, state),
        provisional=_provisional(case, state, review=any(pair.reviews for pair in pairs)),
        sources=_sources(case, state, minutes),
        late=minutes.late,
        early=minutes.early,
        excused=minutes.early if leaves_early(case.facts.absences, COUNTED) else 0,
        reviews=sum(pair.reviews for pair in pairs),
        no_apel=frees(case.regulation, case.absence, case.hours.date),
    )


def _state(case: _Case, pairs: Sequence[Pair]) -> State:
    if all(pair.complete for pair in pairs):
        return STATES[case.absence.code] if case.absence else State.PRESENT
    if not case.over:
        return State.UNDECIDED
    if case.facts.settled(Settled.RESTORED):
        word = case.regulation.blokir.dipulihkan.on(case.hours.date).value
        return examination.restored(word, State.UNDER_REVIEW)
    if any(pair.masuk or pair.pulang for pair in pairs):
        return State.INCOMPLETE
    # Nobody is absent without leave only because the superior has not looked yet (KAM-01), nor
    # for having believed a holiday that was taken back too late (KAM-28).
    asked = case.waits and any_undecided([each for each in case.facts.absences if each.absent])
    return State.UNDECIDED if asked or not case.announced else State.ALPA


def _letter(case: _Case, state: State) -> Mark:
    """An incomplete pair prints what the pair would have printed (AMB-31)."""
    if state is State.INCOMPLETE and case.absence:
        return MARKS[STATES[case.absence.code]]
    return MARKS[state]


def _provisional(case: _Case, state: State, *, review: bool) -> bool:
    """Until the month closes a missing leg may still be proved on paper (AMB-26, AMB-28)."""
    revisable = review or state is State.ALPA or state is State.INCOMPLETE
    return case.waits or not case.over or (revisable and not case.closed)


def _sources(case: _Case, state: State, minutes: Minutes) -> tuple[Source, ...]:
    times = case.regulation.presensi.kali_per_hari.on(case.hours.date)
    revision = (case.revision,) if state is State.ALPA else ()
    lifted = case.facts.settled(Settled.RESTORED)
    restored = (case.regulation.blokir.dipulihkan.on(case.hours.date),) if lifted else ()
    return (times, *_asked(case), *minutes.articles, *restored, *revision)


def _asked(case: _Case) -> list[Source]:
    """What was asked for the day, and what silence on it does where it has gone up."""
    alive = [each for each in case.facts.absences if each.state in ALIVE]
    sources: list[Source] = [each.ground for each in alive]
    sources += dict.fromkeys(each.silence for each in alive if each.silence)
    return sources
