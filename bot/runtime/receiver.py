"""Receiving a channel's updates durably: once, in the order of each chat."""

from datetime import datetime

from bot.channels.base import Channel, RawUpdate
from bot.channels.errors import RedeliverLater
from bot.runtime import retry
from bot.runtime.app import App
from bot.runtime.attachments import Attachments
from bot.runtime.clock import SystemClock
from bot.runtime.delivery import Outcome
from core.organisation.address import Address
from db.messages.inbox import Letter, State
from handlers.chat.event import Incoming, Tap


class UpdateReceiver:
    """Hands a channel's updates to the app, with their files where somebody waits for one."""

    def __init__(self, app: App, channel: Channel, attachments: Attachments) -> None:
        self._app = app
        self._channel = channel
        self._attachments = attachments

    async def handle(self, update: RawUpdate) -> None:
        """Handle one update durably; raises `RedeliverLater`, and nothing else.

        Nearly all the traffic are points of a live location that was stamped already: those are
        dropped before anything is built from them. What raises a bug is kept as a dead letter.
        """
        app, address = self._app, self._address(update)
        if update.moves is not None and (address, update.moves) in app.stamped_shares:
            return
        try:
            event = await self._event(update, app.clock.now())
            if event is not None and not isinstance(event.content, Tap):
                app.times.heard(event.at, self._channel.title)  # a tap's time is our own
        except RedeliverLater:
            raise
        except Exception as error:  # noqa: BLE001 - kept whole as a dead letter
            await app.dead_letter(address, update.number, update.body, error)
            return
        if event is not None:
            await app.receive(event, update.body)

    async def handle_again(self, letter: Letter) -> Outcome:
        """Handle a dead letter as of when it came; raises nothing."""
        try:
            chat, body = letter.body.get("chat", ""), letter.body["body"]
            update = RawUpdate(letter.region, letter.update, chat, body)
            event = await self._event(update, letter.received_at, letter.state)
            if event is None:
                return await retry.settle(self._app, letter)
        except RedeliverLater:
            return Outcome.UNAVAILABLE
        except Exception as error:  # noqa: BLE001 - kept as the letter's newest cause
            return await retry.failed(self._app, letter, error)
        return await retry.handle(self._app, event, letter)

    def answered(self, at: datetime) -> None:
        """The platform answered, and said when; one that follows a virtual clock tells nothing."""
        times = self._app.times
        if isinstance(times.process, SystemClock):
            times.answered(at, self._channel.title)

    def _address(self, update: RawUpdate) -> Address:
        return Address(update.region, self._channel.name, update.chat)

    async def _event(
        self, update: RawUpdate, received_at: datetime, state: State | None = None
    ) -> Incoming | None:
        """With its file, should the conversation wait for one: now, or in the `state` given."""
        received = await self._channel.receive(update, received_at)
        if received is None:
            return None
        return await self._attachments.attached(received, state)
