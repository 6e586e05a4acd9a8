"""Back at work early: what the verifier and the person are told of leave that ends."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import State
from core.organisation.region import Region
from db.records.request import Request
from handlers.chat.format import brief, long_date
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.texts.changes import NO_CHANGES, Changes
from handlers.texts.request_view import What, what_of

BUTTON = "k"  # what the buttons of whoever confirms that somebody is back begin with


@dataclass(frozen=True, slots=True)
class Ending:
    """How leave ended early: taken back whole, or `since` when its days are working days again."""

    what: What
    since: date
    withdrawn: bool

    def text(self, region: Region) -> Markup:
        what_ = self.what
        if self.withdrawn:
            return Markup("Ditarik kembali: {}").format(what_.text(region))
        ends, was = long_date(what_.last), long_date(what_.filed_last or what_.last)
        text = Markup("{} berakhir {}, semula sampai {}. Mulai {} hari kerja biasa.")
        return text.format(what_.kind, ends, was, long_date(self.since))


def ending(region: Region, request: Request, since: date) -> Ending:
    """How a request ended, as it is written now."""
    return Ending(what_of(region, request), since, withdrawn=request.state is State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class LeaveEnded(Notification):
    """To the verifier: somebody works again."""

    KIND: ClassVar = "izin_diakhiri"

    name: str
    ending: Ending

    def word(self, region: Region) -> Reply:
        who = Markup("<b>{}</b>").format(brief(self.name))
        return Reply(Markup("{}\n{}").format(who, self.ending.text(region)))


@dataclass(frozen=True, slots=True)
class BackClaimed(Notification):
    """To the verifier: somebody says to have worked on days of granted leave that are over."""

    KIND: ClassVar = "kembali_bekerja"

    id: UUID
    name: str
    what: What
    since: date
    changes: Changes = NO_CHANGES

    def word(self, region: Region) -> Reply:
        lines = [
            Markup("<b>{}</b>").format(brief(self.name)),
            self.what.text(region),
            Markup("Menyatakan sudah bekerja kembali sejak {}.").format(long_date(self.since)),
            *self.changes.lines(),
        ]
        yes, no = (f"{BUTTON}:{verb}:{self.id.hex}" for verb in ("ya", "tidak"))
        shown = (Button("Benar", yes), Button("Tidak benar", no))
        return Reply(Markup("\n").join(lines), shown)


@dataclass(frozen=True, slots=True)
class BackConfirmed(Notification):
    """To the person: their leave ended when they said."""

    KIND: ClassVar = "kembali_dibenarkan"

    ending: Ending
    changes: Changes = NO_CHANGES

    def word(self, region: Region) -> Reply:
        lines = [Markup("✅ Dibenarkan atasan."), self.ending.text(region), *self.changes.lines()]
        return Reply(Markup("\n").join(lines))


@dataclass(frozen=True, slots=True)
class BackDenied(Notification):
    """To the person: their leave stays as it was granted."""

    KIND: ClassVar = "kembali_ditolak"

    kind: str
    since: date
    last: date

    def word(self, _region: Region) -> Reply:
        text = Markup("❌ Atasan tidak membenarkan Anda sudah bekerja sejak {}. {} Bicarakan dulu.")
        return Reply(text.format(long_date(self.since), stays(self.kind, self.last)))


def stays(kind: str, last: date) -> Markup:
    """What nobody changed."""
    return Markup("{} tetap sampai {}.").format(kind, long_date(last))
