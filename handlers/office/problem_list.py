"""The list of one kind of open problem, and nudging by a tap on a name."""

from dataclasses import replace

from markupsafe import Markup

from handlers.approvals.kind import Kinds
from handlers.chat.context import Context
from handlers.chat.format import clock, label
from handlers.chat.reply import Button, Reply
from handlers.office import nudging, problems
from handlers.office.nudging import Reachable
from handlers.office.problems import Found, Item
from handlers.office.view import View, read
from handlers.texts import office as texts
from handlers.texts.office import data
from handlers.usecases.act import Act
from handlers.usecases.daytime import wakes_at

PAGE_ITEMS = 5


async def show(kinds: Kinds, ctx: Context, view: View, code: str, page: int) -> Reply | None:
    """A page of the list; None where nothing of that kind is open any more."""
    found = await _found(kinds, ctx, view, code)
    if found is None:
        return None
    known = await nudging.reachable(ctx, code, found.items)
    return _drawn(ctx, view, found, known, page)


async def _found(kinds: Kinds, ctx: Context, view: View, code: str) -> Found | None:
    open_ = problems.find(kinds, ctx.region, await read(kinds, ctx, view))
    return next((each for each in open_ if each.problem.code == code), None)


async def nudge(
    kinds: Kinds, ctx: Context, act: Act, view: View, code: str, person: str | None, page: int
) -> Reply | None:
    """Tell one of them, or with None all others, and show who was told; likewise."""
    found = await _found(kinds, ctx, view, code)
    if found is None:  # it was mended meanwhile
        return None
    known = await nudging.reachable(ctx, code, found.items)
    whom = [e for e in found.items if person is None or (e.person and e.person.hex == person)]
    told = await nudging.nudge(act, view.office, code, whom, known)
    wakes = wakes_at(ctx.region, act.now)
    now = replace(known, told=known.told | dict.fromkeys(told, wakes))
    return replace(_drawn(ctx, view, found, now, page), idle=not told)


def _drawn(ctx: Context, view: View, found: Found, known: Reachable, page: int) -> Reply:
    last = (len(found.items) - 1) // PAGE_ITEMS
    page = min(page, last)
    first = page * PAGE_ITEMS
    shown = list(enumerate(found.items[first:][:PAGE_ITEMS], first + 1))
    title = Markup("<b>{} {}</b>, {}").format(found.things, found.problem.counted, view.name(ctx))
    lines = [title, *(_line(ctx, number, item, known) for number, item in shown)]
    here = (*view.here, found.problem.code)
    ways = [
        Button(label(number, item.name), data("i", *here, item.person.hex, page))
        for number, item in shown
        if item.person and known.may_nudge(item)
    ]
    if ways:
        lines.append(Markup("\nTekan nama untuk mengingatkan, paling banyak sekali sehari."))
    left = sum(known.may_nudge(each) for each in found.items)
    if left > 1:
        ways.append(Button(f"Ingatkan semua ({left})", data("a", *here, page)))
    ways += texts.turning(page, last, "p", *here)
    ways.append(Button("Kembali", data("m", *view.here)))
    return Reply(Markup("\n").join(lines), tuple(ways))


def _line(ctx: Context, number: int, item: Item, known: Reachable) -> Markup:
    at = known.told.get(item.person) if item.person else None
    said = [item.words, *(["Anda sendiri"] * known.is_mine(item))]
    if at is not None:
        done = "sudah diingatkan" if at <= ctx.event.at else "diingatkan pukul"
        said.append(f"{done} {clock(at, ctx.zone)}")
    elif item.nudge is not None and item.person not in known.chats:
        said.append("belum terhubung, mohon kabari langsung")
    return Markup("{}. {}: {}").format(number, item.name, ", ".join(said))
