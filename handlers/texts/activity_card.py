"""What a verifier is shown of somebody's daily work, and what the person is told of a decision."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import State
from core.approvals.silence import of_work
from core.law.regulation import ActivityKind
from core.organisation.region import Region
from core.work.activity import stands, state_at
from core.writing import quoted
from db.records.activity import Activity
from handlers.chat.format import brief, long_date, minutes, moment
from handlers.chat.format import decided as decided_at
from handlers.chat.reply import Button, Reply
from handlers.chat.screen import CLOSED, Screen
from handlers.texts import attachments, mending
from handlers.texts import unseen as unreadable
from handlers.texts.grounds import cited

# What the buttons of a card, and of one's own activities, begin with.
BUTTON, OWN_BUTTON = "v", "a"
_APPROVING = (f"{BUTTON}:setuju:", f"{BUTTON}:semua:")
CARD_ITEMS_MAX = (
    8  # on one card, which holds 4,096 characters: more are shown once these are decided
)
_SHORT = 60  # characters of whatever somebody wrote, among others
# With %, a fraction of what `format` costs: a sweep draws very many cards.
_BOLD = Markup("<b>%s</b>")
_KINDS = {kind: _BOLD % kind.capitalize() for kind in ActivityKind}

Names = Mapping[UUID, str]


def data(verb: str, what: UUID, number: int = 0) -> str:
    """The opaque data of a button: 2 + 8 + 33 + 4 bytes at most, of the 64 there are."""
    return f"{BUTTON}:{verb}:{what.hex}:{number}"


def card(
    region: Region, items: Sequence[Activity], names: Names, now: datetime, note: str = ""
) -> Reply:
    """All that was filed for one date, with what may be decided of it in one tap.

    A button decides only what the card showed when it was drawn: the number in it says so.
    """
    first, shown = items[0], _shown(items, now)
    most = None if len(shown) == 1 else _SHORT
    pieces: list[str] = [Markup("{}\n\n").format(note)] if note else []
    pieces += [_BOLD % brief(names[first.employee]), f"\nAktivitas {long_date(first.date)}"]
    for number, each in shown:
        state = _state(region, each, names, now, most)
        pieces += [f"\n\n{number}. ", _work(each, most, state)]
    pieces += [f"\n\n{remark}" for remark in _remarks(region, items, now)]
    buttons = _buttons(shown, now)
    instead = _unseen(first, buttons, len(items))
    picture = attachments.picture(first.photo)
    screen = Screen(first.card, as_of(items, now))
    return Reply(Markup().join(pieces), buttons, picture=picture, unseen=instead, screen=screen)


def as_of(items: Sequence[Activity], now: datetime) -> str:
    """As what a card stands: until when each of its activities waits, or that none does."""
    due = sorted(each.due_at.astimezone(UTC).isoformat() for _, each in _open(items, now))
    return f"menunggu {len(due)} {' '.join(sorted(set(due)))}" if due else CLOSED


def one(
    region: Region, items: Sequence[Activity], number: int, names: Names, now: datetime
) -> Reply:
    """One of several, whole, to be decided by itself (Pasal 9 ayat (9))."""
    item = items[number - 1]
    which = f"\nAktivitas {long_date(item.date)}, {number} dari {len(items)}\n\n"
    whole = _work(item, None, _state(region, item, names, now))
    text = Markup().join([_BOLD % brief(names[item.employee]), which, whole])
    buttons = [Button("Kembali", data("kartu", item.card, len(items)))]
    buttons = [*_pictures(item, number), *buttons]
    if following := next((n for n, _ in _open(items, now) if n > number), None):
        buttons.insert(0, Button("Berikutnya", data("satu", item.card, following)))
    # The picture that the tapped card shows already; a text cannot take its place on the screen.
    picture = attachments.picture(item.photo) if number == 1 else None
    shown = (*_decide(item, number, now), *buttons)
    instead = _unseen(item, shown, len(items)) if picture else ()
    screen = Screen(item.card, as_of(items, now))
    return Reply(text, shown, picture=picture, unseen=instead, screen=screen)


def decided(region: Region, items: Sequence[Activity], names: Names, now: datetime) -> Reply:
    """What the person who filed them is told: what became of some activities of one date."""
    most = None if len(items) == 1 else _SHORT
    lines = [f"Aktivitas {long_date(items[0].date)}:"]
    lines += [
        _work(each, most, _state(region, each, names, now, most)) for each in items[:CARD_ITEMS_MAX]
    ]
    if len(items) > CARD_ITEMS_MAX:
        lines.append(f"… dan {len(items) - CARD_ITEMS_MAX} lagi; lihat /aktivitas_saya")
    rejected = [each for each in items if each.state is State.REJECTED and not each.replaces]
    again = mending.told(region, rejected[0], now) if rejected else None
    if again is None:
        return Reply(Markup("\n\n").join(lines))
    lines.append(again)
    button = Button("Perbaiki", f"{OWN_BUTTON}:perbaiki:{rejected[0].id.hex}")
    return Reply(Markup("\n\n").join(lines), (button,))


def told(region: Region, item: Activity, names: Names, now: datetime) -> Markup:
    """One activity with its date and what became of it."""
    work = _work(item, _SHORT, _state(region, item, names, now))
    return Markup().join([f"{long_date(item.date)}\n", work])


def numbered(items: Sequence[Activity], number: int) -> Markup:
    """One of several in a line, as its pictures are called."""
    return Markup().join([f"{number}. ", _work(items[number - 1], _SHORT)])


def unseen(number: int) -> int:
    """The first page that a card does not show: that of its first activity stands on it."""
    return 2 if number == 1 else 1


def _pictures(item: Activity, number: int) -> list[Button]:
    """The way to the pages that the card does not show."""
    if len(item.photo) < unseen(number):
        return []
    label = attachments.others(item.photo) if number == 1 else "Lihat foto"
    return [Button(label, data("foto", item.card, number))]


def _work(item: Activity, most: int | None, state: str | None = None) -> Markup:
    """What was done, and on a line of its own what became of it.

    All that somebody wrote is plain text until the last line, which escapes it at once.
    """
    text = f", {minutes(item.minutes)}: {_cut(item.description, most)}"
    if item.photo:
        text += " 📎" if len(item.photo) == 1 else f" 📎 {len(item.photo)} halaman"
    if item.photo_before:
        text += f"\n⚠️ Foto yang sama pernah dikirim {item.photo_before}"
    if item.output:
        text += f"\nHasil: {_cut(item.output, most)}"
        text += f" ({item.quantity})" if item.quantity else ""
    if written := attachments.captions(item.photo):
        text += f"\nKeterangan: {written}"
    if state:
        text += f"\n{state}"
    return _KINDS[item.kind] + text


def _cut(words: str, most: int | None) -> str:
    """As it was written, so long; what runs from right to left turns nothing else around."""
    return quoted(words if most is None or len(words) <= most else f"{words[: most - 1]}…")


def _state(
    region: Region, item: Activity, names: Names, now: datetime, most: int | None = None
) -> str:
    state = state_at(item.state, item.due_at, now)
    if state is State.PENDING:
        return f"⏳ Menunggu sampai {moment(item.due_at, region.zone)}"
    if state is State.DEEMED_APPROVED:
        return f"☑️ Dianggap disetujui ({cited(region, item.article or article(region, item))})"
    at = decided_at(item.decided_at or now, region.zone, now, item.date, item.date)
    by = brief(names.get(item.decided_by, "")) if item.decided_by else ""
    match state:
        case State.APPROVED:
            return f"✅ Disetujui oleh {by}, {at}"
        case State.REJECTED:
            return f"❌ Ditolak oleh {by}, {at}: {_cut(item.remark or '', most)}"
        case State.WITHDRAWN:
            return f"↩️ Ditarik kembali, {at}"
        case _:
            raise LookupError(f"daily work is never {state}")


def article(region: Region, item: Activity) -> str:
    """The article by which silence approves: Pasal 9 ayat (10)."""
    return of_work(region.regulation, item.date).citation


def _remarks(region: Region, items: Sequence[Activity], now: datetime) -> list[str]:
    remarks = []
    if len(spent := _spent(items)) > 1:
        shares = [f"{kind} {minutes(count)}" for kind, count in sorted(spent.items())]
        remarks.append(f"Seluruhnya: {', '.join(shares)}.")
    if beyond := max(each.beyond for each in items):
        remarks.append(f"⚠️ {minutes(beyond)} lebih banyak daripada jam kerja bersih hari itu.")
    if open_ := _open(items, now):
        by_law = cited(region, article(region, items[0]))
        remarks.append(f"Yang tidak diputuskan dianggap disetujui ({by_law}).")
        if len(open_) > CARD_ITEMS_MAX:
            remarks.append(f"{len(open_) - CARD_ITEMS_MAX} lagi menyusul setelah ini.")
    return remarks


def _spent(items: Sequence[Activity]) -> Mapping[str, int]:
    """The minutes of each kind; there is no limit to either (AMB-19)."""
    spent: defaultdict[str, int] = defaultdict(int)
    for each in items:
        if stands(each.state):
            spent[each.kind] += each.minutes
    return spent


def _open(items: Sequence[Activity], now: datetime) -> list[tuple[int, Activity]]:
    """What still waits, numbered as on the card."""
    return [
        (number, each)
        for number, each in enumerate(items, 1)
        if state_at(each.state, each.due_at, now) is State.PENDING
    ]


def _shown(items: Sequence[Activity], now: datetime) -> list[tuple[int, Activity]]:
    """All of them, or of very many the first that still wait."""
    if len(items) <= CARD_ITEMS_MAX:
        return list(enumerate(items, 1))
    return _open(items, now)[:CARD_ITEMS_MAX] or list(enumerate(items, 1))[-CARD_ITEMS_MAX:]


def _buttons(shown: Sequence[tuple[int, Activity]], now: datetime) -> tuple[Button, ...]:
    open_ = [
        (n, each) for n, each in shown if state_at(each.state, each.due_at, now) is State.PENDING
    ]
    if not open_:
        return ()
    number, item = open_[0]
    if len(open_) == 1:
        return (*_decide(item, number, now), *_pictures(item, number))
    last = open_[-1][0]
    return (
        Button(f"Setujui semua ({len(open_)})", data("semua", item.card, last)),
        Button("Satu per satu", data("satu", item.card, number)),
    )


def _unseen(item: Activity, buttons: Sequence[Button], count: int) -> tuple[Button, ...]:
    if not item.photo:
        return ()
    look = Button("Lihat foto", data("kartu", item.card, count))
    vouch = Button("Sudah lihat buktinya", data("tanpa", item.card, count))
    approving = [each.data for each in buttons if each.data.startswith(_APPROVING)]
    return unreadable.instead(buttons, look, vouch, approving)


def _decide(item: Activity, number: int, now: datetime) -> tuple[Button, ...]:
    if state_at(item.state, item.due_at, now) is not State.PENDING:
        return ()
    return (
        Button("Setujui", data("setuju", item.card, number)),
        Button("Tolak", data("tolak", item.card, number)),
    )
