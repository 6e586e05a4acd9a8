"""The stream of one listener: everything at first, and from then on what has changed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

from bot.demo.json_views import action_view, keyboard_view, message_view
from bot.demo.phone import Phone
from bot.demo.residents import Resident
from bot.demo.session import FAULTS, Session
from bot.sandbox.commands import menu
from bot.sandbox.model import Json, Message

STRANGER = "asing"


def event(name: str, payload: object) -> bytes:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps(payload, ensure_ascii=False)}\n\n".encode()


@dataclass(slots=True)
class Listener:
    """What one page knows already. Messages are values, so what is not the same has changed."""

    session: Session
    tiles: Json | None
    _told: dict[str, object] = field(default_factory=dict)
    _messages: dict[str, Mapping[int, Message]] = field(default_factory=dict)
    _toasts: set[str] = field(init=False)

    def __post_init__(self) -> None:
        talks = [phone.talk for phone in self.session.phones.values()]
        self._toasts = {toast.query_id for talk in talks for toast in talk.toasts}

    def news(self) -> Iterator[tuple[str, object]]:
        """The events that it has not been told yet; telling them is up to the caller."""
        session = self.session
        yield from self._part("world", _world(session, self.tiles))
        yield from self._part("places", [asdict(spot) for spot in session.spots])
        yield from self._part(
            "people", [_person(session, phone) for phone in session.phones.values()]
        )
        yield from self._part("faults", {name: name in session.faults for name in FAULTS})
        yield from self._clock()
        for phone in session.phones.values():
            yield from self._chat(phone)
            yield from self._fresh_toasts(phone)

    def _part(self, name: str, payload: object) -> Iterator[tuple[str, object]]:
        if self._told.get(name) != payload:
            self._told[name] = payload
            yield name, payload

    def _clock(self) -> Iterator[tuple[str, object]]:
        """Told when it is set, not with every second."""
        clock, goal = self.session.env.clock, self.session.goal
        stands: Json = {"running": clock.running, "travelling": goal and goal.timestamp()}
        if self._told.get("clock") != (clock.set_at, stands):
            self._told["clock"] = (clock.set_at, stands)
            yield "clock", {"now": clock.now().timestamp(), **stands}

    def _chat(self, phone: Phone) -> Iterator[tuple[str, object]]:
        known, now = self._messages.get(phone.key, {}), dict(phone.talk.chat.messages)
        changed = [each for number, each in now.items() if known.get(number) is not each]
        gone = [number for number in known if number not in now]
        stands = _chat(phone)
        name = f"chat {phone.key}"
        if changed or gone or self._told.get(name) != stands:
            self._messages[phone.key], self._told[name] = now, stands
            shown = [message_view(each, phone.talk.user.id) for each in changed]
            yield "chat", {"key": phone.key, "messages": shown, "gone": gone, **stands}

    def _fresh_toasts(self, phone: Phone) -> Iterator[tuple[str, object]]:
        for toast in phone.talk.toasts:
            if toast.query_id not in self._toasts:
                self._toasts.add(toast.query_id)
                yield "toast", {"key": phone.key, "text": toast.text, "alert": toast.alert}


def _world(session: Session, tiles: Json | None) -> Json:
    now, app = session.env.clock.now(), session.env.service.app
    regions = []
    for region in app.regions.values():
        local = now.astimezone(region.zone)
        offset = local.utcoffset()
        minutes = int(offset.total_seconds() // 60) if offset is not None else 0
        bot = session.env.bots[region.code].user.username
        zone = {"zone": local.tzname(), "offset": minutes}
        regions.append({"code": region.code, "name": region.name, "bot": bot, **zone})
    return {"regions": regions, "tiles": tiles}


def _person(session: Session, phone: Phone) -> Json:
    resident = session.people.get((phone.region, phone.nip))
    about = asdict(resident) if resident else _stranger(phone)
    return about | {"key": phone.key}


def _stranger(phone: Phone) -> Json:
    user = phone.talk.user
    nobody = Resident(
        phone.region, "", user.name, user.phone, "", "", None, None, (STRANGER,), joined=False
    )
    return asdict(nobody)


def _chat(phone: Phone) -> Json:
    talk, chat, live = phone.talk, phone.talk.chat, phone.sharing
    lat, lon = phone.at
    return {
        "keyboard": keyboard_view(chat),
        "commands": menu(talk.bot, chat),
        "typing": action_view(chat),
        "refusal": chat.refusal,
        "started": chat.id in talk.bot.chats,
        "unread": phone.unread,
        "at": {"lat": lat, "lon": lon, "accuracy": phone.accuracy, "moves": phone.moves},
        "live": live and {"message": live.message_id, "until": live.expires_at},
    }
