"""One activity in words: what was done, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import State
from core.approvals.silence import of_work
from core.law.regulation import ActivityKind
from core.organisation.region import Region
from core.work.activity import state_at
from core.writing import quoted
from db.records.activity import Activity
from db.records.attachment import Page
from handlers.chat.format import brief, long_date, minutes, moment
from handlers.chat.format import decided as decided_at
from handlers.texts import attachments
from handlers.texts.grounds import cited

SHORT = 60  # characters of whatever somebody wrote, among others
# With %, a fraction of what `format` costs: a sweep draws very many cards.
BOLD = Markup("<b>%s</b>")
_KINDS = {kind: BOLD % kind.capitalize() for kind in ActivityKind}

Names = Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class Work:
    """One activity, `number` of those on its card, and what became of it as of `now`.

    `article` is by which silence approves: Pasal 9 ayat (10).
    """

    number: int
    date: date
    kind: ActivityKind
    minutes: int
    description: str
    state: State
    due_at: datetime
    now: datetime
    output: str | None = None
    quantity: int | None = None
    pages: tuple[Page, ...] = ()
    pages_before: str | None = None
    decided_at: datetime | None = None
    by: str = ""
    remark: str = ""
    article: str = ""
    corrected: int | None = None

    @property
    def waits(self) -> bool:
        return self.state is State.PENDING

    def text(self, region: Region, most: int | None = None) -> Markup:
        """What was done, and on a line of its own what became of it.

        `most`: characters of what somebody wrote in each place.
        """
        return self.done(most, f"\n{self.became(region, most)}")

    def done(self, most: int | None, tail: str = "") -> Markup:
        """What was done, alone.

        All that somebody wrote is plain text until the last line, which escapes it at once.
        """
        text = f", {self._spent()}: {_cut(self.description, most)}"
        if self.pages:
            text += " 📎" if len(self.pages) == 1 else f" 📎 {len(self.pages)} halaman"
        if self.pages_before:
            text += f"\n⚠️ Foto yang sama pernah dikirim {self.pages_before}"
        if self.output:
            text += f"\nHasil: {_cut(self.output, most)}"
            text += f" ({self.quantity})" if self.quantity else ""
        if written := attachments.captions(self.pages):
            text += f"\nKeterangan: {written}"
        return _KINDS[self.kind] + (text + tail)

    def _spent(self) -> str:
        """The minutes, and what they were before somebody corrected them."""
        if self.corrected is None:
            return minutes(self.minutes)
        then = minutes(self.corrected) if self.corrected else "tidak dihitung"
        return f"{then} (dikoreksi, semula {minutes(self.minutes)})"

    def became(self, region: Region, most: int | None = None) -> str:
        """What became of it, with a sign, as plain text."""
        if self.state is State.PENDING:
            return f"⏳ Menunggu sampai {moment(self.due_at, region.zone)}"
        if self.state is State.DEEMED_APPROVED:
            return f"☑️ Dianggap disetujui ({cited(region, self.article)})"
        at = decided_at(self.decided_at or self.now, region.zone, self.now, self.date, self.date)
        match self.state:
            case State.APPROVED:
                return f"✅ Disetujui oleh {brief(self.by)}, {at}"
            case State.REJECTED:
                return f"❌ Ditolak oleh {brief(self.by)}, {at}: {_cut(self.remark, most)}"
            case State.WITHDRAWN:
                return f"↩️ Ditarik kembali, {at}"
            case _:
                raise LookupError(f"daily work is never {self.state}")


def work_of(region: Region, item: Activity, number: int, names: Names, now: datetime) -> Work:
    """An activity as it is told at an instant."""
    state = state_at(item.state, item.due_at, now)
    by_law = item.article
    if state is State.DEEMED_APPROVED and not by_law:  # nobody has written it down yet
        by_law = article(region, item)
    return Work(
        number,
        item.date,
        item.kind,
        item.minutes,
        item.description,
        state,
        item.due_at,
        now,
        item.output,
        item.quantity,
        item.photo,
        item.photo_before,
        item.decided_at,
        by=names.get(item.decided_by, "") if item.decided_by else "",
        remark=item.remark or "",
        article=by_law or "",
        corrected=item.corrected,
    )


def article(region: Region, item: Activity) -> str:
    """The article by which silence approves: Pasal 9 ayat (10)."""
    return of_work(region.regulation, item.date).citation


def describe(region: Region, item: Activity, names: Names, now: datetime) -> Markup:
    """One activity with its date and what became of it."""
    work = work_of(region, item, 1, names, now)
    return Markup().join(
        [f"{long_date(item.date)}\n", work.done(SHORT, f"\n{work.became(region)}")]
    )


def numbered(region: Region, items: Sequence[Activity], number: int, now: datetime) -> Markup:
    """One of several in a line, as its pictures are called."""
    work = work_of(region, items[number - 1], number, {}, now)
    return Markup().join([f"{number}. ", work.done(SHORT)])


def _cut(words: str, most: int | None) -> str:
    """As it was written, so long; what runs from right to left turns nothing else around."""
    return quoted(words if most is None or len(words) <= most else f"{words[: most - 1]}…")
