"""What the approval machine asks of each kind of case, and what a card is.

A kind brings its table, its law, its words, and nothing else: buttons, authority, who is first,
lists, reminders, silence and hand-over are the machine's.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Generic, TypeVar
from uuid import UUID

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import Case, State
from core.approvals.route import Decider
from core.law.answer import Answer
from core.law.regulation import Lapse
from core.organisation.office import Organisation
from core.organisation.region import Region
from db.approvals import Cases
from db.people import office, status
from handlers.chat.context import Context
from handlers.chat.conversation import Start
from handlers.chat.notification import Notification
from handlers.chat.reply import Reply
from handlers.texts.changes import NO_CHANGES, Changes

C = TypeVar("C", bound=Case)

Names = Mapping[UUID, str]


@dataclass(slots=True)
class Scope:
    """The open transaction, the region, and the instant as of which cases are looked at.

    What was read for it once, offices and names, is not read again.
    """

    db: AsyncConnection
    region: Region
    now: datetime
    known: Organisation | None = None
    names: dict[UUID, str] = field(default_factory=dict)

    @classmethod
    def of(cls, ctx: Context) -> "Scope":
        """The same one for all that an event asks."""
        if "scope" not in ctx.known:
            ctx.known["scope"] = cls(ctx.db, ctx.region, ctx.event.at, ctx.organisation)
        scope: Scope = ctx.known["scope"]
        return scope

    @property
    def today(self) -> date:
        """The calendar's date there: who decides goes by it."""
        return self.now.astimezone(self.region.zone).date()

    async def organisation(self) -> Organisation:
        """The offices of the region, read once."""
        if self.known is None:
            self.known = await office.load(self.db, self.region.code, self.region.zone)
        return self.known

    async def fetch_names(self, people: Iterable[UUID | None]) -> Names:
        """What these people, and others, are called; None is nobody."""
        asked = {each for each in people if each is not None}
        if missing := asked - self.names.keys():
            self.names |= await status.fetch_names(self.db, self.region.code, missing)
        return self.names


@dataclass(frozen=True, slots=True)
class Own:
    """What the person's own message about something they filed says by now."""

    as_of: str
    says: Notification


@dataclass(frozen=True, slots=True)
class Card:
    """A card at this moment: who decides it, as of what it stands, how it is drawn with a note.

    `beside` are others who may decide it as well: whoever taps first does. Where it is `CLOSED`
    nobody decides any more. `own` is None where that message is history.
    """

    id: UUID
    decider: Decider
    as_of: str
    draw: Callable[[str], Awaitable[Notification]]
    own: Own | None = None
    beside: tuple[Decider, ...] = ()

    @property
    def deciders(self) -> tuple[Decider, ...]:
        """All who may decide it."""
        return (self.decider, *self.beside)


@dataclass(frozen=True, slots=True)
class Refusing:
    """Before somebody refuses: what they are asked, the usual reasons, what it changes of days."""

    prompt: Markup
    reasons: Sequence[str]
    changes: Changes = NO_CHANGES


@dataclass(frozen=True, slots=True)
class Closing:
    """That a month has closed over a case: by which article, and when."""

    article: str
    at: datetime


# All that stands on some cards, by the card's id, each in the order of filing.
Whole = Mapping[UUID, Sequence[C]]
# A button of a card beside those that decide: with all that stands on it and the number it names.
Verb = Callable[[Context, Sequence[C], int], Awaitable[Reply | Start | None]]


async def _nothing_lacks(_ctx: Context, _case: Case) -> str:
    return ""


async def _nothing_else(_ctx: Context, _case: Case) -> None:
    return None


def _never(_case: Case) -> bool:
    return False


def always(_case: Case) -> bool:
    """What is about a month as a whole is decided once that is closed."""
    return True


def never_closes(_region: Region, _case: Case, _now: datetime) -> Closing | None:
    return None


