"""Pages: the photos and PDFs that are one proof, however many messages they come in.

No channel says when an album ends, so the first page goes on with the conversation and each
further one joins it: the open question, which the first page brought, is changed in place. Only
before the go-ahead: what is filed is filed.
"""

from collections.abc import Mapping
from dataclasses import astuple, replace
from datetime import datetime
from typing import Any

from markupsafe import Markup

from db.records.attachment import Page, pages_of
from handlers.chat import conversation
from handlers.chat.context import Context
from handlers.chat.conversation import GO_AHEAD, Flow, Question, Refusal, Running
from handlers.chat.event import Content, Document, Photo, Tap, Text, words_of
from handlers.chat.menu import commands, hint_to_act
from handlers.chat.reply import InputKind, Reply

PAGES_MAX = 10  # as many as an album holds

FULL = Markup("Paling banyak {} halaman. Yang ini tidak ikut: satukan menjadi satu PDF.").format(
    PAGES_MAX
)
PLEASE = "Silakan kirim fotonya, atau berkas PDF."


def photo(prompt: Markup, *, optional: str | None = None) -> Question[tuple[Page, ...]]:
    """A photo or a PDF, and as many more as belong to it; `optional` labels what skips it."""

    def take(content: Content) -> object:
        if isinstance(content, Photo | Document) and content.kept:
            return with_page("", content)
        if optional and words_of(content).strip().casefold() == optional.casefold():
            return ""
        reason = getattr(content, "reason", None)
        raise Refusal(Markup.escape(reason or PLEASE))

    skip = (("", optional),) if optional else ()
    return Question(Reply(prompt, input_kind=InputKind.PHOTO), take, _read, skip)


def _read(raw: Any) -> tuple[Page, ...]:  # noqa: ANN401 - JSON
    """In the order in which they were sent, whichever came first."""
    kept = pages_of(raw)
    if not raw or isinstance(raw[0], str):  # of an older release
        return kept
    places = [each[4] if len(each) > 4 else 0 for each in raw]
    return tuple(page for _, page in sorted(zip(places, kept, strict=True), key=lambda p: p[0]))


def with_page(raw: Any, sent: Photo | Document, *, captioned: bool = True) -> list[Any]:  # noqa: ANN401 - JSON
    """The raw answer with one more page; raises `Refusal` where there are `PAGES_MAX` already.

    The same content twice is one page.
    """
    rows = [[*astuple(page), 0] for page in pages_of(raw)] if _is_old(raw) else list(raw or ())
    if sent.kept is None or any(row[0] == sent.kept.hash for row in rows):
        return rows
    if len(rows) >= PAGES_MAX:
        raise Refusal(FULL)
    words = " ".join(sent.caption.split()) if captioned else ""
    return [*rows, [*astuple(sent.kept), words, sent.place]]


def _is_old(raw: Any) -> bool:  # noqa: ANN401 - JSON
    return bool(raw) and (isinstance(raw[0], str) or len(raw[0]) < 5)


def awaits_photo(state: Mapping[str, Any], at: datetime) -> bool:
    """Whether a picture would be kept `at` this time, as a chat's row tells: no other is fetched.

    Because it is asked for, or because it belongs to a question about a photo that this
    conversation has asked or will ask.
    """
    raw = state.get("talk")
    running = Running.from_json(raw) if raw else None
    if running is None or at > running.until:
        return False
    return running.input_kind is InputKind.PHOTO or bool(running.pages)


async def step(
    ctx: Context, running: Running, flow: Flow, content: Content | None
) -> tuple[Reply | None, bool]:
    """`conversation.step`, which knows nothing of albums; None where all was said before."""
    if not isinstance(content, Photo | Document):
        if not isinstance(ctx.event.content, Tap):  # whose answer stands where the question stood
            running.anchor = ""
        return await conversation.step(running, flow, content)
    if running.input_kind is InputKind.PHOTO:
        reply, waits = await conversation.step(running, flow, content)
    elif running.pages and (content.kept or content.reason):
        return await _further(ctx, running, flow, content)
    elif _was_told(running, content):
        return None, True
    else:
        reply, waits = await conversation.step(running, flow, content)
    _name(ctx, running)
    return reply, waits


async def _further(
    ctx: Context, running: Running, flow: Flow, sent: Photo | Document
) -> tuple[Reply | None, bool]:
    """One more page at another question; its caption answers one that waits for words."""
    if sent.reason:
        return Reply(Markup.escape(sent.reason)), True
    answering = running.input_kind is InputKind.WORDS and bool(sent.caption)
    try:
        pages = with_page(running.answers.get(running.pages), sent, captioned=not answering)
    except Refusal as full:
        told = _was_told(running, sent)
        return (None if told else Reply(full.text)), True
    running.answers[running.pages] = pages  # where it stands: *Kembali* takes back the last answer
    early = running.asked != GO_AHEAD and not answering
    reply, waits = await conversation.step(running, flow, Text(sent.caption) if answering else None)
    if early:  # no summary tells of it yet
        reply = replace(reply, text=Markup("{}\n\n{}").format(_kept(len(pages)), reply.text))
    if running.anchor and not answering:
        ctx.edits_key = running.anchor
    else:
        _name(ctx, running)
    return reply, waits


def _kept(count: int) -> str:
    return "Foto tersimpan." if count == 1 else f"{count} foto tersimpan."


def _name(ctx: Context, running: Running) -> None:
    """Give the answer a name by which the next page can change it in place."""
    at = ctx.event.address
    running.anchor = ctx.key = f"halaman:{at.channel}:{at.id}:{ctx.event.update}"


def _was_told(running: Running, sent: Photo | Document) -> bool:
    """Whether an earlier page of the same album was answered already; words are read anew."""
    told = sent.album is not None and sent.album == running.told and not sent.caption
    running.told = sent.album or ""
    return told


def hint(ctx: Context, sent: Content) -> Reply | None:
    """What to do, for somebody of whom nothing is asked; said once for a whole album."""
    if not isinstance(sent, Photo | Document):
        return hint_to_act()
    if sent.album is not None:
        if ctx.state.get("album") == sent.album:
            return None
        ctx.state["album"] = sent.album
    names = [name for name, _ in commands(ctx.regulation, ctx.calendar_date)]
    ways = {"aktivitas": "aktivitas", "izin": "izin baru", "izin_saya": "surat yang menyusul"}
    offered = [f"/{name} untuk {what}" for name, what in ways.items() if name in names]
    how = Markup(" Ketik dulu {}.").format(", ".join(offered)) if offered else Markup("")
    return Reply(Markup("<b>Tidak tersimpan:</b> belum ada yang meminta foto.") + how)
