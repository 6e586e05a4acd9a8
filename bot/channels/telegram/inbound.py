"""From python-telegram-bot's `Update` to an `Incoming` that every handler understands."""

from datetime import datetime, timedelta

from telegram import Chat, ChatMember, Location, Message, Update

from core.attendance.evidence import Share, ShareKind
from core.organisation.address import Address
from core.organisation.fence import Point
from core.writing import plain
from handlers.chat.event import (
    Blocked,
    Contact,
    Content,
    Document,
    Incoming,
    Located,
    Moved,
    Other,
    Photo,
    Tap,
    Text,
)

CHANNEL = "telegram"


def incoming(update: Update, region: str, received_at: datetime) -> Incoming | None:
    """The event in an update; None for what nobody here asked for (channel posts, edited texts)."""
    if update.callback_query is not None:
        return _tapped(update, region, received_at)
    if update.my_chat_member is not None:
        return _membership(update, region)
    if update.message is not None:
        return _event(update, region, update.message, _content(update.message, received_at))
    edited = update.edited_message
    if edited is not None and edited.location is not None:
        return _event(update, region, edited, _moved(edited, received_at))
    return None


def _event(update: Update, region: str, message: Message, content: Content) -> Incoming:
    return Incoming(
        address=Address(region, CHANNEL, str(message.chat_id)),
        update=str(update.update_id),
        message=str(message.message_id),
        at=message.edit_date or message.date,
        private=message.chat.type == Chat.PRIVATE,
        content=content,
    )


def _content(message: Message, received_at: datetime) -> Content:
    if message.location is not None:
        return Located(_share(message, message.location, received_at))
    if message.text is not None:
        return Text(plain(message.text))
    if message.contact is not None:
        contact = message.contact
        sender = message.from_user.id if message.from_user else None
        # Telegram vouches for user_id; a contact passed on by others proves nothing.
        passed_on = message.forward_origin is not None or message.via_bot is not None
        own = contact.user_id is not None and contact.user_id == sender and not passed_on
        return Contact(contact.phone_number, own)
    if not (message.photo or message.document):
        return Other("other")
    kind = Photo if message.photo else Document
    caption = plain(message.caption or "")
    return kind(caption=caption, album=message.media_group_id, place=message.message_id)


def _moved(message: Message, received_at: datetime) -> Moved:
    location = message.location
    share = _share(message, location, received_at) if location else None
    # A stopped share tells its last point once more, without a period.
    return Moved(share, running=bool(location and location.live_period))


def _share(message: Message, location: Location, received_at: datetime) -> Share | None:
    try:
        point = Point(location.latitude, location.longitude)
    except ValueError:
        return None
    return Share(
        kind=_kind(message, location),
        point=point,
        accuracy=_metres(location.horizontal_accuracy),
        sent_at=message.edit_date or message.date,
        received_at=received_at,
        live_until=_live_until(message, location),
        forwarded=message.forward_origin is not None,
        via_bot=message.via_bot is not None,
        scheduled=bool(message.is_from_offline),
        private=message.chat.type == Chat.PRIVATE,
        heading=location.heading,
    )


def _metres(accuracy: object) -> float | None:
    return float(accuracy) if isinstance(accuracy, int | float) else None


def _kind(message: Message, location: Location) -> ShareKind:
    if message.venue is not None:
        return ShareKind.VENUE
    live = location.live_period is not None or message.edit_date is not None
    return ShareKind.LIVE if live else ShareKind.STATIC


def _live_until(message: Message, location: Location) -> datetime | None:
    period = location.live_period
    if period is None:
        return None
    seconds = period if isinstance(period, timedelta) else timedelta(seconds=period)
    return message.date + seconds


def _tapped(update: Update, region: str, received_at: datetime) -> Incoming | None:
    query = update.callback_query
    if query is None or query.message is None:
        return None
    return Incoming(
        address=Address(region, CHANNEL, str(query.from_user.id)),
        update=str(update.update_id),
        message=str(query.message.message_id),
        at=received_at,  # Telegram tells no time for a tap; ours is the one most clocks agree on
        private=query.message.chat.type == Chat.PRIVATE,
        content=Tap(query.data or "", query.id),
    )


def _membership(update: Update, region: str) -> Incoming | None:
    change = update.my_chat_member
    if change is None or change.chat.type != Chat.PRIVATE:
        return None
    return Incoming(
        address=Address(region, CHANNEL, str(change.chat.id)),
        update=str(update.update_id),
        message="",
        at=change.date,
        private=True,
        content=Blocked(change.new_chat_member.status == ChatMember.BANNED),
    )
