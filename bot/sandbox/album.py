"""Albums: several photos or files that a person sends at once, each of them a message."""

from collections.abc import Sequence

from bot.sandbox.model import Message
from bot.sandbox.talk import PersonChat

FEWEST, MOST = 2, 10


async def send_photos(
    chat: PersonChat, *pictures: bytes, captions: Sequence[str] = ()
) -> list[Message]:
    """Photos at once; an app writes what is said of all of them under the first."""
    album = _album(chat, len(pictures), captions)
    said = [*captions, *[""] * (len(pictures) - len(captions))]
    pairs = zip(pictures, said, strict=True)
    return [await chat.photo(each, caption=words, album=album) for each, words in pairs]


async def send_documents(
    chat: PersonChat, *files: tuple[bytes, str], captions: Sequence[str] = ()
) -> list[Message]:
    """Files at once, each with its name: Telegram mixes them with nothing else."""
    album = _album(chat, len(files), captions)
    said = [*captions, *[""] * (len(files) - len(captions))]
    pairs = zip(files, said, strict=True)
    return [await chat.document(*each, words, album=album) for each, words in pairs]


def _album(chat: PersonChat, count: int, captions: Sequence[str]) -> str:
    """A name for it; ValueError for what no app sends as one."""
    if not FEWEST <= count <= MOST or len(captions) > count:
        raise ValueError("an app sends two to ten at once")
    return str(13_000_000_000_000_000 + chat.bot.world.files.count)
