"""The measures of paper: sizes, margins and type, which every daerah may set otherwise.

The defaults are those of Permendagri 1/2023 (A4; Arial 12; 20, 20, 25 and 30 mm) and of common
practice for wide tables, which no rule measures.
"""

from dataclasses import dataclass
from enum import StrEnum

from core.organisation.print_settings import Margins


class PaperSize(StrEnum):
    """What an office's printer holds; F4 (Folio) is 215 × 330 mm."""

    A4 = "A4"
    F4 = "F4"


_UPRIGHT, _WIDE = Margins(20, 20, 25, 30), Margins(15, 10, 15, 20)
SIZES_MM = {PaperSize.A4: (210.0, 297.0), PaperSize.F4: (215.0, 330.0)}


@dataclass(frozen=True, slots=True)
class Measures:
    """How paper looks in one daerah; lengths in mm, type in points.

    `upright` and `wide` are the paper of letters and of wide tables. `sheet_pt` is the type of
    wide tables, `least_pt` what it may shrink to where a clock would not fit its column.
    `izin_letter`: a recap has a letter of its own for izin, else a footnote (AMB-31).
    """

    upright: PaperSize = PaperSize.A4
    wide: PaperSize = PaperSize.A4
    upright_margins: Margins = _UPRIGHT
    wide_margins: Margins = _WIDE
    text_pt: float = 12
    table_pt: float = 10
    sheet_pt: float = 7
    least_pt: float = 6
    signature_mm: float = 30
    sheet_signature_mm: float = 25
    number_gap_mm: float = 25
    letterhead_band_mm: float = 32
    nip_spaced: bool = False
    name_bold: bool = False
    name_underlined: bool = False
    izin_letter: bool = True

    def size(self, *, wide: bool) -> tuple[float, float]:
        """Width and height of a page in mm."""
        narrow, long = SIZES_MM[self.wide if wide else self.upright]
        return (long, narrow) if wide else (narrow, long)

    def margins(self, *, wide: bool) -> Margins:
        """Of a page that lies or stands."""
        return self.wide_margins if wide else self.upright_margins

    def room(self, *, wide: bool) -> float:
        """Width of what is printed, in mm."""
        margins = self.margins(wide=wide)
        return self.size(wide=wide)[0] - margins.left - margins.right

    def nip(self, digits: str) -> str:
        """A NIP as letters write it: `199913322099139999`, or in its four parts."""
        if not self.nip_spaced or len(digits) != 18:
            return digits
        return " ".join((digits[:8], digits[8:14], digits[14], digits[15:]))


DEFAULT = Measures()
