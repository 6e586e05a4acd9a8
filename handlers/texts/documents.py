"""Printed files in words: here they are, or they could not be made."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from core.organisation.region import Region
from handlers.chat.notification import Notification
from handlers.chat.reply import Enclosure, Reply


@dataclass(frozen=True, slots=True)
class DocumentReady(Notification):
    """One file of a paper that was asked for; `notes` are sentences that go with the first."""

    KIND: ClassVar = "berkas_siap"

    title: str
    file: Enclosure
    number: int = 1
    total: int = 1
    notes: tuple[str, ...] = ()

    def word(self, _region: Region) -> Reply:
        head = Markup("<b>{}</b>").format(self.title)
        if self.total > 1:
            head += f" (berkas {self.number} dari {self.total})"
        lines = [head, *(Markup("⚠️ {}").format(note) for note in self.notes)]
        return Reply(Markup("\n").join(lines), picture=self.file)


@dataclass(frozen=True, slots=True)
class DocumentFailed(Notification):
    """A paper that was given up after several tries."""

    KIND: ClassVar = "berkas_gagal"

    title: str

    def word(self, region: Region) -> Reply:
        return Reply(
            Markup(
                "<b>{} belum bisa dibuat</b> karena ada kendala di pihak kami. Datanya aman. "
                "Coba minta lagi nanti, dan bila tetap begini hubungi {}."
            ).format(self.title, region.contact)
        )


def ready(title: str, files: Sequence[Enclosure], notes: Sequence[str]) -> list[DocumentReady]:
    """Every file as a message of its own, the notes with the first."""
    return [
        DocumentReady(title, file, number, len(files), tuple(notes) if number == 1 else ())
        for number, file in enumerate(files, 1)
    ]
