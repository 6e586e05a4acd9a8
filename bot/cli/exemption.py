"""`hadir exempt`: what a decree says of somebody, and whether it frees them from attendance."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, assert_never

import typer
from sqlalchemy import RowMapping

from bot.cli import options
from bot.cli.desk import Desk, Problem, carry_out, desk_of
from bot.cli.effect import Consent, Yes, agreed, weigh
from bot.cli.matter import Matter, matter_of
from bot.cli.options import By, Nip, RegionCode
from core.law.answer import Answer
from core.law.questions.pengecualian import Exempted, exemption_of
from core.law.regulation import ExemptStatus
from core.month.effect import Reach
from db.people import status as statuses
from db.people.status import Member
from db.records.audit import Change

Kind = Annotated[ExemptStatus, typer.Argument(metavar="JENIS")]
Since = Annotated[date, options.day("--sejak", help="Hari pertama")]
Until = Annotated[
    date | None, options.day("--sampai", help="Hari terakhir; kosong: belum diketahui")
]
Decree = Annotated[str, options.words("--sk", help="Nomor surat keputusan")]


Released = Annotated[
    bool | None,
    typer.Option("--dibebaskan/--tidak-dibebaskan", help="Dari jabatan, selama tugas belajar"),
]


@dataclass(frozen=True, slots=True)
class Status:
    """What a decree says of somebody; `released` from their post, where that matters (AMB-10)."""

    kind: ExemptStatus
    since: date
    until: date | None
    decree: str
    released: bool | None

    @property
    def words(self) -> str:
        return self.kind.replace("_", " ").capitalize()


def exempt(  # noqa: PLR0913 - the signature is the command line
    ctx: typer.Context,
    region: RegionCode,
    nip: Nip,
    kind: Kind,
    *,
    since: Since,
    decree: Decree,
    until: Until = None,
    released: Released = None,
    by: By = None,
    yes: Yes = False,
) -> None:
    """Kecualikan seorang pegawai dari presensi menurut surat keputusan."""
    status = Status(kind, since, until, decree, released)
    desk = desk_of(ctx)
    carry_out(agreed(lambda consent: _exempt(desk, region, nip, status, by, consent), yes=yes))


async def _exempt(
    desk: Desk, code: str, nip: str, status: Status, by: str | None, consent: Consent
) -> None:
    if status.until and status.until < status.since:
        raise Problem("--sampai lebih awal dari --sejak.")
    async with matter_of(desk, code, nip) as matter:
        actor, right = await matter.authorised(by, matter.region.regulation.peran.atur_status)
        answer = matter.region.regulation.pengecualian.status.on(status.since)
        exempt = _exempts(matter.member, status, answer)
        changes = [await _start_exemption(matter, status)] if exempt else []
        since, article = str(status.since), answer.citation
        note = {"status": status.kind, "sk": status.decree, "sejak": since, "dasar": article}
        action = "dikecualikan" if exempt else "tetap wajib presensi"
        await matter.note(actor.name, action, changes=changes, **note, hak=right)
        reach = Reach(status.since, people=frozenset({matter.member.employee}))
        await weigh(matter.act(desk, actor), [reach] if exempt else [], consent)
    if exempt:
        desk.say(f"{matter.member.name} dikecualikan sejak {since} ({article}).")
    else:
        desk.say(
            f"{matter.member.name} tidak dibebaskan dari jabatan: presensi tetap seperti biasa."
        )


async def _start_exemption(matter: Matter, status: Status) -> Change:
    before = await statuses.exempt(
        matter.db,
        matter.region.code,
        matter.member.employee,
        status.kind,
        since=status.since,
        until=status.until,
        decree=status.decree,
    )
    until = status.until and str(status.until)
    after = {"jenis": status.kind.value, "sampai": until, "sk": status.decree}
    which = f"{matter.member.nip} sejak {status.since}"
    return Change("pengecualian", which, _before(before), after, matter.member.employee)


def _before(stored: RowMapping | None) -> dict[str, Any] | None:
    if stored is None:
        return None
    until = stored["until"]
    return {"jenis": stored["kind"], "sampai": until and str(until), "sk": stored["decree"]}


def _exempts(member: Member, status: Status, answer: Answer[tuple[Exempted, ...]]) -> bool:
    """Whether a status exempts; Problem where it is nothing for this person, or half told."""
    rule = exemption_of(answer, status.kind)
    if rule is None:
        raise Problem(f"{status.words} bukan alasan pengecualian: {answer.citation}.")
    if member.kind not in rule.bagi:
        whom = " dan ".join(rule.bagi)
        raise Problem(
            f"{status.words} hanya mengecualikan {whom} ({answer.citation}); "
            f"{member.name} {member.kind}. Tidak ada yang diubah."
        )
    match rule.syarat:
        case None:
            return True
        case "dibebaskan_dari_jabatan":
            if status.released is None:
                raise Problem(
                    f"{status.words}: tulis --dibebaskan atau --tidak-dibebaskan, "
                    "menurut surat keputusannya. Hanya yang dibebaskan dari jabatan dikecualikan."
                )
            return status.released
        case _:
            assert_never(rule.syarat)
