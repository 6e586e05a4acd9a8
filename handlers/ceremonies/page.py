"""`/apel`: what is announced, announcing and cancelling it, its lists to hand in and to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from core.organisation.calendar import DAY
from core.organisation.ceremony import Announcement, Ceremony
from db.records import ceremony_list
from db.records.ceremony_list import SignedList
from handlers.ceremonies import announcing, cancelling, handing_in, looking, printing, questions
from handlers.ceremonies import rights as rights_of
from handlers.ceremonies.questions import Option
from handlers.ceremonies.rights import Rights
from handlers.chat.context import Context
from handlers.chat.conversation import Talk, pick
from handlers.chat.format import brief, clock, moment, short_date
from handlers.chat.reply import Reply
from handlers.texts.ceremony import described
from handlers.usecases import ceremony_lists, closing
from handlers.usecases.ceremony_lists import Whose, offices_of

FLOW = "apel"
NEW, CANCEL_IT, HAND_IN, PRINT, LOOK = "baru", "tiadakan", "kirim", "cetak", "lihat"
AHEAD = timedelta(days=35)
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
    mine = await rights_of.of(ctx)
    may = bool(mine.over(mine.announce, sorted(ctx.organisation.offices)))
    lists = bool(mine.over(mine.hand_in, sorted(ctx.organisation.offices)))
    if not may and not lists:
        return Reply(NOT_YOURS.format(ctx.region.contact))
    items = await _items(ctx, mine)
    if not items and not may:
        return Reply(Markup("Belum ada apel yang diumumkan untuk kantor Anda."))
    options = [Option(e.key, _line(ctx, e), short_date(e.held.date)) for e in items]
    head, ways = Markup("<b>Apel dan upacara</b>"), {NEW: "Umumkan apel"} if may else {}
    asked = items or talk.answer("apa")
    chosen = await questions.one_of_many(talk, "apa", head, options, ways) if asked else NEW
    if chosen == NEW:
        return await announcing.announce(ctx, talk, mine)
    item = next((each for each in items if each.key == chosen), None)
    return await _one(ctx, talk, mine, item) if item else GONE


async def _items(ctx: Context, mine: Rights) -> list[Item]:
    """What waits for a list of theirs, what is to come, and what was; nothing cancelled."""
    today, organisation = ctx.calendar_date, ctx.organisation
    span = ((today.replace(day=1) - DAY).replace(day=1), today + AHEAD)
    made = {e.id: e for e in organisation.announcements if mine.may_announce(e) or mine.lists(e)}
    given = await ceremony_list.of_ceremonies(ctx.db, ctx.region.code, list(made), *span)
    found = [
        Item(made[held.id], held, _of(given, held))
        for number in range((span[1] - span[0]).days + 1)
        for held in organisation.ceremonies(span[0] + DAY * number)
        if held.id in made and held.held
    ]
    waiting: list[Item] = []
    coming: list[Item] = []
    past: list[Item] = []
    for each in found:
        if _waits(ctx, mine, each):
            waiting.append(each)
        elif each.held.date >= today:
            coming.append(each)
        elif _lists(ctx, each):
            past.append(each)
    return waiting + coming + past[::-1]


def _of(given: Sequence[SignedList], held: Ceremony) -> tuple[SignedList, ...]:
    return tuple(e for e in given if (e.ceremony, e.date) == (held.id, held.date))


def _waits(ctx: Context, mine: Rights, item: Item) -> bool:
    """Whether a list of it is missing that they may hand in today."""
    day = item.held.date
    if day > ctx.calendar_date or not _lists(ctx, item):
        return False
    return closing.is_open(ctx, day) and bool(set(item.missing()) & set(mine.lists(item.made)))


def _line(ctx: Context, item: Item) -> Markup:
    line = described(ctx.region, item.held)
    if item.held.date > ctx.calendar_date or not _lists(ctx, item):
        return line
    total = len(offices_of(item.made))
    there = total - len(item.missing())
    if total == 1 and item.given:
        return line + Markup(". Daftar diterima {}").format(clock(item.given[0].at, ctx.zone))
    return line + (f". Daftar: {there} dari {total} kantor" if total > 1 else ". Daftar belum ada")


async def _one(ctx: Context, talk: Talk, mine: Rights, item: Item) -> Reply:
    """What may be done with one of them, and with its list, or with one of its lists."""
    begun, missing = item.held.date <= ctx.calendar_date, item.missing()
    theirs = mine.seen(item.made) if begun else mine.lists(item.made)
    theirs = theirs if _lists(ctx, item) else []
    theirs.sort(key=lambda number: (number not in missing, number))
    may = item.held.start > ctx.event.at and mine.may_announce(item.made)
    ways = {CANCEL_IT: "Batalkan apel"} if may else {}
    head = Markup("<b>{}</b>").format(described(ctx.region, item.held))
    if len(theirs) > 1:
        options = [
            Option(str(number), _list_line(ctx, item, number), _name(ctx, item, number))
            for number in theirs
        ]
        chosen = await questions.one_of_many(talk, "yang mana", head, options, ways)
        if chosen == CANCEL_IT:
            return await cancelling.cancel(ctx, talk, item.made, item.held)
        theirs, ways = [int(chosen)], {}
    lines = [head, *(_list_line(ctx, item, number) for number in theirs)]
    for number in theirs:
        ways |= _list_ways(ctx, mine, item, number)
    if not ways:
        return Reply(Markup("\n").join(lines))
    way = await talk.ask("lalu", pick(Markup("\n").join(lines), ways))
    if way == CANCEL_IT:
        return await cancelling.cancel(ctx, talk, item.made, item.held)
    whose = Whose(item.held.id, item.held.date, offices_of(item.made)[theirs[0]])
    if way == PRINT:
        return await printing.ask(ctx, whose)
    if way == LOOK:
        return await looking.show(ctx, whose)
    return await handing_in.hand_in(ctx, talk, whose)


def _lists(ctx: Context, item: Item) -> bool:
    """Whether lists of that date are asked for at all."""
    return ceremony_lists.limit(ctx.region, item.held.date) is not None


def _list_ways(ctx: Context, mine: Rights, item: Item, number: int) -> dict[str, str]:
    ways = {}
    office = offices_of(item.made)[number]
    if number in mine.lists(item.made):
        if printing.has_form(ctx):
            ways[PRINT] = "Unduh daftar"
        if item.held.date <= ctx.calendar_date and closing.is_open(ctx, item.held.date):
            ways[HAND_IN] = "Kirim daftar"
    if any(each.office == office for each in item.given):
        ways[LOOK] = "Lihat daftar"
    return ways


def _name(ctx: Context, item: Item, number: int) -> str:
    return ctx.organisation.offices[offices_of(item.made)[number]].name


def _list_line(ctx: Context, item: Item, number: int) -> Markup:
    """Of which office, and when each of its lists came."""
    name, office = brief(_name(ctx, item, number)), offices_of(item.made)[number]
    late = ceremony_lists.limit(ctx.region, item.held.date)
    came = [
        Markup("diterima {}{}").format(
            _at(ctx, item, each), ", sesudah batas" if late and each.at > late else ""
        )
        for each in item.given
        if each.office == office
    ]
    if came:
        return Markup("✅ Daftar {} {}").format(name, Markup("; ").join(came))
    due = item.held.date <= ctx.calendar_date
    return Markup("Daftar {}{}").format(name, " belum ada" if due else "")


def _at(ctx: Context, item: Item, given: SignedList) -> str:
    """With its date where it came on a later one."""
    same = given.at.astimezone(ctx.zone).date() == item.held.date
    return clock(given.at, ctx.zone) if same else moment(given.at, ctx.zone)
