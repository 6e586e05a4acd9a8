"""`/kantor`: an office today and what is open of its month, to whoever looks after it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from db.records import ticket
from handlers.approvals import queue
from handlers.approvals.kind import Kinds, Scope
from handlers.approvals.pile import Piles
from handlers.chat.context import Context
from handlers.chat.format import long_date
from handlers.chat.reply import Button, Reply
from handlers.month import subordinates
from handlers.office import bands, everybody, problem_list, problems, ranking, reading
from handlers.office.problems import Found
from handlers.office.view import View, month_of_key, read
from handlers.texts import office as texts
from handlers.texts.office import data, key_of
from handlers.usecases import office_sight
from handlers.usecases.act import Act, in_chat
from handlers.usecases.office_sight import NOT_THEIRS, Sight
from handlers.usecases.refusal import Refused

NOBODY_THERE = Reply(
    Markup("Belum ada pegawai di kantor ini. Data pegawai: hubungi Administrator.")
)
NOBODY_MISSING = Reply(Markup("✅ Semua sudah presensi atau sudah mengajukan izin. Lihat: /kantor"))


async def show(kinds: Kinds, ctx: Context) -> Reply:
    """Their own office, or where they look after several the list of them."""
    async with in_chat(ctx) as act:
        sight = office_sight.sight(act.by)
        if not sight.offices:
            raise Refused(NOT_THEIRS)
        if len(sight.tops) > 1:
            return await ranking.show(kinds, ctx, sight, 0)
        return await _office(
            kinds, ctx, _view(act, sight, sight.tops[0], ctx.calendar_date.replace(day=1))
        )


async def handle_button(kinds: Kinds, piles: Piles, ctx: Context, data_: str) -> Reply | None:
    """A button of an office's pages; None where it means nothing, or is not theirs any more."""
    _, verb, *parts = data_.split(":")
    if verb == "q":
        return await queue.show_queue(kinds, piles, ctx)
    async with in_chat(ctx) as act:
        sight = office_sight.sight(act.by)
        if not sight.offices:
            raise Refused(NOT_THEIRS)
        if verb == "d" and len(parts) == 1 and parts[0].isdecimal():
            return await ranking.show(kinds, ctx, sight, int(parts[0]))
        view = _seen(ctx, act, sight, parts)
        return await _pressed(kinds, ctx, act, view, verb, parts[2:]) if view else None


def _seen(ctx: Context, act: Act, sight: Sight, parts: Sequence[str]) -> View | None:
    """The office that a button names, as long as whoever presses it may look at it."""
    month = month_of_key(ctx, parts[1]) if len(parts) > 1 else None
    office = next((each for each in sight.offices if key_of(each) == parts[0]), None)
    return _view(act, sight, office, month) if office and month else None


def _view(act: Act, sight: Sight, office: str, month: date) -> View:
    return View(office, sight, month, office_sight.monitors(act.by, office))


async def _pressed(
    kinds: Kinds, ctx: Context, act: Act, view: View, verb: str, rest: Sequence[str]
) -> Reply | None:
    match verb, rest:
        case "o", []:
            return await _office(kinds, ctx, view)
        case "h" | "x", [page] if page.isdecimal():
            return await _presence(ctx, view, int(page), missing=verb == "x")
        case bands.RUNNING | bands.BEFORE, [page] if page.isdecimal() and view.monitors:
            return await bands.show(ctx, view, int(page), before=verb == bands.BEFORE)
        case "m", []:
            return await _open(kinds, ctx, view)
        case "e", [which]:
            return await everybody.remind(kinds, ctx, act, view, which)
        case "p", [code, page] if page.isdecimal():
            shown = await problem_list.show(kinds, ctx, view, code, int(page))
        case "a", [code, page] if page.isdecimal():
            shown = await problem_list.nudge(kinds, ctx, act, view, code, None, int(page))
        case "i", [code, person, page] if page.isdecimal():
            shown = await problem_list.nudge(kinds, ctx, act, view, code, person, int(page))
        case _:
            return None
    return shown or await _open(kinds, ctx, view)  # it was mended meanwhile


