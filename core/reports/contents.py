"""The list of what an office hands in together: the contents of its ZIP."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Content:
    """One file by its name in the ZIP, what it is, its size in bytes and its SHA-256 in hex."""

    name: str
    what: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What is handed in for the month of a date; `version` counts from 1 (AMB-64)."""

    office: str
    month: date
    version: int
    files: tuple[Content, ...]
