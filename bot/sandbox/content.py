"""What a person can send besides words: the wire form of places, contacts and their origin."""

from bot.sandbox.model import Json, User, user_wire


def location(
    lat: float,
    lon: float,
    *,
    accuracy: float | None = None,
    period: int | None = None,
    heading: int | None = None,
) -> Json:
    """Degrees, metres and seconds; what the phone did not tell is absent, as on Telegram."""
    optional = {"horizontal_accuracy": accuracy, "live_period": period, "heading": heading}
    known = {name: value for name, value in optional.items() if value}
    return {"location": {"latitude": lat, "longitude": lon, **known}}


def venue(lat: float, lon: float, title: str, address: str) -> Json:
    """Telegram sets ``location`` beside ``venue``, so a venue looks like a pin at first sight."""
    place = location(lat, lon)
    return {"venue": place | {"title": title, "address": address}} | place


def contact(phone: str, first_name: str, user_id: int | None) -> Json:
    known: Json = {} if user_id is None else {"user_id": user_id}
    return {"contact": {"phone_number": phone, "first_name": first_name} | known}


def forwarded(from_user: User, date: int) -> Json:
    origin = {"type": "user", "date": date, "sender_user": user_wire(from_user)}
    return {"forward_origin": origin}


def via_bot(bot: User) -> Json:
    return {"via_bot": user_wire(bot)}


def grouped(album: str) -> Json:
    """Messages of one album have one ``media_group_id``; nothing else tells that they belong."""
    return {"media_group_id": album} if album else {}


def member_wire(bot: User, status: str) -> Json:
    """Write the bot as a ChatMember: ``member`` or ``kicked``."""
    wire: Json = {"user": user_wire(bot), "status": status}
    return wire | {"until_date": 0} if status == "kicked" else wire
