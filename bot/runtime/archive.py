"""A ZIP of printed files whose bytes depend on nothing but its members."""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

LIST_NAME = "DAFTAR-ISI.txt"
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
_READABLE = 0o644 << 16
_ZIPPED = (".pdf", ".xlsx", ".jpg", ".png", ".zip")  # what gets no smaller


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive: its name there, and its bytes."""

    name: str
    content: bytes


def packed(members: Sequence[Member], heading: Sequence[str]) -> bytes:
    """The archive, its list first; ValueError where two members have one name."""
    listed = Member(LIST_NAME, list_of(members, heading).encode())
    names = [each.name for each in (listed, *members)]
    if doubled := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"two files of one name: {', '.join(sorted(doubled))}")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for each in (listed, *members):
            archive.writestr(_entry(each.name), each.content)
    return file.getvalue()


def list_of(members: Sequence[Member], heading: Sequence[str]) -> str:
    """Heading, and a line for each file as `sha256sum --check` reads them."""
    head = [f"# {line}".rstrip() for line in heading]
    sums = [f"{hashlib.sha256(each.content).hexdigest()}  {each.name}" for each in members]
    return "\r\n".join([*head, *sums, ""]) if head else "\r\n".join([*sums, ""])


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.external_attr = _READABLE
    entry.create_system = 3  # as on Unix, wherever it is made
    small = name.lower().endswith(_ZIPPED)
    entry.compress_type = zipfile.ZIP_STORED if small else zipfile.ZIP_DEFLATED
    return entry
