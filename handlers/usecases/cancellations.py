"""Cancelling the presence of a day: proposed, explained, withdrawn (Pasal 9C).

Until the head has taken note the superior may withdraw it, the person may explain, and a witness
may take back what they said. The day changes with the signed letter, and with nothing before
(KAM-32).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import uuid_utils.compat as uuid

from core.approvals.transitions import Act as Transition
from core.month.cancellation import Refused as NotThisDay
from core.organisation.office import Organisation
from db import approvals
from db.approvals import Done
from db.people import binding, status
from db.people.status import Member
from db.records import cancellation
from db.records import witness as records
from db.records.attachment import Page
from db.records.cancellation import CASES, Cancellation, NewCancellation
from handlers.texts import cancellation as texts
from handlers.texts import cancellation_card
from handlers.usecases import cancellable, witnesses
from handlers.usecases.act import Act
from handlers.usecases.cancellable import OVER, find, is_mine, mine, needed, waits
from handlers.usecases.refusal import Refused


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a superior proposes: whose presence, of which day, why, and who can bear it out."""

    person: Member
    day: date
    reason: str
    witnesses: tuple[UUID, ...]


async def propose(
    act: Act, organisation: Organisation, me: UUID, proposal: Proposal
) -> Cancellation:
    """File it; the person and the witnesses are told at once, and the day stays as it is."""
    person, day = proposal.person, proposal.day
    if not await cancellable.verifies(act, me, person.employee):
        raise Refused(f"{person.name} hari ini tidak Anda verifikasi. Pilih lagi lewat /batalkan.")
    if not await cancellable.can_be_told(act, person.employee):
        raise Refused(f"Tidak bisa: {texts.not_told(person.name)}")
    found = await cancellable.judged(act, organisation, person.employee, day)
    if isinstance(found, NotThisDay):
        raise Refused(texts.refusal(act.region, person.name, day, found))
    parties = await cancellable.parties(act, me, person.employee, day)
    if parties.acknowledger is None:
        raise Refused(f"Belum ada kepala yang dapat mengetahuinya. Hubungi {act.region.contact}.")
    witnesses.check(proposal.witnesses, parties.witnesses, found.witnesses)
    until = await cancellable.answers_until(act, organisation, person.employee)
    dates = (act.now, until, found.until)
    new = NewCancellation(uuid.uuid7(), person.employee, day, me, proposal.reason, *dates)
    if not await cancellation.file(act.db, act.region.code, new):
        raise Refused(f"Kehadiran {person.name} hari itu sudah diusulkan. Lihat /verifikasi.")
    await act.note(
        "pembatalan diusulkan",
        {"tanggal": str(day), "sebab": proposal.reason, "nomor": str(new.id)},
        about=person.employee,
    )
    case = await find(act, new.id)
    await witnesses.ask(act, case, proposal.witnesses)
    await _tell_person(act, case, len(proposal.witnesses))
    return case


async def under_way(act: Act, me: UUID) -> list[Cancellation]:
    """What a superior has proposed and may still withdraw, or help on with another witness."""
    found = await cancellation.open_ones(act.db, act.region.code)
    return [each for each in found if waits(act, each) and await is_mine(act, me, each)]


async def draw_under_way(act: Act, case: Cancellation) -> texts.CancellationUnderWay:
    """The card of one for its superior: how many testified, and never who did not."""
    heard = (await records.of(act.db, act.region.code, [case.id]))[case.id]
    names = await status.fetch_names(act.db, act.region.code, {case.employee})
    return texts.CancellationUnderWay(
        case.id,
        names[case.employee],
        case.date,
        needed(act, case),
        sum(each.testified for each in heard),
        case.answer_until,
        answered=case.answered_at is not None,
    )


async def is_ready(act: Act, organisation: Organisation, case: Cancellation) -> bool:
    """Whether its head may take note of it by now."""
    view = await cancellable.view(act, organisation, case)
    lacks = cancellation_card.lacks(act.region, case, view, act.now)
    return waits(act, case) and lacks is None


def check_answer(act: Act, me: UUID, case: Cancellation) -> None:
    """`Refused` where it is not theirs to explain, or not any more."""
    in_time = act.now <= case.answer_until and case.answered_at is None
    if case.employee != me or not in_time or not waits(act, case):
        raise _answered(act)


def _answered(act: Act) -> Refused:
    return Refused(f"Waktunya sudah lewat, atau sudah dijawab. Hubungi {act.region.contact}.")


async def explain(act: Act, me: UUID, id_: UUID, words: str, pages: Sequence[Page]) -> Cancellation:
    """The person's one answer; the superior reads it at once and may withdraw (KAM-11)."""
    case = await find(act, id_)
    check_answer(act, me, case)
    if not await cancellation.answer(act.db, act.region.code, id_, me, act.now, words, pages):
        raise _answered(act)
    note = {"nomor": str(id_), "kata": words, "halaman": len(pages)}
    await act.note("penjelasan pembatalan", note, about=me)
    names = await status.fetch_names(act.db, act.region.code, {me})
    told = texts.CancellationExplained(id_, names[me], case.date, words, tuple(pages))
    await cancellable.tell_superior(act, case, told)
    return await find(act, id_)


async def withdraw(act: Act, me: UUID, id_: UUID) -> Cancellation:
    """The superior takes it back, until the head has taken note; of two at once one wins."""
    case = await mine(act, me, id_)
    done = Done(Transition.WITHDRAW, act.now, in_time=True)
    if not await approvals.transition(act.db, CASES, act.region.code, id_, done):
        raise Refused(OVER)
    await act.note("pembatalan ditarik", {"nomor": str(id_)}, about=case.employee)
    to = await binding.address_of(act.db, act.region.code, case.employee)
    act.tell(to, texts.CancellationDropped(case.date))
    await witnesses.release(act, case)
    return case


async def _tell_person(act: Act, case: Cancellation, count: int) -> None:
    names = await status.fetch_names(act.db, act.region.code, {case.superior})
    told = texts.CancellationProposed(
        case.id, case.date, names[case.superior], case.reason, case.answer_until, count
    )
    act.tell(await binding.address_of(act.db, act.region.code, case.employee), told)
