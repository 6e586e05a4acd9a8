"""The witnesses of a cancellation: asked, heard once, replaced (Pasal 9C ayat (2), KAM-11).

The superior hears that somebody bears no witness, never who it is nor what they know.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from db.people import binding, status
from db.people.status import Member
from db.records import witness
from db.records.cancellation import Cancellation
from db.records.witness import Answer, Witness
from handlers.texts import cancellation as texts
from handlers.texts import witness as witness_texts
from handlers.usecases import cancellable
from handlers.usecases.act import Act
from handlers.usecases.cancellable import OVER, Moment, find, mine, needed, waits
from handlers.usecases.refusal import Refused


def check(chosen: Sequence[UUID], offered: Sequence[Member], needed: int) -> None:
    fit = {each.employee for each in offered}
    if len(set(chosen)) < needed or not fit.issuperset(chosen):
        raise Refused(f"Saksinya belum {needed} pegawai unit itu. Pilih lagi lewat /batalkan.")


async def ask_others(act: Act, me: UUID, id_: UUID, chosen: Sequence[UUID]) -> Cancellation:
    """Ask further witnesses, in the place of whoever bears none."""
    case = await mine(act, me, id_)
    if not waits(act, case):
        raise Refused(OVER)
    check(chosen, await cancellable.witnesses_of(act, case), 1)
    await ask(act, case, chosen)
    return case


async def ask(act: Act, case: Cancellation, people: Collection[UUID]) -> None:
    new = await witness.ask(act.db, act.region.code, case.id, people, act.now)
    if not new:
        raise Refused("Saksi ini sudah pernah ditanya. Pilih pegawai lain lewat Pilih saksi lain.")
    for each in new:
        await act.note("saksi diminta", {"nomor": str(case.id)}, about=each)
    names = await status.fetch_names(act.db, act.region.code, {case.superior, case.employee})
    told = witness_texts.WitnessAsked(
        case.id, names[case.superior], names[case.employee], case.date, case.reason
    )
    to = await binding.addresses_of(act.db, act.region.code, new)
    for each in new:
        act.tell(to.get(each), told)


async def testify(
    act: Act, me: UUID, id_: UUID, said: Answer, statement: str | None
) -> Cancellation:
    """Keep what a witness says, once; where they bear none, the superior hears how many lack."""
    case = await find(act, id_)
    if not waits(act, case):
        raise Refused(OVER)
    if not await witness.answer(act.db, act.region.code, id_, me, said, statement, act.now):
        raise Refused(
            "Jawaban Anda sudah tersimpan. Tidak ada lagi yang perlu dilakukan, lihat /bantuan."
        )
    await act.note(f"saksi: {said.value}", {"nomor": str(id_), "isi": statement}, about=me)
    if said is not Answer.SEEN:
        await _tell_missing(act, case)
    return case


async def take_back(act: Act, me: UUID, id_: UUID) -> Cancellation:
    """A witness takes back what they said, until the head has taken note."""
    case = await find(act, id_)
    if not waits(act, case) or not await witness.take_back(act.db, act.region.code, id_, me):
        raise Refused("Keterangan ini tidak bisa ditarik lagi. Hubungi atasan Anda.")
    await act.note("saksi: ditarik", {"nomor": str(id_)}, about=me)
    await _tell_missing(act, case)
    return case


async def release(act: Act, case: Cancellation) -> None:
    """Tell the witnesses who are still asked that nothing is wanted of them any more."""
    code = act.region.code
    asked = (await witness.of(act.db, code, [case.id]))[case.id]
    people = [each.employee for each in asked if each.counts]
    to = await binding.addresses_of(act.db, code, people)
    name = (await status.fetch_names(act.db, code, {case.employee}))[case.employee]
    for each in people:
        act.tell(to.get(each), witness_texts.WitnessReleased(name, case.date))


async def missing(moment: Moment, case: Cancellation) -> int:
    """How many witnesses it lacks, those who may still answer counted as there."""
    asked = (await witness.of(moment.db, moment.region.code, [case.id]))[case.id]
    gone = {each.employee for each in await gone_of(moment, asked)}
    counted = sum(each.counts and each.employee not in gone for each in asked)
    return max(0, needed(moment, case) - counted)


async def gone_of(moment: Moment, asked: Sequence[Witness]) -> list[Witness]:
    """Those of these who have not answered and have left: nobody hears them any more."""
    silent = [each for each in asked if each.answer is None]
    people = [each.employee for each in silent]
    found = await status.members(moment.db, moment.region.code, moment.today, people=people)
    here = {each.employee for each in found}
    return [each for each in silent if each.employee not in here]


async def _tell_missing(act: Act, case: Cancellation) -> None:
    count = await missing(act, case)
    if count:
        name = (await status.fetch_names(act.db, act.region.code, {case.employee}))[case.employee]
        told = texts.WitnessMissing(case.id, name, case.date, count)
        await cancellable.tell_superior(act, case, told)
