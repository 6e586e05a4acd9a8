"""The signed letter of a cancellation: handed in, delivered, received (Pasal 9C ayat (3)).

The day changes with the letter, and with nothing before (KAM-32).
"""

from collections.abc import Sequence
from uuid import UUID

from core.approvals.case import State
from core.month.cancellation import Allowed
from core.month.cancellation import Refused as NotThisDay
from core.month.effect import Reach
from core.organisation.office import Organisation
from db.people import binding, status
from db.people import office as offices
from db.records import cancellation
from db.records.attachment import Page
from db.records.cancellation import Cancellation
from handlers.texts import cancellation as texts
from handlers.texts import cancellation_letter as letter_texts
from handlers.usecases import past_days, rights
from handlers.usecases.act import Act
from handlers.usecases.cancellable import Moment, find, is_mine, judged, tell_superior
from handlers.usecases.cancellable import mine as one_of_mine
from handlers.usecases.refusal import Refused

NOT_BY_YOU = "Surat ini dicatat pengelola BKPSDM yang tidak terkait dengannya. Lihat /bantuan."
NOT_NOW = "Surat ini sudah ada, atau usulannya belum diketahui kepala. Lihat /verifikasi."


async def check(act: Act, organisation: Organisation, case: Cancellation) -> None:
    """`Refused` where no letter is wanted.

    No head has taken note, or it is there, or the day is none to cancel any more (KAM-44).
    """
    if case.state is not State.APPROVED or case.letter_at is not None:
        raise Refused(NOT_NOW)
    found = await judged(act, organisation, case.employee, case.date)
    if isinstance(found, NotThisDay):
        names = await status.fetch_names(act.db, act.region.code, {case.employee})
        raise Refused(letter_texts.no_letter(act.region, names[case.employee], case.date, found))


async def hand_in(
    act: Act, organisation: Organisation, me: UUID, id_: UUID, pages: Sequence[Page]
) -> int:
    """The signed letter is there: the day is absent from now on, and BKPSDM gets it (KAM-32).

    Gives how many of BKPSDM were told.
    """
    case = await one_of_mine(act, me, id_)
    await check(act, organisation, case)
    if not await cancellation.attach_letter(act.db, act.region.code, id_, pages, act.now):
        raise Refused(NOT_NOW)
    await act.note("surat pembatalan diunggah", {"nomor": str(id_)}, about=case.employee)
    day = Reach(case.date, case.date, frozenset({case.employee}))
    await past_days.weigh(act, [day], case.employee)
    to = await binding.address_of(act.db, act.region.code, case.employee)
    act.tell(to, texts.PresenceCancelled(case.date, tuple(pages)))
    return await _deliver(act, organisation, case)


async def receivers(moment: Moment, case: Cancellation) -> list[UUID]:
    """Who takes its letter in for the head of BKPSDM today (KAM-33).

    Nobody whose presence it cancels, nor who cancels it: a receipt is another's.
    """
    right = moment.region.regulation.peran.terima_pembatalan
    people = await rights.holders(moment.db, moment.region, moment.today, right, None)
    return [each for each in people if each not in {case.employee, case.superior}]


async def _deliver(act: Act, organisation: Organisation, case: Cancellation) -> int:
    """Gives how many were told."""
    to = await binding.addresses_of(act.db, act.region.code, await receivers(act, case))
    told = await delivered(act, organisation, case)
    for each in to.values():
        act.tell(each, told)
    return len(to)


async def to_receive(act: Act, me: UUID) -> list[Cancellation]:
    """The letters that came in and nobody has noted, for whoever takes them in."""
    found = await cancellation.unreceived(act.db, act.region.code)
    return [each for each in found if me in await receivers(act, each)]


async def to_hand_in(act: Act, me: UUID) -> list[Cancellation]:
    """What a superior has proposed, the head has noted, and only the signed letter lacks for."""
    found = await cancellation.with_letter_due(act.db, act.region.code)
    mine = [e for e in found if act.now < e.due_at and await is_mine(act, me, e)]
    if not mine:
        return []
    organisation = await offices.load(act.db, act.region.code, act.region.zone)
    return [
        each
        for each in mine
        if isinstance(await judged(act, organisation, each.employee, each.date), Allowed)
    ]


async def draw_received(act: Act, case: Cancellation) -> letter_texts.LetterDelivered:
    """The card of a letter that came in."""
    organisation = await offices.load(act.db, act.region.code, act.region.zone)
    return await delivered(act, organisation, case)


async def draw_wanted(act: Act, case: Cancellation) -> letter_texts.LetterWanted:
    """The card of a letter that is still to come."""
    people = {each for each in (case.employee, case.decided_by) if each}
    names = await status.fetch_names(act.db, act.region.code, people)
    head = names[case.decided_by] if case.decided_by else ""
    return letter_texts.LetterWanted(case.id, names[case.employee], case.date, head, case.due_at)


async def delivered(
    moment: Moment, organisation: Organisation, case: Cancellation
) -> letter_texts.LetterDelivered:
    """With the unit in which the person worked on the day."""
    day, who = case.date, [case.employee]
    (then,) = await status.members(moment.db, moment.region.code, day, people=who, gone=True)
    unit = organisation.offices[then.office].name if then.office else ""
    return letter_texts.LetterDelivered(case.id, then.name, day, unit)


async def receive(act: Act, me: UUID, id_: UUID) -> Cancellation:
    """Note that its letter was taken in; the superior gets the receipt."""
    act.require(
        act.region.regulation.peran.terima_pembatalan, None, act="menerima surat pembatalan"
    )
    case = await find(act, id_)
    if me not in await receivers(act, case):
        raise Refused(NOT_BY_YOU)
    if not await cancellation.receive(act.db, act.region.code, id_, me, act.now):
        raise Refused("Surat ini sudah dicatat. Tidak ada yang perlu dilakukan, tekan Buka surat.")
    await act.note("surat pembatalan dicatat", {"nomor": str(id_)}, about=case.employee)
    names = await status.fetch_names(act.db, act.region.code, {me, case.employee})
    told = letter_texts.LetterReceived(names[case.employee], case.date, names[me], act.now)
    await tell_superior(act, case, told)
    return case
