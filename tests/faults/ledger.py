"""What became of every filing and every decision: the checker that no fault may get past."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from uuid import UUID

from bot.sandbox.talk import PersonChat
from core.approvals.case import State
from handlers.approvals.screens import key_of
from handlers.chat.format import clock, long_date
from handlers.chat.reply import Priority
from tests.faults.books import Books, Item, plain, told
from tests.faults.crowd import employee_of
from tests.faults.staff import ASKED, Filing
from tests.office import WITA

FILED = ("Tersimpan", "Terkirim")


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is wrong, by the words of the filing or by the chat; all of it must be empty.

    `lost`: somebody was told that it is filed, and there is no row.
    `doubled`: more rows than were confirmed, or not one answer for each.
    `uncarded`: not on exactly one card of its superior, or on one of somebody else.
    `undecided`: no decision stands, or one of somebody else.
    `untold`: not exactly one message about it to the person, or the superior never read of it.
    `misheard`: somebody read of a decision that does not stand.
    `repeated`: the messenger got a message more often than the outbox has tried to send it.
    """

    lost: Sequence[str]
    doubled: Sequence[str]
    uncarded: Sequence[str]
    undecided: Sequence[str]
    untold: Sequence[str]
    misheard: Sequence[str]
    repeated: Sequence[str]

    @property
    def clean(self) -> bool:
        return not any(astuple(self))


@dataclass(frozen=True, slots=True)
class Audit:
    """The books beside what everybody did and was told; `whose` superior is who, by employee."""

    books: Books
    filings: Sequence[Filing]
    whose: Mapping[UUID, PersonChat]
    read: Mapping[str, Mapping[str, set[str]]]

    def ledger(self) -> Ledger:
        confirmed = Counter(each.words for each in self.filings)
        rows = Counter(item.words for item in self.books.items)
        return Ledger(
            lost=sorted((confirmed - rows).elements()),
            doubled=sorted((rows - confirmed).elements()) + list(self._answers()),
            uncarded=[item.words for item in self.books.items if not self._is_carded(item)],
            undecided=[item.words for item in self.books.items if not self._line(item)],
            untold=[text for item in self.books.items for text in self._untold(item)],
            misheard=[text for item in self.books.items for text in self._misheard(item)],
            repeated=list(self._repeated()),
        )

    def _answers(self) -> Iterator[str]:
        """Whose filings did not get one answer each, however often it had to be sent."""
        filed = Counter(str(each.chat.chat.id) for each in self.filings)
        written = [each for each in self.books.written if plain(each.text).startswith(FILED)]
        answered = Counter(each.address for each in written)
        for chat in filed | answered:
            if filed[chat] != answered[chat]:
                yield f"{chat}: {filed[chat]} filed, {answered[chat]} answers"

    def _is_carded(self, item: Item) -> bool:
        """One message of its key, changed by each further filing and decision, by none twice."""
        key = key_of(item.card, employee_of(self.whose[item.employee]))
        filed = [each for each in self.books.written if each.priority == Priority.CARD]
        cards = [card for card in filed if card.key == key]
        came = [card for card in cards if self.books.arrived[card.address, card.text]]
        texts = [each.text for each in filed if key in {each.key, each.edits_key}]
        together = [each for each in self.books.items if each.card == item.card]
        sizes = {sum(_mentions(text, each) for each in together) for text in texts}
        shown = {to for to, text in self.books.arrived if _mentions(text, item)}
        once = len(cards) == len(came) == 1 and len(set(texts)) == len(texts)
        grown = sizes == set(range(1, len(together) + 1))
        return once and grown and shown == set(self._chats(item))

    def _untold(self, item: Item) -> Iterator[str]:
        own, names = self._chat(item), self._names(item)
        mine = [each.text for each in self.books.written if each.address == own]
        notices = [text for text in mine if any(name in names for name, _ in told(text))]
        if len(notices) != 1:
            yield f"{item.words}: {len(notices)} messages about it: {[*map(plain, notices)]}"
        for chat in self._chats(item):
            if not self._lines(item, chat):
                shown = [plain(text) for to, text in self.books.arrived if to == chat]
                about = [text for text in shown if item.words in text]
                yield f"{item.words}, {item.state} at {item.at}: {chat} read nothing but {about}"

    def _misheard(self, item: Item) -> Iterator[str]:
        for chat in self._chats(item):
            if false := self._lines(item, chat) - {self._line(item)}:
                yield f"{item.words} stands as {self._line(item)!r}, {chat} read {sorted(false)}"

    def _lines(self, item: Item, chat: str) -> set[str]:
        """What a chat was told has become of it; the day stands there once it is another one."""
        day = f"{long_date(item.at.astimezone(WITA).date())}, " if item.at else ""
        told = {line for name in self._names(item) for line in self.read[chat].get(name, ())}
        return {line.replace(day, "") for line in told}

    def _repeated(self) -> Iterator[str]:
        tried: Counter[tuple[str, str]] = Counter()
        for each in self.books.written:
            tried[each.address, each.text] += each.attempts
        for (chat, text), times in (self.books.arrived - tried).items():
            yield f"{chat}, {times} times too often: {plain(text)}"

    def _line(self, item: Item) -> str:
        """Its state as everybody has to read it; empty where none stands that may."""
        superior = self.whose[item.employee]
        at = clock(item.at, WITA) if item.at else ""
        by = superior.user.name if item.by == employee_of(superior) else None
        match item.state:
            case State.APPROVED if by:
                return f"✅ Disetujui oleh {by}, {at}"
            case State.REJECTED if by:
                return f"❌ Ditolak oleh {by}, {at}: {item.remark}"
            case State.DEEMED_APPROVED if item.by is None:
                return f"☑️ Dianggap disetujui ({item.remark})"
        return ""

    def _names(self, item: Item) -> set[str]:
        """What messages call it: who asked for leave is told of it by its kind and date."""
        kinds = {each.kind for each in self.filings if each.words == item.words and each.kind}
        return {item.words} | {f"{kind}: {ASKED}" for kind in kinds}

    def _chats(self, item: Item) -> tuple[str, str]:
        return self._chat(item), str(self.whose[item.employee].chat.id)

    def _chat(self, item: Item) -> str:
        return next(
            str(each.chat.chat.id)
            for each in self.filings
            if employee_of(each.chat) == item.employee
        )


def _mentions(text: str, item: Item) -> bool:
    return f"{item.words}\n" in f"{plain(text)}\n" or f"{item.words} 📎" in text
