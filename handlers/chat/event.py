"""What arrives from a chat, the same for every channel."""

from dataclasses import dataclass
from datetime import datetime

from core.attendance.evidence import Share
from core.organisation.address import Address

# The media types that are kept: what people hand in, and what is printed for them.
JPEG, PDF = "image/jpeg", "application/pdf"
PNG, ZIP = "image/png", "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Tap:
    """A pressed button: its opaque data, and what the channel needs to say that it was heard."""

    data: str
    query: str


@dataclass(frozen=True, slots=True)
class Located:
    """A shared location; `share` is None when the coordinates were no point on earth."""

    share: Share | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A live location told its newest point, or (`running` false) that it was stopped."""

    share: Share | None
    running: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """A shared contact; `own` only when the channel itself vouches that it is the sender's."""

    phone: str
    own: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept: the SHA-256 of its content in hex, its bytes, its media type."""

    hash: str
    size: int
    media: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo: what was kept of it, or the reason why nothing; neither where none is awaited.

    `caption` is what was written under it; pages of one `album` have the same name for it, and
    `place` is where it stands among the chat's messages, in whatever order they come.
    """

    kept: Kept | None = None
    reason: str | None = None
    caption: str = ""
    album: str | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A file that is not sent as a photo; otherwise like one."""

    kept: Kept | None = None
    reason: str | None = None
    caption: str = ""
    album: str | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class Other:
    """Something no conversation asks for: a sticker, a voice note."""

    kind: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person blocked the bot, or (`blocked` false) let it in again."""

    blocked: bool


def words_of(content: object) -> str:
    """What somebody wrote, be it under a picture."""
    match content:
        case Text(text):
            return text
        case Photo() | Document():
            return content.caption
    return ""


Content = Text | Tap | Located | Moved | Contact | Photo | Document | Other | Blocked


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event: `update` is unique per channel and region, `at` the platform's own time.

    `message` is the message it belongs to: the live location that moved, the one that was
    tapped.
    """

    address: Address
    update: str
    message: str
    at: datetime
    private: bool
    content: Content
