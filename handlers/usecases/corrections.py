"""Correcting a day: one person proposes, another agrees, and neither is whose day it is.

Nothing is overwritten: what was agreed is a further fact beside the old one (Pasal 12 ayat (1),
AMB-75). After the closing of a month only by a decision of its own, with its number (AMB-76).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.transitions import Act as Transition
from core.attendance.correction import correctable, due_at, needs_proof
from core.attendance.stamp import Leg
from core.law.closing import closed
from core.law.questions.koreksi import Matter
from core.law.regulation import Role
from core.organisation.authority import Authority, Right
from core.organisation.region import Region
from db import approvals
from db.approvals import Done
from db.people import roster, status
from db.people.status import Member
from db.records import correction as corrections
from db.records.attachment import Page
from db.records.audit import Change
from db.records.correction import Correction, Endorsed, NewCorrection
from handlers.usecases.act import Act
from handlers.usecases.entitled import entitled_over
from handlers.usecases.refusal import Refused

PROPOSED, ASKED, WITHDRAWN = "koreksi diusulkan", "koreksi diminta", "koreksi ditarik"
TAKEN = "Koreksi ini sudah diusulkan atau diputuskan. Lihat /koreksi."


@dataclass(frozen=True, slots=True)
class Value:
    """What a leg of a duty, or an activity, shall be, and what it is now."""

    leg: Leg | None = None
    duty: int | None = None
    at: datetime | None = None
    place: str | None = None
    was_at: datetime | None = None
    was_place: str | None = None
    activity: UUID | None = None
    minutes: int | None = None
    was_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to be corrected; `decree` is the decision, once the month is closed."""

    date: date
    matter: Matter
    value: Value
    reason: str
    proof: tuple[Page, ...] = ()
    decree: str | None = None
    called: str = ""  # the activity, in its own words


async def propose(act: Act, person: Member, draft: Draft, me: UUID) -> NewCorrection:
    """Propose to correct somebody else's day; whoever agrees to it is a third person."""
    if person.employee == me:
        raise Refused(
            "Hari Anda sendiri diusulkan orang lain. Buka /koreksi, lalu pilih Hari saya."
        )
    late = is_closed(act, draft.date)
    right = right_to_propose(act.region, after_lock=late)
    office = await office_on(act.db, act.region, person.employee, draft.date)
    article = _require(act, right, office)
    if late and not draft.decree:
        raise Refused("Bulannya sudah ditutup. Tulis nomor keputusannya, lalu kirim lagi.")
    new = _new(act, person.employee, draft, late=late, by=me)
    await _write(act, new, PROPOSED, article)
    return new


async def ask(act: Act, me: UUID, draft: Draft) -> NewCorrection:
    """Ask for a correction of one's own day: whoever has the right proposes it, or refuses."""
    new = _new(act, me, draft, late=is_closed(act, draft.date), by=None)
    await _write(act, new, ASKED, "")
    return new


async def endorse(act: Act, item: Correction, me: UUID, decree: str | None) -> None:
    """Propose what the person has asked for; `Refused` where somebody was faster."""
    late = item.after_lock
    right = right_to_propose(act.region, after_lock=late)
    office = await office_on(act.db, act.region, item.employee, item.date)
    article = _require(act, right, office)
    if item.employee == me or (late and not decree):
        raise Refused("Koreksi ini perlu pengusul lain dan nomor keputusan. Lihat /verifikasi.")
    done = Endorsed(me, act.now, decree)
    if not await corrections.endorse(act.db, act.region.code, item.id, done):
        raise Refused(TAKEN)
    detail = {"nomor": str(item.id), "dasar": article} | ({"sk": decree} if decree else {})
    await act.note(PROPOSED, detail, about=item.employee)


async def withdraw(act: Act, item: Correction, me: UUID) -> None:
    """Take back what one has proposed, or asked for, as long as nobody has decided."""
    own = item.proposed_by == me or (item.proposed_by is None and item.employee == me)
    done = Done(Transition.WITHDRAW, act.now)
    code = act.region.code
    if not own or not await approvals.transition(act.db, corrections.CASES, code, item.id, done):
        raise Refused(TAKEN)
    await act.note(WITHDRAWN, {"nomor": str(item.id)}, about=item.employee)


async def deciders(
    db: AsyncConnection, region: Region, day: date, items: Collection[Correction]
) -> dict[UUID, list[UUID]]:
    """All who may take the next step with each of these corrections, the nearest first."""
    people = list({each.employee for each in items})
    postings = await roster.postings(db, region.code, people) if people else {}
    offices = {each.id: _office(postings[each.employee], each.date) for each in items}
    found: dict[UUID, list[UUID]] = {}
    for steps in _by_step(items):
        right, asked = right_over(region, steps[0]), {offices[each.id] for each in steps}
        groups = await entitled_over(db, region, right, asked, day)
        for each in steps:
            own = {each.employee, each.proposed_by}  # never their own (AMB-75)
            nearest = chain.from_iterable(groups[offices[each.id]])
            found[each.id] = [who for who in nearest if who not in own]
    return found


