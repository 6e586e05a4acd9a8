"""Whose presence somebody may cancel on which day, who bears witness, and who takes note of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import UNDECIDED, state_at
from core.month.cancellation import Allowed, acknowledger, answer_until, judge
from core.month.cancellation import Refused as NotThisDay
from core.month.cancellation import witnesses as fit_to_witness
from core.month.day_deriver import days
from core.month.record import Record
from core.organisation.office import Organisation
from core.organisation.region import Region
from core.organisation.verifier import StandIn
from core.requests.absence import ALIVE, absences, state_on
from db.people import binding, delegation, status, verifier
from db.people.status import Member
from db.records import cancellation as cancellations
from db.records import reader
from db.records import request as requests
from db.records import witness as witnesses
from db.records.cancellation import Cancellation
from handlers.chat.notification import Notification
from handlers.texts import request_view
from handlers.texts.cancellation_card import AskedFor, View
from handlers.usecases.act import Act
from handlers.usecases.refusal import Refused

OVER = "Usulan ini sudah diputuskan, ditarik, atau lewat waktunya. Mulai lagi lewat /batalkan."
NOT_MINE = "Usulan ini bukan usulan Anda. Lihat /verifikasi untuk yang menunggu Anda."


class Moment(Protocol):
    """The open transaction, the region, and the instant, and its date, as of which one looks."""

    @property
    def db(self) -> AsyncConnection: ...
    @property
    def region(self) -> Region: ...
    @property
    def now(self) -> datetime: ...
    @property
    def today(self) -> date: ...


async def subordinates(act: Act, superior: UUID) -> list[Member]:
    """Whom somebody verifies today, by name."""
    db, region = act.db, act.region
    official = await verifier.official(db, region)
    people = await verifier.subordinates(db, region.code, superior, act.today, official)
    return await status.members(db, region.code, act.today, people=people) if people else []


async def verifies(act: Act, superior: UUID, person: UUID) -> bool:
    """Whether somebody verifies a person today."""
    official = await verifier.official(act.db, act.region)
    found = await verifier.find(act.db, act.region.code, [person], act.today, official)
    return found[person] == superior


async def judged(
    moment: Moment, organisation: Organisation, person: UUID, day: date
) -> Allowed | NotThisDay:
    """Whether that day of theirs can be cancelled, by what is known of it at this moment.

    Asked for each step anew: permission may come at any time (Pasal 9C ayat (1), KAM-44).
    """
    law, now, zone = moment.region.regulation, moment.now, moment.region.zone
    record = await _record(moment, person, day)
    asked = absences(law, record.requests, day, now)
    found = days(law, organisation, record, [day], now=now, zone=zone)
    return judge(law, found[0], asked, now, zone)


async def view(moment: Moment, organisation: Organisation, case: Cancellation) -> View:
    """What there is of a case for its head at this moment."""
    db, region, who, day = moment.db, moment.region, case.employee, case.date
    heard = (await witnesses.of(db, region.code, [case.id]))[case.id]
    found = await judged(moment, organisation, who, day)
    asked = await requests.of_people(db, region.code, [who], day, day)
    states = ((e, state_on(region.regulation, e.asked, day, moment.now)) for e in asked)
    alive = (
        AskedFor(request_view.kind_of(region, each).kind.nama, state)
        for each, state in states
        if state in ALIVE
    )
    return View(tuple(heard), found, tuple(alive))


async def _record(moment: Moment, person: UUID, day: date) -> Record:
    return (await reader.read(moment.db, moment.region.code, [person], day, day))[person]


async def answers_until(act: Act, organisation: Organisation, person: UUID) -> datetime:
    """The last instant at which a person may explain what they are told now (KAM-11)."""
    law, now = act.region.regulation, act.now.astimezone(act.region.zone)
    postings = (await _record(act, person, act.today)).postings
    return answer_until(law, now, lambda day: organisation.works(law, postings, day))


@dataclass(frozen=True, slots=True)
class Parties:
    """Who bears on a cancellation beside its person and its superior.

    `acknowledger` None: nobody is left who could take note of it. `witnesses` are whom the superior
    may choose from, by name.
    """

    acknowledger: UUID | None
    witnesses: tuple[Member, ...]


async def parties(
    act: Act, superior: UUID, person: UUID, day: date, filed: date | None = None
) -> Parties:
    """Of the unit in which the person worked on the day, as people stand today.

    `filed`: when the superior has proposed it; None: today.
    """
    db, region, today = act.db, act.region, act.today
    official = await verifier.official(db, region)
    heads = (await verifier.heads(db, region.code, [person], today))[person]
    held = (await verifier.heads(db, region.code, [person], today, _themselves))[person]
    above = (await verifier.find(db, region.code, [person], today, official))[person]
    cancel = await _sides(db, region, superior, person, filed or today)
    verify = await _sides(db, region, above, person, today) if above else set()
    by = acknowledger(person, cancel, heads, official)
    here = {each.employee: each for each in await _colleagues(db, region, person, day, today)}
    top = {*heads, *held, *([by] if by else [])}
    fit = fit_to_witness(list(here), person, cancel | verify, top)
    return Parties(by, tuple(here[each] for each in fit))


async def witnesses_of(act: Act, case: Cancellation) -> tuple[Member, ...]:
    """Whom else a superior may ask, also about somebody who has left by now."""
    filed = case.filed_at.astimezone(act.region.zone).date()
    return (await parties(act, case.superior, case.employee, case.date, filed)).witnesses


async def acknowledgers(
    db: AsyncConnection, region: Region, cases: Collection[Cancellation], today: date
) -> dict[UUID, UUID | None]:
    """Who takes note today of each of these, by its id."""
    people, ids = {each.employee for each in cases}, [each.id for each in cases]
    heads = await verifier.heads(db, region.code, people, today) if people else {}
    official = await verifier.official(db, region)
    heard = await witnesses.of(db, region.code, ids)
    found = {}
    for case in cases:
        filed = case.filed_at.astimezone(region.zone).date()
        cancel = await _sides(db, region, case.superior, case.employee, filed)
        seen = {each.employee for each in heard[case.id] if each.testified}
        by = acknowledger(case.employee, cancel, heads[case.employee], official, seen)
        found[case.id] = by
    return found


async def _sides(
    db: AsyncConnection, region: Region, superior: UUID, person: UUID, day: date
) -> set[UUID]:
    """Somebody, and whoever is the person's superior in whose place they act on a date (KAM-45)."""
    whom, further = {superior}, {superior}
    stand_ins = await delegation.on(db, region.code, day)
    while further:
        further = {each.of for each in stand_ins if each.by in further} - whom
        whom |= further
    theirs = {
        each
        for each in whom - {superior}
        if person in await verifier.below(db, region.code, {each}, day)
    }
    return {superior, *theirs}


