"""A dialogue is a table of (said, answered); this plays one from a phone on any channel."""

import re
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from markupsafe import Markup

from bot.sandbox import gps
from bot.sandbox.talk import PersonChat
from core.attendance.evidence import Share, ShareKind
from core.organisation.fence import Point
from db.messages.conversation import conversation
from db.people import binding
from db.people.employee import employee
from db.people.office import region
from handlers.chat.event import Located
from handlers.chat.reply import Button
from handlers.usecases.invitations import hash_code
from tests.office import BUDI, GATE, Actor
from tests.plain_phone import PlainPhone
from tests.world import Phone, TelegramPhone, World

CODE = "K7-MELATI-42"
SILENCE = ""
PLEASE = "bagikan lokasi"
STALE = "Tombol itu sudah tidak berlaku."

# Of our own decisions: it stands in the data, never in what a person reads.
NUMBER = r"\b(?:AMB|KAM)-\d"
# What no text that a person reads may hold: our own words, other people's clocks, broken markup.
_UNFIT = (
    r"\bNone\b|[{}]|&(?:lt|gt|amp|#\d+);|</?(?:b|i|a)\b",
    r"\d:\d\d|\d{4}-\d\d-\d\d",
    r"(?<![\d.])\d\d\.\d\d(?! (?:WITA|WIB|WIT|Wita)\b)(?![\d.])",
    r"(?i)\b(?:the|static|forwarded|venue|scheduled|via_bot|group|outside|error|unknown)\b",
    r"gangguan di pihak",
    NUMBER,
)
LONGEST = 900
SURE = 9.0  # metres: of a live location whose first point says how sure it is


@dataclass(slots=True, repr=False)
class Speaker:
    """Somebody with a phone, and everything the bot has answered them in this dialogue."""

    world: World
    phone: Phone
    answers: list[str] = field(default_factory=list)

    @property
    def newest(self) -> str:
        return self.answers[-1]

    @property
    def chat(self) -> PersonChat:
        """The chat on Telegram, for the gestures that only Telegram knows."""
        assert isinstance(self.phone, TelegramPhone)
        return self.phone.chat

    async def play(self, *dialogue: "Line") -> None:
        """Each gesture gets exactly one answer that holds the words beside it, or silence."""
        for number, (gesture, answered) in enumerate(dialogue, 1):
            heard = await self.hears(gesture)
            where = f"line {number}, {answered!r}: {heard}"
            assert len(heard) == (0 if answered == SILENCE else 1), where
            assert all(answered in text for text in heard), where

    async def hears(self, gesture: "Gesture") -> list[str]:
        """What the bot says to one gesture, once everything is quiet."""
        before, changed = Counter(_said(self)), Counter(_changed(self))
        await gesture(self)
        await self.world.quiet()
        said = list((Counter(_said(self)) - before).elements())
        # Every copy of a card on the screen changes to the same words: that is one answer.
        edits = Counter(_changed(self)) - changed
        said += [text for text in edits if text not in said]
        for text in said:
            read_by_a_person(text)
        self.answers += said
        return said

    async def state(self) -> dict[str, object]:
        """This chat's row of JSON."""
        mine = conversation.c.address == self.phone.address.id
        async with self.world.service.app.engine.begin() as db:
            row = await db.execute(sa.select(conversation.c.state).where(mine))
            return row.scalar_one_or_none() or {}


Gesture = Callable[[Speaker], Awaitable[object]]
Line = tuple[Gesture, str]


def say(text: str) -> Gesture:
    return lambda who: who.phone.say(text)


def tap(label: str) -> Gesture:
    return lambda who: who.phone.tap(label)


def share(place: tuple[float, float], accuracy: float | None = None, **flags: bool) -> Gesture:
    """A live location on Telegram, a static one (with its `flags`) on the plain channel.

    As every phone it says another point each time; `share_exactly` does not.
    """

    async def send(who: Speaker) -> None:
        here = gps.fix(place, next(who.world.fixes))
        await share_exactly(here, accuracy, **flags)(who)

    return send


def share_exactly(
    place: tuple[float, float], accuracy: float | None = None, **flags: bool
) -> Gesture:
    """This very point, as a phone that takes it from the network, or makes it up, does."""

    async def send(who: Speaker) -> None:
        if not isinstance(who.phone, PlainPhone):
            await who.chat.share_live(*place, accuracy=accuracy or SURE)
            return
        now = who.world.clock.now()
        told = {"forwarded": False, "via_bot": False, "scheduled": False, "private": True} | flags
        kind = ShareKind.VENUE if told.pop("venue", False) else ShareKind.STATIC
        sent = Share(kind, Point(*place), accuracy, now, now, live_until=None, heading=None, **told)
        await who.phone.does(Located(sent))

    return send


