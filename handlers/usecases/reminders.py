"""What verifiers are told without anybody writing: what is soon due, and what is theirs now."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import chain
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.closing import open_since
from core.law.questions.jenis_izin import ELSEWHERE
from core.organisation.calendar import DAY
from core.organisation.region import Region
from core.requests.filing import UNDECIDED
from db.messages import outbox
from db.records import activity as activities
from db.records import request as requests
from db.records import review as reviews
from db.records.request import Request
from handlers.approvals import deemed_approval, screens, sent, unreached, verifier
from handlers.approvals.screens import Card
from handlers.attendance import review
from handlers.chat.reply import Outgoing, Priority, Reply
from handlers.requests import request_decision
from handlers.usecases import working_dates

PAGE = 200
AHEAD = timedelta(hours=12)  # whatever falls due at night is told in the evening before
AWAKE = (time(7), time(20))
SOON = "Hampir habis waktunya:"
DONE = "Sudah dilaksanakan, mohon diputuskan:"

Tell = Callable[[AsyncConnection, Region, Sequence[Card], datetime], Awaitable[list[Outgoing]]]


async def up_to_date(
    db: AsyncConnection, region: Region, cards: Sequence[Card], now: datetime
) -> list[Outgoing]:
    """What brings these cards to where they belong; who cannot see theirs is noted.

    Whoever decides now and was never sent it gets it: after a transfer, under a new Plh, gone up,
    back after they could not be reached. Who decided before reads who does, and a limit that has
    moved is told on every screen.
    """
    await unreached.alarm(db, region, cards, now)
    found = await screens.changed(db, region, cards)
    return found + await sent.first(db, region, cards)


async def _remind(
    db: AsyncConnection, region: Region, cards: Sequence[Card], _now: datetime
) -> list[Outgoing]:
    waits = [each for each in cards if each.as_of not in {"", screens.CLOSED}]
    soon = {f"ingat:{each.id.hex}": each for each in waits}
    return await _once(db, region, soon, SOON, Priority.REMINDER)


async def _done(
    db: AsyncConnection, region: Region, cards: Sequence[Card], _now: datetime
) -> list[Outgoing]:
    """Every copy says that it can be decided now; a new one below them tells whoever decides."""
    whose = ((each, each.decider.person) for each in cards)
    over = {f"laksana:{each.id.hex}:{by.hex}": each for each, by in whose if by}
    new = await _once(db, region, over, DONE, Priority.CARD)
    told = [_as_done(over[each.dedupe]) for each in new if each.dedupe]
    old = await screens.changed(db, region, told, Priority.CARD, always=True)
    return [replace(each, reply=replace(each.reply, in_place=True)) for each in old] + new


def _as_done(card: Card) -> Card:
    """A card that says above all that it was carried out, unless another one decides it."""

    async def draw(note: str) -> Reply:
        return await card.draw(note or DONE)

    return replace(card, draw=draw)


async def _once(
    db: AsyncConnection, region: Region, cards: Mapping[str, Card], note: str, priority: Priority
) -> list[Outgoing]:
    """Each card to whoever decides it and can be reached, unless its key was sent already."""
    known = await outbox.known(db, region.code, cards) if cards else ()
    return [
        Outgoing(to, await card.draw(note), priority, key)
        for key, card in cards.items()
        if key not in known and (to := card.decider.reached)
    ]


@dataclass(frozen=True, slots=True)
class Round:
    """One kind of message about what waits.

    With `ahead` only what falls due so soon; `over`: only duty elsewhere that is over by now,
    since it can be approved from here on (Pasal 9A ayat (4)).
    """

    tell: Tell
    ahead: timedelta | None = None
    over: bool = False


# Every card where it belongs and as it stands; then, once each, what was carried out and what
# falls due within half a day.
ROUNDS = (Round(up_to_date), Round(_done, over=True), Round(_remind, AHEAD))


class Of(StrEnum):
    """What a card is of."""

    WORK = "aktivitas"
    REQUEST = "izin"
    REVIEW = "presensi"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card of daily work, a request, or a stamp to look at."""

    of: Of
    id: UUID

    def __str__(self) -> str:
        return f"{self.of} {self.id}"


def awake(region: Region, now: datetime) -> bool:
    return AWAKE[0] <= now.astimezone(region.zone).time() < AWAKE[1]


