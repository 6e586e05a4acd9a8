"""The signals by which a region has somebody look at a stamp, as its regulation file names them."""

from enum import StrEnum


class CheckedSignal(StrEnum):
    """Each makes a stamp REVIEW by itself where the region lists it; none of them accuses."""

    SAME_POINT_OTHER_DAY = "titik_sama_hari_lain"
    SAME_POINT_OTHER_PERSON = "titik_sama_pegawai_lain"
    IMPOSSIBLE_SPEED = "kecepatan_mustahil"
    STATIC_PIN = "titik_di_peta"
