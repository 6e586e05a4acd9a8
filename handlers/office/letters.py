"""Letters that an office's month still needs: who sees to which days, and what they are told."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.organisation.authority import Right
from db.people import binding
from db.records.letter import Letter
from handlers.approvals.kind import Scope
from handlers.chat.notification import Notification
from handlers.texts.letter import LetterCard, LettersDue, Named
from handlers.usecases import closing, missing_letters
from handlers.usecases.entitled import entitled_over
from handlers.usecases.missing_letters import MissingLetter
from handlers.usecases.paper_rules import Rules


@dataclass(frozen=True, slots=True)
class AwaitedLetters:
    """Days on paper without a signed letter, and who has the next step; `by` None: nobody."""

    by: UUID | None
    missing: Sequence[MissingLetter]
    nudge: Notification

    @property
    def unwritten(self) -> int:
        """Of how many days the operator has to prepare the letter, or to send it again."""
        return sum(not each.to_sign for each in self.missing)

    @property
    def unsigned(self) -> int:
        """Of how many the head has to sign it."""
        return len(self.missing) - self.unwritten


async def read(scope: Scope, offices: Collection[str], month: date) -> list[AwaitedLetters]:
    """Of a month, as long as it is open; grouped by whoever has the next step."""
    found = await missing_letters.of_month(scope.db, scope.region.code, offices, month)
    open_ = [each for each in found if closing.is_open_at(scope.region, each.date, scope.now)]
    if not open_:
        return []
    peran = scope.region.regulation.peran
    operators = await _first(scope, peran.catat_manual, [e for e in open_ if not e.to_sign])
    heads = await _first(scope, peran.surat_manual, [e for e in open_ if e.to_sign])
    by: defaultdict[UUID | None, list[MissingLetter]] = defaultdict(list)
    for each in open_:
        by[(heads if each.to_sign else operators)[each.office]].append(each)
    names = await _names(scope, open_)
    rules = await Rules.read(scope.db, scope.region, await scope.organisation())
    return [AwaitedLetters(who, of, _nudge(rules, of, names)) for who, of in by.items()]


async def _first(
    scope: Scope, right: Right, missing: Sequence[MissingLetter]
) -> dict[str, UUID | None]:
    """Of the nearest who have a right over each office one whom a message reaches, else any."""
    offices = {each.office for each in missing}
    if not offices:
        return {}
    found = await entitled_over(scope.db, scope.region, right, offices, scope.today)
    nearest = {office: next(iter(found[office]), []) for office in offices}
    people = {who for group in nearest.values() for who in group}
    chats = await binding.addresses_of(scope.db, scope.region.code, people)
    return {
        office: next((e for e in group if e in chats), next(iter(group), None))
        for office, group in nearest.items()
    }


async def _names(scope: Scope, missing: Sequence[MissingLetter]) -> dict[UUID, str]:
    """Of the people, and of whoever has prepared a letter."""
    prepared = (each.letter.prepared_by for each in missing if each.letter)
    return dict(await scope.fetch_names([*prepared, *(each.employee for each in missing)]))


def _nudge(rules: Rules, missing: Sequence[MissingLetter], names: dict[UUID, str]) -> Notification:
    """To a head the card of the oldest letter, which signs it; to an operator how many there are.

    Whoever is both reads first what nobody else can do.
    """
    offices = rules.organisation.offices
    if signable := next((each.letter for each in missing if each.to_sign and each.letter), None):
        return _card(signable, offices[signable.office].name, names)
    first = missing[0]
    due = rules.due(first.condition, first.date)
    return LettersDue(offices[first.office].name, first.date.replace(day=1), due, len(missing))


def _card(of: Letter, office: str, names: dict[UUID, str]) -> LetterCard:
    lines = tuple(Named(names[e.employee], e.date, e.condition) for e in of.lines)
    return LetterCard(of.id, office, names[of.prepared_by], lines, of.due_at)
