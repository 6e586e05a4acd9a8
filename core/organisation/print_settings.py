"""What a daerah prints on: paper, measures, numbers of letters, how names and a NIP are written."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import Field, Strict

from core.law.entry import Table, Text


class Sheet(StrEnum):
    """What the printers of the offices hold."""

    A4 = "A4"
    F4 = "F4"


@dataclass(frozen=True, slots=True)
class Margins:
    """Millimetres from each edge; the left one leaves room for the holes of a binder."""

    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True, slots=True)
class OwnMeasures:
    """What the rule of a daerah on official papers (tata naskah dinas) measures otherwise.

    The names are those of `core.reports.measures.Measures`; None: as everywhere.
    """

    upright_margins: Margins | None = None
    wide_margins: Margins | None = None
    text_pt: float | None = None
    table_pt: float | None = None
    sheet_pt: float | None = None
    signature_mm: float | None = None
    sheet_signature_mm: float | None = None
    number_gap_mm: float | None = None
    letterhead_band_mm: float | None = None
    name_bold: bool = False
    name_underlined: bool = False


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
    own: OwnMeasures = OwnMeasures()


AS_THE_LAW_PRINTS = PrintSettings()

# So that a slip of a finger makes no paper that nobody can read, file or sign.
_Edge: TypeAlias = Annotated[float, Field(ge=5, le=50)]
_Type: TypeAlias = Annotated[float, Field(ge=6, le=14)]
_Room: TypeAlias = Annotated[float, Field(ge=15, le=60)]


class MarginTable(Table):
    """`batas = { atas = 20, kanan = 20, bawah = 25, kiri = 30 }`, in mm."""

    atas: _Edge
    kanan: _Edge
    bawah: _Edge
    kiri: _Edge

    @property
    def margins(self) -> Margins:
        return Margins(self.atas, self.kanan, self.bawah, self.kiri)


class PrintTable(Table):
    """`[cetak]` in the file of a region; lengths in mm, type in points."""

    kertas: Annotated[Sheet, Strict(False)] = Sheet.A4
    kertas_lebar: Annotated[Sheet, Strict(False)] = Sheet.A4
    klasifikasi_surat: Text | None = None
    nip_berspasi: bool = False
    huruf_izin: bool = True
    batas: MarginTable | None = None
    batas_lebar: MarginTable | None = None
    huruf_surat: _Type | None = None
    huruf_tabel: _Type | None = None
    huruf_lembar: _Type | None = None
    ruang_tanda_tangan: _Room | None = None
    ruang_tanda_tangan_lebar: _Room | None = None
    celah_nomor: _Room | None = None
    pita_kop: _Room | None = None
    nama_tebal: bool = False
    nama_bergaris: bool = False

    @property
    def printing(self) -> PrintSettings:
        return PrintSettings(
            upright=self.kertas,
            wide=self.kertas_lebar,
            classification=self.klasifikasi_surat or "",
            nip_spaced=self.nip_berspasi,
            izin_letter=self.huruf_izin,
            own=self._own,
        )

    @property
    def _own(self) -> OwnMeasures:
        return OwnMeasures(
            upright_margins=self.batas.margins if self.batas else None,
            wide_margins=self.batas_lebar.margins if self.batas_lebar else None,
            text_pt=self.huruf_surat,
            table_pt=self.huruf_tabel,
            sheet_pt=self.huruf_lembar,
            signature_mm=self.ruang_tanda_tangan,
            sheet_signature_mm=self.ruang_tanda_tangan_lebar,
            number_gap_mm=self.celah_nomor,
            letterhead_band_mm=self.pita_kop,
            name_bold=self.nama_tebal,
            name_underlined=self.nama_bergaris,
        )
