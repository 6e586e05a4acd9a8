"""Handing in the signed list of an apel: its pages, and who did not sign, if anybody says so."""

import re
from datetime import date
from uuid import UUID

from markupsafe import Markup

from handlers.chat.album import photo
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Refusal, Talk
from handlers.chat.event import Content, words_of
from handlers.chat.format import brief, clock
from handlers.chat.reply import InputKind, Reply
from handlers.texts import attachments as pages
from handlers.texts.ceremony import described
from handlers.usecases import attachments, ceremony_lists, closing
from handlers.usecases.act import in_chat
from handlers.usecases.ceremony_lists import HandedIn, Whose

FLOW = "daftar-apel"
ALL_SIGNED, SKIP = "semua", "lewati"
NAMES_SHOWN_MAX = 8


async def enter(ctx: Context, talk: Talk) -> Reply:
    """From the button of a reminder."""
    known = talk.known
    whose = Whose(UUID(hex=known["apel"]), date.fromisoformat(known["tanggal"]), known["kantor"])
    return await hand_in(ctx, talk, whose)


async def hand_in(ctx: Context, talk: Talk, whose: Whose) -> Reply:
    """Pages, then who did not sign: a machine reads no signature (AMB-74)."""
    if shut := closing.refusal(ctx, whose.date):
        return shut
    async with in_chat(ctx) as act:
        people = await ceremony_lists.to_sign(act, whose)
    _, ceremony = ceremony_lists.found(ctx.organisation, whose)
    office = brief(ctx.organisation.offices[whose.office].name)
    prompt = Markup("Kirim foto atau PDF daftar hadir {} yang sudah ditandatangani, {}.")
    kept = await talk.ask("foto", photo(prompt.format(ceremony.name.lower(), office)))
    unsigned = await talk.ask("tanpa", _unsigned(len(people)))
    told = Markup("Daftar {}\n{}, {}\n{}\n\nKirim?").format(
        described(ctx.region, ceremony), office, pages.count(kept), _signed(len(people), unsigned)
    )
    await talk.confirm(told, {"foto": "foto", "tanpa": "tanda tangan"})
    await attachments.seen_before(ctx, kept)
    async with in_chat(ctx) as act:
        done = await ceremony_lists.hand_in(act, ctx.someone.employee, whose, kept, unsigned)
    return _received(ctx, done)


def _unsigned(total: int) -> Question[list[int] | None]:
    prompt = Markup(
        "Di daftar ada {} nama. Siapa yang tidak bertanda tangan? "
        "Tulis nomor urutnya, contoh: 3, 7. Boleh dilewati."
    ).format(total)

    def take(content: Content) -> list[int]:
        said = words_of(content).strip()
        found = [int(each) for each in re.findall(r"\d{1,4}", said)]
        if not found or not all(1 <= each <= total for each in found):
            raise Refusal(
                Markup("Tulis nomor urut 1 sampai {}, pisahkan dengan koma.").format(total)
            )
        return sorted(set(found))

    choices = ((ALL_SIGNED, "Semua bertanda"), (SKIP, "Lewati"))
    return Question(Reply(prompt, input_kind=InputKind.WORDS), take, _read, choices)


def _read(raw: object) -> list[int] | None:
    if isinstance(raw, list):
        return raw
    return [] if raw == ALL_SIGNED else None


def _signed(total: int, unsigned: list[int] | None) -> str:
    if unsigned is None:
        return "Tanda tangan tidak dihitung"
    return f"{total - len(unsigned)} tanda tangan"


def _received(ctx: Context, done: HandedIn) -> Reply:
    at, limit = clock(done.given.at, ctx.zone), clock(done.limit, ctx.zone)
    signed = done.given.signatures
    count = "" if signed is None else f", {signed} tanda tangan"
    name = done.ceremony.name.lower()
    if done.late:
        text = Markup("✅ <b>Daftar {} diterima {}</b>, sesudah batas {}{}. Tetap dipakai.")
        told = text.format(name, at, limit, count)
    else:
        told = Markup("✅ <b>Daftar {} diterima {}</b>{}.").format(name, at, count)
    return Reply(told + _differs(done.unproved, name))


def _differs(names: tuple[str, ...], name: str) -> Markup:
    """Who was there by their stamp and not by the list: for a person to look at."""
    if not names:
        return Markup()
    shown = ", ".join(brief(each) for each in names[:NAMES_SHOWN_MAX])
    more = f", dan {len(names) - NAMES_SHOWN_MAX} lagi" if len(names) > NAMES_SHOWN_MAX else ""
    text = Markup("\n\n⚠️ {} orang presensi di {}, tetapi tidak ada tanda tangannya: {}{}. ")
    return text.format(len(names), name, shown, more) + "Periksa daftarnya sekali lagi."
