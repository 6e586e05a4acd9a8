"""When the stamps of an ordinary schedule are taken, by the regulation of the date."""

from dataclasses import dataclass
from datetime import date, time
from typing import assert_never

from core.law.regulation import Regulation


@dataclass(frozen=True, slots=True)
class Windows:
    """The regulation's earliest and latest minute for ordinary schedules; None: not regulated."""

    opens: time | None
    closes: time | None


def regular_windows(regulation: Regulation, day: date) -> Windows:
    """The regulation's earliest and latest minute on a date (Pasal 8 ayat (2)).

    They are those of ordinary schedules: a shift brings its own (AMB-07).
    """
    presensi = regulation.presensi
    match presensi.jadwal_khusus.on(day).value:
        case "jendela_sendiri" | None:
            opens, closes = presensi.masuk_paling_cepat, presensi.pulang_paling_lambat
            return Windows(opens.on(day).value, closes.on(day).value)
        case other:
            assert_never(other)