async def _office(kinds: Kinds, ctx: Context, view: View) -> Reply:
    """Today's counts, and those of what is open; where nothing is, that too."""
    found = await read(kinds, ctx, view)
    if not found.members and not found.listed:
        return NOBODY_THERE
    lines = [texts.title(view.name(ctx), found.month)]
    if view.is_running(ctx) and found.members:
        people = [each.employee for each in found.members]
        counts = Counter(each.group for each in await subordinates.read_lines(ctx, people))
        said = subordinates.count_words(counts)
        lines.append(Markup("{}: {}").format(long_date(ctx.calendar_date), said))
        lines.append(Markup("Belum presensi bukan berarti alpa."))
    open_ = problems.find(kinds, ctx.region, found)
    lines.append(Markup(""))
    lines += _open_lines(open_)
    lines += texts.reported(ticket.count_states(found.tickets))
    return Reply(Markup("\n").join(lines), _ways(ctx, view, open_))


def _open_lines(open_: Sequence[Found]) -> list[Markup]:
    if not open_:
        return [Markup("✅ <b>Semuanya lengkap.</b> Tidak ada yang perlu dilakukan.")]
    head = Markup("<b>Masih terbuka:</b>")
    return [head, *texts.open_lines(counts_of(open_))]


def counts_of(open_: Sequence[Found]) -> list[texts.Count]:
    """How many things are open, kind by kind."""
    return [texts.Count(each.things, each.problem.counted) for each in open_]


def _ways(ctx: Context, view: View, open_: Sequence[Found]) -> tuple[Button, ...]:
    running = view.is_running(ctx)
    ways = [Button("Pegawai hari ini", data("h", *view.here, 0))] if running else []
    if open_:
        ways.append(Button("Lihat daftarnya", data("m", *view.here)))
    other = "Bulan lalu" if running else "Bulan ini"
    ways.append(Button(other, data("o", *view.other(ctx).here)))
    if view.monitors:
        ways.append(Button("Alpa setahun", data(bands.RUNNING, *view.here, 0)))
    if len(view.sight.tops) > 1 or len(view.sight.offices) > 1:
        ways.append(Button("Kantor lain", data("d", 0)))
    return tuple(ways)


async def _presence(ctx: Context, view: View, page: int, *, missing: bool) -> Reply:
    """Everybody of the office today, page by page, as `/bawahan` lists them.

    `missing`: only who has neither come nor asked for anything.
    """
    people = [each.employee for each in await reading.people(Scope.of(ctx), view.office)]
    lines = await subordinates.read_lines(ctx, people)
    if not people:
        return NOBODY_THERE
    lines = [each for each in lines if each.missing or not missing]
    if not lines:
        return NOBODY_MISSING
    last = (len(lines) - 1) // subordinates.PAGE_PEOPLE
    page = min(page, last)
    head = Markup("<b>{}</b>, {}").format(view.name(ctx), long_date(ctx.calendar_date))
    shown = subordinates.render_lines(head, lines, page)
    turns = texts.turning(page, last, "x" if missing else "h", *view.here)
    return Reply(shown, (*turns, Button("Kembali", data("o", *view.here))))


async def _open(kinds: Kinds, ctx: Context, view: View) -> Reply:
    """The kinds of open problems, each of which opens its list."""
    found = await read(kinds, ctx, view)
    open_ = problems.find(kinds, ctx.region, found)
    if not open_:
        return await _office(kinds, ctx, view)
    lines = [texts.title(view.name(ctx), found.month), *_open_lines(open_)]
    ways = [
        Button(each.problem.short, data("p", *view.here, each.problem.code, 0)) for each in open_
    ]
    ways.append(Button("Kembali", data("o", *view.here)))
    return Reply(Markup("\n").join(lines), tuple(ways))
