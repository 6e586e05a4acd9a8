"""A live location while it is shared: it moves, is stopped, or silently expires."""

from dataclasses import dataclass, replace

from bot.sandbox.bots import SandboxBot
from bot.sandbox.chat import Chat
from bot.sandbox.content import location
from bot.sandbox.model import Message


@dataclass(frozen=True, slots=True)
class LiveShare:
    """``period`` seconds count from the first message; the expiry itself sends no update."""

    bot: SandboxBot
    chat: Chat
    message_id: int
    period: int

    @property
    def expires_at(self) -> int:
        """POSIX seconds."""
        return self._message.date + self.period

    @property
    def active(self) -> bool:
        message = self.chat.messages.get(self.message_id)
        place = message.media["location"] if message else None
        sharing = isinstance(place, dict) and "live_period" in place
        return sharing and self.bot.world.now() < self.expires_at

    async def move(
        self, lat: float, lon: float, *, accuracy: float | None = None, heading: int | None = None
    ) -> Message:
        """Report a new place from the phone; ``accuracy`` in metres, as Android tells it."""
        period = self.period
        return self._edit(location(lat, lon, accuracy=accuracy, period=period, heading=heading))

    async def stop(self) -> Message:
        """Send the last edit: where the person was, and no ``live_period`` any more."""
        place = self._message.media["location"]
        last = place if isinstance(place, dict) else {}
        gone = {"live_period", "heading"}
        return self._edit({"location": {k: v for k, v in last.items() if k not in gone}})

    @property
    def _message(self) -> Message:
        return self.chat.messages[self.message_id]

    def _edit(self, media: dict[str, object]) -> Message:
        if not self.active:
            raise RuntimeError("this live location has ended")
        edited = replace(self._message, media=media, edit_date=self.bot.world.now())
        self.chat.put(edited)
        self.bot.tell("edited_message", self.chat, edited)
        return edited