def _office(postings: Mapping[date, str], day: date) -> str | None:
    begun = [since for since in postings if since <= day]
    return postings[max(begun)] if begun else None


def _by_step(items: Collection[Correction]) -> list[list[Correction]]:
    """Those whose next step takes the same right together: there are three of them at most."""
    found: dict[tuple[bool, bool], list[Correction]] = {}
    for each in items:
        found.setdefault((each.proposed_by is None, each.after_lock), []).append(each)
    return list(found.values())


def right_over(region: Region, item: Correction) -> Right:
    """The right that the next step takes: to propose what was asked for, or to agree."""
    if item.proposed_by is None:
        return right_to_propose(region, after_lock=item.after_lock)
    return region.regulation.peran.setujui_koreksi


def right_to_propose(region: Region, *, after_lock: bool) -> Right:
    """The right to propose; once a month is closed it is another one (AMB-28)."""
    peran = region.regulation.peran
    return peran.koreksi_setelah_tutup if after_lock else peran.usulkan_koreksi


def may_propose(by: Authority | None, region: Region) -> bool:
    """Whether somebody may propose anything for anybody, in an open month or a closed one."""
    if by is None:
        return False
    peran = region.regulation.peran
    offices = {each.office for each in by.held or ()} | {by.office}
    both = (peran.usulkan_koreksi, peran.koreksi_setelah_tutup)
    return any(by.denied(right, each) is None for right in both for each in offices)


async def office_on(db: AsyncConnection, region: Region, person: UUID, day: date) -> str | None:
    """Where somebody worked on a date: whoever looks after that office knows what happened."""
    found = await status.members(db, region.code, day, people=[person], gone=True)
    return found[0].office if found else None


def is_closed(act: Act, day: date) -> bool:
    """Whether the month of a date is closed for whoever acts now."""
    return closed(act.region.regulation, day, act.now, act.region.zone) is not None


def _require(act: Act, right: Right, office: str | None) -> str:
    """The article that gives the right; `Refused` by naming who has it."""
    if denied := act.by.denied(right, office):
        raise Refused(describe_denial(act.region, denied.named))
    return right.on(act.today).citation


def describe_denial(region: Region, named: Sequence[Role]) -> str:
    """Who may correct a day instead of whoever asked, and whom to turn to."""
    roles = " atau ".join(each.replace("_", " ") for each in named)
    return f"Hari ini tidak bisa Anda koreksi. Yang bisa: {roles}. Hubungi {region.contact}."


def _new(act: Act, employee: UUID, draft: Draft, *, late: bool, by: UUID | None) -> NewCorrection:
    law, value = act.region.regulation, draft.value
    if not correctable(law, draft.date, {draft.matter}):
        raise Refused(f"Koreksi {draft.matter} tidak ada di sini. Pilih yang lain: /koreksi")
    if needs_proof(law, draft.date, draft.matter) and not draft.proof:
        raise Refused("Koreksi presensi perlu bukti. Kirim fotonya, atau berkas PDF.")
    return NewCorrection(
        uuid.uuid7(),
        employee,
        draft.date,
        draft.matter,
        draft.reason,
        act.now,
        due_at(law, draft.date, act.now, act.region.zone),
        value.leg,
        value.duty,
        value.at,
        value.place,
        value.was_at,
        value.was_place,
        value.activity,
        value.minutes,
        value.was_minutes,
        draft.proof,
        proposed_by=by,
        proposed_at=act.now if by else None,
        after_lock=late,
        decree=draft.decree if by else None,
    )


async def _write(act: Act, new: NewCorrection, action: str, article: str) -> None:
    await corrections.write(act.db, act.region.code, new)
    detail = {"nomor": str(new.id), "alasan": new.reason, "tanggal": str(new.date)}
    detail |= {"dasar": article} if article else {}
    detail |= {"sk": new.decree} if new.decree else {}
    change = Change(new.matter.value, str(new.id), _before(new), _after(new), new.employee)
    await act.note(action, detail, about=new.employee, changes=[change])


def _before(new: NewCorrection) -> dict[str, Any] | None:
    if new.leg is None:
        return {"menit": new.was_minutes}
    if new.was_at is None:
        return None
    return {"jam": new.was_at.isoformat(), "tempat": new.was_place}


def _after(new: NewCorrection) -> dict[str, Any]:
    if new.leg is None or new.at is None:
        return {"menit": new.minutes}
    return {"jam": new.at.isoformat(), "tempat": new.place}
