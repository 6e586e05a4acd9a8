"""`/bawahan`: who of one's own people is in, late, away or not heard of on their working date."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import structlog
from markupsafe import Markup

from core.approvals.case import UNDECIDED
from core.attendance import correction
from core.attendance.review import StampKey, key_of
from core.attendance.stamp import Source, Stamp
from core.month.day_state import STATES, State
from core.month.presence import Presence, Seen, seen
from core.month.record import Record
from core.organisation.calendar import DAY
from core.requests.absence import Absence, absences
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


# In the order of the list.
GROUPS = {
    Presence.IN: "Hadir",
    Presence.LATE: "Terlambat",
    Presence.AWAY: "Tidak di kantor",
    Presence.OPEN: "Belum presensi",
    Presence.UNUSED: "Belum memakai",
}

# How far from the office each stamp of today was made that is in no place.
Elsewhere = Mapping[StampKey, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list; `missing`: they have neither come nor asked to stay away."""

    group: Presence
    name: str
    words: str
    missing: bool = False


async def today(ctx: Context, page: int = 0) -> Reply:
    """The people whom this person verifies today, and nobody else's; read anew for each page."""
    people = await deciders.subordinates(ctx, ctx.someone.employee)
    if not people:
        return NOBODY
    if ctx.calendar_date < ctx.regulation.peraturan.berlaku_sejak:
        return TOO_SOON
    lines = await read_lines(ctx, people)
    if not lines:
        return NOBODY
    last = (len(lines) - 1) // PAGE_PEOPLE
    return _page(ctx, lines, min(page, last), last)


async def handle_button(ctx: Context, data: str) -> Reply | None:
    """A button of the list; None where it means nothing."""
    page = data.removeprefix(f"{PEOPLE}:")
    fits = page.isdecimal() and len(page) <= 4
    return await today(ctx, int(page)) if fits else None


async def read_lines(ctx: Context, people: Collection[UUID]) -> list[Line]:
    """A line for each of these people as of their working date, in the order of the list."""
    # Whoever is on a night shift is still in the day before.
    first, last = ctx.calendar_date - DAY, ctx.calendar_date
    found = await reader.read(ctx.db, ctx.region.code, people, first, last)
    elsewhere = await _elsewhere(ctx, found.values(), first, last)
    told = (_any_line(ctx, each, elsewhere.get(each.employee, {})) for each in found.values())
    lines = [line for line in told if line]
    order = list(Presence)
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
        return Line(Presence.OPEN, brief(one.name), UNTOLD)


def _line(ctx: Context, one: Record, elsewhere: Elsewhere) -> Line | None:
    """None for whoever has left; what they filed before still waits for their superior."""
    found = seen(ctx.regulation, ctx.organisation, one, ctx.event.at, ctx.zone)
    if found is None:
        return None
    words = _said(ctx, found, _notes(ctx, found, one, elsewhere))
    night = [night_called(found.date)] * (found.date != ctx.calendar_date)
    said = ", ".join([*night, *[words] * bool(words)])
    return Line(found.presence, brief(one.name), said, found.missing)


def _notes(
    ctx: Context, found: Seen, one: Record, elsewhere: Elsewhere
) -> Mapping[StampKey, Sequence[str]]:
    """Of each stamp that is seen where it was made, and that it was corrected, if so."""
    asked = absences(ctx.regulation, one.requests, found.date, ctx.event.at)
    stamps = [each for each in (found.masuk, found.pulang) if each]
    return {key_of(each): _note(ctx, each, one, asked, elsewhere) for each in stamps}


def _note(
    ctx: Context, stamp: Stamp, one: Record, asked: Sequence[Absence], elsewhere: Elsewhere
) -> Sequence[str]:
    if stamp.source is Source.CORRECTED:
        same = [each for each in one.stamps if each.date == stamp.date]
        was = correction.before(stamp, same, asked)
        return [f"dikoreksi, semula {clock(was.at, ctx.zone) if was else 'belum tercatat'}"]
    where = elsewhere.get(key_of(stamp), "") if stamp.source is Source.ONLINE else ""
    return [where] if where else []


def _said(ctx: Context, of_: Seen, notes: Mapping[StampKey, Sequence[str]]) -> str:
    """The words beside the name."""
    times = _times(ctx, of_, notes)
    match of_.day.state:
        case State.OFF | State.EXEMPT as state:
            return state.value
        case State.UNDER_REVIEW | State.CANCELLED | State.NO_HOURS as state:
            return state.value
        case State.UNUSED:
            return ", ".join(times)
    if of_.stands:
        waits = ["menunggu keputusan"] * (of_.stands.state in UNDECIDED)
        return ", ".join([STATES[of_.stands.code].value, *waits, *times])
    if times or of_.waits is None:
        return ", ".join(times)
    return f"{STATES[of_.waits.code].value} menunggu keputusan"


def _times(ctx: Context, of_: Seen, notes: Mapping[StampKey, Sequence[str]]) -> list[str]:
    said = []
    if of_.masuk:
        said.append(f"masuk {clock(of_.masuk.at, ctx.zone)}{_mark(notes, of_.masuk)}")
    if of_.day.late:
        said.append(f"terlambat {minutes(of_.day.late)}")
    if of_.pulang:
        said.append(f"pulang {clock(of_.pulang.at, ctx.zone)}{_mark(notes, of_.pulang)}")
    if of_.day.early:
        said.append(f"{minutes(of_.day.early)} lebih cepat")
    return said


def _mark(notes: Mapping[StampKey, Sequence[str]], stamp: Stamp) -> str:
    """What is noted of it, and whether somebody still has to look at it."""
    marks = [*notes[key_of(stamp)], *["perlu dicek"] * stamp.review]
    return f" ({', '.join(marks)})" if marks else ""


def _page(ctx: Context, lines: list[Line], page: int, last: int) -> Reply:
    head = Markup("<b>{}</b>").format(long_date(ctx.calendar_date))
    return Reply(render_lines(head, lines, page), _turning(page, last))


def render_lines(head: Markup, lines: Sequence[Line], page: int) -> Markup:
    """A page of the list below its head: the counts of all, then groups of names."""
    counts = Counter(each.group for each in lines)
    shown = [head, Markup("{} orang: {}").format(len(lines), count_words(counts))]
    group = None
    for each in lines[page * PAGE_PEOPLE :][:PAGE_PEOPLE]:
        if each.group is not group:
            group = each.group
            shown.append(Markup("\n<b>{} ({})</b>").format(GROUPS[group], counts[group]))
        shown.append(Markup(", ").join([each.name, *[each.words] * bool(each.words)]))
    return Markup("\n").join(shown)


def count_words(counts: Mapping[Presence, int]) -> str:
    """`hadir 35, terlambat 2`; nothing is said of what there is none of."""
    return ", ".join(f"{GROUPS[each].lower()} {counts[each]}" for each in GROUPS if counts[each])


def _turning(page: int, last: int) -> tuple[Button, ...]:
    turns = {"Sebelumnya": page - 1, "Berikutnya": page + 1}
    fits = {label: other for label, other in turns.items() if 0 <= other <= last}
    return tuple(Button(label, f"{PEOPLE}:{other}") for label, other in fits.items())
