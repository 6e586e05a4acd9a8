"""What a verifier is shown of somebody's daily work, and what the person is told of a decision."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import State
from core.organisation.region import Region
from core.work.activity import stands, state_at
from db.records.activity import Activity
from db.records.attachment import Page
from handlers.chat.format import brief, long_date, minutes
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.chat.screen import CLOSED, Screen
from handlers.texts import attachments, mending
from handlers.texts import unseen as unreadable
from handlers.texts.activity_view import BOLD, SHORT, Names, Work, article, work_of
from handlers.texts.grounds import cited
from handlers.texts.mending import Mending

REASONS = ("Uraian kurang jelas", "Menit tidak wajar", "Tidak sesuai tugas", "Tercatat dua kali")

# What the buttons of a card, and of one's own activities, begin with.
BUTTON, OWN_BUTTON = "v", "a"
_APPROVING = (f"{BUTTON}:setuju:", f"{BUTTON}:semua:")
# On one card, which holds 4,096 characters: more are shown once these are decided.
CARD_ITEMS_MAX = 8


def data(verb: str, what: UUID, number: int = 0) -> str:
    """The opaque data of a button: 2 + 8 + 33 + 4 bytes at most, of the 64 there are."""
    return f"{BUTTON}:{verb}:{what.hex}:{number}"


@dataclass(frozen=True, slots=True)
class ActivityCard(Notification):
    """All that was filed for one date, with what may be decided of it in one tap.

    A button decides only what the card shows: the number in it says so. `count` are on the card
    and `waiting` of them wait, `shown` stand on it; `pages` are those of the first. `spent` are
    the minutes by kind, `beyond` those above the net hours of the day. `article` is by which
    silence approves what waits.
    """

    KIND: ClassVar = "kartu_aktivitas"

    id: UUID
    name: str
    date: date
    count: int
    waiting: int
    shown: tuple[Work, ...]
    article: str = ""
    pages: tuple[Page, ...] = ()
    spent: tuple[tuple[str, int], ...] = ()
    beyond: int = 0
    note: str = ""

    def word(self, region: Region) -> Reply:
        most = None if len(self.shown) == 1 else SHORT
        pieces: list[str] = [Markup("{}\n\n").format(self.note)] if self.note else []
        pieces += [BOLD % brief(self.name), f"\nAktivitas {long_date(self.date)}"]
        for each in self.shown:
            pieces += [f"\n\n{each.number}. ", each.text(region, most)]
        pieces += [f"\n\n{remark}" for remark in self._remarks(region)]
        buttons = self._buttons()
        instead = _unseen(self.id, buttons, self.count) if self.pages else ()
        picture = attachments.picture(self.pages)
        return Reply(Markup().join(pieces), buttons, picture=picture, unseen=instead)

    def _remarks(self, region: Region) -> list[str]:
        remarks = []
        if len(self.spent) > 1:
            shares = [f"{kind} {minutes(count)}" for kind, count in self.spent]
            remarks.append(f"Seluruhnya: {', '.join(shares)}.")
        if self.beyond:
            beyond = minutes(self.beyond)
            remarks.append(f"⚠️ {beyond} lebih banyak daripada jam kerja bersih hari itu.")
        if self.waiting:
            by_law = cited(region, self.article)
            remarks.append(f"Yang tidak diputuskan dianggap disetujui ({by_law}).")
            if self.waiting > CARD_ITEMS_MAX:
                remarks.append(f"{self.waiting - CARD_ITEMS_MAX} lagi menyusul setelah ini.")
        return remarks

    def _buttons(self) -> tuple[Button, ...]:
        open_ = [each for each in self.shown if each.waits]
        if not open_:
            return ()
        first, last = open_[0], open_[-1]
        if len(open_) == 1:
            return (*_decide(self.id, first), *_pictures(self.id, first))
        return (
            Button(f"Setujui semua ({len(open_)})", data("semua", self.id, last.number)),
            Button("Satu per satu", data("satu", self.id, first.number)),
        )


def card(
    region: Region, items: Sequence[Activity], names: Names, now: datetime, note: str = ""
) -> ActivityCard:
    """The card with all that was filed for one date, as it stands."""
    first, open_ = items[0], _open(items, now)
    return ActivityCard(
        first.card,
        names[first.employee],
        first.date,
        len(items),
        len(open_),
        tuple(work_of(region, each, n, names, now) for n, each in _shown(items, open_)),
        article(region, first) if open_ else "",
        first.photo,
        tuple(sorted(_spent(items).items())),
        max(each.beyond for each in items),
        note,
        screen=Screen(first.card, as_of(items, now)),
    )


def as_of(items: Sequence[Activity], now: datetime) -> str:
    """As what a card stands: until when each of its activities waits, or that none does."""
    due = sorted(each.due_at.astimezone(UTC).isoformat() for _, each in _open(items, now))
    return f"menunggu {len(due)} {' '.join(sorted(set(due)))}" if due else CLOSED


def one(
    region: Region, items: Sequence[Activity], number: int, names: Names, now: datetime
) -> Reply:
    """One of several, whole, to be decided by itself (Pasal 9 ayat (9))."""
    item = items[number - 1]
    work = work_of(region, item, number, names, now)
    which = f"\nAktivitas {long_date(item.date)}, {number} dari {len(items)}\n\n"
    text = Markup().join([BOLD % brief(names[item.employee]), which, work.text(region)])
    buttons = [Button("Kembali", data("kartu", item.card, len(items)))]
    buttons = [*_pictures(item.card, work), *buttons]
    if following := next((n for n, _ in _open(items, now) if n > number), None):
        buttons.insert(0, Button("Berikutnya", data("satu", item.card, following)))
    # The picture that the tapped card shows already; a text cannot take its place on the screen.
    picture = attachments.picture(item.photo) if number == 1 else None
    shown = (*_decide(item.card, work), *buttons)
    instead = _unseen(item.card, shown, len(items)) if picture else ()
    screen = Screen(item.card, as_of(items, now))
    return Reply(text, shown, picture=picture, unseen=instead, screen=screen)


@dataclass(frozen=True, slots=True)
class ActivitiesDecided(Notification):
    """To whoever filed them: what became of some activities of one date.

    `more` are not named; `mending` is the one that was rejected and may be mended.
    """

    KIND: ClassVar = "aktivitas_hasil"

    date: date
    items: tuple[Work, ...]
    more: int = 0
    mending: Mending | None = None

    def word(self, region: Region) -> Reply:
        most = None if len(self.items) == 1 else SHORT
        lines = [f"Aktivitas {long_date(self.date)}:"]
        lines += [each.text(region, most) for each in self.items]
        if self.more:
            lines.append(f"… dan {self.more} lagi; lihat /aktivitas_saya")
        if self.mending is None:
            return Reply(Markup("\n\n").join(lines))
        lines.append(self.mending.text(region))
        button = Button("Perbaiki", f"{OWN_BUTTON}:perbaiki:{self.mending.id.hex}")
        return Reply(Markup("\n\n").join(lines), (button,))


def decided(
    region: Region, items: Sequence[Activity], names: Names, now: datetime
) -> ActivitiesDecided:
    """What the person who filed them is told."""
    rejected = [each for each in items if each.state is State.REJECTED and not each.replaces]
    named = items[:CARD_ITEMS_MAX]
    return ActivitiesDecided(
        items[0].date,
        tuple(work_of(region, each, n, names, now) for n, each in enumerate(named, 1)),
        len(items) - len(named),
        mending.of(region, rejected[0], now) if rejected else None,
    )


def unseen(number: int) -> int:
    """The first page that a card does not show: that of its first activity stands on it."""
    return 2 if number == 1 else 1


def _pictures(card_: UUID, work: Work) -> list[Button]:
    """The way to the pages that the card does not show."""
    if len(work.pages) < unseen(work.number):
        return []
    label = attachments.others(work.pages) if work.number == 1 else "Lihat foto"
    return [Button(label, data("foto", card_, work.number))]


def _spent(items: Sequence[Activity]) -> Mapping[str, int]:
    """The minutes of each kind; there is no limit to either (AMB-19)."""
    spent: defaultdict[str, int] = defaultdict(int)
    for each in items:
        if stands(each.state):
            spent[each.kind] += each.counted
    return spent


def _open(items: Sequence[Activity], now: datetime) -> list[tuple[int, Activity]]:
    """What still waits, numbered as on the card."""
    return [
        (number, each)
        for number, each in enumerate(items, 1)
        if state_at(each.state, each.due_at, now) is State.PENDING
    ]


def _shown(
    items: Sequence[Activity], open_: Sequence[tuple[int, Activity]]
) -> Sequence[tuple[int, Activity]]:
    """All of them, or of very many the first that still wait."""
    if len(items) <= CARD_ITEMS_MAX:
        return list(enumerate(items, 1))
    return open_[:CARD_ITEMS_MAX] or list(enumerate(items, 1))[-CARD_ITEMS_MAX:]


def _unseen(card_: UUID, buttons: Sequence[Button], count: int) -> tuple[Button, ...]:
    look = Button("Lihat foto", data("kartu", card_, count))
    vouch = Button("Sudah lihat buktinya", data("tanpa", card_, count))
    approving = [each.data for each in buttons if each.data.startswith(_APPROVING)]
    return unreadable.instead(buttons, look, vouch, approving)


def _decide(card_: UUID, work: Work) -> tuple[Button, ...]:
    if not work.waits:
        return ()
    return (
        Button("Setujui", data("setuju", card_, work.number)),
        Button("Tolak", data("tolak", card_, work.number)),
    )
