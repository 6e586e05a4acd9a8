"""Handing in the signed list of an apel: its pages, and who did not sign, if anybody says so."""

import re
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from markupsafe import Markup

from db.people.status import Member
from handlers.chat.album import photo
from handlers.chat.context import Context
from handlers.chat.conversation import GO_AHEAD, Question, Refusal, Talk
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
    unsigned = await _unsigned(talk, people)
    told = Markup("Daftar {}\n{}, {}\n{}\n\nKirim?").format(
        described(ctx.region, ceremony), office, pages.count(kept), _signed(people, unsigned)
    )
    await talk.confirm(told, {"foto": "foto", "tanpa": "tanda tangan"})
    await attachments.seen_before(ctx, kept)
    async with in_chat(ctx) as act:
        called = [each.employee for each in people]
        me = ctx.someone.employee
        done = await ceremony_lists.hand_in(act, me, whose, kept, called, unsigned)
    return _received(ctx, done)


async def _unsigned(talk: Talk, people: Sequence[Member]) -> list[UUID] | None:
    """Who did not sign. A number means the person who had it when it was typed (AMB-101)."""
    listed, asked = [each.employee.hex for each in people], _question(people)
    changed = talk.known.get("urutan") != listed
    talk.known["urutan"] = listed
    if changed and talk.answer("tanpa") not in (None, SKIP):
        text = Markup("⚠️ Daftar pegawainya baru saja berubah.\n\n{}").format(asked.prompt.text)
        raise talk.again("tanpa", asked, Reply(text, input_kind=InputKind.WORDS), GO_AHEAD)
    return await talk.ask("tanpa", asked)


def _question(people: Sequence[Member]) -> Question[list[UUID] | None]:
    total = len(people)
    prompt = Markup(
        "Di daftar ada {} nama. Siapa yang tidak bertanda tangan? "
        "Tulis nomor urutnya, contoh: 3, 7. Boleh dilewati."
    ).format(total)

    def take(content: Content) -> list[str]:
        said = words_of(content).strip()
        found = [int(each) for each in re.findall(r"\d{1,4}", said)]
        if not found or not all(1 <= each <= total for each in found):
            raise Refusal(
                Markup("Tulis nomor urut 1 sampai {}, pisahkan dengan koma.").format(total)
            )
        return [people[each - 1].employee.hex for each in sorted(set(found))]

    choices = ((ALL_SIGNED, "Semua bertanda"), (SKIP, "Lewati"))
    return Question(Reply(prompt, input_kind=InputKind.WORDS), take, _read, choices)


def _read(raw: object) -> list[UUID] | None:
    if isinstance(raw, list):
        return [UUID(hex=each) for each in raw]
    return [] if raw == ALL_SIGNED else None


def _signed(people: Sequence[Member], unsigned: Sequence[UUID] | None) -> Markup:
    """With each name: paper that was printed earlier may have counted otherwise."""
    if unsigned is None:
        return Markup("Tanda tangan tidak dihitung")
    count = Markup("{} tanda tangan").format(len(people) - len(unsigned))
    names = [
        Markup("{}. {}").format(number, brief(each.name))
        for number, each in enumerate(people, 1)
        if each.employee in unsigned
    ]
    if not names:
        return count
    text = Markup("{}\nTidak bertanda tangan: {}. Cocokkan namanya dengan kertas.")
    return text.format(count, Markup(", ").join(names))


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
