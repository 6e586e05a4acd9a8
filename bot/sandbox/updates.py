"""The updates of one bot: numbered in order, kept until they are taken or expire."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.runtime.clock import Clock
from bot.sandbox.model import Json

DAY = 24 * 3600
CALLBACK_LIFE = 150
CALLBACK_LANE = 3 << 33
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Update:
    """``lane`` is the queue: the chat's id, for a tap the person's id + (3<<33).

    ``expires`` is a POSIX time in seconds.
    """

    id: int
    kind: str
    lane: int
    payload: Json
    expires: float

    def wire(self) -> Json:
        return {"update_id": self.id, self.kind: self.payload}


@dataclass(slots=True)
class Updates:
    """``take`` is told of each new update: the webhook engine or the waiting poll."""

    clock: Clock
    next_id: int
    allowed: frozenset[str] = frozenset()
    waiting: dict[int, Update] = field(default_factory=dict)
    take: Callable[[Update], None] | None = None

    def add(self, kind: str, payload: Json, lane: int) -> None:
        if not self._wanted(kind):
            return
        life = CALLBACK_LIFE if kind == "callback_query" else DAY
        update = Update(self.next_id, kind, lane, payload, self.clock.now().timestamp() + life)
        self.next_id += 1
        self.waiting[update.id] = update
        if self.take is not None:
            self.take(update)

    def alive(self, update: Update) -> bool:
        return self.clock.now().timestamp() < update.expires

    def expired(self, update: Update) -> bool:
        return not self.alive(update)

    def done(self, update_id: int) -> None:
        self.waiting.pop(update_id, None)

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
