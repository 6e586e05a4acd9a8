"""People who send several pages at once, and how the bot's messages count then."""

from bot.sandbox.album import send_photos
from tests.handlers.dialogue import Gesture, Speaker
from tests.pictures import picture
from tests.plain_phone import PlainPhone


def album(*numbers: int, captions: tuple[str, ...] = (), name: str = "7") -> Gesture:
    """Photos at once; `name` tells one album from another where the channel does not."""

    async def send(who: Speaker) -> None:
        if not isinstance(who.phone, PlainPhone):
            await send_photos(who.chat, *map(picture, numbers), captions=captions)
            return
        said = [*captions, *[""] * (len(numbers) - len(captions))]
        for number, words in zip(numbers, said, strict=True):
            await who.phone.photo(number, words, album=name)

    return send


def picture_of(number: int, caption: str = "") -> Gesture:
    """One photo among several, each its own."""
    return lambda who: who.phone.photo(number, caption)


def messages(who: Speaker) -> int:
    """How many messages of the bot's stand in the chat; one that was changed stays one."""
    return len(who.phone.told)
