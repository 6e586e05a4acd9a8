"""The question for a photo: what answers it, how it is skipped, and how a channel knows of it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from db.records.attachment import Page
from handlers.chat.album import PAGES_MAX, awaits_photo, photo, with_page
from handlers.chat.conversation import LASTS, Refusal, Running, Talk, step
from handlers.chat.event import JPEG, PDF, Content, Document, Kept, Other, Photo, Tap, Text
from handlers.chat.reply import Reply
from tests.office import wita

NOW = wita("2026-04-06", "07.24")
KEPT = Kept("ab" * 32, 150_000, JPEG)
LETTER = Kept("cd" * 32, 9_000, PDF)
PLEASE = "Silakan kirim fotonya, atau berkas PDF."


async def hand_in(talk: Talk) -> Reply:
    (must,) = await talk.ask("surat", photo(Markup("Suratnya?")))
    may = await talk.ask("foto", photo(Markup("Fotonya?"), optional="Lewati"))
    await talk.confirm(Markup("{} {}").format(must.media, may[0].hash if may else "tanpa foto"))
    return Reply(Markup("Tersimpan."))


def begun(**answers: object) -> Running:
    return Running("izin", "42", NOW + LASTS, dict(answers))


def row(running: Running) -> dict[str, Any]:
    """The chat's row, as the database gives it back."""
    found: dict[str, Any] = json.loads(json.dumps({"talk": running.as_json()}))
    return found


async def said(running: Running, content: Content | None) -> str:
    reply, _ = await step(running, hand_in, content)
    return str(reply.text)


@pytest.mark.parametrize("content", [Photo(LETTER), Document(LETTER)])
async def test_a_photo_or_a_file_that_was_kept_is_the_answer(content: Content) -> None:
    running = begun()
    assert await said(running, content) == "Fotonya?"
    assert await said(Running.from_json(row(running)["talk"]), Text("lewati")) == (
        "application/pdf tanpa foto"
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (Photo(reason="Foto itu <rusak>."), "Foto itu &lt;rusak&gt;."),
        (Document(reason="Berkas itu bukan PDF."), "Berkas itu bukan PDF."),
        (Photo(), PLEASE),
        (Document(), PLEASE),
        (Text("nanti"), PLEASE),
        (Text(""), PLEASE),
        (Text("Lewati"), PLEASE),
        (Other("other"), PLEASE),
        (Tap("42:surat:", "q"), "Pilihan itu tidak ada lagi."),
    ],
    ids=["unfit", "no PDF", "not fetched", "neither", "words", "", "skipped", "voice", "forged"],
)
async def test_what_was_not_kept_repeats_the_question_with_the_reason(
    content: Content, reason: str
) -> None:
    running = begun()
    assert await said(running, content) == f"{reason}\n\nSuratnya?"
    assert running.answers == {}


@pytest.mark.parametrize(
    ("content", "summary"),
    [
        (Photo(KEPT), f"image/jpeg {KEPT.hash}"),
        (Text("lewati"), "image/jpeg tanpa foto"),
        (Tap("42:foto:", "q"), "image/jpeg tanpa foto"),
    ],
    ids=["a photo", "the word", "the button"],
)
async def test_an_optional_one_may_be_skipped(content: Content, summary: str) -> None:
    running = begun(surat=["ab" * 32, 150_000, JPEG])
    reply, _ = await step(running, hand_in, None)
    assert [button.label for button in reply.buttons] == ["Lewati", "Kembali", "Batal"]
    assert await said(running, content) == summary


async def test_the_row_tells_a_channel_whether_a_photo_is_awaited() -> None:
    running = begun()
    await said(running, None)
    assert awaits_photo(row(running), NOW)
    assert awaits_photo(row(running), NOW + LASTS)
    assert not awaits_photo(row(running), NOW + LASTS + timedelta(seconds=1))
    await said(running, Photo(KEPT))
    assert awaits_photo(row(running), NOW), "for the second one"
    await said(running, Photo(KEPT))
    assert awaits_photo(row(running), NOW), "for further pages"


def test_a_chat_without_a_conversation_awaits_nothing() -> None:
    assert not awaits_photo({}, NOW)
    assert not awaits_photo({"greeted": NOW.isoformat()}, NOW)


def test_the_row_of_an_older_release_awaits_nothing() -> None:
    old = row(begun())
    del old["talk"]["wants"]
    assert not awaits_photo(old, NOW)


@given(st.permutations([1, 2, 3]))
def test_pages_stand_in_the_order_of_sending_however_they_come(order: list[int]) -> None:
    raw: Any = ""
    for place in order:
        raw = with_page(raw, Photo(Kept(f"{place}", 9, JPEG), caption=f"hal. {place}", place=place))
    found = photo(Markup("Suratnya?")).read(json.loads(json.dumps(raw)))
    assert [(page.hash, page.words) for page in found] == [(f"{n}", f"hal. {n}") for n in (1, 2, 3)]


def test_an_answer_of_an_older_release_is_one_page_and_takes_more() -> None:
    old = ["ab" * 32, 150_000, JPEG]
    assert photo(Markup("?")).read(old) == (Page("ab" * 32, 150_000, JPEG),)
    assert len(photo(Markup("?")).read(with_page(old, Photo(LETTER, place=7)))) == 2


def test_the_same_content_twice_is_one_page_also_where_no_more_fit() -> None:
    raw: Any = ""
    for number in range(PAGES_MAX):
        raw = with_page(raw, Photo(Kept(f"{number}", 9, JPEG), place=number))
    assert with_page(raw, Photo(Kept("3", 9, JPEG), place=99)) == raw
    with pytest.raises(Refusal, match="Paling banyak 10 halaman"):
        with_page(raw, Photo(KEPT, place=99))
