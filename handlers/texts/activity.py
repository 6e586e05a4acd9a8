"""The words for entering daily work: what will be saved, what was, and why something was not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar

from markupsafe import Markup

from core.approvals.route import Decider
from core.law.regulation import ActivityKind
from core.organisation.region import Region
from core.work.activity import Filed, Refused, Why
from core.writing import quoted
from db.records.activity import NewActivity
from db.records.attachment import Page
from handlers.chat.context import Context
from handlers.chat.format import long_date, minutes, moment, one_line
from handlers.chat.notification import Notification
from handlers.chat.reply import Because, Reply
from handlers.chat.screen import Screen
from handlers.chat.screen import own_as_of as own_as_of_state
from handlers.texts import attachments
from handlers.texts.deciders import Recipient
from handlers.texts.grounds import alone

KINDS = {ActivityKind.GENERAL.value: "Umum", ActivityKind.DUTY.value: "Jabatan"}
COPIED = 8  # lines
_SHORT = 60  # characters of a description among others


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to enter."""

    date: date
    kind: ActivityKind
    minutes: int
    description: str
    output: str
    quantity: int
    photo: tuple[Page, ...]


def copied(drafts: Sequence[Draft], day: date) -> Markup:
    """What will be entered once more."""
    lines = [
        Markup("{}: {}").format(minutes(d.minutes), quoted(one_line(d.description, _SHORT)))
        for d in drafts
    ]
    more = len(lines) - COPIED
    rest = [Markup("… dan {} lagi").format(more)] if more > 0 else []
    asked = Markup("\nSalin ke {}?").format(long_date(day))
    return Markup("\n").join([*lines[:COPIED], *rest, asked])


def summary(draft: Draft, verdict: Filed) -> Markup:
    lines = [
        Markup("<b>{}</b>").format(long_date(draft.date)),
        Markup("{}, {}").format(KINDS[draft.kind], minutes(draft.minutes)),
        Markup("{}").format(quoted(draft.description)),
    ]
    if draft.output:
        pieces = Markup(" ({})").format(draft.quantity) if draft.quantity else Markup("")
        lines.append(Markup("Hasil: {}").format(quoted(draft.output)) + pieces)
    if draft.photo:
        lines.append(Markup("Foto: {}").format(attachments.count(draft.photo)))
        if written := attachments.captions(draft.photo):
            lines.append(Markup("Keterangan: {}").format(written))
    if verdict.beyond:
        more = minutes(verdict.beyond)
        lines.append(Markup("{} di atas jam kerja bersih; atasan akan melihatnya.").format(more))
    return Markup("\n").join([*lines, Markup("\nSimpan?")])


@dataclass(frozen=True, slots=True)
class ActivityFiled(Notification):
    """To whoever filed: so many minutes were sent, and to whom, or why nobody sees them."""

    KIND: ClassVar = "aktivitas_terkirim"

    minutes: int
    date: date
    due_at: datetime
    decider: Recipient

    def word(self, region: Region) -> Reply:
        due = moment(self.due_at, region.zone)
        head = Markup("Tersimpan: {}, {}.\n").format(minutes(self.minutes), long_date(self.date))
        if unseen := self.decider.unseen(region):
            return Reply(head + unseen + Markup(" Batas verifikasi {}.").format(due))
        text = Markup("Diteruskan kepada {}, batas verifikasi {}.")
        return Reply(head + text.format(self.decider.name, due))


def filed(new: NewActivity, decider: Decider, spent: int) -> ActivityFiled:
    """What was sent of one moment: `spent` minutes, of several all."""
    screen = Screen(new.id, own_as_of(new))
    return ActivityFiled(spent, new.date, new.due_at, Recipient.of(decider), screen=screen)


def own_as_of(item: NewActivity) -> str:
    """As of what the person's own message stands: the limit that it names."""
    return own_as_of_state(item.due_at.astimezone(UTC).isoformat())


def refused(ctx: Context, verdict: Refused, day: date) -> Reply:
    """What is wrong and what to do, with the article behind it."""
    words_ = {
        Why.NOT_KEPT: "Kinerja tanggal itu tidak diisi lewat saya.",
        Why.EXEMPT: "Anda dikecualikan dari pengisian kinerja, jadi tidak perlu mengisi.",
        Why.FUTURE: "Tanggal itu belum tiba.",
        Why.TOO_LATE: "Batas waktu mengisi tanggal itu sudah lewat. Bila perlu, hubungi operator.",
        Why.CLOSED: "Bulannya sudah ditutup. Bila ada yang keliru, hubungi {contact}.",
        Why.CREDITED: "Tanggal itu dihitung otomatis lewat izin Anda. Lihat /izin_saya.",
        Why.TOO_MUCH: "Jumlah hari itu melewati batas sehari. Tulis lama yang lebih pendek.",
    }[verdict.why].format(contact=ctx.region.contact)
    article = alone(ctx.region, verdict.grounds[-1].citation)
    title = f"Aktivitas {long_date(day)} belum bisa dicatat: {verdict.why.value}"
    because = Because(title, verdict.grounds)
    return Reply(Markup("{}\n<i>{}</i>").format(words_, article), because=because)
