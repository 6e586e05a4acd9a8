"""The page over HTTP: what is answered to whatever is sent, and what is told as it happens."""

import asyncio
import json
import logging
from datetime import timedelta
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from aiohttp import FormData

from bot.demo import time_travel
from bot.demo.session import Session
from bot.demo.stream import Listener
from bot.demo.web import LARGEST_UPLOAD
from tests.builders.calls import picture
from tests.builders.story import newest, phone_of
from tests.demo.browser import OURS, Client, post
from tests.demo.page import Page
from tests.demo.test_terminal import FINE
from tests.patience import until

pytestmark = pytest.mark.asyncio(loop_scope="module")

UNKNOWN = "Halaman ini mengirim sesuatu yang tidak dikenal; muat ulang."
WAIT = "Tunggu sebentar: jam atau bot sedang dipindahkan."


@pytest.mark.parametrize("path", ["/chats/1-1/say", "/chats/{key}/dance", "/chats/{key}", "/x"])
async def test_what_is_not_there_is_not_found(session: Session, web: Client, path: str) -> None:
    key = phone_of(session, "Maria").key
    async with web.post(path.format(key=key), data="{}", headers=OURS) as answer:
        assert answer.status in {404, 405}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/chats/{key}/say", ""),
        ("/chats/{key}/say", "{"),
        ("/chats/{key}/say", b"\xff"),
        ("/chats/{key}/say", "[]"),
        ("/chats/{key}/say", '{"text": "halo", "lagi": 1}'),
        ("/chats/{key}/move", '{"lat": 91, "lon": 0}'),
        ("/chats/{key}/live", '{"period": 1}'),
        ("/clock", '{"act": "fly"}'),
        ("/clock", '{"act": "hours"}'),
        ("/clock", '{"act": "hours", "count": 0}'),
        ("/clock", '{"act": "at", "time": "25:00", "region": "bulungan"}'),
        ("/clock", "{}"),
        ("/faults", '{"rain": true}'),
        ("/faults", '{"server": true, "rain": true}'),
        ("/faults", '{"server": "mungkin"}'),
        ("/faults", "[]"),
        ("/hadir", "{}"),
        ("/hadir", '{"line": 7}'),
    ],
)
async def test_nonsense_is_answered_in_words_and_does_nothing(
    session: Session, web: Client, path: str, body: str | bytes
) -> None:
    phone = phone_of(session, "Maria")
    before = (list(phone.talk.chat.messages), phone.at, session.env.clock.now())
    answer = await post(web, path.format(key=phone.key), body)
    assert answer == (400, {"error": UNKNOWN})
    assert (list(phone.talk.chat.messages), phone.at, session.env.clock.now()) == before
    assert session.faults == set()


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("/chats/{key}/say", {"text": ""}, "1 sampai 4.096 huruf"),
        ("/chats/{key}/press", {"label": "Terbang"}, "sudah tidak ada"),
        ("/clock", {"act": "month_end", "region": "antah"}, "Daerah itu tidak ada"),
    ],
)
async def test_what_cannot_be_done_is_told_why(
    session: Session, web: Client, path: str, body: object, words: str
) -> None:
    status, told = await post(web, path.format(key=phone_of(session, "Maria").key), body)
    assert status == 400
    assert words in told["error"]


async def test_what_is_sent_in_a_chat_is_said_there(session: Session, web: Client) -> None:
    phone = phone_of(session, "Andi")
    assert await post(web, f"/chats/{phone.key}/say", {"text": "/poin"}) == (200, {"moves": 0})
    await session.env.expect(phone.talk, "poin")
    assert not session.env.broken


async def test_start_is_the_letter_of_the_operator_once(session: Session, web: Client) -> None:
    siti, stranger = phone_of(session, "Siti"), phone_of(session, "Orang Asing")
    for phone in (siti, stranger):
        assert await post(web, f"/chats/{phone.key}/start", {}) == (200, {"moves": 0})
    assert siti.talk.messages[0].text.startswith("/start ")
    assert stranger.talk.messages[0].text == "/start"
    await session.env.expect(siti.talk, "status pegawai")
    await session.env.expect(stranger.talk, "kode aktivasi")
    assert not session.env.broken


async def test_a_photo_and_a_document_go_through_and_open(session: Session, web: Client) -> None:
    phone = phone_of(session, "Andi")
    sent = {"photo": picture(900, 600), "document": b"%PDF-1.7 <script>"}
    for act, name, kind, how in (
        ("photo", "a.png", "image/jpeg", "inline"),
        ("document", "surat.pdf", "application/pdf", "inline; filename*=UTF-8''surat.pdf"),
        (
            "document",
            "surat; é.html",
            "application/octet-stream",
            "attachment; filename*=UTF-8''surat%3B%20%C3%A9.html",
        ),
    ):
        form = FormData({"caption": "Lampiran"}, quote_fields=False)
        form.add_field("file", BytesIO(sent[act]), filename=name)
        async with web.post(f"/chats/{phone.key}/{act}", data=form, headers=OURS) as answer:
            assert (answer.status, await answer.json()) == (200, {"moves": 0})
        message = next(m for m in reversed(phone.talk.messages) if m.files)
        assert message.text == "Lampiran"
        async with web.get(f"/files/{message.files[-1].id}") as opened:
            assert (opened.status, opened.content_type) == (200, kind)
            assert opened.headers["Content-Disposition"].startswith(how)
            assert opened.headers["X-Content-Type-Options"] == "nosniff"
            assert act == "photo" or await opened.read() == sent[act]
    await time_travel.settled(session.env)


