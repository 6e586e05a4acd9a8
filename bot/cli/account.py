"""`hadir unbind`, `block`, `unblock`: acts on one person's account, by right and with a trace."""

from collections.abc import Collection
from datetime import timedelta

import typer

from bot.cli.desk import Desk, Problem, carry_out, desk_of
from bot.cli.matter import Matter, matter_of
from bot.cli.options import By, Nip, Reason, RegionCode
from core.law.regulation import Role
from core.organisation.authority import Authority
from db import chat_accounts
from db.people import status
from db.records import audit
from db.records.audit import Change
from handlers.texts import notice

UNBOUND = "akun dilepas"

# KAM-12: more resets than this in so many days are no routine any more.
MOST_RESETS = 2
RESET_WINDOW = timedelta(days=30)
BEYOND_ROUTINE = frozenset({Role.BKPSDM_MANAGER, Role.ADMINISTRATOR})


def unbind(ctx: typer.Context, region: RegionCode, nip: Nip, reason: Reason, by: By = None) -> None:
    """Lepaskan akun seorang pegawai, misalnya karena HP hilang."""
    carry_out(_unbind(desk_of(ctx), region, nip, reason, by))


async def _unbind(desk: Desk, code: str, nip: str, reason: str, by: str | None) -> None:
    async with matter_of(desk, code, nip) as matter:
        right = matter.region.regulation.peran.atur_ulang_akun
        actor, article = await matter.authorised(by, right)
        await _check_routine(matter, actor.roles(right, matter.member.office))
        address = await chat_accounts.release(matter.db, code, matter.member.employee, matter.now)
        if address is None:
            raise Problem(f"{matter.member.name} belum terhubung dengan akun mana pun.")
        account = {"kanal": address.channel, "akun": address.id}
        change = Change("akun", nip, account, None, matter.member.employee)
        await matter.note(actor.name, UNBOUND, alasan=reason, dasar=article, changes=[change])
        await matter.tell(address, notice.released(matter.region))
    desk.say(f"Akun {matter.member.name} dilepas. Kode baru: hadir activate {code} {nip}")


async def _check_routine(matter: Matter, roles: Collection[Role]) -> None:
    if not BEYOND_ROUTINE.isdisjoint(roles):
        return
    since, person = matter.now - RESET_WINDOW, matter.member.employee
    resets = await audit.count_since(matter.db, matter.region.code, person, UNBOUND, since)
    if resets >= MOST_RESETS:
        raise Problem(
            f"Akun {matter.member.name} sudah dilepas {resets} kali dalam 30 hari; "
            "berikutnya hanya oleh BKPSDM."
        )


def block(ctx: typer.Context, region: RegionCode, nip: Nip, reason: Reason, by: By = None) -> None:
    """Blokir seorang pegawai; harinya menjadi dalam pemeriksaan, bukan alpa."""
    carry_out(_block(desk_of(ctx), region, nip, reason, by))


async def _block(desk: Desk, code: str, nip: str, reason: str, by: str | None) -> None:
    async with matter_of(desk, code, nip) as matter:
        actor, article = await _blocker(matter, by)
        member = matter.member
        if not await status.start_block(matter.db, code, member.employee, reason, matter.now):
            raise Problem(f"{member.name} sudah diblokir.")
        await matter.note(actor.name, "diblokir", alasan=reason, dasar=article)
        await matter.tell(await matter.address(), notice.blocked(matter.region, reason))
    desk.say(f"{matter.member.name} diblokir ({article}) dan diberi tahu.")


def unblock(
    ctx: typer.Context, region: RegionCode, nip: Nip, reason: Reason, by: By = None
) -> None:
    """Buka blokir seorang pegawai."""
    carry_out(_unblock(desk_of(ctx), region, nip, reason, by))


async def _unblock(desk: Desk, code: str, nip: str, reason: str, by: str | None) -> None:
    async with matter_of(desk, code, nip) as matter:
        actor, article = await _blocker(matter, by)
        if not await status.end_block(matter.db, code, matter.member.employee, matter.now):
            raise Problem(f"{matter.member.name} tidak sedang diblokir.")
        await matter.note(actor.name, "blokir dibuka", alasan=reason, dasar=article)
        await matter.tell(await matter.address(), notice.unblocked())
    desk.say(f"Blokir {matter.member.name} dibuka.")


async def _blocker(matter: Matter, by: str | None) -> tuple[Authority, str]:
    """A human blocks, never the software (BLG-6-2g, AMB-38)."""
    return await matter.authorised(by, matter.region.regulation.peran.blokir)
