"""`hadir berhenti`: who leaves with which last day, who comes back, and what was a mistake."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli import options
from bot.cli.desk import Desk, Problem, carry_out, desk_of
from bot.cli.effect import Consent, Yes, agreed, weigh
from bot.cli.matter import matter_of
from bot.cli.options import By, Nip, RegionCode
from core.month.effect import Reach
from core.organisation.calendar import DAY
from core.organisation.employment import Leaving
from core.organisation.region import Region
from db.people import departure
from db.people.departure import Line
from db.people.status import Member
from db.records.audit import Change
from handlers.chat.format import long_date
from handlers.usecases import departures

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
    desk = desk_of(ctx)
    carry_out(agreed(lambda consent: _departed(desk, region, nip, asked, by, consent), yes=yes))


async def _departed(
    desk: Desk, code: str, nip: str, asked: Asked, by: str | None, consent: Consent
) -> None:
    async with matter_of(desk, code, nip) as matter:
        db, member = matter.db, matter.member
        known = await departure.lines(db, code, member.employee)
        if asked.nothing:
            _list(desk, member, known)
            return
        actor, article = await matter.authorised(by, matter.region.regulation.peran.atur_status)
        before, line, action = _decided(member, asked, known, matter.now)
        await departure.write(db, code, member.employee, line)
        reason = {"alasan": asked.reason} if asked.reason else {}
        changes = [_change(member, before, line)]
        await matter.note(actor.name, action, changes=changes, dasar=article, **reason)
        reach = Reach(line.last + DAY, people=frozenset({member.employee}))
        await weigh(matter.act(desk, actor), [reach], consent)
        if asked.last is not None:
            await _warn(desk, db, matter.region, member, line)
    desk.say(_told(member, line))


def _decided(
    member: Member, asked: Asked, known: list[Line], now: datetime
) -> tuple[Line | None, Line, str]:
    """The line as it stood and as it becomes, and what the audit calls that."""
    before: Line | None
    match asked:
        case Asked(last=date() as last, kind=Leaving() as kind, decree=str() as decree):
            before = next((each for each in known if each.last == last), None)
            line, action = Line(last, kind, decree), "berhenti"
        case Asked(back=date() as back, decree=str() as decree):
            if (before := departures.open_on(known, back)) is None:
                raise Problem(f"{member.name} tidak tercatat berhenti.")
            line, action = replace(before, back=back, back_decree=decree), "kembali bekerja"
        case _:
            stands = (e for e in known if e.last == asked.revoked and e.revoked_at is None)
            if (before := next(stands, None)) is None:
                raise Problem(f"{member.name} tidak tercatat berhenti pada {asked.revoked}.")
            return before, replace(before, revoked_at=now), "berhenti dicabut"
    if reason := departures.fits(line, known):
        raise Problem(f"{member.name}: {reason}.")
    return before, line, action


def _change(member: Member, before: Line | None, after: Line) -> Change:
    was = departures.shown(before) if before else None
    return Change("berhenti", member.nip, was, departures.shown(after), member.employee)


async def _warn(
    desk: Desk, db: AsyncConnection, region: Region, member: Member, line: Line
) -> None:
    """Whoever was below them has nobody above the next day, unless somebody is named."""
    found = await departures.left_behind(db, region.code, member.employee, line.last)
    if found.below:
        names = ", ".join(found.below)
        text = (
            f"Perhatian: {len(found.below)} pegawai tidak lagi punya atasan ini: {names}. "
            "Atur atasan barunya (berkas pegawai), atau Plt-nya (hadir delegasi)."
        )
        desk.console.print(Text(text, style="yellow"))
    if found.roles:
        text = f"Perhatian: perannya ikut berakhir: {', '.join(found.roles)}."
        desk.console.print(Text(text, style="yellow"))


def _told(member: Member, line: Line) -> str:
    if line.revoked_at:
        return f"Catatan berhenti {member.name} ({long_date(line.last)}) dicabut."
    if line.back:
        return f"{member.name} bekerja lagi mulai {long_date(line.back)} ({line.back_decree})."
    return (
        f"{member.name} berhenti ({line.kind}), hari terakhir {long_date(line.last)} "
        f"({line.decree}). Hari sesudahnya tidak dihitung, dan akunnya dilepas."
    )


def _list(desk: Desk, member: Member, known: list[Line]) -> None:
    if not known:
        desk.say(f"{member.name} tidak pernah tercatat berhenti.")
        return
    table = Table("hari terakhir", "sebab", "sk", "kembali", "sk kembali", "keterangan")
    for each in known:
        back = (str(each.back) if each.back else "", each.back_decree or "")
        state = "dicabut" if each.revoked_at else ""
        cells = (str(each.last), each.kind.value, each.decree, *back, state)
        table.add_row(*(Text(cell) for cell in cells))
    desk.console.print(table)
