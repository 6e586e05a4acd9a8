"""How a daerah prints: the words of its regulation, and the measures of its own papers."""

from dataclasses import fields

from core.organisation.region import Region
from core.reports.layout import layout_of
from core.reports.measures import Measures, PaperSize
from core.reports.printing import Printing


def printing_of(region: Region) -> Printing:
    """What every form of a region is printed with."""
    own = region.printing
    said = {each.name: getattr(own.own, each.name) for each in fields(own.own)}
    measures = Measures(
        upright=PaperSize(own.upright.value),
        wide=PaperSize(own.wide.value),
        nip_spaced=own.nip_spaced,
        izin_letter=own.izin_letter,
        **{name: value for name, value in said.items() if value is not None},
    )
    return Printing(layout_of(region.regulation), measures)
