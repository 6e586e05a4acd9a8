"""The route of a case: its first decider, and the next one after an escalation."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.organisation.address import Address


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides, what they are called, and their chat; `person` None: nobody is named (AMB-39).

    `chat` None: they are not connected. `away_since`: they blocked the bot, or their account is
    gone.
    """

    person: UUID | None = None
    name: str = ""
    chat: Address | None = None
    away_since: datetime | None = None

    @property
    def reached(self) -> Address | None:
        """The chat in which a message arrives."""
        return None if self.away_since else self.chat


NOBODY = Decider()


@dataclass(frozen=True, slots=True)
class Route:
    """Who decides a case first, and who once it has gone up; `now` is one of the two.

    Where nobody else could decide, the one after is the first again.
    """

    first: Decider
    up: Decider
    escalated: bool

    @property
    def now(self) -> Decider:
        return self.up if self.escalated else self.first

    @property
    def goes_on(self) -> bool:
        """Whether silence brings it to somebody else."""
        return self.up.person not in {None, self.first.person}
