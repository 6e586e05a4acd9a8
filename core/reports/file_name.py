"""Names of files that are sent and handed in."""

import re
import unicodedata

FILE_NAME_CHARS_MAX = 80  # with its suffix
_SUFFIX_CHARS = 5  # `.xlsx`


def file_name(*parts: str) -> str:
    """`Rekap-Presensi_2026-04_DINKES`: ASCII without blanks, and short enough for a suffix.

    What nobody can type is left out; nobody's NIP and no word about health belongs into a part.
    """
    plain = (_ascii(part) for part in parts)
    return "_".join(part for part in plain if part)[: FILE_NAME_CHARS_MAX - _SUFFIX_CHARS]


def _ascii(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.]+", "-", letters).strip("-.")
