"""What waits for a verifier: whose work and requests, the most urgent first (Lampiran A.6)."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import UNDECIDED
from db.people import status
from db.people import verifier as verifiers
from db.records import activity as activities
from db.records import request as requests
from db.records import review as reviews
from db.records.activity import Activity
from db.records.request import Request
from db.records.review import Review
from handlers.approvals import deemed_approval, sent, verifier
from handlers.attendance import review
from handlers.chat.context import Context
from handlers.chat.format import brief, moment
from handlers.chat.reply import Button, Reply
from handlers.month import subordinates
from handlers.requests import request_decision
from handlers.texts import activity_card as cards
from handlers.work import decision

Item = Activity | Request | Review

PAGE = 6  # people on one page of the list
CALLED = {Activity: "aktivitas", Request: "izin", Review: "presensi"}
LATELY = timedelta(days=62)  # what was done longer ago is in a month that is closed

NOTHING_WAITS = Reply(Markup("Tidak ada yang menunggu keputusan Anda."))


async def queue(ctx: Context, page: int = 0) -> Reply:
    """Whose work and requests wait for this person, the most urgent first."""
    found = await waiting(ctx)
    if not found:
        return NOTHING_WAITS
    people = list(dict.fromkeys(each.employee for each in found))
    names = await status.fetch_names(ctx.db, ctx.region.code, people)
    part = people[page * PAGE :][:PAGE]
    lines, buttons = [Markup("<b>Menunggu keputusan Anda</b>")], []
    for number, person in enumerate(part, page * PAGE + 1):
        theirs = [each for each in found if each.employee == person]
        lines.append(Markup("{}. {}").format(number, _line(ctx, names[person], theirs)))
        label = cards.label(number, names[person])
        buttons.append(Button(label, cards.listed("orang", person)))
    buttons += _turning(page, len(people))
    return Reply(Markup("\n").join(lines), tuple(buttons))


async def act(ctx: Context, data: str) -> Reply | None:
    """A button of the list; None where it means nothing."""
    if (said := cards.read(data)) is None:
        return None
    match said:
        case "daftar", _, page if page >= 0:
            return await queue(ctx, page)
        case "orang", person, _:
            return await _somebody(ctx, person)
    return None


def _line(ctx: Context, name: str, theirs: Sequence[Item]) -> Markup:
    kinds = Counter(type(each) for each in theirs)
    counts = [(kinds[kind], called) for kind, called in CALLED.items()]
    counted = ", ".join(f"{count} {called}" for count, called in counts if count)
    due = theirs[0].due_at
    until = moment(due, ctx.zone)
    over = "lewat batas" if due <= ctx.event.at else "paling lambat"
    return Markup("{}: {}, {} {}").format(brief(name), counted, over, until)


def _turning(page: int, people: int) -> list[Button]:
    nobody = UUID(int=0)
    turns = [Button("Sebelumnya", cards.listed("daftar", nobody, page - 1))] if page else []
    if (page + 1) * PAGE < people:
        turns.append(Button("Berikutnya", cards.listed("daftar", nobody, page + 1)))
    return turns


async def waiting(ctx: Context) -> list[Item]:
    """All that waits for this person, the most urgent first."""
    people = await subordinates.of(ctx, ctx.someone.employee)
    people += await _former(ctx)
    work = await activities.waiting(ctx.db, ctx.region.code, people, ctx.event.at)
    work = await verifier.mine(ctx, work)
    looks = await _reviews(ctx, people)
    found: list[Item] = [*work, *looks, *await _requests(ctx, people)]
    return sorted(found, key=lambda each: (each.due_at, each.id))


async def _reviews(ctx: Context, people: Collection[UUID]) -> list[Review]:
    """Stamps to look at: of one's own people, and those that have come up to this person."""
    region, now = ctx.region.code, ctx.event.at
    found = {each.id: each for each in await reviews.waiting(ctx.db, region, people, now)}
    overdue = await reviews.open_ones(ctx.db, region, now, now)
    found |= {each.id: each for each in await reviews.these(ctx.db, region, overdue)}
    return await review.mine(ctx, list(found.values()))


async def _former(ctx: Context) -> list[UUID]:
    """Who was under this person until lately: what they did before stays here (AMB-51)."""
    me, after = ctx.someone.employee, ctx.calendar_date - LATELY
    return sorted(await verifiers.former(ctx.db, ctx.region.code, me, after, ctx.calendar_date))


async def _requests(ctx: Context, people: Collection[UUID]) -> list[Request]:
    """Those of one's own people, and those of others that have come up to this person."""
    region = ctx.region.code
    found = {each.id: each for each in await requests.waiting(ctx.db, region, people)}
    async for page in requests.undecided(ctx.db, region, PAGE, ctx.event.at):
        found |= {each.id: each for each in page}
    return await _mine(ctx, list(found.values()))


async def _mine(ctx: Context, asked: Sequence[Request]) -> list[Request]:
    open_ = [e for e in asked if verifier.state_of(ctx.region, e, ctx.event.at) in UNDECIDED]
    by = await verifier.of_items(ctx.db, ctx.region, open_, ctx.event.at)
    return [each for each in open_ if by[each.id] == ctx.someone.employee]


async def _somebody(ctx: Context, person: UUID) -> Reply:
    """The most urgent card of one person; nothing of whom this person does not verify."""
    region = ctx.region.code
    theirs: list[Item] = []
    looks = await reviews.waiting(ctx.db, region, [person], ctx.event.at)
    theirs += await review.mine(ctx, looks)
    theirs += await _mine(ctx, await requests.waiting(ctx.db, region, [person]))
    work = await activities.waiting(ctx.db, region, [person], ctx.event.at)
    theirs += await verifier.mine(ctx, work)
    if not theirs:
        mine = await verifier.of_person(ctx, person) == ctx.someone.employee
        return await queue(ctx) if mine else decision.NOT_YOURS
    first = min(theirs, key=lambda each: (each.due_at, each.id))
    return (await _drawn(ctx, first)).after_text()


async def _drawn(ctx: Context, first: Item) -> Reply:
    if isinstance(first, Review):
        return await review.drawn(ctx.db, ctx.region, ctx.organisation, first, ctx.event.at)
    if isinstance(first, Request):
        return await request_decision.drawn(ctx.db, ctx.region, first, ctx.event.at)
    items = await activities.of_card(ctx.db, ctx.region.code, first.card)
    return await sent.drawn(
        ctx.db, ctx.region, await deemed_approval.read(ctx, items), ctx.event.at
    )
