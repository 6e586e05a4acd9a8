"""What a page is told: everything at first, and then only what has changed."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.demo import time_travel
from bot.demo.act import Block, Live, Move, Stop, Unblock
from bot.demo.phone import Phone
from bot.demo.seed import greeting
from bot.demo.session import Session
from bot.demo.stream import Listener, event
from bot.sandbox.chat import Action, Toast
from bot.sandbox.content import forwarded
from bot.sandbox.model import Message
from tests.builders.story import do, newest, phone_of
from tests.demo.page import Page, says
from tests.office import GATE

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def page(session: Session) -> Page:
    """A page that knows everything so far."""
    fresh = Page(Listener(session, None))
    fresh.news()
    return fresh


async def test_a_new_listener_is_told_everything_and_a_second_look_nothing(
    session: Session,
) -> None:
    page = Page(Listener(session, None))
    told = page.news()
    order = ["world", "places", "people", "faults", "clock"]
    assert [name for name, _ in told] == order + ["chat"] * len(session.phones)
    chats = {payload["key"]: payload for name, payload in told if name == "chat"}
    assert chats.keys() == session.phones.keys()
    for key, phone in session.phones.items():
        shown = [each["id"] for each in chats[key]["messages"]]
        assert shown == list(phone.talk.chat.messages)
    assert page.news() == []


async def test_the_world_and_its_people_are_told_as_they_are(session: Session) -> None:
    tiles: dict[str, object] = {"url": "https://peta.example/{z}/{x}/{y}.png", "credit": "Peta"}
    told = dict(Page(Listener(session, tiles)).news())
    assert told["world"] == {
        "regions": [
            {
                "code": "bulungan",
                "name": "Kabupaten Bulungan",
                "zone": "WITA",
                "offset": 480,
                "bot": "hadir_bulungan_bot",
            },
            {
                "code": "karanganyar",
                "name": "Kabupaten Karanganyar",
                "zone": "WIB",
                "offset": 420,
                "bot": "hadir_karanganyar_bot",
            },
        ],
        "tiles": tiles,
    }
    strangers = [each for each in told["people"] if each["roles"] == ["asing"]]
    assert [(each["nip"], each["office"], each["joined"]) for each in strangers] == [
        ("", None, False)
    ] * 2
    assert told["clock"] == {
        "now": session.env.clock.now().timestamp(),
        "running": False,
        "travelling": None,
    }
    assert set(told["faults"].values()) == {False}


async def test_a_new_message_is_told_alone(session: Session, page: Page) -> None:
    sent = says(phone_of(session, "Kristina"), "Selamat pagi")
    chat = page.only("chat")
    assert [(each["id"], each["text"]) for each in chat["messages"]] == [(sent.id, "Selamat pagi")]
    assert (chat["gone"], chat["unread"]) == ([], phone_of(session, "Kristina").unread)
    (told,) = chat["messages"]
    assert (told["mine"], told["sender"], told["edited"]) == (False, "Hadir", False)
    assert page.news() == []


async def test_a_changed_message_is_told_alone_and_a_deleted_one_is_gone(
    session: Session, page: Page
) -> None:
    phone = phone_of(session, "Kristina")
    first, second = says(phone, "satu"), says(phone, "dua")
    page.news()
    phone.talk.chat.put(replace(first, text="satu lagi", edit_date=first.date))
    chat = page.only("chat")
    changed = [(each["id"], each["text"], each["edited"]) for each in chat["messages"]]
    assert changed == [(first.id, "satu lagi", True)]
    phone.talk.chat.forget(second.id)
    chat = page.only("chat")
    assert (chat["messages"], chat["gone"]) == ([], [second.id])
    assert page.news() == []


async def test_a_message_tells_whose_it_is_what_it_answers_and_where_it_came_from(
    session: Session, page: Page
) -> None:
    phone = phone_of(session, "Kristina")
    asked = says(phone, "Apa alasannya?")
    page.news()
    phone.talk.chat.put(
        Message(
            phone.talk.bot.next_message(),
            asked.date,
            phone.talk.user,
            "Sakit",
            reply_to=asked,
            extra=forwarded(phone_of(session, "Maria").talk.user, asked.date),
            entities=({"type": "bold", "offset": 0, "length": 5},),
        )
    )
    (told,) = page.only("chat")["messages"]
    assert told["mine"]
    assert told["reply"] == {"id": asked.id, "sender": "Hadir", "text": "Apa alasannya?"}
    assert told["forwarded"] == "Maria Ulfah"
    assert told["entities"] == [{"type": "bold", "offset": 0, "length": 5}]


async def test_what_lies_where_is_told_of_a_phone(session: Session, page: Page) -> None:
    phone = await do(session, "Kristina", Move(*GATE, accuracy=12))
    lies = {"lat": GATE[0], "lon": GATE[1], "accuracy": 12, "moves": phone.moves}
    assert page.only("chat")["at"] == lies
    await do(session, "Kristina", Live(900))
    chat = page.only("chat")
    until = newest(phone).date + 900
    assert chat["live"] == {"message": newest(phone).id, "until": until}
    assert chat["messages"][-1]["media"]["period"] == 900
    await do(session, "Kristina", Stop())
    chat = page.only("chat")
    assert chat["live"] is None
    assert chat["messages"][-1]["media"]["period"] is None
    await time_travel.settled(session.env)


async def test_who_has_blocked_the_bot_is_shown_so(session: Session, page: Page) -> None:
    await do(session, "Kristina", Block())
    assert "blocked" in page.only("chat")["refusal"]
    await do(session, "Kristina", Unblock())
    assert page.only("chat")["refusal"] is None
    await time_travel.settled(session.env)


async def test_a_toast_is_told_once_and_not_to_who_comes_later(
    session: Session, page: Page
) -> None:
    phone = phone_of(session, "Kristina")
    phone.talk.chat.toast(Toast("t1", "Sudah diputuskan", alert=True))
    toast = {"key": phone.key, "text": "Sudah diputuskan", "alert": True}
    assert page.only("toast") == toast
    assert page.news() == []
    late = Page(Listener(session, None))
    assert "toast" not in dict(late.news())
    phone.talk.chat.toast(Toast("t2", "", alert=False))
    for each in (page, late):
        assert each.only("toast") == {"key": phone.key, "text": "", "alert": False}


async def test_typing_is_told_and_ends_by_itself(session: Session, page: Page) -> None:
    chat = phone_of(session, "Kristina").talk.chat
    chat.act("typing")
    assert page.only("chat")["typing"] == "typing"
    assert page.news() == []
    chat.action = Action("typing", asyncio.get_running_loop().time())
    assert page.only("chat")["typing"] is None
    chat.act("upload_photo")
    assert page.only("chat")["typing"] == "upload_photo"
    says(phone_of(session, "Kristina"))
    assert page.only("chat")["typing"] is None


async def test_the_clock_is_told_when_it_is_let_run_or_held_or_moved(
    session: Session, page: Page
) -> None:
    clock = session.env.clock
    session.go_on(running=True)
    assert page.only("clock")["running"]
    while clock.now() == clock.set_at:
        pass
    assert page.news() == []  # the page goes on by itself
    session.go_on(running=False)
    held = page.only("clock")
    assert held == {"now": clock.now().timestamp(), "running": False, "travelling": None}
    clock.travel(clock.now() + timedelta(minutes=1))
    assert page.only("clock")["now"] == held["now"] + 60


async def test_a_journey_is_told_while_it_lasts(session: Session, page: Page) -> None:
    goal = session.env.clock.now() + timedelta(minutes=1)
    seen = session.bell.rung
    travelling = asyncio.create_task(session.travel(goal))
    await session.rings(seen, 5)
    assert page.only("clock")["travelling"] == goal.timestamp()
    await travelling
    arrived = dict(page.news())["clock"]
    assert arrived == {"now": goal.timestamp(), "running": False, "travelling": None}


async def test_faults_are_told_when_they_begin_and_end(session: Session, page: Page) -> None:
    await session.switch("too_many", on=True)
    on = {"too_many": True, "server": False, "reset": False, "stopped": False}
    assert page.only("faults") == on
    await session.switch("too_many", on=True)
    assert page.news() == []
    await session.switch("too_many", on=False)
    assert page.only("faults") == on | {"too_many": False}


async def test_somebody_who_joins_is_shown_so(session: Session, page: Page) -> None:
    siti = phone_of(session, "Siti")
    assert (joined(Page(Listener(session, None)).news(), siti), siti.talk.messages) == (False, [])
    code = (await greeting(session, siti)).removeprefix("/start ")
    await session.env.activate(siti.talk, code, "CPNS", siti.nip)
    assert not session.env.broken
    seen = session.bell.rung
    while not session.people[siti.region, siti.nip].joined:
        await session.rings(seen, 5)
        seen = session.bell.rung
    told = page.news()
    assert joined(told, siti)
    (chat,) = (payload for name, payload in told if name == "chat")
    assert (chat["key"], chat["started"]) == (siti.key, True)
    assert {"text": "Masuk"} in [key for row in chat["keyboard"]["rows"] for key in row]
    assert "izin" in {each["command"] for each in chat["commands"]}
    assert await greeting(session, siti) == "/start"


async def test_a_chat_in_which_nobody_has_written_is_not_started(session: Session) -> None:
    stranger = phone_of(session, "Orang Asing")
    chats = [payload for name, payload in Page(Listener(session, None)).news() if name == "chat"]
    started = {each["key"]: each["started"] for each in chats}
    assert (started[stranger.key], started[phone_of(session, "Maria").key]) == (False, True)


def joined(told: list[tuple[str, Any]], phone: Phone) -> bool:
    (shown,) = (each for each in dict(told)["people"] if each["key"] == phone.key)
    found: bool = shown["joined"]
    return found


async def test_an_event_is_two_lines_of_utf8_and_an_empty_one() -> None:
    assert event("toast", {"text": "Baik —\n😀"}) == (
        'event: toast\ndata: {"text": "Baik —\\n😀"}\n\n'.encode()
    )
