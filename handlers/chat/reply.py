"""What goes out to a chat, the same for every channel; each channel renders it its own way."""

from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum
from typing import TypeAlias

from markupsafe import Markup

from core.law.answer import Ground
from core.organisation.fence import Fence, Point
from core.work.progress import Progress
from handlers.chat.event import Kept
from handlers.chat.screen import Screen


@dataclass(frozen=True, slots=True)
class Button:
    """A label of at most 20 characters and opaque data of at most 64 bytes."""

    label: str
    data: str


class InputKind(StrEnum):
    """What the person is asked for, where a channel or the menu treats it in its own way."""

    NOTHING = "nothing"
    LOCATION = "location"
    LIVE_LOCATION = "live_location"
    CONTACT = "contact"
    PHOTO = "photo"  # or a PDF
    DATE = "date"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Map:
    """A picture to draw: the fences, the person's point, and the accuracy in metres.

    `stays`: it belongs to its message, whose words change below it.
    """

    fences: tuple[Fence, ...]
    point: Point
    accuracy: float | None
    caption: str
    stays: bool = False


UNUSED = "BM"  # Form F has no letter for a day before the first use: it counts as nothing

# What the recap prints for a day, in words, in the order of Form F.
MEANINGS = {
    "H": "hadir",
    "A": "alpa",
    "C": "cuti",
    "S": "sakit",
    "DL": "dinas luar",
    "TK": "tugas khusus",
    "I": "izin",
    "-": "dikecualikan",
    UNUSED: "belum memakai",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One date; `pending` where something of it may still change, `code` is one of `MEANINGS`.

    `points` are the counted ones, `off` is a date without duty: a shift may work on a holiday.
    `credited` dates have their points without any work.
    """

    date: date
    code: str | None = None
    points: int = 0
    off: bool = False
    holiday: bool = False
    pending: bool = False
    credited: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar to draw: all dates of one month in order, and how far its points are.

    `today` may lie before or after them. Without `progress` it is a recap of attendance.
    """

    app: str
    name: str
    today: date
    cells: tuple[Cell, ...]
    progress: Progress | None = None

    @property
    def left(self) -> int:
        """Working days from today on, as core.work.activity counts them for the pace."""
        coming = (cell for cell in self.cells if cell.date >= self.today)
        return sum(not (each.off or each.credited or each.code == UNUSED) for each in coming)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A kept file that goes with the words under a name of its own, to be opened or passed on."""

    kept: Kept
    filename: str


@dataclass(frozen=True, slots=True)
class RecapLine:
    """One person of a recap: a code of `MEANINGS` for each date, "" where there is none yet.

    `off` and `pending` are days of the month: those without duty, those that may still change.
    """

    name: str
    codes: tuple[str, ...]
    off: tuple[int, ...] = ()
    pending: tuple[int, ...] = ()

    @property
    def totals(self) -> dict[str, int]:
        """How often each code stands there, in the order of Form F."""
        return {code: count for code in MEANINGS if (count := self.codes.count(code))}


@dataclass(frozen=True, slots=True)
class RecapPage:
    """A recap to draw: the people of an office, a line each, in the month that begins `first`.

    `page` of `pages` counts from 1; `today` may lie before or after the month.
    """

    app: str
    office: str
    first: date
    today: date
    lines: tuple[RecapLine, ...]
    page: int = 1
    pages: int = 1


# What goes with the words of a message: drawn, shown, or handed over as a file.
Media: TypeAlias = Map | Month | RecapPage | Kept | Enclosure


@dataclass(frozen=True, slots=True)
class Because:
    """What /kenapa says of a reply: a title, and the citation and words of each ground."""

    title: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One message. `text` is safe HTML of <b>, <i> and <a> only.

    `keys` are the daily acts that stay on the screen, none at all takes them off. `edits` names
    the message to change instead, on channels that can: a `Kept` picture with it is the one that
    this message shows already, as is a map that `stays`; with `in_place` nothing is sent where
    that message cannot be changed. `answers_callback` is the tap that this answers: as a
    `new_message` where a text would have to become a picture, as a `toast` where it need not
    stay on the screen. An `Enclosure` always comes in a message of its own.

    `screen` is what it shows that may change later, `because` what /kenapa says of it. `unseen`
    are the buttons instead, where a `Kept` picture cannot be shown: what nobody saw is not
    approved with one tap. `idle` never leaves the house: nothing was done, since the button was
    stale, the answer unfit, or somebody else was first.
    """

    text: Markup
    buttons: tuple[Button, ...] = ()
    input_kind: InputKind = InputKind.NOTHING
    picture: Media | None = None
    keys: tuple[tuple[str, ...], ...] | None = None
    commands: tuple[tuple[str, str], ...] | None = None
    edits: str | None = None
    answers_callback: str | None = None
    toast: bool = False
    new_message: bool = False
    in_place: bool = False
    screen: Screen | None = None
    because: Because | None = None
    unseen: tuple[Button, ...] = ()
    idle: bool = False

    def hearing(self, query: str, message: str) -> "Reply":
        """The same answer, given to a tap: it changes the tapped message in place."""
        return replace(self, answers_callback=query, edits=None if self.new_message else message)

    def after_text(self) -> "Reply":
        """The same answer to a tap on a text: what has a picture cannot take its place."""
        return replace(self, new_message=self.picture is not None)


class Priority(IntEnum):
    """Answers go before cards, cards before reminders, reminders before broadcasts.

    Whoever is bound to nobody comes last: however many strangers write, no employee waits.
    """

    ANSWER = 0
    CARD = 1
    REMINDER = 2
    BROADCAST = 3
    STRANGER = 4
