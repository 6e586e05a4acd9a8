"""What those who monitor absence read every morning: counts, and no verdict about anybody."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from markupsafe import Markup

from core.organisation.region import Region
from handlers.chat.format import brief, clock, short_date
from handlers.chat.notification import Notification
from handlers.chat.reply import Button, Reply
from handlers.texts import stamp_reminder as reminders
from handlers.texts.office import data


@dataclass(frozen=True, slots=True)
class Tally:
    """People by what is seen of them; `missing` of those not stamped have asked for nothing."""

    present: int = 0
    late: int = 0
    away: int = 0
    open: int = 0
    missing: int = 0
    unused: int = 0

    @property
    def people(self) -> int:
        return self.present + self.late + self.away + self.open + self.unused


@dataclass(frozen=True, slots=True)
class MorningCounts(Notification):
    """To the head of an office, or with no `key` to whoever monitors the region (BLG-6-2e).

    `key` and `month` are those of the office's buttons; `at` is the instant of the counts.
    """

    KIND: ClassVar = "pantauan_pagi"

    office: str
    at: datetime
    counts: Tally
    key: str = ""
    month: str = ""

    def word(self, region: Region) -> Reply:
        day = short_date(self.at.astimezone(region.zone).date())
        counts, here = self.counts, self.counts.present + self.counts.late
        lines = [
            Markup("<b>{}, {}: {} dari {} hadir.</b> {}").format(
                day, clock(self.at, region.zone), here, counts.people, brief(self.office)
            )
        ]
        lines += [Markup("Terlambat: {}").format(counts.late)] * bool(counts.late)
        lines += [Markup("Tidak di kantor: {}").format(counts.away)] * bool(counts.away)
        if counts.open:
            text = Markup("Belum presensi: {}, di antaranya {} belum mengajukan apa pun.")
            lines.append(text.format(counts.open, counts.missing))
            lines.append(Markup("Belum tentu tidak masuk."))
        return Reply(Markup("\n").join(lines), self._buttons())

    def _buttons(self) -> tuple[Button, ...]:
        if not self.key:
            return (Button("Lihat kantor", data("d", 0)),)
        off = Button("Matikan", reminders.data("sepi"))
        if not self.counts.missing:
            return (off,)
        return (Button("Lihat nama", data("x", self.key, self.month, 0)), off)
