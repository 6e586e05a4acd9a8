"""What operators and administrators are told of data that are missing."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from core.attendance.stamp import Why
from core.organisation.region import Region
from handlers.chat.format import brief
from handlers.chat.notification import Notification
from handlers.chat.reply import Reply

_WHAT = {
    Why.NO_HOURS: "jadwal kerjanya belum ada",
    Why.NO_PLACE: "lokasi presensi kantornya belum diatur",
}


@dataclass(frozen=True, slots=True)
class DataMissing(Notification):
    """Somebody stands at the gate, and their office's data are not there."""

    KIND: ClassVar = "data_kantor_belum_ada"

    name: str
    why: Why

    def word(self, _region: Region) -> Reply:
        return Reply(
            Markup(
                "⚠️ <b>{} belum bisa presensi</b>: {}. Lokasinya disimpan dan dinilai begitu "
                "datanya ada; pegawai lain mungkin mengalami hal yang sama. Mohon dilengkapi, atau "
                "teruskan kepada Administrator."
            ).format(brief(self.name), _WHAT[self.why])
        )


@dataclass(frozen=True, slots=True)
class YearIncomplete(Notification):
    """In the last quarter: what the data of the next `year` lack, a line each."""

    KIND: ClassVar = "data_tahun_depan"

    year: int
    lines: tuple[str, ...]

    def word(self, _region: Region) -> Reply:
        rows = Markup("\n").join(Markup("• {}").format(each) for each in self.lines)
        return Reply(
            Markup(
                "📋 <b>Data menjelang {} belum lengkap</b>\n{}\n\nTidak ada yang dianggap alpa "
                "karenanya, tetapi presensinya belum bisa dinilai. Mohon dilengkapi sebelum "
                "1 Januari."
            ).format(self.year, rows)
        )
