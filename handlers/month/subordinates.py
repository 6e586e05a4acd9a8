"""`/bawahan`: who of one's own people is in, late, away or not heard of on their working date."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

import structlog
from markupsafe import Markup

from core.approvals.case import UNDECIDED
from core.attendance import correction
from core.attendance.counts import counting
from core.attendance.review import StampKey, key_of
from core.attendance.stamp import Leg, Source, Stamp
from core.attendance.working_date import working_date_of
from core.month.day_state import STATES, Day, State
from core.month.record import Record
from core.month.record import days as days_of
from core.organisation.calendar import DAY
from core.organisation.employment import employed
from core.requests.absence import Absence, absences, effective_absence
from db.records import reader, whereabouts
from handlers.approvals import deciders
from handlers.chat.context import Context
from handlers.chat.format import brief, clock, long_date, minutes
from handlers.chat.reply import Button, Reply
from handlers.requests import duty
from handlers.texts import duty as texts
from handlers.texts.night import called as night_called

log = structlog.get_logger()

PEOPLE = "b"  # what the buttons of the list begin with
PAGE_PEOPLE = 12  # people

UNTOLD = "belum dapat ditampilkan"
NOBODY = Reply(Markup("Hari ini tidak ada pegawai yang Anda verifikasi."))
TOO_SOON = Reply(Markup("Peraturan presensi belum berlaku hari ini."))


class Group(Enum):
    """In the order of the list; whoever is missing is not absent before the day is over."""

    IN = "Hadir"
    LATE = "Terlambat"
    AWAY = "Tidak di kantor"
    OPEN = "Belum presensi"
    UNUSED = "Belum memakai"


# How far from the office each stamp of today was made that is in no place.
Elsewhere = Mapping[StampKey, str]


@dataclass(frozen=True, slots=True)
class Line:
    group: Group
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Morning:
    """What a line is made of: the day as derived, the stamps that count, what was asked for."""

    day: Day
    masuk: Stamp | None
    pulang: Stamp | None
    stands: Absence | None
    waits: Absence | None
    elsewhere: Elsewhere
    before: Mapping[Stamp, str]  # of a corrected stamp what stood before it


async def today(ctx: Context, page: int = 0) -> Reply:
    """The people whom this person verifies today, and nobody else's; read anew for each page."""
    people = await deciders.subordinates(ctx, ctx.someone.employee)
    if not people:
        return NOBODY
    if ctx.calendar_date < ctx.regulation.peraturan.berlaku_sejak:
        return TOO_SOON
    lines = await _lines(ctx, people)
    if not lines:
        return NOBODY
    last = (len(lines) - 1) // PAGE_PEOPLE
    return _page(ctx, lines, min(page, last), last)


async def handle_button(ctx: Context, data: str) -> Reply | None:
    """A button of the list; None where it means nothing."""
    page = data.removeprefix(f"{PEOPLE}:")
    fits = page.isdecimal() and len(page) <= 4
    return await today(ctx, int(page)) if fits else None


async def _lines(ctx: Context, people: list[UUID]) -> list[Line]:
    # Whoever is on a night shift is still in the day before.
    first, last = ctx.calendar_date - DAY, ctx.calendar_date
    found = await reader.read(ctx.db, ctx.region.code, people, first, last)
    elsewhere = await _elsewhere(ctx, found.values(), first, last)
    told = (_any_line(ctx, each, elsewhere.get(each.employee, {})) for each in found.values())
    lines = [line for line in told if line]
    order = list(Group)
    return sorted(lines, key=lambda each: (order.index(each.group), each.name.casefold()))


async def _elsewhere(
    ctx: Context, people: Collection[Record], first: date, last: date
) -> dict[UUID, Elsewhere]:
    """As the card of a request tells it (`handlers.requests.duty`)."""
    away = {
        each.employee: each.postings
        for each in people
        if any(stamp.elsewhere for stamp in each.stamps)
    }
    if not away:
        return {}
    found = await whereabouts.of_people(ctx.db, ctx.region.code, away, first, last)
    return {
        who: {
            key_of(each.stamp): texts.distance(
                duty.seen_from(ctx.organisation, away[who], each).stamped
            )
            for each in seen
            if each.stamp.elsewhere
        }
        for who, seen in found.items()
    }


def _any_line(ctx: Context, one: Record, elsewhere: Elsewhere) -> Line | None:
    """Whose day cannot be told stands in the list all the same, and nobody else's is missing."""
    try:
        return _line(ctx, one, elsewhere)
    except (LookupError, ValueError) as error:
        log.warning("no line", region=ctx.region.code, employee=str(one.employee), error=str(error))
        return Line(Group.OPEN, brief(one.name), UNTOLD)


