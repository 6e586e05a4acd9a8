"""Names of files that are sent and handed in."""

import re
import unicodedata

FILE_NAME_CHARS_MAX = 80  # with its suffix
_SUFFIX_CHARS = 5  # `.xlsx`
# What Windows keeps for devices, whatever stands behind the first stop.
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{name}{n}" for name in ("COM", "LPT") for n in range(10))}
)
_PORTABLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def file_name(*parts: str) -> str:
    """`Rekap-Presensi_2026-04_DINKES`: ASCII without blanks, and short enough for a suffix.

    What nobody can type is left out; nobody's NIP and no word about health belongs into a part.
    """
    plain = (_ascii(part) for part in parts)
    return "_".join(part for part in plain if part)[: FILE_NAME_CHARS_MAX - _SUFFIX_CHARS]


def is_portable(path: str) -> bool:
    """Whether a path within an archive can be unpacked everywhere, on Windows, too."""
    return all(map(_is_portable, path.split("/")))


def _is_portable(name: str) -> bool:
    device = name.partition(".")[0].upper() in _DEVICES
    typed = _PORTABLE.fullmatch(name) is not None and not name.endswith(".")
    return typed and not device and len(name) <= FILE_NAME_CHARS_MAX


def _ascii(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.]+", "-", letters).strip("-.")