@dataclass(frozen=True, slots=True)
class Kind(Generic[C]):
    """One kind of case that somebody decides: daily work, a request, a stamp to look at.

    `noun` is what lists call it; `button` what the data of its buttons begins with; `approve` the
    verb of the one that approves; `flow` the conversation that asks why it is refused, whose
    `known` holds the case under `key`.
    """

    noun: str
    button: str
    approve: str
    flow: str
    key: str
    cases: Cases
    # A case by its id; all that stands on some cards; the open cases of some people.
    find: Callable[[AsyncConnection, str, UUID], Awaitable[C | None]]
    read: Callable[[AsyncConnection, str, Collection[UUID]], Awaitable[Whole[C]]]
    waiting: Callable[[AsyncConnection, str, Collection[UUID]], Awaitable[Sequence[C]]]
    # What a case is at an instant, and what silence does to it, by the law of its own date.
    state: Callable[[Region, C, datetime], State]
    silence: Callable[[Region, C], Answer[Lapse | None]]
    # The cards with who decides each, and one card as a message with a note above it.
    cards: Callable[[Scope, Whole[C]], Awaitable[Sequence[Card]]]
    draw: Callable[[Scope, Sequence[C], str], Awaitable[Notification]]
    # What whoever filed is told of cases that were decided just now, by card; `changes` are the
    # days that this makes others of.
    tell: Callable[[Scope, Whole[C], Changes], Awaitable[Mapping[UUID, Notification]]]
    refusing: Callable[[Context, C], Awaitable[Refusing]]
    # What has to be there before it can be approved, in words; empty where nothing is missing.
    lacks: Callable[[Context, C], Awaitable[str]] = _nothing_lacks
    # What else a decision does, in the same transaction.
    also: Callable[[Context, C], Awaitable[None]] = _nothing_else
    closing: Callable[[Region, C, datetime], Closing | None] = never_closes
    verbs: Mapping[str, Verb[C]] = field(default_factory=lambda: MappingProxyType({}))
    # Which of these were carried out since they were filed, and can be decided from now on.
    carried_out: Callable[[Scope, Sequence[C]], Awaitable[Sequence[C]]] | None = None
    # Who may decide each of these by their role, in order; None: the superior of whoever filed it.
    by_role: Callable[[Scope, Sequence[C]], Awaitable[Mapping[UUID, Sequence[UUID]]]] | None = None
    # Whether a case is decided although the month of its date is closed.
    after_lock: Callable[[C], bool] = _never
    # Whether silence may bring it to somebody else, and whether people are told only by day.
    goes_up: bool = True
    by_day: bool = True
    # Whether a card may hold several cases, so that its buttons number them.
    several: bool = False

    @property
    def outlives_month(self) -> bool:
        """Whether any of its cases is decided after the closing of its month."""
        return self.after_lock is not _never

    @property
    def of_month(self) -> bool:
        """Whether its cases are about a month of an office, and not about a day of somebody."""
        return self.after_lock is always

    @property
    def closes(self) -> bool:
        """Whether the closing of a month writes down how its cases end."""
        return self.closing is not never_closes


Kinds = Sequence[Kind[Any]]


def alone(
    read: Callable[[AsyncConnection, str, Collection[UUID]], Awaitable[Sequence[C]]],
) -> Callable[[AsyncConnection, str, Collection[UUID]], Awaitable[Whole[C]]]:
    """All that stands on some cards of a kind of which each case is a card of its own."""

    async def whole(db: AsyncConnection, region: str, ids: Collection[UUID]) -> Whole[C]:
        return {each.id: [each] for each in await read(db, region, ids)}

    return whole


def by_card(cases: Collection[C]) -> dict[UUID, list[C]]:
    """The same cases by the card that each stands on, in the same order."""
    found: dict[UUID, list[C]] = {}
    for each in cases:
        found.setdefault(each.card, []).append(each)
    return found
