"""The cards of incidents: whether one is so, and more time; and those that wait for somebody."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from db.people import status, verifier
from db.people.status import Member
from db.records import incident
from db.records.incident import Extension, Opened
from handlers.texts.incident import IncidentCard, LongerCard
from handlers.usecases import holders
from handlers.usecases.act import Act
from handlers.usecases.paper_rules import Rules
from handlers.usecases.refusal import Refused


@dataclass(frozen=True, slots=True)
class Vouchers:
    """Who is asked whether an incident is so, and what they are called."""

    people: tuple[UUID, ...]
    called: str = "kepala kantor"


async def vouchers(act: Act, concerned: Collection[UUID], office: str | None) -> Vouchers:
    """The head, unless they are `concerned`: then their own superior (AMB-39, AMB-100)."""
    right = act.region.regulation.peran.surat_manual
    held = await holders.of_right(act.db, act.region, right, office, act.today)
    heads = [each.employee for each in held]
    others = tuple(each for each in heads if each not in concerned)
    if others or not heads:
        return Vouchers(others)
    above = dict.fromkeys((await _above(act, heads)).values())
    return Vouchers(tuple(e for e in above if e and e not in concerned), "atasan kepala kantor")


async def require_vouchers(act: Act, concerned: Collection[UUID], office: str | None) -> Vouchers:
    """The same; `Refused` where there is nobody to ask."""
    found = await vouchers(act, concerned, office)
    if not found.people:
        named = f"{found.called}nya".capitalize()
        raise Refused(f"{named} belum tercatat. Hubungi {act.region.contact}.")
    return found


async def may_vouch(act: Act, me: UUID, opened: Opened, whose: Member) -> bool:
    """Whether it is in somebody's hands to say whether an incident is so."""
    right = act.region.regulation.peran.surat_manual
    if act.by.denied(right, whose.office) is None:
        return True
    return me in (await vouchers(act, opened.concerned, whose.office)).people


async def to_vouch(act: Act, me: UUID) -> list[tuple[Opened, Member]]:
    """Those that an operator opened for others, and for which somebody may vouch."""
    found = await incident.unvouched(act.db, act.region.code)
    found = [each for each in found if me not in each.concerned]
    whose = await _members(act, [each.employee for each in found])
    above = await _above(act, {who for each in found for who in each.concerned})
    mine = {who for who, by in above.items() if by == me}
    right = act.region.regulation.peran.surat_manual
    return [
        (each, whose[each.employee])
        for each in found
        if each.employee in whose
        # Asked of each only where one of both is under whoever asks: there are few of those.
        if mine & each.concerned or not act.by.denied(right, whose[each.employee].office)
        if await may_vouch(act, me, each, whose[each.employee])
    ]


async def to_decide(act: Act, me: UUID) -> list[tuple[Opened, Extension, Member]]:
    """What is asked of whoever grants more than the law's number; not by or for themselves."""
    right = act.region.regulation.peran.perpanjang_manual
    found = await incident.undecided(act.db, act.region.code)
    whose = await _members(act, [opened.employee for opened, _ in found])
    return [
        (opened, asked, whose[opened.employee])
        for opened, asked in found
        if opened.employee in whose and me not in {opened.employee, asked.asked_by}
        if act.by.denied(right, whose[opened.employee].office) is None
    ]


async def draw_vouching(act: Act, of: tuple[Opened, Member]) -> IncidentCard:
    """The card of one that waits for a head."""
    opened, whose = of
    names = await status.fetch_names(act.db, act.region.code, [opened.opened_by])
    return vouching(opened, whose, names[opened.opened_by])


async def draw_longer(act: Act, of: tuple[Opened, Extension, Member]) -> LongerCard:
    """The card of a longer time that waits."""
    opened, asked, whose = of
    return await longer(act, whose, opened, asked)


def vouching(opened: Opened, whose: Member, by: str) -> IncidentCard:
    """To the head: what an operator says keeps somebody from attending by phone."""
    return IncidentCard(opened.id, whose.name, opened.condition, opened.first, by)


async def longer(act: Act, whose: Member, opened: Opened, asked: Extension) -> LongerCard:
    """To whoever may grant it: who asks, how much they have used, until when and why."""
    rules, day = await Rules.read(act.db, act.region), min(act.today, asked.until)
    who = (await rules.people([whose.employee], day))[whose.employee]
    usage = rules.usage(opened.as_law, day, who.recorded)
    office = rules.organisation.offices[whose.office].name if whose.office else ""
    facts = (opened.condition, opened.first, usage, asked.until, asked.reason, asked.asked_at)
    return LongerCard(asked.id, whose.name, office, *facts)


async def _above(act: Act, people: Collection[UUID]) -> dict[UUID, UUID | None]:
    """Who is above each of these people today, or stands in for them."""
    if not people:
        return {}
    official = await verifier.official(act.db, act.region)
    return await verifier.find(act.db, act.region.code, people, act.today, official)


async def _members(act: Act, people: list[UUID]) -> dict[UUID, Member]:
    """Those who have not left."""
    if not people:
        return {}
    found = await status.members(act.db, act.region.code, act.today, people=people)
    return {each.employee: each for each in found}