def _line(ctx: Context, one: Record, elsewhere: Elsewhere) -> Line | None:
    """None for whoever has left; what they filed before still waits for their superior."""
    law, now = ctx.regulation, ctx.event.at
    date_ = working_date_of(law, ctx.organisation, one, now, ctx.zone)
    if not employed(one.departures, date_):
        return None
    (day,) = days_of(law, ctx.organisation, one, [date_], now=now, zone=ctx.zone)
    asked = absences(law, one.requests, date_, now)
    stands = effective_absence(asked)
    stamps = _newest_duty(counting((e for e in one.stamps if e.date == date_), asked))
    masuk = next((each for each in stamps if each.leg is Leg.MASUK), None)
    pulang = next((each for each in reversed(stamps) if each.leg is Leg.PULANG), None)
    waits = next((each for each in asked if each.absent and each.state in UNDECIDED), None)
    before = {each: _before(ctx, each, one, asked) for each in stamps}
    group, words = _said(ctx, Morning(day, masuk, pulang, stands, waits, elsewhere, before))
    night = [night_called(date_)] * (date_ != ctx.calendar_date)
    return Line(group, brief(one.name), ", ".join([*night, *[words] * bool(words)]))


def _before(ctx: Context, stamp: Stamp, one: Record, asked: Sequence[Absence]) -> str:
    """That a stamp was corrected, and what counted before; empty where it was not."""
    if stamp.source is not Source.CORRECTED:
        return ""
    same = [each for each in one.stamps if each.date == stamp.date]
    was = correction.before(stamp, same, asked)
    return f"dikoreksi, semula {clock(was.at, ctx.zone) if was else 'belum tercatat'}"


def _newest_duty(stamps: tuple[Stamp, ...]) -> list[Stamp]:
    """Of two shifts of one date those stamps that tell where somebody is now."""
    newest = max(stamps, key=lambda each: each.at, default=None)
    return [each for each in stamps if newest and each.duty == newest.duty]


def _said(ctx: Context, of_: Morning) -> tuple[Group, str]:
    """Where somebody belongs, and the words beside the name."""
    times = _times(ctx, of_)
    match of_.day.state:
        case State.OFF | State.EXEMPT as state:
            return Group.AWAY, state.value
        case State.UNDER_REVIEW | State.CANCELLED | State.NO_HOURS as state:
            return Group.OPEN, state.value
        case State.UNUSED:
            return Group.UNUSED, ", ".join(times)
    if of_.stands:
        waits = ["menunggu keputusan"] * (of_.stands.state in UNDECIDED)
        return Group.AWAY, ", ".join([STATES[of_.stands.code].value, *waits, *times])
    if times:
        return Group.LATE if of_.day.late else Group.IN, ", ".join(times)
    return Group.OPEN, f"{STATES[of_.waits.code].value} menunggu keputusan" if of_.waits else ""


def _times(ctx: Context, of_: Morning) -> list[str]:
    said = [f"masuk {clock(of_.masuk.at, ctx.zone)}{_mark(of_, of_.masuk)}"] if of_.masuk else []
    if of_.day.late:
        said.append(f"terlambat {minutes(of_.day.late)}")
    if of_.pulang:
        said.append(f"pulang {clock(of_.pulang.at, ctx.zone)}{_mark(of_, of_.pulang)}")
    if of_.day.early:
        said.append(f"{minutes(of_.day.early)} lebih cepat")
    return said


def _mark(of_: Morning, stamp: Stamp) -> str:
    """Where it was made that is in no place, and whether somebody still has to look at it."""
    online = stamp.source is Source.ONLINE
    where = of_.elsewhere.get(key_of(stamp), "") if online else ""
    looked = "perlu dicek" if stamp.review else ""
    marks = [each for each in (where, looked, of_.before[stamp]) if each]
    return f" ({', '.join(marks)})" if marks else ""


def _page(ctx: Context, lines: list[Line], page: int, last: int) -> Reply:
    counts = Counter(each.group for each in lines)
    counted = ", ".join(f"{each.value.lower()} {counts[each]}" for each in Group if counts[each])
    shown = [
        Markup("<b>{}</b>").format(long_date(ctx.calendar_date)),
        Markup("{} orang: {}").format(len(lines), counted),
    ]
    group = None
    for each in lines[page * PAGE_PEOPLE :][:PAGE_PEOPLE]:
        if each.group is not group:
            group = each.group
            shown.append(Markup("\n<b>{} ({})</b>").format(group.value, counts[group]))
        shown.append(Markup(", ").join([each.name, *[each.words] * bool(each.words)]))
    return Reply(Markup("\n").join(shown), _turning(page, last))


def _turning(page: int, last: int) -> tuple[Button, ...]:
    turns = {"Sebelumnya": page - 1, "Berikutnya": page + 1}
    fits = {label: other for label, other in turns.items() if 0 <= other <= last}
    return tuple(Button(label, f"{PEOPLE}:{other}") for label, other in fits.items())
