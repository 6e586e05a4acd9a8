"""Incidents: opened by the person or an operator, vouched for, extended and ended."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import uuid_utils.compat as uuid
from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.closing import open_since
from core.law.questions.manual import Condition
from core.month.incident import PHONE
from core.organisation.calendar import DAY
from core.organisation.region import Region
from db.people import status
from db.people.status import Member
from db.records import incident
from db.records.incident import Extension, NewIncident, Opened
from handlers.chat.format import long_date
from handlers.texts.incident import (
    CONDITIONS,
    IncidentReported,
    IncidentVouched,
    LongerDecided,
    ManualOpened,
)
from handlers.usecases import closing, holders, incident_cards
from handlers.usecases.act import Act
from handlers.usecases.paper_rules import Rules
from handlers.usecases.refusal import Refused

LONGER_MAX = 31 * DAY  # from today on: who needs more asks again


@dataclass(frozen=True, slots=True)
class Claim:
    """What keeps somebody from attending online since `first`; `reason` where the law asks it."""

    condition: Condition
    first: date
    reason: str | None = None


async def open_own(act: Act, me: Member, claim: Claim) -> Opened:
    """Somebody opens one for themselves; the operators of their office hear of it."""
    opened = await _open(act, me, claim, me.employee)
    await _report(act, me, opened)
    return opened


async def open_for(act: Act, nip: str, by: Member, claim: Claim) -> Opened:
    """An operator opens one for somebody whose phone is gone; the head vouches for it first.

    Opened again it takes the place of what nobody has answered.
    """
    subject = await act.subject(nip, act.region.regulation.peran.catat_manual)
    if subject.member.employee == by.employee:
        raise Refused("Kendala sendiri dibuka lewat /kendala.")
    opened = await _open(act, subject.member, claim, by.employee)
    office = subject.member.office
    asked = await incident_cards.require_vouchers(act, opened.concerned, office)
    await holders.tell(act, asked.people, incident_cards.vouching(opened, subject.member, by.name))
    return opened


async def vouch(act: Act, me: Member, id_: UUID, *, true: bool) -> tuple[Opened, Member]:
    """The head says whether it is so; gives it as it stands then, and whose it is."""
    opened, whose = await _found(act, id_)
    if not await incident_cards.may_vouch(act, me.employee, opened, whose):
        raise Refused(holders.NOT_YOURS)
    if me.employee in opened.concerned:
        raise Refused("Yang tentang Anda, atau yang Anda laporkan, dipastikan atasan Anda.")
    if opened.vouched is None and opened.closed_at is not None:
        raise Refused("Laporan ini sudah ditarik. Tidak ada yang perlu dilakukan lagi.")
    if not await incident.vouch(act.db, act.region.code, id_, me.employee, act.now, true=true):
        raise Refused("Sudah dijawab lebih dulu. Tidak ada yang perlu dilakukan lagi.")
    action = "kendala dipastikan" if true else "kendala dinyatakan keliru"
    await act.note(action, {"nomor": str(id_)}, about=whose.employee)
    told = IncidentVouched(whose.name, opened.condition, true, me.name)
    await holders.tell(act, [opened.opened_by], told)
    if true:
        await _open_to(act, whose, opened)
    return opened, whose


async def end(act: Act, me: Member, id_: UUID, last: date) -> Opened:
    """Somebody ends their own with its last date."""
    opened, whose = await _found(act, id_)
    if whose.employee != me.employee:
        raise Refused("Kendala ini bukan milik Anda.")
    if not await incident.close(act.db, act.region.code, id_, last, me.employee, act.now):
        raise Refused("Kendala ini sudah selesai. Presensi lewat /masuk dan /pulang.")
    await act.note("kendala selesai", {"nomor": str(id_), "sampai": str(last)}, about=me.employee)
    return opened


async def end_by_binding(db: AsyncConnection, region: Region, who: UUID, now: datetime) -> bool:
    """A phone that is connected anew ends what its loss had opened (AMB-26); False: nothing had.

    The morning of that date may still have been manual. Weak signal has nothing to do with it.
    """
    opened = await incident.open_of(db, region.code, who)
    if opened is None or opened.condition not in PHONE:
        return False
    last = max(opened.first, now.astimezone(region.zone).date())
    return await incident.close(db, region.code, opened.id, last, None, now)


async def longer_until(act: Act, me: Member, id_: UUID) -> tuple[date, date]:
    """Until when, from one date to another, more may be asked for; `Refused` where it may not.

    A list is entered after its date, perhaps when the phone is there again: of an incident that
    has ended it is asked for up to its last date, while that month is open (AMB-26, KAM-03).
    """
    opened, whose = await _found(act, id_)
    if whose.employee != me.employee:
        right = act.region.regulation.peran.catat_manual
        act.require(right, whose.office, act=f"meminta perpanjangan bagi {whose.name}")
    if not opened.stands:
        raise Refused("Kendala ini tidak terbuka. Lihat /kendala.")
    if opened.closed is None:
        return act.today, act.today + LONGER_MAX
    closing.require_open(act.region, opened.closed, act.now)
    since = open_since(act.region.regulation, act.now, act.region.zone) or opened.first
    return max(since, opened.first), opened.closed


async def ask_longer(act: Act, me: Member, id_: UUID, until: date, reason: str) -> Extension:
    """The person, or an operator of theirs, asks for more than the law's own number (AMB-26)."""
    opened, whose = await _found(act, id_)
    first, last = await longer_until(act, me, id_)
    if not first <= until <= last:
        raise Refused(f"Pilih tanggal {long_date(first)} sampai {long_date(last)}.")
    new = Extension(uuid.uuid7(), id_, until, reason, me.employee, act.now, None, None)
    if not await incident.ask_longer(act.db, act.region.code, new):
        raise Refused("Perpanjangan sudah diminta dan menunggu keputusan. Hasilnya dikirim.")
    detail = {"nomor": str(id_), "sampai": str(until), "alasan": reason}
    await act.note("perpanjangan presensi manual diminta", detail, about=whose.employee)
    right = act.region.regulation.peran.perpanjang_manual
    card = await incident_cards.longer(act, whose, opened, new)
    if not await holders.ask(act, right, whose.office, card, but=me.employee):
        raise Refused(f"Yang berwenang belum tercatat. Hubungi {act.region.contact}.")
    return new


