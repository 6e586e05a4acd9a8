"""People and groups: who somebody is, and the chats they open."""

from dataclasses import dataclass, field

from bot.sandbox.bots import SandboxBot
from bot.sandbox.chat import Bell, Chat
from bot.sandbox.model import User
from bot.sandbox.talk import PersonChat


@dataclass(frozen=True, slots=True)
class Group:
    bot: SandboxBot
    chat: Chat


@dataclass(frozen=True, slots=True)
class Person:
    user: User
    chats: dict[tuple[int, int], PersonChat] = field(default_factory=dict)

    @property
    def id(self) -> int:
        return self.user.id

    def open(self, bot: SandboxBot) -> PersonChat:
        """Open the private chat with a bot, which may write once the person has said something."""
        known = self.chats.get((bot.id, self.id))
        if known is not None:
            return known
        keep, bell = bot.world.settings.keep_messages, Bell(bot.world.bell)
        chat = Chat(self.id, "private", self.user.name, keep, self.user, bell=bell)
        return self._enter(bot, chat)

    def join(self, group: Group) -> PersonChat:
        known = self.chats.get((group.bot.id, group.chat.id))
        return known or self._enter(group.bot, group.chat)

    def _enter(self, bot: SandboxBot, chat: Chat) -> PersonChat:
        talk = PersonChat(self.user, bot, chat)
        self.chats[bot.id, chat.id] = talk
        return talk
