"""`hadir berhenti`: who leaves with which last day, who comes back, and what was a mistake."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli import options
from bot.cli.acting import acting
from bot.cli.consent import Consent, Yes, agreed
from bot.cli.context import CliContext, carry_out, context_of, region_of, transaction
from bot.cli.options import By, Nip, RegionCode
from core.organisation.employment import Leaving
from db.people import departure
from db.people.departure import Line
from db.people.status import Member
from handlers.chat.format import long_date
from handlers.usecases import departures, people
from handlers.usecases.act import Act
from handlers.usecases.departures import Departed, Left

Last = Annotated[date | None, options.day("--hari-terakhir", help="Hari kerja terakhirnya")]
Why = Annotated[Leaving | None, typer.Option("--sebab", metavar="SEBAB", help=", ".join(Leaving))]
Decree = Annotated[str | None, options.words("--sk", help="Nomor surat keputusan")]
Back = Annotated[date | None, options.day("--kembali", help="Hari pertama bekerja lagi")]
Revoked = Annotated[
    date | None, options.day("--cabut", help="Hari terakhir yang keliru dicatat; dengan --alasan")
]
Reason = Annotated[str | None, options.words("--alasan", help="Mengapa dicabut")]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be entered: a departure, a return, or that one was a mistake; else the list."""

    last: date | None
    kind: Leaving | None
    decree: str | None
    back: date | None
    revoked: date | None
    reason: str | None

    @property
    def fits(self) -> bool:
        given = [name for name in Asked.__dataclass_fields__ if getattr(self, name) is not None]
        whole = (["last", "kind", "decree"], ["decree", "back"], ["revoked", "reason"])
        return given in ([], *whole)

    @property
    def nothing(self) -> bool:
        return not any((self.last, self.back, self.revoked))


def departed(  # noqa: PLR0913 - the signature is the command line
    ctx: typer.Context,
    region: RegionCode,
    nip: Nip,
    *,
    last: Last = None,
    kind: Why = None,
    decree: Decree = None,
    back: Back = None,
    revoked: Revoked = None,
    reason: Reason = None,
    by: By = None,
    yes: Yes = False,
) -> None:
    """Catat pegawai yang berhenti atau kembali, cabut yang keliru, atau lihat catatannya."""
    asked = Asked(last, kind, decree, back, revoked, reason)
    if not asked.fits:
        raise typer.BadParameter(
            "isi --hari-terakhir, --sebab dan --sk; atau --kembali dan --sk; "
            "atau --cabut dan --alasan"
        )
    cli = context_of(ctx)
    carry_out(agreed(lambda consent: _departed(cli, region, nip, asked, by, consent), yes=yes))


async def _departed(
    cli: CliContext, code: str, nip: str, asked: Asked, by: str | None, consent: Consent
) -> None:
    if asked.nothing:
        await _list(cli, code, nip)
        return
    async with acting(cli, code, by) as act:
        done = await _done(act, nip, asked)
        consent.to(cli, done.past)
        if done.left:
            _warn(cli, done.left)
    cli.say(_told(done.member, done.line))


async def _done(act: Act, nip: str, asked: Asked) -> Departed:
    match asked:
        case Asked(last=date() as last, kind=Leaving() as kind, decree=str() as decree):
            return await departures.leave(act, nip, Line(last, kind, decree))
        case Asked(back=date() as back, decree=str() as decree):
            return await departures.come_back(act, nip, back, decree)
        case Asked(revoked=date() as last, reason=str() as reason):
            return await departures.revoke(act, nip, last, reason)
        case _:
            raise LookupError(f"{asked} is none of the three")


def _warn(cli: CliContext, left: Left) -> None:
    """Whoever was below them has nobody above the next day, unless somebody is named."""
    if left.below:
        names = ", ".join(left.below)
        text = (
            f"Perhatian: {len(left.below)} pegawai tidak lagi punya atasan ini: {names}. "
            "Atur atasan barunya (berkas pegawai), atau Plt-nya (hadir delegasi)."
        )
        cli.console.print(Text(text, style="yellow"))
    if left.roles:
        text = f"Perhatian: perannya ikut berakhir: {', '.join(left.roles)}."
        cli.console.print(Text(text, style="yellow"))


def _told(member: Member, line: Line) -> str:
    if line.revoked_at:
        return f"Catatan berhenti {member.name} ({long_date(line.last)}) dicabut."
    if line.back:
        return f"{member.name} bekerja lagi mulai {long_date(line.back)} ({line.back_decree})."
    return (
        f"{member.name} berhenti ({line.kind}), hari terakhir {long_date(line.last)} "
        f"({line.decree}). Hari sesudahnya tidak dihitung, dan akunnya dilepas."
    )


async def _list(cli: CliContext, code: str, nip: str) -> None:
    region, now = region_of(cli, code), cli.clock.now()
    async with transaction(cli) as db:
        member = await people.one(db, region, now.astimezone(region.zone).date(), nip)
        known = await departure.lines(db, code, member.employee)
    if not known:
        cli.say(f"{member.name} tidak pernah tercatat berhenti.")
        return
    table = Table("hari terakhir", "sebab", "sk", "kembali", "sk kembali", "keterangan")
    for each in known:
        back = (str(each.back) if each.back else "", each.back_decree or "")
        state = "dicabut" if each.revoked_at else ""
        cells = (str(each.last), each.kind.value, each.decree, *back, state)
        table.add_row(*(Text(cell) for cell in cells))
    cli.console.print(table)
