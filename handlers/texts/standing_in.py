"""What both people are told of a Plt or Plh, whether the chat or the console has named one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup

from core.organisation.region import Region
from handlers.chat.format import brief, days
from handlers.chat.notification import Notification
from handlers.chat.reply import Reply


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two, as the office's records have them."""

    employee: UUID
    name: str


@dataclass(frozen=True, slots=True)
class StandingInFor(Notification):
    """To whoever stands in for `of` from one date to another, both included (AMB-39)."""

    KIND: ClassVar = "plh_ditunjuk"

    of: str
    since: date
    until: date

    def word(self, _region: Region) -> Reply:
        text = Markup(
            "Anda ditunjuk sebagai Plh. <b>{}</b>: {}.\n"
            "Selama itu yang menunggu keputusannya ada pada Anda. Daftarnya: /verifikasi"
        )
        return Reply(text.format(brief(self.of), days(self.since, self.until)))


@dataclass(frozen=True, slots=True)
class ReplacedBy(Notification):
    """To the one for whom `by` stands in."""

    KIND: ClassVar = "plh_anda_ditunjuk"

    by: str
    since: date
    until: date

    def word(self, region: Region) -> Reply:
        name, span = brief(self.by), days(self.since, self.until)
        text = Markup(
            "<b>{}</b> ditunjuk sebagai Plh. Anda: {}.\nSelama itu {} yang memutuskan. "
            "Bila ini keliru, hubungi {}."
        )
        return Reply(text.format(name, span, name, region.contact))


@dataclass(frozen=True, slots=True)
class NoLongerStandingInFor(Notification):
    """To whoever stood in for `of` and does so no more."""

    KIND: ClassVar = "plh_diakhiri"

    of: str
    since: date
    until: date

    def word(self, _region: Region) -> Reply:
        text = Markup("Tugas Anda sebagai Plh. <b>{}</b>, {}, sudah diakhiri.")
        return Reply(text.format(brief(self.of), days(self.since, self.until)))


@dataclass(frozen=True, slots=True)
class NoLongerReplacedBy(Notification):
    """To the one for whom `by` stood in: what waits is theirs again."""

    KIND: ClassVar = "plh_anda_diakhiri"

    by: str
    since: date
    until: date

    def word(self, _region: Region) -> Reply:
        text = Markup(
            "Tugas Plh. Anda, <b>{}</b>, {}, sudah diakhiri.\n"
            "Yang menunggu keputusan ada pada Anda lagi: /verifikasi"
        )
        return Reply(text.format(brief(self.by), days(self.since, self.until)))


def named(of: Party, by: Party, dates: tuple[date, date]) -> Mapping[UUID, Notification]:
    """What each of the two is told, by employee."""
    return {
        by.employee: StandingInFor(of.name, *dates),
        of.employee: ReplacedBy(by.name, *dates),
    }


def ended(of: Party, by: Party, dates: tuple[date, date]) -> Mapping[UUID, Notification]:
    """The same of its end."""
    return {
        by.employee: NoLongerStandingInFor(of.name, *dates),
        of.employee: NoLongerReplacedBy(by.name, *dates),
    }
