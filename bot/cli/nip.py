"""`hadir nip`: a NIP that was entered wrongly, or changed with the contract; the person stays."""

from typing import Annotated

import typer
from rich.text import Text

from bot.cli import entry
from bot.cli.authority import one
from bot.cli.desk import Desk, Problem, carry_out, desk_of, region_of, transaction
from bot.cli.matter import Matter
from bot.cli.options import By, Nip, Reason, RegionCode
from db.people import nip as nips
from db.people import roster, status
from db.records.audit import Change

New = Annotated[str, entry.nip("--menjadi", help="NIP yang benar")]


def correct(
    ctx: typer.Context, region: RegionCode, nip: Nip, *, new: New, reason: Reason, by: By = None
) -> None:
    """Betulkan NIP seorang pegawai; presensi, atasan, dan akunnya tetap."""
    carry_out(_correct(desk_of(ctx), region, nip, new, reason, by))


async def _correct(desk: Desk, code: str, old: str, new: str, reason: str, by: str | None) -> None:
    region, now = region_of(desk, code), desk.clock.now()
    today = now.astimezone(region.zone).date()
    async with transaction(desk) as db:
        await roster.claim(db, code)
        matter = Matter(db, region, await one(db, region, today, old), now)
        member = matter.member
        actor, article = await matter.authorised(by, region.regulation.peran.atur_status)
        if taken := await status.members(db, code, today, nips=[new], gone=True):
            raise Problem(f"NIP {new} sudah milik {taken[0].name}.")
        if (now_called := (await nips.former(db, code)).get(new)) not in {None, old}:
            raise Problem(f"NIP {new} dulu milik pegawai yang kini ber-NIP {now_called}.")
        await nips.correct(db, code, member.employee, old, new, now)
        change = Change("nip", old, {"nip": old}, {"nip": new}, member.employee)
        note = {"alasan": reason, "dasar": article}
        await matter.note(actor.name, "NIP dibetulkan", changes=[change], **note)
    desk.say(f"NIP {member.name} kini {new}; sebelumnya {old}.")
    if region.official == old:
        text = f"Perhatian: pejabat_verifikasi dalam berkas {code}.toml masih NIP lama."
        desk.console.print(Text(text, style="yellow"))
