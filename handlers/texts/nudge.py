"""What somebody is told of what is still open of their month, by a person or at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from markupsafe import Markup

from core.organisation.region import Region
from handlers.chat.format import MONTHS, clock, short_date
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.texts import stamp_reminder as reminders
from handlers.texts.closing import month_name
from handlers.texts.correction import asking, waiting
from handlers.texts.office import data

DATES_SHOWN = 5
SECOND = timedelta(seconds=1)
QUEUE = Button("Putuskan sekarang", data("q"))


@dataclass(frozen=True, slots=True)
class OpenDate:
    """A date that can still be mended; `once`: one stamp of it is there.

    `asks`: the law lets the person ask for the other.
    """

    date: date
    once: bool = False
    asks: bool = False


@dataclass(frozen=True, slots=True)
class DaysOpen(Notification):
    """To whom it concerns: days without one stamp, or without both, and until when that is open.

    `closes` None: nobody says when the month is closed. `offers`: they are asked, once, whether
    they want to be reminded of stamps (AMB-86).
    """

    KIND: ClassVar = "hari_terbuka"

    dates: tuple[OpenDate, ...]
    closes: datetime | None = None
    offers: bool = False

    def word(self, region: Region) -> Reply:
        text = _head(self.dates) + "\n" + self._way(region)
        buttons = [Button(_label(self.dates, each), asking(each.date)) for each in self._asking]
        if buttons:
            last = self.dates[-1].date
            buttons.append(Button("Nanti saja", waiting(last, offers=self.offers)))
        return _offering(text, tuple(buttons)) if self.offers else Reply(text, tuple(buttons))

    @property
    def _asking(self) -> list[OpenDate]:
        """The dates that are shown and have a button."""
        return [each for each in self.dates[:DATES_SHOWN] if each.asks]

    def _way(self, region: Region) -> Markup:
        """By the buttons where the law lets the person ask, else to whoever helps them."""
        last, count = until(self.closes, region), len(self._asking)
        if not count:
            what = Markup("Bila Anda hadir, sampaikan ke {}{}.").format(region.contact, last)
        else:
            by = "tombol ini" if len(self.dates) == 1 else "tombolnya"
            what = Markup("Bila Anda hadir, jelaskan lewat {}{}.").format(by, last)
            if count < len(self.dates):
                what += Markup(" Hari lainnya: sampaikan ke {}.").format(region.contact)
        return what + " Bila tidak, tidak perlu dijawab."


def left_for_later(
    day: date, closes: datetime | None, region: Region, *, offers: bool = False
) -> Reply:
    """That nothing is asked of them now, and until when and where it still can be said."""
    text = Markup(
        "<b>Baik, nanti saja.</b> Presensi {} yang belum lengkap masih bisa dijelaskan lewat "
        "/koreksi{}."
    ).format(month_name(day), until(closes, region))
    return _offering(text, ()) if offers else Reply(text)


def _offering(text: Markup, buttons: tuple[Button, ...]) -> Reply:
    """With the question, asked once, whether they want to be reminded of stamps (AMB-86)."""
    return Reply(text + "\n\nMau diingatkan bila lupa presensi?", (*buttons, *reminders.OFFER))


def _label(dates: Sequence[OpenDate], of: OpenDate) -> str:
    """`Saya hadir`, or of several `Hadir 16 April`."""
    if len(dates) == 1:
        return "Saya hadir"
    return f"Hadir {of.date.day} {MONTHS[of.date.month - 1]}"


def _head(dates: Sequence[OpenDate]) -> Markup:
    if len(dates) == 1:
        what = "hanya satu kali tercatat" if dates[0].once else "belum tercatat"
        return Markup("⏳ <b>Presensi {} {}.</b>").format(short_date(dates[0].date), what)
    rows = [
        Markup("{}{}").format(short_date(each.date), " (satu kali)" if each.once else "")
        for each in dates[:DATES_SHOWN]
    ]
    more = len(dates) - DATES_SHOWN
    rows += [Markup("dan {} hari lagi").format(more)] * (more > 0)
    title = Markup("⏳ <b>Presensi {} hari belum lengkap:</b>").format(len(dates))
    return Markup("\n").join([title, *rows])


def until(closes: datetime | None, region: Region) -> str:
    """` paling lambat Senin, 4 Mei`: the last day on which it is open; empty where none is."""
    if closes is None:
        return ""
    return f" paling lambat {short_date((closes - SECOND).astimezone(region.zone).date())}"


@dataclass(frozen=True, slots=True)
class DecisionsAwaited(Notification):
    """To a superior: so many cases of a kind wait for their decision; the first is due then."""

    KIND: ClassVar = "keputusan_ditunggu"

    noun: str
    count: int
    due: datetime

    def word(self, region: Region) -> Reply:
        limit = (
            f"{short_date(self.due.astimezone(region.zone).date())}, {clock(self.due, region.zone)}"
        )
        return Reply(
            Markup(
                "⏳ <b>Menunggu keputusan Anda: {} {}.</b>\nYang paling dekat batasnya {}."
            ).format(self.count, self.noun, limit),
            (QUEUE,),
        )
