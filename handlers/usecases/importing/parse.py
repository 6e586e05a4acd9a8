"""Read one cell: what clerks and their spreadsheets write, or a ValueError in Indonesian."""

import re
from collections.abc import Callable
from datetime import date, time
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from core.organisation.calendar import Span
from core.organisation.nip import parse_nip
from core.organisation.phone import e164
from core.writing import deceives, plain

Choice = TypeVar("Choice", bound=StrEnum)

TEXT_CHARS_MAX = 200
YEARS = range(1945, 2061)

_CODE = re.compile(r"[A-Z0-9][A-Z0-9._/-]{0,39}")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_LOCAL = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,20})?")
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})(?:[.:]00)?")
_SPAN = re.compile(r"([\d.:]+)\s*[-–]\s*([\d.:]+)(?:\s*/\s*(\d{1,3}))?")
_WHOLE = re.compile(r"(\d{6,15})[.,]0+")
_ROUNDED = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")


def shown(raw: str) -> str:
    """A cell as a fault may repeat it: short, and harmless on a terminal."""
    clipped = raw if len(raw) <= 40 else raw[:39] + "…"
    return "".join(c if c.isprintable() else "�" for c in clipped)


def words(raw: str) -> str:
    """Plain text on one line; letters of every script, but nothing that hides or computes.

    A name is a record: what was turned around is to be written anew and not guessed.
    """
    text = " ".join(plain(raw).split())
    if len(text) > TEXT_CHARS_MAX:
        raise ValueError(f"terlalu panjang: {len(text)} huruf, paling banyak {TEXT_CHARS_MAX}")
    if deceives(raw) or (raw.strip() and not text):
        raise ValueError("memuat huruf tak terlihat (pengubah arah atau kendali); ketik ulang")
    if len(text) > 1 and text[0] in "=+-@":
        raise ValueError(f"diawali “{text[0]}” seperti rumus; tulis teks biasa")
    return text


@lru_cache(4096)  # the same few offices, schedules and dates in a hundred thousand rows
def code(raw: str) -> str:
    """A short key such as `DINKES` or `SMPN-1`; upper and lower case are the same."""
    text = "".join(raw.split()).upper()
    if not _CODE.fullmatch(text):
        hint = "hanya huruf, angka, titik, garis miring dan tanda hubung, paling banyak 40"
        raise ValueError(f"kode “{shown(raw)}” tidak sah: {hint}")
    return text


@lru_cache(4096)
def day(raw: str) -> date:
    """2026-03-02, or 02/03/2026 with the day first."""
    text = raw.strip()
    if found := _ISO.fullmatch(text):
        year, month, number = map(int, found.groups())
    elif found := _LOCAL.fullmatch(text):
        number, month, year = map(int, found.groups())
    else:
        raise ValueError(f"“{shown(raw)}” bukan tanggal; tulis seperti 2026-03-02 atau 02/03/2026")
    if year not in YEARS:
        raise ValueError(f"tahun {year} tidak masuk akal")
    try:
        return date(year, month, number)
    except ValueError:
        raise ValueError(f"tanggal “{shown(raw)}” tidak ada di kalender") from None


@lru_cache(4096)
def month(raw: str) -> date:
    """2026-04, or 04/2026: its first date."""
    text = raw.strip()
    found = re.fullmatch(r"(\d{4})-(\d{1,2})", text)
    if found is None and (other := re.fullmatch(r"(\d{1,2})[/.-](\d{4})", text)):
        return day(f"{other[2]}-{other[1]}-01")
    if found is None:
        raise ValueError(f"“{shown(raw)}” bukan bulan; tulis seperti 2026-04")
    return day(f"{found[1]}-{found[2]}-01")


def number(least: float, most: float) -> Callable[[str], float]:
    """A parser of numbers from `least` to `most`, with decimal comma or point."""

    def read(raw: str) -> float:
        text = raw.strip()
        if not _NUMBER.fullmatch(text):
            raise ValueError(f"“{shown(raw)}” bukan angka; tulis seperti 117.36 atau 117,36")
        value = float(text.replace(",", "."))
        if not least <= value <= most:
            raise ValueError(f"{text} di luar {least:g} sampai {most:g}")
        return value

    return read


def clock(raw: str) -> time:
    found = _CLOCK.fullmatch(raw.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError(f"“{shown(raw)}” bukan jam; tulis seperti 07.30 (format sel: Teks)")
    return time(int(found[1]), int(found[2]))


def span(raw: str) -> Span:
    """`07.30-16.00/60`: from, to, minutes of rest; an end before the start is the next morning."""
    found = _SPAN.fullmatch(raw.strip())
    if found is None:
        raise ValueError(f"“{shown(raw)}” bukan jam kerja; tulis seperti 07.30-16.00/60")
    start, end, rest = clock(found[1]), clock(found[2]), int(found[3] or 0)
    if start == end:
        raise ValueError("jam mulai dan jam selesai sama")
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    if rest >= minutes % 1440:
        raise ValueError(f"istirahat {rest} menit tidak muat dalam jam kerja")
    return Span(start, end, rest)


@lru_cache(4096)  # superiors come again and again
def nip(raw: str) -> str:
    """The eighteen digits."""
    if _ROUNDED.fullmatch(raw.strip()):
        lost = "NIP tersimpan sebagai angka sehingga angka terakhirnya hilang"
        raise ValueError(f"{lost}; ubah format kolom menjadi Teks, lalu ketik ulang")
    return parse_nip(raw).digits


def phone(raw: str) -> str:
    """E.164; spreadsheets put an apostrophe before it, or `.0` behind what they take for a sum."""
    written = " ".join(raw.split()).removeprefix("'")
    whole = _WHOLE.fullmatch(written)
    found = e164(whole[1] if whole else written)
    if found is None:
        raise ValueError(f"“{shown(raw)}” bukan nomor telepon; tulis seperti 0812 3456 7890")
    return found


@lru_cache(32)
def one_of(kind: type[Choice]) -> Callable[[str], Choice]:
    """A parser of the values of a closed list; case, spaces and underscores do not matter."""
    choices = {_plain(each.value): each for each in kind}

    def read(raw: str) -> Choice:
        if found := choices.get(_plain(raw)):
            return found
        known = ", ".join(each.value for each in kind)
        raise ValueError(f"“{shown(raw)}” tidak ada dalam daftar; pilihannya {known}")

    return read


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).casefold()
