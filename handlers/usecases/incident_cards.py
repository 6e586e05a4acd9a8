"""The cards of incidents: whether one is so, and more time; and those that wait for somebody."""

from uuid import UUID

from db.people import status
from db.people.status import Member
from db.records import incident
from db.records.incident import Extension, Opened
from handlers.texts.incident import IncidentCard, LongerCard
from handlers.usecases.act import Act
from handlers.usecases.paper_rules import Rules


async def to_vouch(act: Act, me: UUID) -> list[tuple[Opened, Member]]:
    """Those that an operator opened for others, which somebody vouches for as their head."""
    right = act.region.regulation.peran.surat_manual
    found = await incident.unvouched(act.db, act.region.code)
    whose = await _members(act, [each.employee for each in found])
    return [
        (each, whose[each.employee])
        for each in found
        if each.employee in whose and each.employee != me
        if act.by.denied(right, whose[each.employee].office) is None
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


async def _members(act: Act, people: list[UUID]) -> dict[UUID, Member]:
    """Those who have not left."""
    if not people:
        return {}
    found = await status.members(act.db, act.region.code, act.today, people=people)
    return {each.employee: each for each in found}