def contact(*, own: bool = True, phone: str | None = None) -> Gesture:
    return lambda who: who.phone.share_contact(own=own, phone=phone)


async def photo(who: Speaker) -> None:
    await who.phone.photo()


async def again(who: Speaker) -> None:
    """The platform delivers the newest update a second time."""
    if isinstance(who.phone, PlainPhone):
        await who.phone.redeliver()
    else:
        await who.world.bot.redeliver()


def later(**span: float) -> Gesture:
    """Time passes, and what fell due is done."""
    return lambda who: who.world.tick(timedelta(**span).total_seconds())


def at(clock: str, day: str | None = None) -> Gesture:
    """The clock of the wall moves on to `07.24`, on the same day or another."""

    async def move(who: Speaker) -> None:
        zone = who.world.service.app.regions[who.world.region].zone
        today = date.fromisoformat(day) if day else who.world.clock.now().astimezone(zone).date()
        hour = time.fromisoformat(clock.replace(".", ":"))
        who.world.at(datetime.combine(today, hour, zone))

    return move


def old_button(label: str) -> Callable[[Speaker], Gesture]:
    """Remember a button as it stands on the screen now, to press it later."""

    def remember(who: Speaker) -> Gesture:
        if isinstance(who.phone, PlainPhone):
            phone, button = who.phone, who.phone.button(label)
            return lambda _: phone.tap_old(button)
        chat = who.chat
        seen = next(m for m in reversed(chat.messages) if label in m.buttons)
        return lambda _: chat.tap(label, seen)

    return remember


def act(day: str, clock: str, word: str, answer: str) -> list[Line]:
    """At a moment: press, share at the gate, read the verdict."""
    return [(at(clock, day), SILENCE), (say(word), PLEASE), (share(GATE), answer)]


async def forged_tap(who: Speaker, data: str) -> None:
    """A button that was never shown, as only a changed client can press it."""
    if isinstance(who.phone, PlainPhone):
        await who.phone.tap_old(Button("x", data))
    else:
        await who.chat.tap_data(data, who.chat.last.id)


async def employed(world: World, actor: Actor = BUDI, profile: str | None = None) -> Speaker:
    """One of the cast whose chat is connected already."""
    await world.bound(actor, profile)
    return a_stranger(world, actor)


def a_stranger(world: World, actor: Actor) -> Speaker:
    """Somebody who opens the chat for the first time."""
    return Speaker(world, world.phone(actor))


async def give_code(world: World, actor: Actor = BUDI, code: str = CODE, hours: float = 72) -> None:
    """The operator issues an activation code."""
    now = world.clock.now()
    async with world.service.app.engine.begin() as db:
        await binding.issue(
            db,
            world.region,
            actor.id,
            hash_code(code),
            now=now,
            expires_at=now + timedelta(hours=hours),
        )


async def rename(world: World, actor: Actor, name: str) -> None:
    """What the office's records call somebody."""
    async with world.service.app.engine.begin() as db:
        mine = employee.c.employee == actor.id
        await db.execute(sa.update(employee).where(mine).values(name=name))


async def insert(world: World, table: sa.Table, **values: object) -> None:
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.insert(table), {"region": world.region} | values)


async def used_since(world: World, day: date) -> None:
    """From when on days count in the region: no month before that is reported (AMB-52)."""
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.update(region).values(used_since=day))


def read_by_a_person(text: str) -> None:
    """Plain short Indonesian with times as `07.24 WITA`, and nothing of our own insides."""
    assert 0 < len(text) <= LONGEST, f"{len(text)} characters"
    for pattern in _UNFIT:
        found = re.search(pattern, text)
        assert found is None, f"{found and found[0]!r} in {text!r}"


def _said(who: Speaker) -> list[str]:
    """Everything the bot has sent, toasts too; a photo by its caption."""
    if not isinstance(who.phone, TelegramPhone):
        return who.phone.told
    return _called(who, _SENT) + [toast.text for toast in who.chat.toasts if toast.text]


def _changed(who: Speaker) -> list[str]:
    """What messages on the screen were changed to."""
    return _called(who, _EDITED) if isinstance(who.phone, TelegramPhone) else []


def _called(who: Speaker, words: dict[str, str]) -> list[str]:
    calls = who.world.sandbox.journal.accepted(chat_id=who.chat.user.id)
    html = [call.params[words[call.method]] for call in calls if call.method in words]
    return [str(Markup(text).striptags()) for text in html]  # noqa: S704 - as Telegram


_SENT = {"sendMessage": "text", "sendPhoto": "caption", "sendDocument": "caption"}
_EDITED = {"editMessageText": "text", "editMessageCaption": "caption"}
