"""A correction in words: the value that shall stand, the one that stood, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import State
from core.attendance.correction import state_at
from core.attendance.stamp import Leg
from core.organisation.office import Organisation
from core.organisation.region import Region
from core.writing import quoted
from db.records.correction import Correction, NewCorrection
from handlers.chat.format import brief, clock, minutes, moment, one_line, short_date
from handlers.chat.format import decided as decided_at

BUTTON, OWN_BUTTON = "x", "xp"  # what the buttons of the card, and those for own days, begin with

SHORT = 60  # characters of an activity
ELSEWHERE = "tempat tugas"  # a stamp without a place

Names = Mapping[UUID, str]


def data(verb: str, correction: UUID) -> str:
    """The opaque data of a button."""
    return f"{BUTTON}:{verb}:{correction.hex}"


def asking(day: date) -> str:
    """The data of a button by which somebody asks for what is missing of a day of theirs."""
    return f"{OWN_BUTTON}:{day.isoformat()}"


def waiting(day: date, *, offers: bool) -> str:
    """The same of one that leaves it for later; `offers`: something else is asked beside."""
    return f"{asking(day)}:{_LATER_OFFERED if offers else _LATER}"


_LATER, _LATER_OFFERED = "nanti", "nanti-tawaran"


@dataclass(frozen=True, slots=True)
class OwnDay:
    """What such a button says: the day, and whether it is left for later."""

    day: date
    later: bool = False
    offers: bool = False


def own_day_of_button(said: str) -> OwnDay | None:
    """None where nobody here wrote it."""
    _, _, rest = said.partition(":")
    day, *how = rest.split(":")
    if how and how not in ([_LATER], [_LATER_OFFERED]):
        return None
    try:
        return OwnDay(date.fromisoformat(day), later=bool(how), offers=how == [_LATER_OFFERED])
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Edited:
    """What of a date shall be otherwise: a leg of a duty, or the minutes of an activity.

    `was_at` None: it was not stamped; 0 of `minutes` is rejected. `place` and `was_place` are
    names. `further`: it is of the second duty of that date.
    """

    date: date
    leg: Leg | None = None
    at: datetime | None = None
    was_at: datetime | None = None
    place: str | None = None
    was_place: str | None = None
    activity: str = ""
    minutes: int | None = None
    was_minutes: int | None = None
    further: bool = False

    def text(self, region: Region) -> Markup:
        """`masuk 07.24 WITA di Kantor Bupati, semula 08.10 WITA`: both values, on one line."""
        return Markup("{}, semula {}").format(self.then(region), self.before(region))

    def then(self, region: Region) -> Markup:
        """`masuk 07.24 WITA di Kantor Bupati`: the value that shall stand."""
        if self.leg is None or self.at is None:
            counted = minutes(self.minutes) if self.minutes else "tidak dihitung"
            what = quoted(one_line(self.activity, SHORT))
            return Markup("aktivitas {}: {}").format(what, counted)
        name = f"{self.leg.value} sif kedua" if self.further else self.leg.value
        value = Markup("{} {}").format(name, clock(self.at, region.zone))
        named = self._moved or self.was_at is None
        return value + Markup(" di {}").format(_place(self.place)) if named else value

    def before(self, region: Region) -> Markup:
        """`08.10 WITA`, or that nothing was recorded: the value that stood."""
        if self.leg is None or self.at is None:
            return Markup("{}").format(minutes(self.was_minutes or 0))
        if self.was_at is None:
            return Markup("belum tercatat")
        text = Markup("{}").format(clock(self.was_at, region.zone))
        return text + Markup(" di {}").format(_place(self.was_place)) if self._moved else text

    @property
    def _moved(self) -> bool:
        return self.place != self.was_place


def _place(name: str | None) -> Markup:
    return Markup("{}").format(ELSEWHERE if name is None else brief(name))


def edited(organisation: Organisation, item: NewCorrection, activity: str = "") -> Edited:
    """What a correction makes otherwise; `activity` is what its activity is called."""
    return Edited(
        item.date,
        item.leg,
        item.at,
        item.was_at,
        place_name(organisation, item.place) if item.leg else None,
        place_name(organisation, item.was_place) if item.leg else None,
        activity,
        item.minutes,
        item.was_minutes,
        further=(item.duty or 1) > 1,
    )


def place_name(organisation: Organisation, code: str | None) -> str | None:
    """What a place is called; by its code where it is there no more."""
    fences = (fence for office in organisation.offices.values() for fence in office.fences)
    found = next((fence.name for fence in fences if fence.code == code), None)
    return found or code


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction as of `now`, by whom and when.

    `proposed`: somebody other than the person has proposed it.
    """

    state: State
    due_at: datetime
    now: datetime
    date: date
    proposed: bool
    decided_at: datetime | None = None
    by: str = ""
    remark: str = ""

    def text(self, region: Region) -> Markup:
        """One line, with a sign."""
        zone, at = region.zone, self.decided_at or self.now
        when = decided_at(at, zone, self.now, self.date, self.date)
        match self.state:
            case State.APPROVED:
                return Markup("✅ Disetujui {}, {}").format(brief(self.by), when)
            case State.REJECTED:
                return Markup("❌ Ditolak {}, {}: {}").format(brief(self.by), when, self.remark)
            case State.WITHDRAWN:
                return Markup("Ditarik, {}").format(when)
            case State.LAPSED:
                return Markup("Tidak berlaku: bulannya sudah ditutup sebelum disetujui.")
            case _:
                step = "Menunggu persetujuan" if self.proposed else "Menunggu diusulkan"
                return Markup("⏳ {}, batas {}").format(step, moment(self.due_at, zone))


def outcome(region: Region, item: Correction, names: Names, now: datetime) -> Outcome:
    """What became of it, swept or not."""
    return Outcome(
        state_at(region.regulation, item, now, region.zone, after_lock=item.after_lock),
        item.due_at,
        now,
        item.date,
        item.proposed_by is not None,
        item.decided_at,
        by=names.get(item.decided_by, "") if item.decided_by else "",
        remark=item.remark or "",
    )


def line(region: Region, what: Edited) -> Markup:
    """`Senin, 6 April: masuk 07.24 WITA, semula 08.10 WITA`."""
    return Markup("{}: {}").format(short_date(what.date), what.text(region))
