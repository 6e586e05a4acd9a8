"""The letterhead (kop surat) of an office."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`levels` from PEMERINTAH KABUPATEN down to the office itself, which is bold and largest.

    An entry with line feeds is one level on several lines; at most three levels (UPTD, school).
    `address` line by line, `logo` a PNG or JPEG. Nothing of it is made up: a form without a
    letterhead leaves a band empty for paper that has one printed on it.
    """

    levels: tuple[str, ...]
    address: tuple[str, ...] = ()
    logo: bytes | None = None
