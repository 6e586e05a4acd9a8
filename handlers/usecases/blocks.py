"""Blocking an employee, hearing them, and ending it: by consent of all who must, or by decision.

A human blocks, never the software (BLG-6-2g). Whoever is blocked has one answer; the block is
lifted once everybody whom `peran.buka_blokir` names has agreed (AMB-38), and its days are restored
with it. What was proved, and what it makes of these days, only a decision with a number says
(AMB-71).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any
from uuid import UUID

from core.law.questions.peran import Role
from core.month.effect import Reach
from core.month.past_days import PastDays
from core.organisation.authority import LOCAL
from core.organisation.calendar import DAY
from core.organisation.employee_status import Settled
from db.people import binding, status
from db.people import block as blocks
from db.people.block import Consent, Examination
from db.people.status import Member
from db.records.attachment import Page, listed
from handlers.chat.context import Context
from handlers.texts import block as texts
from handlers.texts import notice
from handlers.usecases.act import Act, Subject
from handlers.usecases.entitled import entitled
from handlers.usecases.past_days import weigh
from handlers.usecases.refusal import Refused

NOT_BLOCKED = "{} tidak sedang diblokir, jadi tidak ada yang dibuka. Lihat catatannya di audit."


@dataclass(frozen=True, slots=True)
class Ended:
    """What an act made of a block: `missing` are the roles whose consent it still waits for."""

    member: Member
    article: str
    missing: tuple[Role, ...] = ()
    past: PastDays = field(default_factory=PastDays)


async def block(act: Act, nip: str, reason: str) -> Subject:
    """Block somebody, who is told why, and that they may answer (`blokir`).

    Whoever must agree that it is lifted hears of it at once: an answer may never come (AMB-38).
    """
    subject = await act.subject(nip, act.region.regulation.peran.blokir)
    person = subject.member.employee
    if not await status.start_block(act.db, act.region.code, person, reason, act.now):
        raise Refused(f"{subject.member.name} sudah diblokir.")
    await act.note("diblokir", {"alasan": reason, "dasar": subject.article}, about=person)
    since = act.now.astimezone(act.region.zone).date()
    told = notice.AccountBlocked(reason, since)
    act.tell(await binding.address_of(act.db, act.region.code, person), told)
    await _ask(act, await _examination(act, subject.member), subject.member)
    return subject


async def answer(ctx: Context, act: Act, words: str | None, pages: Sequence[Page]) -> list[UUID]:
    """Keep what the blocked person says, once, and show it to whoever must agree; gives them."""
    me, code = ctx.someone.employee, act.region.code
    if not await blocks.answer(act.db, code, me, act.now, words, listed(pages)):
        raise Refused(texts.ANSWERED)
    await act.note("penjelasan pemeriksaan", {"kata": words, "halaman": len(pages)}, about=me)
    member = await act.employee(act.by.name)
    found = await blocks.examination(act.db, code, me)
    if found is None:
        raise LookupError("what was answered just now is examined no more")
    return await _ask(act, found, member)


async def _ask(act: Act, found: Examination, member: Member) -> list[UUID]:
    """Send the card to whoever must still agree; gives those of them who have a chat."""
    who = await _deciders(act, found, member)
    addresses = await binding.addresses_of(act.db, act.region.code, who) if who else {}
    for each in who:
        act.tell(addresses.get(each), texts.card(found, member.name))
    return [each for each in who if each in addresses]


async def _deciders(act: Act, found: Examination, member: Member) -> list[UUID]:
    """Who may still agree today: whoever holds a role that has not, the nearest first.

    Nobody for themselves, and nobody a second time.
    """
    right = act.region.regulation.peran.buka_blokir
    done = {member.employee, *(each.by for each in found.consents)}
    groups = [
        group
        for role in right.on(act.today).value or ()
        if found.consent_of(role) is None
        for group in await entitled(act.db, act.region, right, member.office, act.today, role=role)
    ]
    return [each for each in dict.fromkeys(chain.from_iterable(groups)) if each not in done]


async def to_decide(act: Act, me: UUID) -> list[tuple[Examination, Member]]:
    """What waits for somebody to agree, also where the person has not answered yet."""
    code = act.region.code
    waiting: list[tuple[Examination, Member]] = []
    people = await blocks.examined(act.db, code)
    if not people:
        return []
    members = await status.members(act.db, code, act.today, people=people, gone=True)
    for member in sorted(members, key=lambda each: people.index(each.employee)):
        found = await blocks.examination(act.db, code, member.employee)
        if found is not None and me in await _deciders(act, found, member):
            waiting.append((found, member))
    return waiting


async def draw(_act: Act, waiting: tuple[Examination, Member]) -> texts.BlockCard:
    """The card of one that waits."""
    found, member = waiting
    return texts.card(found, member.name)


async def unblock(act: Act, nip: str, reason: str, letter: str | None = None) -> Ended:
    """Agree that a block is lifted (`buka_blokir`); the last who must lifts it, and all is told.

    `letter`: the number of one in which the head of the office agrees, who cannot do so here.
    """
    subject = await act.subject(nip, act.region.regulation.peran.buka_blokir)
    found = await _examination(act, subject.member)
    roles = act.region.regulation.peran.buka_blokir.on(act.today).value or ()
    mine = await _consent(act, subject, found, roles)
    given = [mine] + [Consent(Role.HEAD, None, act.now, letter)] * bool(letter)
    for each in given:
        if found.consent_of(each.role) is None and not await blocks.agree(
            act.db, act.region.code, found, each
        ):
            raise Refused(f"Anda sudah setuju untuk {subject.member.name}. Tunggu pejabat lain.")
    detail: dict[str, Any] = {"alasan": reason, "dasar": subject.article}
    detail |= {"surat kepala": letter, "peran": [each.role.value for each in given]}
    now = await _examination(act, subject.member)
    missing = tuple(each for each in roles if now.consent_of(each) is None)
    if missing:
        await act.note("blokir disetujui dibuka", detail, about=subject.member.employee)
        return Ended(subject.member, subject.article, missing)
    return await _settle(act, subject, Settled.RESTORED, detail)


async def refuse(act: Act, nip: str, reason: str) -> Subject:
    """Say that it is not lifted yet, and why: the person reads it, and nothing ends by it."""
    subject = await act.subject(nip, act.region.regulation.peran.buka_blokir)
    await _examination(act, subject.member)
    person = subject.member.employee
    await act.note("blokir belum dibuka", {"alasan": reason}, about=person)
    to = await binding.address_of(act.db, act.region.code, person)
    act.tell(to, texts.StillExamined(reason))
    return subject


async def conclude(act: Act, nip: str, decree: str, reason: str) -> Ended:
    """End a block with the decision on what was proved (`putus_blokir`), by its number."""
    subject = await act.subject(nip, act.region.regulation.peran.putus_blokir)
    if not decree.strip():
        raise Refused("Nomor keputusannya belum diisi. Tulis nomor keputusan BKPSDM.")
    await _examination(act, subject.member)
    detail = {"alasan": reason, "dasar": subject.article, "keputusan": decree.strip()}
    return await _settle(act, subject, Settled.PROVED, detail, decree.strip())


async def _examination(act: Act, member: Member) -> Examination:
    """What is examined of somebody, held until the transaction ends."""
    found = await blocks.examination(act.db, act.region.code, member.employee, hold=True)
    if found is None:
        raise Refused(NOT_BLOCKED.format(member.name))
    return found


async def _consent(
    act: Act, subject: Subject, found: Examination, roles: Sequence[Role]
) -> Consent:
    """In which of their roles whoever acts agrees; the console is no head of an office."""
    right, console = act.region.regulation.peran.buka_blokir, act.by.held is None
    held = act.by.roles(right, subject.member.office) - (LOCAL if console else frozenset())
    by = None if console else (await act.employee(act.by.name)).employee
    if by == subject.member.employee:
        raise Refused("Pemeriksaan akun sendiri diputuskan orang lain. Tunggu pejabat lain.")
    mine = [each for each in roles if each in held]
    if not mine or all(found.consent_of(each) for each in mine):
        raise Refused(f"{subject.member.name} sudah disetujui. Tunggu pejabat yang lain.")
    return Consent(next(each for each in mine if not found.consent_of(each)), by, act.now)


async def _settle(
    act: Act,
    subject: Subject,
    how: Settled,
    detail: Mapping[str, Any],
    decree: str | None = None,
) -> Ended:
    member, code = subject.member, act.region.code
    spans = await blocks.settle(act.db, code, member.employee, act.now, how, decree)
    note = {"hasil": how.value, **detail}
    await act.note("pemeriksaan selesai", note, about=member.employee)
    zone, who = act.region.zone, frozenset({member.employee})
    # A night's shift is of its evening's date.
    reaches = [
        Reach(since.astimezone(zone).date() - DAY, until.astimezone(zone).date(), who)
        for since, until in spans
    ]
    past = await weigh(act, reaches, member.employee)
    restored = how is Settled.RESTORED
    told = notice.AccountUnblocked() if restored else texts.ExaminationConcluded(decree or "")
    act.tell(await binding.address_of(act.db, code, member.employee), told)
    return Ended(member, subject.article, (), past)
