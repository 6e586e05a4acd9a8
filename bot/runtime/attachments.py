"""Photos and documents that people send: fetched only where a question waits for one, and kept."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.channels.base import Fetch, Received
from bot.channels.errors import RedeliverLater
from bot.media.errors import InvalidUpload, MediaUnavailable
from bot.media.keeper import Keeper
from bot.runtime.app import App
from core.attendance.capture import Exif
from db.engine import is_unavailable
from db.messages.chat import state_of_bound
from db.messages.inbox import State
from handlers.chat.album import awaits_photo
from handlers.chat.event import Document, Incoming, Kept, Photo

log = structlog.get_logger()

FILES_IN_MEMORY_MAX = 8  # of one region, each of up to 20 MB
# Longer than that a file that cannot be fetched does not hold up what its sender says next.
REDELIVERED_FOR = timedelta(minutes=10)

LATE = "Berkas belum terbaca, mungkin karena sinyal. Silakan kirim ulang."


class Attachments:
    """The files that the regions are sent, on whatever channel."""

    def __init__(self, app: App, keepers: Mapping[str, Keeper]) -> None:
        self._app = app
        self._keepers = keepers
        self._room = {region: asyncio.Semaphore(FILES_IN_MEMORY_MAX) for region in keepers}

    async def attached(self, received: Received, state: State | None = None) -> Incoming:
        """The event with what was kept of its file, or why not; as it came where none is awaited.

        `state` is the conversation as it was, for what is tried again later.
        Raises `RedeliverLater` while the file cannot be fetched or kept.
        """
        event, content, fetch = received.event, received.event.content, received.fetch
        if fetch is None or not isinstance(content, Photo | Document):
            return event
        if not await self._is_awaited(event, state):
            return event
        try:
            kept, exif = await self._kept(event.address.region, fetch)
        except InvalidUpload as invalid:
            return replace(event, content=replace(content, reason=str(invalid)))
        except (RedeliverLater, MediaUnavailable) as error:
            # The class alone: the message may hold the address and with it the token.
            why = type(error.__cause__ or error).__name__
            log.warning("file", region=event.address.region, error=why)
            if self._holds_up(event.at):
                raise RedeliverLater from error
            return replace(event, content=replace(content, reason=LATE))
        if isinstance(content, Document):
            return replace(event, content=replace(content, kept=kept, exif=exif))
        return replace(event, content=replace(content, kept=kept))

    async def _kept(self, region: str, fetch: Fetch) -> tuple[Kept, Exif | None]:
        async with self._room[region]:
            file, keeper = await fetch(), self._keepers[region]
            kept = await keeper.keep(file.content, is_shrunk=file.is_shrunk)
            return kept, None if file.is_shrunk else await keeper.exif(file.content)

    def _holds_up(self, at: datetime) -> bool:
        return self._app.clock.now() - at <= REDELIVERED_FOR

    async def _is_awaited(self, event: Incoming, state: State | None) -> bool:
        if state is None:
            try:
                async with self._app.engine.connect() as db:
                    state = await state_of_bound(db, event.address)
            except Exception as error:
                if is_unavailable(error):
                    raise RedeliverLater from error
                raise
        return awaits_photo(state, event.at)
