"""`lokasi`: the fences of places, and how sure a location has to be."""

from typing import Literal, TypeAlias

from core.law.entry import Question, Table
from core.law.span import Count

PerPlace: TypeAlias = Literal["per_lokasi"]


class Lokasi(Table):
    """All numbers in metres; `radius` says where the radius of a fence stands."""

    radius: Question[PerPlace]
    radius_bawaan: Question[Count]
    akurasi_dihitung: Question[Count]
    akurasi_buruk: Question[Count]
