"""`/apel`: what is announced, announcing and cancelling it, and handing in its list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from core.organisation.calendar import DAY
from core.organisation.ceremony import Announcement, Ceremony
from db.records import ceremony_list
from db.records.ceremony_list import SignedList
from handlers.ceremonies import announcing, handing_in, printing, rights
from handlers.ceremonies.rights import Rights
from handlers.chat import question
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Talk, pick
from handlers.chat.format import brief, clock, label, short_date
from handlers.chat.reply import Reply
from handlers.texts.ceremony import REASON_CHARACTERS_MAX, described
from handlers.usecases import ceremonies, ceremony_lists
from handlers.usecases.act import in_chat
from handlers.usecases.ceremony_lists import Whose, offices_of

FLOW = "apel"
NEW, CANCEL_IT, HAND_IN, PRINT = "baru", "tiadakan", "kirim", "cetak"
ONE, LATER = "satu", "sesudahnya"
LISTS_MAX = 3  # with two buttons each
SHOWN_MAX = 7  # on one screen, which holds ten buttons with the ways out
BEHIND, AHEAD = timedelta(days=7), timedelta(days=35)
NOT_YOURS = Markup(
    "Apel diumumkan oleh operator kantor atau BKPSDM. Bila Anda mestinya bisa, hubungi {}."
)
GONE = Reply(Markup("Apel itu tidak ada lagi. Lihat /apel."))


@dataclass(frozen=True, slots=True)
class Item:
    """One apel in the list: of which announcement, and what was handed in for it."""

    made: Announcement
    held: Ceremony
    given: tuple[SignedList, ...]

    @property
    def key(self) -> str:
        """What its button is called."""
        return f"{self.held.id.hex}-{self.held.date:%Y%m%d}"

    def missing(self) -> list[int]:
        """The numbers of the lists that are not there."""
        there = {each.office for each in self.given}
        return [n for n, code in enumerate(offices_of(self.made)) if code not in there]


async def enter(ctx: Context, talk: Talk) -> Reply:
    """Whoever may do nothing with apel is told who may."""
    mine = await rights.of(ctx)
    may = bool(mine.over(mine.announce, sorted(ctx.organisation.offices)))
    lists = bool(mine.over(mine.hand_in, sorted(ctx.organisation.offices)))
    if not may and not lists:
        return Reply(NOT_YOURS.format(ctx.region.contact))
    items = await _items(ctx, mine)
    if not items and not may:
        return Reply(Markup("Belum ada apel yang diumumkan untuk kantor Anda."))
    asked = _list(ctx, items, may=may)
    chosen = await talk.ask("apa", asked) if items or talk.answer("apa") else NEW
    if chosen == NEW:
        return await announcing.announce(ctx, talk, mine)
    item = next((each for each in items if each.key == chosen), None)
    return await _one(ctx, talk, mine, item) if item else GONE


async def _items(ctx: Context, mine: Rights) -> list[Item]:
    """What is to come, and of the last days whose lists are missing; nothing cancelled."""
    today, organisation = ctx.calendar_date, ctx.organisation
    span = (today - BEHIND, today + AHEAD)
    made = {e.id: e for e in organisation.announcements if mine.may_announce(e) or mine.lists(e)}
    given = await ceremony_list.of_ceremonies(ctx.db, ctx.region.code, list(made), *span)
    found = [
        Item(made[held.id], held, _of(given, held))
        for number in range((span[1] - span[0]).days + 1)
        for held in organisation.ceremonies(span[0] + DAY * number)
        if held.id in made and held.held
    ]
    wanted = [e for e in found if e.held.date >= today or _waits(ctx, mine, e)]
    return wanted[:SHOWN_MAX]


def _of(given: Sequence[SignedList], held: Ceremony) -> tuple[SignedList, ...]:
    return tuple(e for e in given if (e.ceremony, e.date) == (held.id, held.date))


def _waits(ctx: Context, mine: Rights, item: Item) -> bool:
    """Whether a list of it is missing that they may hand in."""
    asked_for = ceremony_lists.limit(ctx.region, item.held.date) is not None
    return asked_for and bool(set(item.missing()) & set(mine.lists(item.made)))


def _list(ctx: Context, items: Sequence[Item], *, may: bool) -> Question[str]:
    lines = [Markup("<b>Apel dan upacara</b>")]
    lines += [Markup("{}. {}").format(n, _line(ctx, each)) for n, each in enumerate(items, 1)]
    choices = {e.key: label(n, short_date(e.held.date)) for n, e in enumerate(items, 1)}
    return pick(Markup("\n").join(lines), ({NEW: "Umumkan apel"} if may else {}) | choices)


def _line(ctx: Context, item: Item) -> Markup:
    line = described(ctx.region, item.held)
    if item.held.date > ctx.calendar_date or not ceremony_lists.limit(ctx.region, item.held.date):
        return line
    total = len(offices_of(item.made))
    there = total - len(item.missing())
    if total == 1 and item.given:
        return line + Markup(". Daftar diterima {}").format(clock(item.given[0].at, ctx.zone))
    return line + (f". Daftar: {there} dari {total} kantor" if total > 1 else ". Daftar belum ada")


async def _one(ctx: Context, talk: Talk, mine: Rights, item: Item) -> Reply:
    """What may be done with one of them."""
    ways = _ways(ctx, mine, item)
    if not ways:
        return Reply(_details(ctx, item))
    way = await talk.ask("lalu", pick(_details(ctx, item), ways))
    if way == CANCEL_IT:
        return await _cancel(ctx, talk, item)
    printed = way.startswith(PRINT)
    code = offices_of(item.made)[int(way.removeprefix(PRINT if printed else HAND_IN))]
    whose = Whose(item.held.id, item.held.date, code)
    if printed:
        return await printing.ask(ctx, whose)
    return await handing_in.hand_in(ctx, talk, whose)


def _ways(ctx: Context, mine: Rights, item: Item) -> dict[str, str]:
    ways = {}
    if item.held.start > ctx.event.at and mine.may_announce(item.made):
        ways[CANCEL_IT] = "Batalkan apel"
    if ceremony_lists.limit(ctx.region, item.held.date) is None:
        return ways
    today = item.held.date <= ctx.calendar_date
    one = len(offices_of(item.made)) == 1
    for number in mine.lists(item.made)[:LISTS_MAX]:
        which = "daftar" if one else f"daftar {number + 1}"
        if printing.has_form(ctx):
            ways[f"{PRINT}{number}"] = f"Unduh {which}"
        if today:
            ways[f"{HAND_IN}{number}"] = f"Kirim {which}"
    return ways


def _details(ctx: Context, item: Item) -> Markup:
    lines = [Markup("<b>{}</b>").format(described(ctx.region, item.held))]
    codes = offices_of(item.made)
    if len(codes) > 1:
        names = (brief(ctx.organisation.offices[code].name) for code in codes)
        lines += [Markup("Daftar {}: {}").format(n, name) for n, name in enumerate(names, 1)]
    for each in item.given:
        name = brief(ctx.organisation.offices[each.office].name)
        at, late = clock(each.at, ctx.zone), ceremony_lists.limit(ctx.region, each.date)
        flag = ", sesudah batas" if late and each.at > late else ""
        lines.append(Markup("✅ Daftar {} diterima {}{}").format(name, at, flag))
    return Markup("\n").join(lines)


async def _cancel(ctx: Context, talk: Talk, item: Item) -> Reply:
    dates = [item.held.date]
    if item.made.weekly:
        prompt = Markup("Yang mana yang ditiadakan?")
        ways = {ONE: "Tanggal ini saja", LATER: "Dan semua berikutnya"}
        if await talk.ask("berapa", pick(prompt, ways)) == LATER:
            dates = _later(ctx, item)
    why = question.words(Markup("Apa sebabnya? Pegawai akan membacanya."), REASON_CHARACTERS_MAX)
    reason = await talk.ask("sebab", why)
    span = f", sampai {short_date(dates[-1])}" if len(dates) > 1 else ""
    summary = Markup("Tiadakan {}{}?\nSebabnya: {}")
    await talk.confirm(
        summary.format(described(ctx.region, item.held), span, reason), {"sebab": "sebab"}
    )
    async with in_chat(ctx) as act:
        me = ctx.someone.employee
        off = await ceremonies.cancel(act, me, item.held.id, dates, reason)
        told = len({each.to for each in act.told})
    named = short_date(off[0]) if len(off) == 1 else f"{len(off)} kali"
    head = Markup("✅ <b>{} {} ditiadakan.</b>").format(item.held.name, named)
    return Reply(head + Markup("\n{} pegawai diberi tahu.").format(told))


def _later(ctx: Context, item: Item) -> list[date]:
    """The date itself and all that come after it, but those that are off already."""
    found = item.made.dates(item.held.date, item.made.until)
    held = (e for day in found for e in ctx.organisation.ceremonies(day) if e.id == item.held.id)
    return [each.date for each in held if each.held]
