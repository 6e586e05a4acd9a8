"""Footnotes of the recap: what a day is where the letters of Form F do not say it."""

from enum import StrEnum

from core.month.day_state import State


class Note(StrEnum):
    """What the letters of Form F do not say of a day: a footnote does."""

    INCOMPLETE = "tidak_lengkap"
    UNUSED = "belum_memakai"
    UNDER_REVIEW = "dalam_pemeriksaan"
    NO_HOURS = "jadwal_belum_ada"
    UNDECIDED = "belum_ditetapkan"
    NOT_HERE = "tidak_bertugas"  # before or after their service here
    PERMIT = "izin"  # where the region prints no letter for it (AMB-31)


NOTES = {
    State.INCOMPLETE: Note.INCOMPLETE,
    State.UNUSED: Note.UNUSED,
    State.UNDER_REVIEW: Note.UNDER_REVIEW,
    State.NO_HOURS: Note.NO_HOURS,
    State.UNDECIDED: Note.UNDECIDED,
}
