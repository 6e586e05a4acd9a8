"""Daily work as a kind of case: all that was filed for one date is one card (Pasal 9 ayat (8))."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import chain
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import State
from core.approvals.route import NOBODY, Decider
from core.approvals.silence import of_work
from core.law.answer import Answer
from core.law.regulation import Lapse
from core.organisation.region import Region
from core.work.activity import state_at
from core.writing import quoted
from db.records import activity as activities
from db.records.activity import Activity
from handlers.approvals import deciders
from handlers.approvals.kind import Card, Kind, Names, Own, Refusing, Scope, Whole
from handlers.chat.context import Context
from handlers.chat.format import brief, long_date
from handlers.chat.notification import Notification
from handlers.chat.reply import Reply
from handlers.texts import activity as texts
from handlers.texts import activity_card, activity_view, unseen
from handlers.texts.activity_card import ActivityCard
from handlers.texts.changes import Changes
from handlers.usecases import attachments


def _state(_region: Region, item: Activity, now: datetime) -> State:
    return state_at(item.state, item.due_at, now)


def _silence(region: Region, item: Activity) -> Answer[Lapse | None]:
    answer: Answer[Lapse | None] = of_work(region.regulation, item.date)
    return answer


async def _names(scope: Scope, items: Iterable[Activity]) -> Names:
    """What those who filed or decided these are called."""
    return await scope.fetch_names(w for each in items for w in (each.employee, each.decided_by))


async def _cards(scope: Scope, whole: Whole[Activity]) -> list[Card]:
    """The cards with all that stands on them, and the messages of who filed it."""
    first = {card: items[0] for card, items in whole.items()}
    ways = await deciders.routes(scope, KIND, first.values())
    names = await _names(scope, chain.from_iterable(whole.values()))
    found = []
    for card, items in whole.items():
        decider = ways[first[card].id].now
        draw = partial(_drawn, scope, items, names)
        found.append(Card(card, decider, activity_card.as_of(items, scope.now), draw))
        found += [_own(e, items, decider) for e in items if e.state is None]
    return found


def _own(item: Activity, items: Sequence[Activity], decider: Decider) -> Card:
    """What somebody filed, as the message that said so to them; all of one moment together."""
    spent = sum(each.minutes for each in items if each.filed_at == item.filed_at)
    own = Own(texts.own_as_of(item), texts.filed(item, decider, spent))
    return Card(item.id, NOBODY, "", _nothing, own)


async def _nothing(note: str) -> Notification:
    raise LookupError(f"only its own message shows this: {note}")


async def _drawn(scope: Scope, items: Sequence[Activity], names: Names, note: str) -> ActivityCard:
    return activity_card.card(scope.region, items, names, scope.now, note)


async def _draw(scope: Scope, items: Sequence[Activity], note: str) -> ActivityCard:
    return await _drawn(scope, items, await _names(scope, items), note)


async def _tell(
    scope: Scope, whole: Whole[Activity], _changes: Changes
) -> Mapping[UUID, Notification]:
    """One message for each card; where only silence decided, nobody has to be named."""
    names = await scope.fetch_names(e.decided_by for e in chain.from_iterable(whole.values()))
    return {
        card: activity_card.decided(scope.region, items, names, scope.now)
        for card, items in whole.items()
    }


async def _refusing(ctx: Context, item: Activity) -> Refusing:
    names = await _names(Scope.of(ctx), [item])
    prompt = Markup("Menolak aktivitas <b>{}</b>, {}:\n{}\n\nApa alasannya?").format(
        brief(names[item.employee]), long_date(item.date), quoted(item.description)
    )
    return Refusing(prompt, activity_card.REASONS)


async def _whole(ctx: Context, items: Sequence[Activity], _number: int) -> Reply:
    return (await _draw(Scope.of(ctx), items, "")).render(ctx.region)


async def _without_photo(ctx: Context, items: Sequence[Activity], number: int) -> Reply:
    return unseen.vouched(await _whole(ctx, items, number), unseen.WORK)


async def _single(ctx: Context, items: Sequence[Activity], number: int) -> Reply:
    names = await _names(Scope.of(ctx), items)
    return activity_card.one(ctx.region, items, number, names, ctx.event.at)


async def _proof(ctx: Context, items: Sequence[Activity], number: int) -> Reply | None:
    """A picture comes as a message of its own: a text on the screen cannot become one."""
    pages, first = items[number - 1].photo, activity_card.unseen(number)
    if len(pages) < first:
        return None
    attachments.show_pages(
        ctx, pages, first, activity_view.numbered(ctx.region, items, number, ctx.event.at)
    )
    return Reply(Markup("Fotonya ada di bawah."), toast=True)


KIND: Kind[Activity] = Kind(
    noun="aktivitas",
    button=activity_card.BUTTON,
    approve="setuju",
    flow="tolak",
    key="aktivitas",
    cases=activities.CASES,
    find=activities.find,
    read=activities.of_cards,
    waiting=activities.waiting,
    state=_state,
    silence=_silence,
    cards=_cards,
    draw=_draw,
    tell=_tell,
    refusing=_refusing,
    verbs={"kartu": _whole, "tanpa": _without_photo, "satu": _single, "foto": _proof},
    goes_up=False,
    by_day=False,
    several=True,
)
