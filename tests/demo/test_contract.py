"""What a page is told has exactly the keys that page and server agreed on, and is JSON."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.demo import time_travel
from bot.demo.act import Forward, Live, Stop
from bot.demo.phone import UPLOADS, Upload
from bot.demo.session import Session
from bot.demo.stream import Listener
from bot.sandbox.chat import Toast
from tests.builders.calls import picture
from tests.builders.story import do, newest, phone_of
from tests.demo.page import Page, says
from tests.office import GATE

PERSON = "key region name roles nip kind title phone office superior joined"
CHAT = "key messages gone keyboard commands typing refusal started unread at live"
MESSAGE = "id date mine sender text entities media forwarded reply buttons edited"
# What each event, and each thing inside one, consists of.
CONTRACT: Mapping[str, set[str]] = {
    name: set(keys.split())
    for name, keys in {
        "world": "regions tiles",
        "region": "code name zone offset bot",
        "place": "region code name office radius centre ring",
        "person": PERSON,
        "clock": "now running travelling",
        "faults": "too_many server reset stopped",
        "chat": CHAT,
        "keyboard": "message rows placeholder one_time",
        "at": "lat lon accuracy moves",
        "live": "message until",
        "toast": "key text alert",
        "message": MESSAGE,
        "reply": "id sender text",
        "photo": "type url width height",
        "document": "type url name mime size",
        "location": "type lat lon accuracy period",
        "venue": "type lat lon title address",
        "contact": "type phone name own",
    }.items()
}
KEYS_OF_A_BUTTON = [{"text", "data"}, {"text", "url"}]


def keys_as_agreed(name: str, told: Any) -> None:
    assert told.keys() == CONTRACT[name], name


def chat_as_agreed(chat: dict[str, Any]) -> None:
    keys_as_agreed("chat", chat)
    keys_as_agreed("at", chat["at"])
    for name in ("keyboard", "live"):
        if chat[name] is not None:
            keys_as_agreed(name, chat[name])
    assert all(each.keys() == {"command", "description"} for each in chat["commands"])
    for message in chat["messages"]:
        keys_as_agreed("message", message)
        if message["media"] is not None:
            keys_as_agreed(message["media"]["type"], message["media"])
        if message["reply"] is not None:
            keys_as_agreed("reply", message["reply"])
        assert all(each.keys() in KEYS_OF_A_BUTTON for row in message["buttons"] for each in row)
        assert all({"type", "offset", "length"} <= each.keys() for each in message["entities"])


@pytest.mark.asyncio(loop_scope="module")
async def test_everything_that_is_told_is_what_page_and_server_agreed_on(session: Session) -> None:
    """One of each: all that people and bots can send."""
    maria = phone_of(session, "Maria")
    page = Page(Listener(session, None))
    await UPLOADS["photo"](maria, Upload(picture(), "a.jpg", "Posyandu"))
    await UPLOADS["document"](maria, Upload(b"%PDF-1.7", "surat.pdf", ""))
    await maria.talk.venue(*GATE, "Pasar", "Jalan Sengkawit")
    await maria.talk.share_contact()
    await do(session, "Maria", Live(900))
    await do(session, "Andi", Forward(newest(maria).id, maria.key))
    asked = says(maria, "Setuju?", inline_keyboard=(({"text": "Ya", "callback_data": "y"},),))
    says(maria, "Baca", inline_keyboard=(({"text": "Buka", "url": "https://a.example"},),))
    await maria.talk.say("ya", reply_to=asked)
    await maria.talk.tap("Ya", asked)
    maria.talk.chat.toast(Toast("1", "Baik", alert=True))
    await time_travel.settled(session.env)
    told = page.news()
    media, forwarded_from = set(), set()
    for name, payload in told:
        match name:
            case "people" | "places":
                singular = {"people": "person", "places": "place"}[name]
                for each in payload:
                    keys_as_agreed(singular, each)
            case "chat":
                chat_as_agreed(payload)
                media |= {m["media"]["type"] for m in payload["messages"] if m["media"]}
                forwarded_from |= {m["forwarded"] for m in payload["messages"]}
            case _:
                keys_as_agreed(name, payload)
    assert media == {"photo", "document", "location", "venue", "contact"}
    assert {name for name, _ in told} == {
        "world", "places", "people", "clock", "faults", "chat", "toast",
    }  # fmt: skip
    for region in dict(told)["world"]["regions"]:
        keys_as_agreed("region", region)
    assert forwarded_from == {None, "Maria Ulfah"}
    await do(session, "Maria", Stop())
