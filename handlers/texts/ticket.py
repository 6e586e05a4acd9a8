"""What people read of problems that somebody reports: the card of a desk, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.law.questions.peran import Role
from core.organisation.region import Region
from core.writing import quoted
from db.records.attachment import Page
from handlers.chat.format import brief, moment, one_line
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.texts.roles import ROLES, opening

BUTTON = "ms"  # what the buttons of a card begin with
ANSWER, PASS, PASS_TO, CLOSE = "jawab", "terus", "ke", "tutup"
LOOK, PICTURE = "lihat", "foto"
_SHORT = 80  # characters of a problem, where its answer is what counts
# Roles in the data of a button, which has no room for their names; never changed.
_LETTERS = MappingProxyType(
    {
        Role.OPERATOR: "o",
        Role.HEAD: "h",
        Role.ADMINISTRATOR: "a",
        Role.BKPSDM_MANAGER: "b",
        Role.KOMINFO_MANAGER: "k",
    }
)
_ROLES = MappingProxyType({letter: role for role, letter in _LETTERS.items()})
_TO = MappingProxyType(
    {
        Role.OPERATOR: "Ke operator",
        Role.HEAD: "Ke kepala kantor",
        Role.ADMINISTRATOR: "Ke Administrator",
        Role.BKPSDM_MANAGER: "Ke BKPSDM",
        Role.KOMINFO_MANAGER: "Ke Kominfo",
    }
)


@dataclass(frozen=True, slots=True)
class Press:
    """What a button of a card says, and on which desk the problem lay when it was drawn."""

    verb: str
    ticket: UUID
    desk: Role
    to: Role | None = None


def data(verb: str, id_: UUID, desk: Role, to: Role | None = None) -> str:
    """The opaque data of a button."""
    parts = [BUTTON, verb, id_.hex, _LETTERS[desk], *([_LETTERS[to]] if to else [])]
    return ":".join(parts)


def read(data_: str) -> Press | None:
    """What a button says; None where nobody here wrote it."""
    try:
        _, verb, key, desk, to, *_ = [*data_.split(":"), ""]
        return Press(verb, UUID(key), _ROLES[desk], _ROLES[to] if to else None)
    except (ValueError, KeyError):
        return None


@dataclass(frozen=True, slots=True)
class Passed:
    """Who passed a problem on last, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Finished:
    """Who answered or closed a problem, and when; `answer` None: closed without a word."""

    by: str
    at: datetime
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class TicketCard(Notification):
    """To the holders of a desk: somebody's problem, and who has passed it on or finished it.

    `onward`: to which desks it may go from here. `unread`: nobody of its desk is connected.
    `told`: whoever reported it hears of the outcome.
    """

    KIND: ClassVar = "masalah"

    id: UUID
    desk: Role
    onward: tuple[Role, ...]
    name: str
    office: str
    words: str
    filed_at: datetime
    pages: tuple[Page, ...] = ()
    passed: Passed | None = None
    unread: bool = False
    finished: Finished | None = None
    told: bool = True

    def word(self, region: Region) -> Reply:
        if self.finished is not None:
            return Reply(self._finished(self.finished, region))
        return Reply(self._open(region), self._buttons())

    def _open(self, region: Region) -> Markup:
        where = f", {brief(self.office)}" if self.office else ""
        lines = [Markup("⚠️ <b>Masalah dari {}</b>{}").format(brief(self.name), where)]
        if self.passed is not None:
            by, at = brief(self.passed.by), moment(self.passed.at, region.zone)
            passed = Markup("Diteruskan {} kepada {}, {}.")
            lines.append(passed.format(by, ROLES[self.desk], at))
        if self.unread:
            unread = Markup("{} belum terhubung. Mohon kabari langsung.")
            lines.append(unread.format(opening(self.desk)))
        lines.append(Markup("\n{}").format(quoted(self.words)))
        lines.append(Markup("\nDikirim {}.").format(moment(self.filed_at, region.zone)))
        return Markup("\n").join(lines)

    def _finished(self, done: Finished, region: Region) -> Markup:
        by, at = brief(done.by), moment(done.at, region.zone)
        answered = Markup("✅ <b>Dijawab {}</b>, {}.")
        closed = Markup("✅ <b>Ditandai selesai oleh {}</b>, {}.")
        lines = [(answered if done.answer else closed).format(by, at)]
        lines.append(Markup("Masalah {}: {}").format(brief(self.name), quoted(self.words)))
        if done.answer:
            lines.append(Markup("Jawaban: {}").format(quoted(done.answer)))
        heard = Markup("{} sudah diberi tahu.")
        unheard = Markup("{} belum terhubung. Mohon kabari langsung.")
        lines.append((heard if self.told else unheard).format(brief(self.name)))
        return Markup("\n").join(lines)

    def _buttons(self) -> tuple[Button, ...]:
        ways = {ANSWER: "Jawab"}
        ways |= {PASS: "Teruskan"} if self.onward else {}
        ways |= {CLOSE: "Selesai"}
        ways |= {PICTURE: "Lihat foto"} if self.pages else {}
        return tuple(Button(name, data(verb, self.id, self.desk)) for verb, name in ways.items())

    def choosing(self, region: Region) -> Reply:
        """The same card that asks to which of several desks it is passed on."""
        ways = [Button(_TO[to], data(PASS_TO, self.id, self.desk, to)) for to in self.onward]
        ways.append(Button("Kembali", data(LOOK, self.id, self.desk)))
        text = Markup("{}\n\n<b>Teruskan kepada siapa?</b>").format(self._open(region))
        return Reply(text, tuple(ways), screen=self.screen)


@dataclass(frozen=True, slots=True)
class TicketPassed(Notification):
    """To whoever reported a problem: it lies on another desk now."""

    KIND: ClassVar = "masalah_diteruskan"

    words: str
    by: str
    desk: Role

    def word(self, _region: Region) -> Reply:
        text = Markup(
            "⏳ <b>Masalah Anda diteruskan kepada {}</b> oleh {}: {}\nJawabannya dikirim ke sini."
        )
        said = quoted(one_line(self.words, _SHORT))
        return Reply(text.format(ROLES[self.desk], brief(self.by), said))


@dataclass(frozen=True, slots=True)
class TicketFinished(Notification):
    """To whoever reported a problem: it was answered, or closed without a word."""

    KIND: ClassVar = "masalah_selesai"

    words: str
    by: str
    answer: str | None = None

    def word(self, _region: Region) -> Reply:
        by, about = brief(self.by), quoted(one_line(self.words, _SHORT))
        again = Markup("Masih bermasalah? Tulis lagi: /masalah")
        if self.answer is None:
            text = Markup("✅ <b>Masalah Anda ditandai selesai</b> oleh {}: {}\n{}")
            return Reply(text.format(by, about, again))
        text = Markup("✅ <b>Masalah Anda dijawab {}.</b>\n{}\n\nMasalahnya: {}\n{}")
        return Reply(text.format(by, quoted(self.answer), about, again))
