"""A NIP that was entered wrongly, or changed with the contract; the person stays."""

from db.people import nip as nips
from db.people import roster, status
from db.people.status import Member
from db.records.audit import Change
from handlers.usecases.act import Act
from handlers.usecases.refusal import Refused


async def correct(act: Act, old: str, new: str, reason: str) -> Member:
    """Give somebody another NIP (`atur_status`); what was recorded under the old one is theirs."""
    code = act.region.code
    await roster.claim(act.db, code)
    subject = await act.subject(old, act.region.regulation.peran.atur_status)
    person = subject.member.employee
    if taken := await status.members(act.db, code, act.today, nips=[new], gone=True):
        raise Refused(f"NIP {new} sudah milik {taken[0].name}.")
    if (now_called := (await nips.former(act.db, code)).get(new)) not in {None, old}:
        raise Refused(f"NIP {new} dulu milik pegawai yang kini ber-NIP {now_called}.")
    await nips.correct(act.db, code, person, old, new, act.now)
    change = Change("nip", old, {"nip": old}, {"nip": new}, person)
    detail = {"alasan": reason, "dasar": subject.article}
    await act.note("NIP dibetulkan", detail, about=person, changes=[change])
    return subject.member
