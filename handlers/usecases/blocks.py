"""Blocking an employee, whose days are under review from then on, and letting them in again.

A human blocks, never the software (BLG-6-2g, AMB-38).
"""

from db.people import binding, status
from handlers.chat.reply import Reply
from handlers.texts import notice
from handlers.usecases.act import Act, Over
from handlers.usecases.refusal import Refused


async def block(act: Act, nip: str, reason: str) -> Over:
    """Block somebody, who is told why and whom to ask (`blokir`)."""
    over = await act.over(nip, act.region.regulation.peran.blokir)
    person = over.member.employee
    if not await status.start_block(act.db, act.region.code, person, reason, act.now):
        raise Refused(f"{over.member.name} sudah diblokir.")
    return await _done(act, over, "diblokir", reason, notice.blocked(act.region, reason))


async def unblock(act: Act, nip: str, reason: str) -> Over:
    """End the block of somebody, who is told; the days in between stay under review."""
    over = await act.over(nip, act.region.regulation.peran.blokir)
    if not await status.end_block(act.db, act.region.code, over.member.employee, act.now):
        raise Refused(f"{over.member.name} tidak sedang diblokir.")
    return await _done(act, over, "blokir dibuka", reason, notice.unblocked())


async def _done(act: Act, over: Over, action: str, reason: str, told: Reply) -> Over:
    person = over.member.employee
    await act.note(action, {"alasan": reason, "dasar": over.article}, about=person)
    act.tell(await binding.address_of(act.db, act.region.code, person), told)
    return over
