"""`privasi`: how long a location is kept."""

from core.law.entry import Question, Table
from core.law.span import Count


class Privasi(Table):
    """`simpan_lokasi_bulan`: for how many months coordinates are kept."""

    simpan_lokasi_bulan: Question[Count]