@pytest.mark.parametrize(
    ("act", "form", "words"),
    [
        ("photo", {"file": b"bukan gambar"}, "Itu bukan gambar"),
        ("photo", {}, "Pilih dulu berkasnya"),
        ("document", {"caption": "tanpa berkas"}, "Pilih dulu berkasnya"),
    ],
)
async def test_a_file_that_is_none_is_refused(
    session: Session, web: Client, act: str, form: dict[str, Any], words: str
) -> None:
    phone = phone_of(session, "Andi")
    before = list(phone.talk.chat.messages)
    data = FormData()
    for name, value in form.items():
        data.add_field(name, value, filename="a.jpg" if name == "file" else None)
    async with web.post(f"/chats/{phone.key}/{act}", data=data, headers=OURS) as answer:
        assert answer.status == 400
        assert words in (await answer.json())["error"]
    assert list(phone.talk.chat.messages) == before


async def test_what_no_bot_could_fetch_is_not_taken(session: Session, web: Client) -> None:
    phone = phone_of(session, "Andi")
    data = FormData()
    data.add_field("file", BytesIO(bytes(LARGEST_UPLOAD)), filename="besar.pdf")
    async with web.post(f"/chats/{phone.key}/document", data=data, headers=OURS) as answer:
        assert (answer.status, await answer.json()) == (
            413,
            {"error": "Berkas paling besar 50 MB."},
        )


async def test_the_terminal_answers_with_a_code_and_its_output(web: Client) -> None:
    status, told = await post(web, "/hadir", {"line": "libur bulungn 2026"})
    assert (status, told["code"]) == (200, 1)
    assert "mungkin maksudnya bulungan" in told["output"]
    status, told = await post(web, "/hadir", {"line": "check"})
    assert (status, told["code"]) == (200, 0)
    assert told["output"].startswith(FINE)
    assert "Perhatian: bulungan: 1 belum ada yang ditunjuk memutuskan (Drs. Sy" in told["output"]


async def test_each_move_is_counted_so_that_a_page_knows_which_word_is_newer(
    session: Session, web: Client
) -> None:
    phone, here = phone_of(session, "Maria"), {"lat": 2.83, "lon": 117.36, "accuracy": None}
    before, path = phone.moves, f"/chats/{phone.key}/move"
    told = [await post(web, path, here | {"lon": 117.36 + step / 1000}) for step in range(2)]
    assert told == [(200, {"moves": before + 1}), (200, {"moves": before + 2})]
    page = Page(Listener(session, None))
    (chat,) = [body for name, body in page.news() if name == "chat" and body["key"] == phone.key]
    assert chat["at"] == here | {"lon": 117.361, "moves": before + 2}


async def test_while_the_clock_is_moved_it_cannot_be_moved_again(
    session: Session, web: Client
) -> None:
    seen = session.bell.rung
    goal = session.env.clock.now() + timedelta(hours=1)
    first = asyncio.create_task(post(web, "/clock", {"act": "hours", "count": 1}))
    while session.goal is None:
        await session.rings(seen, 5)
        seen = session.bell.rung
    for path, body in (
        ("/clock", {"act": "hours", "count": 1}),
        ("/clock", {"act": "run"}),
        ("/faults", {"stopped": True}),
    ):
        assert await post(web, path, body) == (409, {"error": WAIT})
    assert await first == (200, {})
    assert (session.env.clock.now(), session.faults) == (goal, set())


async def listen(answer: aiohttp.ClientResponse) -> tuple[str, Any]:
    """The next server-sent event: its name and what it tells; comments passed over."""
    name, data = "", ""
    while line := (await answer.content.readline()).decode():
        match line.rstrip("\n").partition(": "):
            case "event", _, name:
                pass
            case "data", _, data:
                pass
            case "", "", "" if name:
                return name, json.loads(data)
    raise AssertionError("the stream has ended")


async def test_events_come_as_they_happen_and_end_with_the_page(
    session: Session, web: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    assert web.server.runner is not None
    server = web.server.runner.server
    assert server is not None
    others = len(server.connections)
    async with aiohttp.ClientSession() as page:
        answer = await page.get(web.make_url("/events"))
        assert answer.content_type == "text/event-stream"
        assert answer.headers["Cache-Control"] == "no-cache"
        told = [await listen(answer) for _ in range(5 + len(session.phones))]
        assert [name for name, _ in told[:5]] == ["world", "places", "people", "faults", "clock"]
        phone = phone_of(session, "Kristina")
        await post(web, f"/chats/{phone.key}/say", {"text": "halo"})
        name, chat = await listen(answer)
        assert (name, chat["key"]) == ("chat", phone.key)
        assert chat["messages"][0]["text"] == "halo"
        answer.close()
    await time_travel.settled(session.env)
    assert newest(phone).sender.is_bot

    async def closed() -> bool:
        session.bell.ring()
        return len(server.connections) <= others

    await until(closed)
    assert [record.getMessage() for record in caplog.records] == []
