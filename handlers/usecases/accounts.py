"""Releasing the chat account of an employee, for example because the phone is lost."""

from collections.abc import Collection
from datetime import timedelta

from core.law.regulation import Role
from db import chat_accounts
from db.people.status import Member
from db.records import audit
from db.records.audit import Change
from handlers.texts import notice
from handlers.usecases.act import Act, Subject
from handlers.usecases.refusal import Refused

RELEASED = "akun dilepas"

# KAM-12: more resets than this in so many days are no routine any more.
ROUTINE_RESETS = 2
RESET_WINDOW = timedelta(days=30)
BEYOND_ROUTINE = frozenset({Role.BKPSDM_MANAGER, Role.ADMINISTRATOR})


async def release(act: Act, nip: str, reason: str) -> Subject:
    """Take an account from its owner, who is told and needs a new code (`atur_ulang_akun`)."""
    right = act.region.regulation.peran.atur_ulang_akun
    subject = await act.subject(nip, right)
    member = subject.member
    await _check_routine(act, member, act.by.roles(right, member.office))
    address = await chat_accounts.release(act.db, act.region.code, member.employee, act.now)
    if address is None:
        raise Refused(f"{member.name} belum terhubung dengan akun mana pun.")
    account = {"kanal": address.channel, "akun": address.id}
    change = Change("akun", nip, account, None, member.employee)
    detail = {"alasan": reason, "dasar": subject.article}
    await act.note(RELEASED, detail, about=member.employee, changes=[change])
    act.tell(address, notice.AccountReleased())
    return subject


async def _check_routine(act: Act, member: Member, roles: Collection[Role]) -> None:
    if not BEYOND_ROUTINE.isdisjoint(roles):
        return
    person, since = member.employee, act.now - RESET_WINDOW
    resets = await audit.count_since(act.db, act.region.code, person, RELEASED, since)
    if resets >= ROUTINE_RESETS:
        raise Refused(
            f"Akun {member.name} sudah dilepas {resets} kali dalam 30 hari; "
            "berikutnya hanya oleh BKPSDM."
        )