def wakes_at(region: Region, now: datetime) -> datetime:
    """Now while people are awake, else the next morning: what can wait waits until then."""
    if awake(region, now):
        return now
    local = now.astimezone(region.zone)
    day = local.date() if local.time() < AWAKE[0] else local.date() + DAY
    return datetime.combine(day, AWAKE[0], region.zone)


async def waiting(db: AsyncConnection, region: Region, now: datetime, kind: Round) -> list[Waiting]:
    """What a round is about, the most urgent first; nothing while people sleep."""
    if not awake(region, now):
        return []
    until = now + kind.ahead if kind.ahead else None
    asked = await requests.open_ones(db, region.code, until)
    if kind.over:
        return [Waiting(Of.REQUEST, each) for each in asked]
    cards = await activities.falling_due(db, region.code, now, until)
    since = open_since(region.regulation, now, region.zone)
    looks = await reviews.open_ones(db, region.code, now, until, since)
    found = {Of.WORK: cards, Of.REQUEST: asked, Of.REVIEW: looks}
    return [Waiting(of, each) for of, which in found.items() for each in which]


async def tell(
    db: AsyncConnection, region: Region, now: datetime, kind: Round, rows: Collection[Waiting]
) -> list[Outgoing]:
    """What is sent about some of what waits.

    What silence has approved on the same cards is told by the way.
    """
    ids = {of: [each.id for each in rows if each.of is of] for of in Of}
    soon = kind.ahead is not None
    work, told = await _work(db, region, now, ids[Of.WORK])
    asked = await _requests(db, region, now, ids[Of.REQUEST], kind)
    looks = await _reviews(db, region, now, ids[Of.REVIEW], soon=soon)
    return told + await kind.tell(db, region, [*work, *asked, *looks], now)


async def _work(
    db: AsyncConnection, region: Region, now: datetime, which: Collection[UUID]
) -> tuple[list[Card], list[Outgoing]]:
    whole = await activities.of_cards(db, region.code, which)
    items, told = await deemed_approval.settled(db, region, [*chain(*whole.values())], now)
    stands = deemed_approval.by_card(items)
    by = await verifier.of_cards(db, region, stands, now.astimezone(region.zone).date())
    return await sent.of_work(db, region, stands, by, now), told


async def _requests(
    db: AsyncConnection, region: Region, now: datetime, which: Collection[UUID], kind: Round
) -> list[Card]:
    """Those that wait; what falls due soon is without what is overdue, which is told as that."""
    asked = await requests.these(db, region.code, which)
    if kind.over:
        asked = await _carried_out(db, region, asked, now)
    open_ = [each for each in asked if verifier.state_of(region, each, now) in UNDECIDED]
    due = [each for each in open_ if kind.ahead is None or each.due_at > now]
    return await request_decision.of_requests(db, region, due, now)


async def _carried_out(
    db: AsyncConnection, region: Region, asked: Sequence[Request], now: datetime
) -> list[Request]:
    """The duty elsewhere that is over, and was filed before it was."""
    today = now.astimezone(region.zone).date()
    ended = [each for each in asked if each.last < today and _elsewhere(region, each)]
    # The night of yesterday's date may still go on.
    late = {each.employee for each in ended if each.last == today - DAY}
    theirs = await working_dates.of_people(db, region, late, now)
    over = [each for each in ended if each.last < theirs.get(each.employee, today)]
    return [each for each in over if await _filed_before(db, region, each)]


def _elsewhere(region: Region, request: Request) -> bool:
    return verifier.terms_of(region, request).kind.akibat in ELSEWHERE


async def _filed_before(db: AsyncConnection, region: Region, request: Request) -> bool:
    """Whether it was not over yet when it was filed, perhaps in its last night."""
    filed = request.filed_at.astimezone(region.zone).date()
    if filed != request.last + DAY:
        return filed <= request.last
    who, at = request.employee, request.filed_at
    return (await working_dates.of_people(db, region, [who], at))[who] <= request.last


async def _reviews(
    db: AsyncConnection, region: Region, now: datetime, which: Collection[UUID], *, soon: bool
) -> list[Card]:
    """Stamps that somebody looks at; `soon`: without what is overdue, as for requests."""
    open_ = await reviews.these(db, region.code, which)
    due = [each for each in open_ if each.state is None and (not soon or each.due_at > now)]
    if not due:
        return []
    organisation = await review.organisation_of(db, region)
    return await review.cards_of(db, region, organisation, due, now)
