"""What operators are told of a registration that does not fit the records."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from core.organisation.mismatch import Part
from core.organisation.region import Region
from handlers.chat.format import brief
from handlers.chat.notification import Notification
from handlers.chat.reply import Reply


@dataclass(frozen=True, slots=True)
class RecordsDiffer(Notification):
    """Somebody with a valid code said something else than the records do."""

    KIND: ClassVar = "data_tidak_cocok"

    name: str
    differs: tuple[Part, ...]

    def word(self, _region: Region) -> Reply:
        return Reply(
            Markup(
                "<b>{name} belum terhubung.</b> Yang tidak cocok dengan data kantor: {parts}.\n\n"
                "Periksa datanya, lalu minta {name} mengulang. Kode yang sama masih berlaku."
            ).format(name=brief(self.name), parts=", ".join(self.differs))
        )


@dataclass(frozen=True, slots=True)
class CodeReused(Notification):
    """A valid code of somebody who is connected came from another account."""

    KIND: ClassVar = "kode_dipakai_akun_lain"

    name: str

    def word(self, _region: Region) -> Reply:
        return Reply(
            Markup(
                "<b>Kode {name} dipakai akun lain</b>, padahal {name} sudah terhubung.\n\n"
                "Tanyakan kepada {name}. Bila memang ganti ponsel, minta akun lamanya dilepas dulu."
            ).format(name=brief(self.name))
        )


@dataclass(frozen=True, slots=True)
class RegistrationGuessed(Notification):
    """Registrations in somebody's name failed again and again on one day."""

    KIND: ClassVar = "pendaftaran_ditebak"

    name: str
    tries: int

    def word(self, _region: Region) -> Reply:
        return Reply(
            Markup(
                "<b>{tries} pendaftaran atas nama {name} tidak cocok hari ini.</b> Tanpa kode dan "
                "nomor telepon yang benar tidak ada akun yang terhubung.\n\n"
                "Tanyakan kepada {name} apakah perlu kode baru."
            ).format(name=brief(self.name), tries=self.tries)
        )
