"""Exemptions by decree, and decrees that exempt from nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from core.law.answer import Answer
from core.law.questions.pengecualian import Exempted as Rule
from core.law.questions.pengecualian import exemption_of
from core.law.regulation import ExemptStatus
from core.month.effect import Reach
from core.month.past_days import PastDays
from db.people import status
from db.people.status import Member
from db.records.audit import Change
from handlers.usecases.act import Act
from handlers.usecases.past_days import weigh
from handlers.usecases.refusal import Refused, Term


@dataclass(frozen=True, slots=True)
class Decreed:
    """What a decree says of somebody; `released` from their post, where that matters (AMB-10)."""

    kind: ExemptStatus
    since: date
    until: date | None
    decree: str
    released: bool | None = None

    @property
    def words(self) -> str:
        return self.kind.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Exempted:
    """By which article; not `exempt`: the decree frees them from nothing, and is only noted."""

    member: Member
    article: str
    exempt: bool
    past: PastDays


async def exempt(act: Act, nip: str, decreed: Decreed) -> Exempted:
    """Enter what a decree says (`atur_status`); the same first date again corrects what stood."""
    if decreed.until and decreed.until < decreed.since:
        raise Refused(Term.UNTIL, " lebih awal dari ", Term.SINCE, ".")
    subject = await act.subject(nip, act.region.regulation.peran.atur_status)
    member = subject.member
    answer = act.region.regulation.pengecualian.status.on(decreed.since)
    free = _exempts(member, decreed, answer)
    changes = [await _start(act, member, decreed)] if free else []
    note = {"status": decreed.kind, "sk": decreed.decree, "sejak": str(decreed.since)}
    note |= {"dasar": answer.citation, "hak": subject.article}
    action = "dikecualikan" if free else "tetap wajib presensi"
    await act.note(action, note, about=member.employee, changes=changes)
    reach = Reach(decreed.since, people=frozenset({member.employee}))
    past = await weigh(act, [reach] if free else [], member.employee)
    return Exempted(member, answer.citation, free, past)


async def _start(act: Act, member: Member, decreed: Decreed) -> Change:
    before = await status.exempt(
        act.db,
        act.region.code,
        member.employee,
        decreed.kind,
        since=decreed.since,
        until=decreed.until,
        decree=decreed.decree,
    )
    until = decreed.until and str(decreed.until)
    after = {"jenis": decreed.kind.value, "sampai": until, "sk": decreed.decree}
    which = f"{member.nip} sejak {decreed.since}"
    return Change("pengecualian", which, _before(before), after, member.employee)


def _before(stored: dict[str, Any] | None) -> dict[str, Any] | None:
    if stored is None:
        return None
    until = stored["until"]
    return {"jenis": stored["kind"], "sampai": until and str(until), "sk": stored["decree"]}


def _exempts(member: Member, decreed: Decreed, answer: Answer[tuple[Rule, ...]]) -> bool:
    """Whether a status exempts; `Refused` where it is nothing for this person, or half told."""
    rule = exemption_of(answer, decreed.kind)
    if rule is None:
        raise Refused(f"{decreed.words} bukan alasan pengecualian: {answer.citation}.")
    if member.kind not in rule.bagi:
        whom = " dan ".join(rule.bagi)
        raise Refused(
            f"{decreed.words} hanya mengecualikan {whom} ({answer.citation}); "
            f"{member.name} {member.kind}. Tidak ada yang diubah."
        )
    match rule.syarat:
        case None:
            return True
        case "dibebaskan_dari_jabatan":
            if decreed.released is None:
                raise Refused(
                    f"{decreed.words}: tulis ",
                    Term.POST_RELEASED,
                    " atau ",
                    Term.POST_KEPT,
                    ", menurut surat keputusannya. Hanya yang dibebaskan dari jabatan "
                    "dikecualikan.",
                )
            return decreed.released
        case _:
            assert_never(rule.syarat)
