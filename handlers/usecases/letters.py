"""The head's letter about attendance on paper: prepared, signed, received or sent back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import uuid_utils.compat as uuid
from sqlalchemy.ext.asyncio import AsyncConnection

from core.month.effect import Reach
from core.month.letter import LetterState, letter_counts
from core.organisation.region import Region
from db.people.status import Member
from db.records import letter, manual, sheet
from db.records.attachment import Page
from db.records.letter import Letter, Line, NewLetter, Signature
from db.records.manual import Entry
from handlers.chat.format import long_date
from handlers.texts.letter import TOO_LONG, LetterDecided
from handlers.usecases import attachments, closing, holders, letter_cards, manual_works
from handlers.usecases.act import Act
from handlers.usecases.letter_cards import office_of
from handlers.usecases.paper_rules import Person
from handlers.usecases.past_days import weigh
from handlers.usecases.refusal import Refused

GONE = "Surat ini sudah diproses. Lihat keadaannya lewat /manual."


@dataclass(frozen=True, slots=True)
class Prepared:
    """A new letter; `asked`: the names of the heads whose chat may sign it."""

    letter: Letter
    asked: tuple[str, ...]


async def missing(act: Act, offices: Collection[str] | None = None) -> list[Entry]:
    """The entries that need a letter and stand in none, of open months."""
    found = await manual.without_letter(act.db, act.region.code, offices)
    return [each for each in found if closing.is_open_at(act.region, each.date, act.now)]


async def prepare(act: Act, me: Member, entries: Sequence[Entry], number: str | None) -> Prepared:
    """Put some dates of one office and one month into a letter; its head may sign it at once."""
    lines = _lines(entries)
    where, month = _only(entries)
    closing.require_open(act.region, month, act.now)
    right = act.region.regulation.peran.catat_manual
    act.require(right, where, act="menyiapkan surat keterangan di kantor ini")
    if any(each.entered_at > act.now for each in entries):
        raise Refused("Baru saja ada catatan baru. Siapkan suratnya sekali lagi lewat /manual.")
    due = await letter_cards.due(act, lines)
    new = NewLetter(uuid.uuid7(), where, number, me.employee, act.now, due)
    if await letter.prepare(act.db, act.region.code, new, lines) != len(lines):
        raise Refused("Salah satu hari ini sudah ada di surat lain. Lihat lewat /manual.")
    detail = {"nomor": number, "kantor": where, "hari": len(lines), "surat": str(new.id)}
    await act.note("surat keterangan disiapkan", detail)
    found = await _found(act, new.id)
    card = await letter_cards.signing(act, found)
    right = act.region.regulation.peran.surat_manual
    held = await holders.of_right(act.db, act.region, right, where, act.today)
    able = [each for each in held if not letter_cards.is_about(found, each.employee)]
    told = await holders.tell(act, [each.employee for each in able], card)
    tapping = [each.name for each in able if each.employee in told] if card.is_whole else []
    return Prepared(found, tuple(tapping))


async def hand_in(act: Act, me: Member, id_: UUID, pages: Sequence[Page]) -> Letter:
    """An operator hands in the scan of the signed letter."""
    found = await _found(act, id_)
    right = act.region.regulation.peran.catat_manual
    act.require(right, found.office, act="mengirim surat keterangan kantor ini")
    if any(each.employee == me.employee for each in found.lines):
        raise Refused("Surat ini juga tentang Anda. Foto suratnya dikirim operator lain.")
    if not pages:
        raise Refused("Kirim dulu foto atau PDF suratnya.")
    before = await attachments.earlier(act.db, act.region.code, me.employee, act.now, pages)
    return await _sign(act, me, found, tuple(pages), before)


async def confirm(act: Act, me: Member, id_: UUID) -> Letter:
    """The head signs with one tap, but not a letter about themselves (AMB-70, KAM-31)."""
    found = await _found(act, id_)
    holders.decides(act, act.region.regulation.peran.surat_manual, found.office)
    if letter_cards.is_about(found, me.employee):
        raise Refused("Surat ini juga tentang Anda. Mintakan tanda tangan di kertas.")
    if not (await letter_cards.signing(act, found)).is_whole:
        raise Refused(TOO_LONG)
    signed = await _sign(act, me, found, ())
    told = LetterDecided(
        id_, await office_of(act, found), signed.state, me.name, None, _days(found)
    )
    await holders.tell(act, [found.prepared_by], told)
    return signed


async def receive(act: Act, me: Member, id_: UUID, remark: str | None = None) -> Letter:
    """Accept a signed letter or, with a reason, send it back (AMB-69, KAM-30)."""
    found = await decidable(act, me, id_, accepts=remark is None)
    code = act.region.code
    if not await letter.decide(act.db, code, id_, me.employee, act.now, remark):
        raise Refused(GONE)
    action = "surat keterangan diterima" if remark is None else "surat keterangan dikembalikan"
    await act.note(action, {"surat": str(id_), "alasan": remark})
    after = await _found(act, id_)
    if after.counts is not found.counts:
        await _settle(act, after)
    told = LetterDecided(
        id_, await office_of(act, found), after.state, me.name, remark, _days(found)
    )
    await holders.tell(act, [found.prepared_by], told)
    return after


async def decidable(act: Act, me: Member, id_: UUID, *, accepts: bool) -> Letter:
    """A letter that whoever asks may accept, or send back; `Refused` otherwise.

    Both end with the month of its days, but to accept what counts already changes no day: the
    letters come with the report, which comes after the lock (Pasal 14 ayat (1), AMB-98).
    """
    found = await readable(act, id_)
    if (others := letter_cards.received_by_others(found, me.employee)) is not None:
        raise Refused(others)
    if not (accepts and found.counts):
        _require_open(act, found)
    return found


async def readable(act: Act, id_: UUID) -> Letter:
    """A letter that whoever asks may receive and that waits for it; `Refused` otherwise."""
    found = await _found(act, id_)
    holders.decides(act, act.region.regulation.peran.terima_surat_manual, found.office)
    if found.state is not LetterState.SIGNED:
        raise Refused(GONE)
    return found


async def listed_pages(db: AsyncConnection, region: Region, found: Letter) -> tuple[Page, ...]:
    """The signed lists behind the dates of a letter, each page once (Pasal 9 ayat (2))."""
    people, dates = [e.employee for e in found.lines], [e.date for e in found.lines]
    named = {(each.employee, each.date) for each in found.lines}
    entries = await manual.of_people(db, region.code, people, min(dates), max(dates))
    sheets = dict.fromkeys(e.sheet for e in entries if (e.employee, e.date) in named)
    kept = [await sheet.find(db, region.code, each) for each in sheets]
    return tuple(dict.fromkeys(page for each in kept if each for page in each.pages))


async def drop(act: Act, id_: UUID) -> Letter:
    """Give up a letter that was not signed; its dates may stand in another one."""
    found = await _found(act, id_)
    right = act.region.regulation.peran.catat_manual
    act.require(right, found.office, act="membatalkan surat keterangan kantor ini")
    if not await letter.drop(act.db, act.region.code, id_, act.now):
        raise Refused(GONE)
    await act.note("surat keterangan dibatalkan", {"surat": str(id_)})
    return found


async def require_unnamed(act: Act, who: Person) -> None:
    """Refuse a further entry of a date that stands in a letter.

    The letter vouches for what stood there when it was prepared; what is entered anew waits for a
    new one, which the head and whoever receives it see again (AMB-97, KAM-50).
    """
    if await letter.stands(act.db, act.region.code, who.record.employee, who.day):
        raise Refused(
            f"{who.record.name}: {long_date(who.day)} sudah ada di surat keterangan. Tarik dulu "
            "catatannya lewat /manual, lalu catat masuk dan pulang bersama. Setelah itu perlu "
            "surat baru."
        )


async def take_out(act: Act, employee: UUID, day: date) -> None:
    """Free a date from its letter, which vouched for what is withdrawn now (AMB-97, KAM-50)."""
    freed = await letter.take_out(act.db, act.region.code, employee, day, act.now)
    if freed is not None:
        detail = {"surat": str(freed), "tanggal": str(day)}
        await act.note("hari dikeluarkan dari surat keterangan", detail, about=employee)


async def _sign(
    act: Act, me: Member, found: Letter, pages: tuple[Page, ...], before: str | None = None
) -> Letter:
    _require_open(act, found)
    due = await letter_cards.due(act, found.lines)
    counts = letter_counts(LetterState.SIGNED, act.now, due)
    done = Signature(me.employee, act.now, pages, counts)
    if not await letter.sign(act.db, act.region.code, found.id, done):
        raise Refused(GONE)
    how = "surat keterangan dikirim" if pages else "surat keterangan dinyatakan kepala"
    await act.note(how, {"surat": str(found.id), "dihitung": counts})
    after = await _found(act, found.id)
    await _settle(act, after)
    card = await letter_cards.receiving(act, after, before)
    right = act.region.regulation.peran.terima_surat_manual
    held = await holders.of_right(act.db, act.region, right, found.office, act.today)
    whom = [e.employee for e in held if not letter_cards.received_by_others(after, e.employee)]
    await holders.tell(act, whom, card)
    return after


async def _settle(act: Act, after: Letter) -> None:
    """What the letter makes of the days in it, and of the work of those dates."""
    people = frozenset(each.employee for each in after.lines)
    dates = sorted(each.date for each in after.lines)
    await manual_works.settle(act, people, dates[0], dates[-1])
    await weigh(act, [Reach(dates[0], dates[-1], people)])


async def _found(act: Act, id_: UUID) -> Letter:
    found = await letter.find(act.db, act.region.code, id_)
    if found is None or not found.lines:
        raise Refused("Surat ini tidak ada lagi. Lihat lewat /manual.")
    return found


def _require_open(act: Act, found: Letter) -> None:
    for each in found.lines:
        closing.require_open(act.region, each.date, act.now)


def _lines(entries: Sequence[Entry]) -> list[Line]:
    """One a date, however many legs of it are on paper."""
    found = {(each.employee, each.date): each.condition for each in entries}
    return [Line(*key, condition) for key, condition in sorted(found.items())]


def _only(entries: Sequence[Entry]) -> tuple[str, date]:
    """The office and the month that all of them are of."""
    found = {(each.office, each.date.replace(day=1)) for each in entries}
    if len(found) != 1:
        raise Refused("Satu surat untuk satu kantor dan satu bulan. Pilih lagi lewat /manual.")
    return next(iter(found))


def _days(found: Letter) -> int:
    return len(found.lines)
