"""Why somebody looks at a stamp, in words that accuse nobody."""

from collections.abc import Collection

from core.attendance.review import Reason
from handlers.chat.format import metres

# None of them says anything about the person.
_SAID = {
    Reason.VAGUE: "sinyal GPS lemah{about}",
    Reason.EDGE: "posisinya tepat di tepi tempat presensi{about}",
    Reason.FIRST_TRY: "jamnya dari lokasi pertama yang sinyal GPS-nya lemah",
    Reason.UNPROVED: "ponselnya tidak memberi tahu seberapa tepat posisinya",
    Reason.SAME_POINT_OTHER_DAY: "titiknya sama persis dengan hari lain",
    Reason.SAME_POINT_OTHER_PERSON: "titiknya sama persis dengan titik pegawai lain",
    Reason.IMPOSSIBLE_SPEED: "dua titiknya berjauhan dalam waktu singkat",
    Reason.STATIC_PIN: "dikirim sebagai titik di peta",
    Reason.HOLIDAY: "waktu itu tercatat sebagai hari libur, lalu liburnya dicabut",
}
# What the fix itself could not tell is one thing to whoever has shared it.
_UNCLEAR = {Reason.VAGUE, Reason.EDGE, Reason.FIRST_TRY, Reason.UNPROVED}


def why(reasons: Collection[Reason], accuracy: float | None) -> str:
    """The reasons as whoever looks is told them; `accuracy` in metres."""
    about = f", perkiraan dalam {metres(accuracy)}" if accuracy else ""
    return "; ".join(_SAID[each].format(about=about) for each in reasons)


def to_person(reasons: Collection[Reason]) -> str:
    """What the person is told at once: that it counts, that somebody looks, and why."""
    unclear = ["lokasi kurang jelas"] if _UNCLEAR & set(reasons) else []
    said = [*unclear, *(_SAID[each] for each in reasons if each not in _UNCLEAR)]
    because = " dan ".join(said)
    return f"Jam Anda tetap dihitung. Karena {because}, atasan akan memeriksanya."
