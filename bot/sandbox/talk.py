"""A person at their phone in one chat: everything they can do, and everything they see."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.sandbox import content, gps
from bot.sandbox.bots import SandboxBot
from bot.sandbox.chat import LONG, Chat, Toast
from bot.sandbox.entities import units
from bot.sandbox.files import document_wire, named, photo_wire
from bot.sandbox.live import LiveShare
from bot.sandbox.model import Json, Message, StoredFile, User, quoted, user_wire
from bot.sandbox.tap import Tap, find_button, query_wire
from bot.sandbox.updates import CALLBACK_LANE
from bot.sandbox.words import MAX_TEXT, detect

BLOCKED = "bot was blocked by the user"
DEACTIVATED = "user is deactivated"


@dataclass(slots=True, repr=False)
class PersonChat:
    user: User
    bot: SandboxBot
    chat: Chat
    _seen: int = field(default=0, init=False)

    # --- what they see

    @property
    def messages(self) -> list[Message]:
        """The transcript, oldest first, edits applied in place, deleted ones gone."""
        return list(self.chat.messages.values())

    @property
    def last(self) -> Message:
        """What the bot said or changed last."""
        if self.chat.latest is None:
            raise LookupError(f"the bot has not said anything to {self.user.name}")
        return self.chat.latest

    @property
    def keyboard(self) -> list[list[str]]:
        """The labels of the reply keyboard, row by row; empty when there is none."""
        return self.chat.keyboard.labels if self.chat.keyboard else []

    @property
    def toasts(self) -> list[Toast]:
        return list(self.chat.toasts)

    async def answered(self, timeout: float = LONG, count: int = 1) -> Message:  # noqa: ASYNC109 - how long a test waits
        """Wait for ``count`` things said or edited since the person's last act or last wait."""
        await self._until_spoken(self._seen + count, timeout)
        self._seen = self.chat.spoken
        return self.last

    async def hear(self, timeout: float = LONG) -> Message:  # noqa: ASYNC109 - how long a test waits
        """Wait likewise, for one of them after the other, each as it was when it was said."""
        await self._until_spoken(self._seen + 1, timeout)
        lately, spoken = self.chat.lately, self.chat.spoken
        self._seen = max(self._seen + 1, spoken - len(lately) + 1)
        return lately[self._seen - spoken - 1]

    async def _until_spoken(self, wanted: int, seconds: float) -> None:
        try:
            await self.chat.bell.until(lambda: self.chat.spoken >= wanted, seconds)
        except TimeoutError:
            words = f"the bot did not answer {self.user.name} within {seconds} s"
            raise TimeoutError(words) from None

    # --- words and files

    async def say(self, text: str, *, reply_to: Message | None = None) -> Message:
        """Send words, trimmed as every app does; ValueError where an app sends none or several."""
        if not 0 < units(text.strip()) <= MAX_TEXT:
            raise ValueError("an app sends nothing for no words, and splits more than 4096")
        return self._send(text=text.strip(), reply_to=reply_to)

    async def photo(
        self, data: bytes, *smaller: bytes, caption: str = "", album: str = ""
    ) -> Message:
        """Send a photo; ``smaller`` are the same in smaller sizes, the smallest first."""
        uploads = [named(each, "photo.jpg") for each in (*smaller, data)]
        files = tuple(self.bot.world.files.photo(each) for each in uploads)
        extra = content.grouped(album)
        return self._send(text=caption, media=photo_wire(files), extra=extra, files=files)

    async def document(
        self, data: bytes, name: str, caption: str = "", *, album: str = ""
    ) -> Message:
        file = self.bot.world.files.add(named(data, name), "documents")
        extra = content.grouped(album)
        return self._send(text=caption, media=document_wire(file), extra=extra, files=(file,))

    # --- who they are

    async def share_contact(
        self,
        *,
        of: User | None = None,
        forged_phone: str | None = None,
        user_id: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Their own contact, somebody else's, or a made-up number.

        A forged contact carries no ``user_id`` unless one is given.
        """
        whose = of or self.user
        if forged_phone is None:
            media = content.contact(whose.phone, whose.first_name, whose.id)
        else:
            media = content.contact(forged_phone, whose.first_name, user_id)
        return self._send(media=media, reply_to=reply_to)

    # --- where they are

    def fix(self, at: tuple[float, float]) -> tuple[float, float]:
        """What the GPS of a phone that is at a point says this time, in degrees."""
        return gps.fix(at, next(self.bot.world.fixes))

    async def share_live(
        self,
        lat: float,
        lon: float,
        period: int = 900,
        *,
        accuracy: float | None = None,
        extra: Mapping[str, object] | None = None,
    ) -> LiveShare:
        """Degrees and seconds; the first message of a real phone has no ``accuracy``."""
        media = content.location(lat, lon, accuracy=accuracy, period=period)
        message = self._send(media=media, extra=extra)
        return LiveShare(self.bot, self.chat, message.id, period)

    async def pin(self, lat: float, lon: float, *, reply_to: Message | None = None) -> Message:
        return self._send(media=content.location(lat, lon), reply_to=reply_to)

    async def venue(self, lat: float, lon: float, title: str, address: str) -> Message:
        return self._send(media=content.venue(lat, lon, title, address))

    async def forward_pin(self, lat: float, lon: float, origin: User) -> Message:
        extra = content.forwarded(origin, self.bot.world.now())
        return self._send(media=content.location(lat, lon), extra=extra)

    async def forward_live(
        self, lat: float, lon: float, origin: User, period: int | None = None
    ) -> Message:
        """Forward a live location: it arrives as a pin, unless a forged client adds ``period``."""
        extra = content.forwarded(origin, self.bot.world.now())
        return self._send(media=content.location(lat, lon, period=period), extra=extra)

    async def via_bot_pin(self, lat: float, lon: float, other: User) -> Message:
        return self._send(media=content.location(lat, lon), extra=content.via_bot(other))

    async def scheduled_pin(self, lat: float, lon: float) -> Message:
        return self._send(media=content.location(lat, lon), extra={"is_from_offline": True})

    # --- buttons

    async def tap(self, label: str, message: Message | None = None) -> Tap:
        """Press an inline button of ``message`` (as seen, even if stale) or of the newest."""
        found, data = find_button(label, [message] if message else self.messages[::-1])
        return await self.tap_data(data, found.id)

    async def tap_data(self, data: str, message_id: int) -> Tap:
        """Send any ``data`` for a message, as only a forged client can."""
        self._act()
        query = self.bot.ask(self.chat, message_id)
        wire = query_wire(query, self.user, data)
        self.bot.updates.add("callback_query", wire, self.user.id + CALLBACK_LANE)
        return Tap(self.chat, query.id)

    async def press(self, label: str, at: tuple[float, float] | None = None) -> Message:
        """Press a key of the reply keyboard.

        A key that asks for the location sends ``at`` (degrees); without it the label as text,
        as Telegram in a browser does.
        """
        prompt = self.chat.messages.get(self.chat.keyboard_from or 0)
        key = self._key(label)
        if key.get("request_contact"):
            return await self.share_contact(reply_to=prompt)
        if key.get("request_location") and at is not None:
            return await self.pin(*at, reply_to=prompt)
        return await self.say(label)

    # --- whether they can be reached

    async def block(self) -> None:
        self._member("member", "kicked", BLOCKED)

    async def unblock(self) -> None:
        self._member("kicked", "member", None)

    def deactivate(self) -> None:
        """Delete the account; the bot is not told."""
        self.chat.bar(DEACTIVATED)

    def _member(self, before: str, after: str, refusal: str | None) -> None:
        self.bot.chats.setdefault(self.chat.id, self.chat)
        self.chat.bar(refusal)
        wire: Json = {
            "chat": self.chat.wire(),
            "from": user_wire(self.user),
            "date": self.bot.world.now(),
            "old_chat_member": content.member_wire(self.bot.user, before),
            "new_chat_member": content.member_wire(self.bot.user, after),
        }
        self.bot.updates.add("my_chat_member", wire, self.chat.id)

    def _act(self) -> None:
        if self.chat.refusal is not None:
            raise RuntimeError(f"{self.user.name} cannot write here: {self.chat.refusal}")
        self.bot.chats.setdefault(self.chat.id, self.chat)
        self._seen = self.chat.spoken

    def _send(
        self,
        *,
        text: str = "",
        media: Mapping[str, object] | None = None,
        extra: Mapping[str, object] | None = None,
        files: tuple[StoredFile, ...] = (),
        reply_to: Message | None = None,
    ) -> Message:
        self._act()
        message = Message(
            id=self.bot.next_message(),
            date=self.bot.world.now(),
            sender=self.user,
            text=text,
            entities=detect(text),
            media=media or {},
            extra=extra or {},
            files=files,
            reply_to=quoted(reply_to) if reply_to else None,
        )
        self.chat.put(message)
        self.bot.tell("message", self.chat, message)
        return message

    def _key(self, label: str) -> Json:
        rows = self.chat.keyboard.rows if self.chat.keyboard else ()
        for key in (key for row in rows for key in row):
            if key["text"] == label:
                return key
        raise LookupError(f"no key {label!r}; the keyboard shows {self.keyboard}")
