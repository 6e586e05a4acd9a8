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

    `nip_spaced`: in letters in its four parts. `izin_letter`: a recap has one for izin (AMB-31).
    What nobody has said is as the law prints it.
    """

    upright: Sheet = Sheet.A4
    wide: Sheet = Sheet.A4
    classification: str = ""
    nip_spaced: bool = False
    izin_letter: bool = True


AS_THE_LAW_PRINTS = PrintSettings()


class PrintTable(Table):
    """`[cetak]` in the file of a region."""

    kertas: Annotated[Sheet, Strict(False)] = Sheet.A4
    kertas_lebar: Annotated[Sheet, Strict(False)] = Sheet.A4
    klasifikasi_surat: Text | None = None
    nip_berspasi: bool = False
    huruf_izin: bool = True

    @property
    def printing(self) -> PrintSettings:
        return PrintSettings(
            upright=self.kertas,
            wide=self.kertas_lebar,
            classification=self.klasifikasi_surat or "",
            nip_spaced=self.nip_berspasi,
            izin_letter=self.huruf_izin,
        )