async def decide_longer(act: Act, me: Member, id_: UUID, *, grant: bool) -> LongerDecided:
    """Whoever may grant more decides, once (AMB-26, KAM-03)."""
    asked = await incident.find_extension(act.db, act.region.code, id_)
    if asked is None:
        raise Refused("Permintaan ini tidak ada lagi. Lihat kartu yang terbaru.")
    opened, whose = await _found(act, asked.incident)
    right = act.region.regulation.peran.perpanjang_manual
    article = holders.decides(act, right, whose.office)
    if me.employee in {asked.asked_by, whose.employee}:
        raise Refused("Perpanjangan sendiri diputuskan pengelola yang lain.")
    if not await incident.decide_extension(
        act.db, act.region.code, id_, me.employee, act.now, grant=grant
    ):
        raise Refused("Sudah diputuskan lebih dulu. Tidak ada yang perlu dilakukan lagi.")
    action = "presensi manual diperpanjang" if grant else "perpanjangan presensi manual ditolak"
    detail = {"nomor": str(opened.id), "sampai": str(asked.until), "dasar": article}
    await act.note(action, detail, about=whose.employee)
    told = LongerDecided(whose.name, asked.until, grant, me.name)
    await holders.tell(act, [whose.employee, asked.asked_by], told)
    return told


async def _open(act: Act, whose: Member, claim: Claim, by: UUID) -> Opened:
    _check(act, claim)
    closing.require_open(act.region, claim.first, act.now)
    facts = (whose.employee, claim.condition, claim.first, claim.reason)
    new = NewIncident(uuid.uuid7(), *facts, by, act.now)
    if await incident.give_up(act.db, act.region.code, whose.employee, by, act.now):
        await act.note("kendala ditarik", {"diganti": str(new.id)}, about=whose.employee)
    if not await incident.open_new(act.db, act.region.code, new):
        raise Refused(f"Kendala {whose.name} sudah dibuka. Lihat /kendala.")
    detail = {"sebab": claim.condition.value, "sejak": str(claim.first), "nomor": str(new.id)}
    detail |= {"alasan": claim.reason} if claim.reason else {}
    await act.note("kendala dibuka", detail, about=whose.employee)
    found = await incident.find(act.db, act.region.code, new.id)
    if found is None:
        raise LookupError(f"incident {new.id} was not written")
    return found


def _check(act: Act, claim: Claim) -> None:
    manual = act.region.regulation.manual
    if claim.first > act.today:
        raise Refused("Tanggal ini belum tiba. Buka kendala pada harinya.")
    opens = manual.keadaan.on(claim.first).value or ()
    if claim.condition is Condition.SERVER or claim.condition not in opens:
        named = CONDITIONS[claim.condition].capitalize()
        raise Refused(f"{named} belum menjadi alasan di sini. Pilih sebab lain lewat /kendala.")
    if claim.condition in (manual.jalan_terakhir.on(claim.first).value or ()) and not claim.reason:
        raise Refused("Tulis dulu mengapa presensi lewat ponsel tidak bisa.")


async def _found(act: Act, id_: UUID) -> tuple[Opened, Member]:
    """One incident, and whose it is today."""
    opened = await incident.find(act.db, act.region.code, id_)
    if opened is None:
        raise Refused("Kendala ini tidak ada lagi. Lihat /kendala.")
    found = await status.members(act.db, act.region.code, act.today, people=[opened.employee])
    if not found:
        raise Refused("Pegawai ini sudah berhenti. Tidak ada yang perlu dilakukan.")
    return opened, found[0]


async def _report(act: Act, whose: Member, opened: Opened) -> None:
    """The operators of an office hear that somebody signs there on paper."""
    rules = await Rules.read(act.db, act.region)
    usage = rules.usage(opened.as_law, opened.first)
    right = act.region.regulation.peran.catat_manual
    told = IncidentReported(whose.name, opened.condition, opened.first, usage.last)
    await holders.ask(act, right, whose.office, told, but=whose.employee)


async def _open_to(act: Act, whose: Member, opened: Opened) -> None:
    rules = await Rules.read(act.db, act.region)
    told = await opened_message(rules, opened)
    await holders.tell(act, [whose.employee], told)


async def opened_message(rules: Rules, opened: Opened) -> ManualOpened:
    """What the person is told of an incident that is open now."""
    who = (await rules.people([opened.employee], opened.first))[opened.employee]
    usage = rules.usage(opened.as_law, opened.first, who.recorded)
    due = rules.due(opened.condition, opened.first)
    needed = rules.letter_needed(opened.condition, opened.first)
    return ManualOpened(opened.condition, opened.first, usage, due, needed)
