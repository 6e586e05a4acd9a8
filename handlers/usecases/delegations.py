"""A Plt or Plh: who decides instead of somebody for some dates, by decree or by their own word."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.region import Region
from core.organisation.verifier import StandIn, StandInReason
from db.people import binding, delegation, verifier
from db.people.delegation import Delegation
from db.people.status import Member
from handlers.chat.notification import Notification
from handlers.texts import standing_in
from handlers.texts.standing_in import Party
from handlers.usecases import people
from handlers.usecases.act import Act
from handlers.usecases.refusal import Refused, Term

PERIOD_MAX = timedelta(days=366)  # from today to the first date, and from there to the last
OWN_WORD = "AMB-39"  # by which a superior names somebody, and ends it
NOTHING = "Hari ini tidak ada pegawai yang Anda verifikasi, jadi tidak ada yang diwakilkan."


@dataclass(frozen=True, slots=True)
class Period:
    """The dates on which somebody stands in, both included; the number of the decree, if any."""

    since: date
    until: date
    decree: str | None

    @property
    def dates(self) -> tuple[date, date]:
        return self.since, self.until


@dataclass(frozen=True, slots=True)
class Delegated:
    """Who stands in for whom, or does so no more; `by_told`: the one who stands in has a chat."""

    of: Party
    by: Party
    by_told: bool


async def appoint_by_decree(act: Act, of: str, by: str, period: Period) -> Delegated:
    """Enter a Plt or Plh by decree, both by NIP: whoever sets superiors does (`atur_atasan`)."""
    if of == by:
        raise Refused("Tidak ada yang mewakili diri sendiri.")
    _check(period, act.today)
    # A post that somebody left may need a Plt.
    subject = await act.subject(of, act.region.regulation.peran.atur_atasan)
    who = await people.employed(act.db, act.region, period.until, by)
    return await _enter(act, _party(subject.member), who, period, subject.article)


async def appoint_own(act: Act, me: Party, by: Member, period: Period) -> Delegated:
    """A superior names their own Plh, and hears of it as the answer (AMB-39)."""
    _check(period, act.today)
    held = await held_by(act.db, act.region, me.employee, act.today)
    if not held and not await verifies(act.db, act.region, me.employee, act.today):
        raise Refused(NOTHING)
    return await _enter(act, me, by, period, OWN_WORD)


async def end_by_decree(act: Act, of: str, id_: UUID) -> Delegated:
    """End one of somebody's by the right that enters one."""
    subject = await act.subject(of, act.region.regulation.peran.atur_atasan)
    return await _end(act, _party(subject.member), id_, subject.article)


async def end_own(act: Act, me: Party, id_: UUID) -> Delegated:
    """A superior ends one of their own (AMB-39)."""
    return await _end(act, me, id_, OWN_WORD)


async def verifies(db: AsyncConnection, region: Region, person: UUID, day: date) -> bool:
    """Whether somebody has anything to hand over on a date."""
    official = await verifier.official(db, region)
    return bool(await verifier.subordinates(db, region.code, person, day, official))


async def held_by(db: AsyncConnection, region: Region, of: UUID, day: date) -> list[Delegation]:
    """Who stands in for somebody on a date or later; an approved leave is not undone here."""
    found = await delegation.of_employee(db, region.code, of)
    mine = (each for each in found if each.revoked_at is None and each.stand_in.until >= day)
    acting = (each for each in mine if each.stand_in.why is StandInReason.ACTING)
    return sorted(acting, key=lambda each: (each.stand_in.since, each.id))


def _check(period: Period, today: date) -> None:
    if period.until < period.since:
        raise Refused(Term.UNTIL, " lebih awal dari ", Term.SINCE, ".")
    if period.until < today:
        raise Refused(Term.UNTIL, " sudah lewat; yang lampau tidak dapat diwakilkan lagi.")
    if period.until - period.since >= PERIOD_MAX or period.since > today + PERIOD_MAX:
        raise Refused("Lebih dari setahun; periksa tanggalnya.")


async def _enter(act: Act, of: Party, by: Member, period: Period, basis: str) -> Delegated:
    stand_in = StandIn(of.employee, by.employee, StandInReason.ACTING, *period.dates)
    known = await delegation.of_employee(act.db, act.region.code, of.employee)
    if any(each.stand_in == stand_in and each.revoked_at is None for each in known):
        raise Refused("Plt/Plh ini sudah tercatat.")
    new = await delegation.add(act.db, act.region.code, stand_in, period.decree)
    detail = {"oleh": by.nip, "sk": period.decree, "nomor": str(new), "dasar": basis}
    detail |= {"sejak": str(period.since), "sampai": str(period.until)}
    await act.note("Plt/Plh dicatat", detail, about=of.employee)
    told = standing_in.named(of, _party(by), period.dates)
    return await _tell(act, of, _party(by), told, basis)


async def _end(act: Act, of: Party, id_: UUID, basis: str) -> Delegated:
    known = await delegation.of_employee(act.db, act.region.code, of.employee)
    if not await delegation.revoke(act.db, act.region.code, of.employee, id_, act.now):
        raise Refused(f"{of.name} tidak punya Plt/Plh {id_}, atau sudah dicabut.")
    await act.note("Plt/Plh dicabut", {"nomor": str(id_), "dasar": basis}, about=of.employee)
    ended = next(each for each in known if each.id == id_)
    by = Party(ended.stand_in.by, ended.name)
    dates = (ended.stand_in.since, ended.stand_in.until)
    told = standing_in.ended(of, by, dates)
    return await _tell(act, of, by, told, basis)


async def _tell(
    act: Act, of: Party, by: Party, told: Mapping[UUID, Notification], basis: str
) -> Delegated:
    """Both of them; a superior who acts by their own word reads the answer instead."""
    to = await binding.addresses_of(act.db, act.region.code, told)
    for who, notification in told.items():
        if who != of.employee or basis != OWN_WORD:
            act.tell(to.get(who), notification)
    return Delegated(of, by, by.employee in to)


def _party(member: Member) -> Party:
    return Party(member.employee, member.name)
