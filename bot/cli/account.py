"""`hadir unbind`, `block`, `unblock`, `exempt`: acts on one person, by right and with a trace."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, assert_never

import typer
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli import options
from bot.cli.authority import acting, one, require
from bot.cli.desk import Desk, Problem, carry_out, desk_of, region_of, transaction
from bot.cli.options import By, Nip, Reason, RegionCode
from bot.envelope import pack
from core.address import Address
from core.answer import Answer
from core.authority import Authority, Right
from core.exempt_kind import Exempted, named
from core.region import Region
from core.regulation import ExemptStatus, Role
from db import audit, binding, outbox, standing
from db.audit import Change
from db.standing import Member
from handlers import notice
from handlers.reply import Outgoing, Priority, Reply

UNBOUND = "akun dilepas"

# KAM-12: more resets than this in so many days are no routine any more.
MOST_RESETS = 2
RESET_WINDOW = timedelta(days=30)
BEYOND_ROUTINE = frozenset({Role.BKPSDM_MANAGER, Role.ADMINISTRATOR})

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


@dataclass(frozen=True, slots=True)
class Matter:
    """One act on one employee: where, about whom, when."""

    db: AsyncConnection
    region: Region
    member: Member
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(self.region.zone).date()


@asynccontextmanager
async def _matter(desk: Desk, code: str, nip: str) -> AsyncIterator[Matter]:
    region, now = region_of(desk, code), desk.clock.now()
    async with transaction(desk) as db:
        member = await one(db, region, now.astimezone(region.zone).date(), nip)
        yield Matter(db, region, member, now)


async def _tell(matter: Matter, to: Address | None, reply: Reply) -> None:
    """Tell the person; the running service sends it."""
    if to is not None:
        await outbox.put(matter.db, [pack(Outgoing(to, reply, Priority.CARD))], matter.now)


async def _address(matter: Matter) -> Address | None:
    return await binding.address_of(matter.db, matter.region.code, matter.member.employee)


async def _note(
    matter: Matter,
    actor: str,
    action: str,
    *,
    changes: Sequence[Change] = (),
    **detail: Any,  # noqa: ANN401 - JSON
) -> None:
    await audit.note(
        matter.db,
        region=matter.region.code,
        at=matter.now,
        actor=actor,
        action=action,
        employee=matter.member.employee,
        detail=detail,
        changes=changes,
    )


def unbind(ctx: typer.Context, region: RegionCode, nip: Nip, reason: Reason, by: By = None) -> None:
    """Lepaskan akun seorang pegawai, misalnya karena HP hilang."""
    carry_out(_unbind(desk_of(ctx), region, nip, reason, by))


async def _unbind(desk: Desk, code: str, nip: str, reason: str, by: str | None) -> None:
    async with _matter(desk, code, nip) as matter:
        right = matter.region.regulation.peran.atur_ulang_akun
        actor, article = await _authorised(matter, by, right)
        await _check_routine(matter, actor.roles(right, matter.member.office))
        address = await binding.release(matter.db, code, matter.member.employee, matter.now)
        if address is None:
            raise Problem(f"{matter.member.name} belum terhubung dengan akun mana pun.")
        account = {"kanal": address.channel, "akun": address.id} if address else None
        change = Change("akun", nip, account, None, matter.member.employee)
        await _note(matter, actor.name, UNBOUND, alasan=reason, dasar=article, changes=[change])
        await _tell(matter, address, notice.released(matter.region))
    desk.say(f"Akun {matter.member.name} dilepas. Kode baru: hadir activate {code} {nip}")


async def _authorised(matter: Matter, by: str | None, right: Right) -> tuple[Authority, str]:
    """Who acts, with the article; Problem where it is not theirs to act on this employee."""
    actor = await acting(matter.db, matter.region, matter.today, by)
    member = matter.member
    return actor, require(actor, right, member.office, act=f"atas {member.name}")


async def _check_routine(matter: Matter, roles: Collection[Role]) -> None:
    if not BEYOND_ROUTINE.isdisjoint(roles):
        return
    since, person = matter.now - RESET_WINDOW, matter.member.employee
    resets = await audit.count_since(matter.db, matter.region.code, person, UNBOUND, since)
    if resets >= MOST_RESETS:
        raise Problem(
            f"Akun {matter.member.name} sudah dilepas {resets} kali dalam 30 hari; "
            "berikutnya hanya oleh BKPSDM (KAM-12)."
        )


def block(ctx: typer.Context, region: RegionCode, nip: Nip, reason: Reason, by: By = None) -> None:
    """Blokir seorang pegawai; harinya menjadi dalam pemeriksaan, bukan alpa."""
    carry_out(_block(desk_of(ctx), region, nip, reason, by))


async def _block(desk: Desk, code: str, nip: str, reason: str, by: str | None) -> None:
    async with _matter(desk, code, nip) as matter:
        actor, article = await _blocker(matter, by)
        member = matter.member
        if not await standing.start_block(matter.db, code, member.employee, reason, matter.now):
            raise Problem(f"{member.name} sudah diblokir.")
        await _note(matter, actor.name, "diblokir", alasan=reason, dasar=article)
        await _tell(matter, await _address(matter), notice.blocked(matter.region, reason))
    desk.say(f"{matter.member.name} diblokir ({article}) dan diberi tahu.")


def unblock(
    ctx: typer.Context, region: RegionCode, nip: Nip, reason: Reason, by: By = None
) -> None:
    """Buka blokir seorang pegawai."""
    carry_out(_unblock(desk_of(ctx), region, nip, reason, by))


async def _unblock(desk: Desk, code: str, nip: str, reason: str, by: str | None) -> None:
    async with _matter(desk, code, nip) as matter:
        actor, article = await _blocker(matter, by)
        if not await standing.end_block(matter.db, code, matter.member.employee, matter.now):
            raise Problem(f"{matter.member.name} tidak sedang diblokir.")
        await _note(matter, actor.name, "blokir dibuka", alasan=reason, dasar=article)
        await _tell(matter, await _address(matter), notice.unblocked())
    desk.say(f"Blokir {matter.member.name} dibuka.")


async def _blocker(matter: Matter, by: str | None) -> tuple[Authority, str]:
    """A human blocks, never the software (BLG-6-2g, AMB-38)."""
    return await _authorised(matter, by, matter.region.regulation.peran.blokir)


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
) -> None:
    """Kecualikan seorang pegawai dari presensi menurut surat keputusan."""
    if until and until < since:
        raise Problem("--sampai lebih awal dari --sejak.")
    status = Status(kind, since, until, decree, released)
    carry_out(_exempt(desk_of(ctx), region, nip, status, by))


async def _exempt(desk: Desk, code: str, nip: str, status: Status, by: str | None) -> None:
    async with _matter(desk, code, nip) as matter:
        actor, right = await _authorised(matter, by, matter.region.regulation.peran.atur_status)
        answer = matter.region.regulation.pengecualian.status.on(status.since)
        exempt = _exempts(matter.member, status, answer)
        changes = [await _start_exemption(matter, status)] if exempt else []
        since, article = str(status.since), answer.citation
        note = {"status": status.kind, "sk": status.decree, "sejak": since, "dasar": article}
        action = "dikecualikan" if exempt else "tetap wajib presensi"
        await _note(matter, actor.name, action, changes=changes, **note, hak=right)
    if exempt:
        desk.say(f"{matter.member.name} dikecualikan sejak {since} ({article}).")
    else:
        desk.say(
            f"{matter.member.name} tidak dibebaskan dari jabatan: presensi tetap seperti biasa."
        )


async def _start_exemption(matter: Matter, status: Status) -> Change:
    before = await standing.exempt(
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
    rule = named(answer, status.kind)
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
