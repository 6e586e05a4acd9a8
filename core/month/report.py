"""The report of an office's month: from when it is handed in, until when, and where it stands."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import partial
from typing import assert_never

from core.law.answer import Ground, ground
from core.law.closing import closes_at
from core.law.questions.laporan import Evaluator
from core.law.regulation import Regulation
from core.month.dates import month_of
from core.organisation.calendar import DAY, DayOff, Hours
from core.organisation.deadline import after_working_days, on_time_until
from core.organisation.office import Organisation, wholes
from core.organisation.posting import Posting
from core.organisation.region import Region

Works = Callable[[date], bool]
SECOND = timedelta(seconds=1)


class Stage(StrEnum):
    """What the clock makes of an office's month, whether or not anything was handed in."""

    OPEN = "berjalan"
    RECAP = "direkap"  # its last working day
    REVISION = "perbaikan"  # Pasal 13 ayat (4)
    LOCKED = "dikunci"


class Step(StrEnum):
    """What has become of what was handed in."""

    AT_HEAD = "menunggu kepala"
    SUBMITTED = "menunggu BKPSDM"
    RECEIVED = "diterima"  # or stored, where nobody has to receive it (KAM-36)
    SENT_BACK = "dikembalikan"
    WITHDRAWN = "ditarik"


# Whoever has to answer is reminded at the end of so many working days; silence says nothing.
HEAD_WORKING_DAYS = 1  # AMB-81, KAM-36
RECEIVER_WORKING_DAYS = 3  # AMB-82

UNDER_WAY = frozenset({Step.AT_HEAD, Step.SUBMITTED})


@dataclass(frozen=True, slots=True)
class Due:
    """`date` as the law writes it; on time until `until`, which a holiday moves (AMB-27)."""

    date: date
    until: datetime
    ground: Ground

    @property
    def moved(self) -> bool:
        """Whether the date itself is a holiday."""
        return self.until.date() != self.date

    def days_late(self, at: datetime) -> int:
        """Begun calendar days after the last one that is on time; 0: not late."""
        return max((at.astimezone(self.until.tzinfo).date() - self.until.date()).days, 0)


@dataclass(frozen=True, slots=True)
class Dates:
    """The instants of one office's month, in the region's zone.

    `recap_from` is its last working day at 00.00, `revised_from` the first of the next month.
    `closes_at` None: nobody says when it closes; `due` None: nobody says until when (KAM-13).
    """

    month: date
    recap_from: datetime
    revised_from: datetime
    closes_at: datetime | None
    opens_at: datetime
    due: Due | None

    def stage(self, now: datetime) -> Stage:
        """What the clock makes of the month at an instant."""
        if self.closes_at is not None and now >= self.closes_at:
            return Stage.LOCKED
        if now >= self.revised_from:
            return Stage.REVISION
        return Stage.RECAP if now >= self.recap_from else Stage.OPEN

    def locked(self, now: datetime) -> bool:
        """Whether nobody changes a fact of the month any more."""
        return self.stage(now) is Stage.LOCKED


def state(stage: Stage, step: Step | None) -> Stage | Step:
    """Where an office's month stands: what became of its newest report, or what the clock says.

    What was withdrawn is as if it had never been handed in.
    """
    return stage if step is None or step is Step.WITHDRAWN else step


def may_hand_in(dates: Dates, step: Step | None, now: datetime, *, changed: bool) -> bool:
    """Whether a report may be handed in now, `step` being what became of the newest one.

    What came back may, and what was stored of a month that is still open, once the facts have
    `changed` (KAM-36); what BKPSDM has received of a locked one is final (AMB-82).
    """
    if now < dates.opens_at or step in UNDER_WAY:
        return False
    return step is not Step.RECEIVED or (changed and not dates.locked(now))


def dates(
    regulation: Regulation,
    month: date,
    *,
    works: Works,
    hours: Callable[[date], Hours | DayOff],
    bkpsdm_works: Works,
    zone: tzinfo,
) -> Dates:
    """All that is dated about the report of a month, by the law of its last day.

    `works` and `hours` are the office's, `bkpsdm_works` says which dates are working days of
    BKPSDM. Raises ValueError where a year has none.
    """
    days = month_of(month)
    last = next((day for day in reversed(days) if works(day)), days[-1])
    ends = datetime.combine(days[-1] + DAY, time.min, zone)
    closes = closes_at(regulation, days[-1], zone)
    return Dates(
        month=days[0],
        recap_from=datetime.combine(last, time.min, zone),
        revised_from=ends,
        closes_at=closes,
        opens_at=_opens(regulation, days[-1], hours(last), ends, closes),
        due=due(regulation, month, bkpsdm_works, zone),
    )