def _themselves(head: UUID, _day: date, _stand_ins: Collection[StandIn]) -> UUID:
    return head


async def _colleagues(
    db: AsyncConnection, region: Region, person: UUID, day: date, today: date
) -> Sequence[Member]:
    """Who worked in the same office on the day, is still employed, and can be asked."""
    then = await status.members(db, region.code, day, people=[person], gone=True)
    if not then or then[0].office is None:
        return ()
    there = await status.members(db, region.code, day, offices=[then[0].office])
    people = [each.employee for each in there]
    found = await status.members(db, region.code, today, people=people)
    here = await reached(db, region, people)
    return [each for each in found if each.employee in here]


async def reached(db: AsyncConnection, region: Region, people: Collection[UUID]) -> set[UUID]:
    """Those of these in whose chat a message arrives."""
    chats = await binding.chats_of(db, region.code, people)
    return {each for each, chat in chats.items() if chat.away_since is None}


async def can_be_told(act: Act, person: UUID) -> bool:
    """Whether what is proposed of somebody reaches them, as it has to (KAM-11, KAM-46)."""
    return bool(await reached(act.db, act.region, [person]))


def waits(act: Act, case: Cancellation) -> bool:
    """Whether nobody has decided it, and its month is open."""
    return state_at(case.state, case.due_at, act.now, "gugur") in UNDECIDED


async def find(act: Act, id_: UUID) -> Cancellation:
    """One of them; `Refused` where nobody filed it."""
    case = await cancellations.find(act.db, act.region.code, id_)
    if case is None:
        raise Refused(OVER)
    return case


async def mine(act: Act, me: UUID, id_: UUID) -> Cancellation:
    """One that somebody has filed, or whose person is theirs today, after a transfer."""
    case = await find(act, id_)
    if not await is_mine(act, me, case):
        raise Refused(NOT_MINE)
    return case


async def is_mine(act: Act, me: UUID, case: Cancellation) -> bool:
    """Whether somebody has filed it, or verifies its person today."""
    return case.superior == me or await verifies(act, me, case.employee)


def needed(moment: Moment, case: Cancellation) -> int:
    """The least number of witnesses, by the law of the day."""
    return moment.region.regulation.pembatalan.saksi.on(case.date).value or 0


async def superior_now(
    db: AsyncConnection, region: Region, case: Cancellation, today: date
) -> UUID | None:
    """Whoever filed it; once they are gone, whoever verifies the person today (AMB-51)."""
    there = await status.members(db, region.code, today, people=[case.superior])
    if any(each.bound for each in there):
        return case.superior
    official = await verifier.official(db, region)
    found = await verifier.find(db, region.code, [case.employee], today, official)
    return found[case.employee]


async def tell_superior(act: Act, case: Cancellation, told: Notification) -> None:
    """Tell whose it is to go on with it."""
    to = await superior_now(act.db, act.region, case, act.today)
    act.tell(await binding.address_of(act.db, act.region.code, to) if to else None, told)
