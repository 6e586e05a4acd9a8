"""What a daerah prints on: paper, numbers of letters, how a NIP is written."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Strict

from core.law.entry import Table, Text


class Sheet(StrEnum):
    """What the printers of the offices hold."""

    A4 = "A4"
    F4 = "F4"


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """`upright` for letters, `wide` for recaps; `classification` of letters such as `800.1.6.2`.

    `nip_spaced`: in letters in its four parts. What nobody has said is as the law prints it.
    """

    upright: Sheet = Sheet.A4
    wide: Sheet = Sheet.A4
    classification: str = ""
    nip_spaced: bool = False


AS_THE_LAW_PRINTS = PrintSettings()


class PrintTable(Table):
    """`[cetak]` in the file of a region."""

    kertas: Annotated[Sheet, Strict(False)] = Sheet.A4
    kertas_lebar: Annotated[Sheet, Strict(False)] = Sheet.A4
    klasifikasi_surat: Text | None = None
    nip_berspasi: bool = False

    @property
    def printing(self) -> PrintSettings:
        return PrintSettings(
            self.kertas, self.kertas_lebar, self.klasifikasi_surat or "", self.nip_berspasi
        )
