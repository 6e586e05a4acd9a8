"""Blocking an employee, whose days are under review from then on, and letting them in again.

A human blocks, never the software (BLG-6-2g, AMB-38).
"""

from db.people import binding, status
from handlers.chat.notification import Notification
from handlers.texts import notice
from handlers.usecases.act import Act, Subject
from handlers.usecases.refusal import Refused


async def block(act: Act, nip: str, reason: str) -> Subject:
    """Block somebody, who is told why and whom to ask (`blokir`)."""
    subject = await act.subject(nip, act.region.regulation.peran.blokir)
    person = subject.member.employee
    if not await status.start_block(act.db, act.region.code, person, reason, act.now):
        raise Refused(f"{subject.member.name} sudah diblokir.")
    return await _done(act, subject, "diblokir", reason, notice.AccountBlocked(reason))


async def unblock(act: Act, nip: str, reason: str) -> Subject:
    """End the block of somebody, who is told; the days in between stay under review."""
    subject = await act.subject(nip, act.region.regulation.peran.blokir)
    if not await status.end_block(act.db, act.region.code, subject.member.employee, act.now):
        raise Refused(f"{subject.member.name} tidak sedang diblokir.")
    return await _done(act, subject, "blokir dibuka", reason, notice.AccountUnblocked())


async def _done(
    act: Act, subject: Subject, action: str, reason: str, told: Notification
) -> Subject:
    person = subject.member.employee
    await act.note(action, {"alasan": reason, "dasar": subject.article}, about=person)
    act.tell(await binding.address_of(act.db, act.region.code, person), told)
    return subject
