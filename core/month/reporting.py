"""In whose report an office's month is: in the one that has listed it, else by who has an operator.

Roles change, and a report that was handed in stands: each day is in one report (AMB-37, AMB-93).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from core.month.report import reporting_office
from core.organisation.office import wholes


@dataclass(frozen=True, slots=True)
class Reporting:
    """Of one month; `reporters` have an operator today.

    `listed`: of each office whose report of it is under way or was received, whose people that
    lists.
    """

    parents: Mapping[str, str | None]
    reporters: Collection[str]
    listed: Mapping[str, Collection[str]]

    def by(self, office: str) -> str | None:
        """Whose report an office is in, its own first; None: nobody reports it."""
        chain = wholes(office, self.parents)
        spoken = [each for each in self.listed if office in self._spoken_for(each)]
        if spoken:
            return min(spoken, key=lambda each: chain.index(each) if each in chain else len(chain))
        return reporting_office(office, self.parents, self.reporters)

    def elsewhere(self, office: str) -> str | None:
        """The other office whose report this one is in; None where it hands in its own."""
        found = self.by(office)
        return None if found == office else found

    def parts(self, office: str) -> list[str]:
        """The offices that the report of one is about: its own, and parts that report not."""
        mine = Reporting(self.parents, {*self.reporters, office}, self.listed)
        spoken = self._spoken_for(office)
        return [each for each in self.parents if each in spoken or mine.by(each) == office]

    def _spoken_for(self, office: str) -> set[str]:
        """Those that its report lists, and what lies between: no office there reported itself."""
        found = {office} if office in self.listed else set()
        for each in self.listed.get(office, ()):
            chain = wholes(each, self.parents)
            found |= {each, *(chain[: chain.index(office)] if office in chain else ())}
        return found & self.parents.keys()