def of_office(region: Region, organisation: Organisation, office: str, month: date) -> Dates:
    """The same for an office and BKPSDM as they are entered; unentered ones work on weekdays."""
    law = region.regulation
    since = law.peraturan.berlaku_sejak
    here = (Posting(since, office),)
    agency = region.bkpsdm if region.bkpsdm in organisation.offices else None
    there = (Posting(since, agency),) if agency else ()
    return dates(
        law,
        month,
        works=partial(organisation.works, law, here),
        hours=partial(organisation.hours, law, here, ()),
        bkpsdm_works=partial(organisation.works, law, there),
        zone=region.zone,
    )


def reporting_office(
    office: str, parents: Mapping[str, str | None], reporters: Collection[str]
) -> str | None:
    """Which office's report an office is in: the nearest whole that has an operator (AMB-37).

    `reporters` are the offices that have one; None: nobody reports it.
    """
    return next((each for each in wholes(office, parents) if each in reporters), None)


def due(regulation: Regulation, month: date, works: Works, zone: tzinfo) -> Due | None:
    """Until when the report of a month is handed in; None where the law gives no date (KAM-13).

    Pasal 13 ayat (2) and (3). `works` says which dates are working days of BKPSDM (AMB-27).
    Raises ValueError where a year has none.
    """
    last = month_of(month)[-1]
    day = regulation.laporan.paling_lambat.on(last)
    if day.value is None:
        return None
    literal = (last + DAY).replace(day=day.value)
    rule = regulation.laporan.jika_libur.on(last).value
    return Due(literal, on_time_until(literal, rule, works, zone), ground(day))


def has_begun(regulation: Regulation, month: date, today: date) -> bool:
    """Whether a month lies between the first of the regulation and that of a date."""
    first = regulation.peraturan.berlaku_sejak.replace(day=1)
    return first <= month.replace(day=1) <= today.replace(day=1)


def in_use(region: Region, organisation: Organisation, office: str, month: date) -> bool:
    """Whether any day of a month counts in an office: else it has no report of it (AMB-52)."""
    law = region.regulation.peraturan.berlaku_sejak
    since = (law, organisation.used_since, organisation.offices[office].used_since)
    return all(each is None or each <= month_of(month)[-1] for each in since)


def has_to_be_received(regulation: Regulation, month: date) -> bool:
    """Whether somebody receives what a head has agreed to; else it is stored then (KAM-36)."""
    day = max(month_of(month)[-1], regulation.peraturan.berlaku_sejak)
    return regulation.peran.terima_laporan.on(day).value is not None


def evaluators(regulation: Regulation, month: date) -> tuple[Evaluator, ...]:
    """Who evaluates a month once it is over (Pasal 9C ayat (4)); nobody where no text asks it."""
    day = month_of(month)[-1]
    known = day >= regulation.peraturan.berlaku_sejak
    return (regulation.laporan.evaluasi_bulanan.on(day).value or ()) if known else ()


def evaluated_from(month: date, works: Works, zone: tzinfo) -> datetime:
    """From when on a month is evaluated: the first working day after it, at 00.00 (KAM-37).

    `works` is the office's. Raises ValueError where a year has no working day.
    """
    eve = datetime.combine(month_of(month)[-1], time.min, zone)
    return datetime.combine(after_working_days(eve, 1, works).date(), time.min, zone)


def _opens(
    regulation: Regulation,
    last_date: date,
    last_working: Hours | DayOff,
    ends: datetime,
    closes: datetime | None,
) -> datetime:
    """AMB-80, KAM-36 and KAM-47; where no hours are known, with the end of the month."""
    match regulation.laporan.dibuka.on(last_date).value:
        case "setelah_dikunci":
            return closes or ends
        case "akhir_hari_kerja_terakhir":
            return _over_from(last_working) if isinstance(last_working, Hours) else ends
        case None:
            return ends
        case other:
            assert_never(other)


def _over_from(hours: Hours) -> datetime:
    """The first instant at which no stamp of the date can come any more (KAM-47)."""
    after = datetime.combine(hours.date + DAY, time.min, hours.start.tzinfo)
    return max(after, *(each.closes + SECOND for each in hours.duties))
