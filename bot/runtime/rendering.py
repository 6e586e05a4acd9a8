"""Rendering for a channel: notifications into words, pictures into bytes."""

import asyncio
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from bot.channels.base import Capability, Channel
from bot.channels.errors import RetryLater
from bot.channels.message import Message, Picture
from bot.media.errors import MediaUnavailable
from bot.media.store import Store
from bot.pictures.calendar import draw_month
from bot.pictures.map import draw_map
from bot.pictures.recap import draw_recap
from core.organisation.address import Address
from core.organisation.region import Region
from handlers.chat.event import JPEG, PNG, Kept
from handlers.chat.notification import Notification
from handlers.chat.reply import Enclosure, Map, Media, Month, RecapPage, Reply

UNSEEN = "⚠️ Foto atau suratnya belum bisa dibuka sekarang."


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Sends what is told in one region through one channel; kept pictures are in `store`."""

    channel: Channel
    region: Region
    store: Store

    async def __call__(
        self, chat: str, says: Reply | Notification, edits: str | None = None
    ) -> str | None:
        """Say it in a chat; gives the message's name, None where nothing stays on the screen.

        `edits` is the message whose place it takes. Raises what a channel's `send` does, and
        `RetryLater` while a picture cannot be read.
        """
        reply = says if isinstance(says, Reply) else says.render(self.region)
        reply = replace(reply, edits=edits) if edits else reply
        message = await render(reply, self.channel.capabilities, self.store)
        if message is None:
            return None
        try:
            return await self.channel.send(
                Address(self.region.code, self.channel.name, chat), message
            )
        except MediaUnavailable as error:
            raise RetryLater(str(error)) from error


async def render(
    reply: Reply, capabilities: Collection[Capability], store: Store
) -> Message | None:
    """The message on a channel with these capabilities; None where it has nothing to show there.

    A card whose picture cannot be shown now says so, and offers what may be done without.
    """
    can_edit = Capability.EDIT in capabilities
    if reply.in_place and not can_edit:
        return None
    picture = _picture(reply.picture, store)
    text, buttons, unseen = reply.text, reply.buttons, reply.unseen
    if unseen and isinstance(reply.picture, Kept) and not await _is_there(reply.picture, store):
        text, buttons, unseen, picture = text + f"\n\n{UNSEEN}", unseen, (), None
    return Message(
        text=text,
        buttons=buttons,
        unseen=unseen,
        input_kind=reply.input_kind,
        picture=picture,
        keys=reply.keys,
        commands=reply.commands,
        edits=reply.edits if can_edit else None,
        answers_callback=reply.answers_callback,
        toast=reply.toast,
        in_place=reply.in_place,
    )


async def _is_there(kept: Kept, store: Store) -> bool:
    with suppress(MediaUnavailable):
        return await store.has(kept.hash)
    return False


def _picture(picture: Media | None, store: Store) -> Picture | None:
    """Drawn or read only when it is sent: most changes of a message leave its picture alone."""
    match picture:
        case None:
            return None
        case Map():
            return Picture(JPEG, partial(asyncio.to_thread, _draw_map, picture), picture.stays)
        case Month():
            return Picture(PNG, partial(asyncio.to_thread, draw_month, picture))
        case RecapPage():
            return Picture(PNG, partial(asyncio.to_thread, draw_recap, picture))
        case Kept():
            return Picture(picture.media, partial(store.content, picture), already_shown=True)
        case Enclosure(kept, filename):
            return Picture(kept.media, partial(store.content, kept), filename=filename)


def _draw_map(picture: Map) -> bytes:
    return draw_map(picture.fences, picture.point, picture.accuracy, caption=picture.caption)
