"""Telephone numbers: as clerks write them, as a channel vouches for them, always kept as E.164."""

import re
from collections.abc import Iterator
from enum import StrEnum

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType, ValidationResult

HOME = "ID"
PHONE_DIGITS_MAX = 15  # with those of the country (ITU-T E.164)

_BETWEEN = str.maketrans("", "", " -.()")
# ASCII on purpose: digits of other scripts and words such as "ext" are read by phonenumbers, too,
# so that two different texts would mean one number.
_DIGITS = re.compile(r"\+?[0-9]+")
_MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


class Line(StrEnum):
    """What kind of number it is, as far as that decides who can register with it."""

    MOBILE = "mobile"
    FIXED = "fixed"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"


def e164(text: str, *, international: bool = False) -> str | None:
    """`+6281350000002` for a number as it is written; None where it is none.

    Only digits, spaces, dashes, dots and brackets, and one plus in front of them, are a number.
    Without a country it is Indonesian. What a channel vouches for is `international`, with or
    without its plus, and stands for exactly its digits: nothing may be read into it.
    """
    digits = text.translate(_BETWEEN)
    if not _DIGITS.fullmatch(digits):
        return None
    if international:
        exact = "+" + digits.removeprefix("+")
        return exact if _format(_parse(exact)) == exact else None
    found = [number for number in map(_parse, _readings(digits)) if number is not None]
    likely = [number for number in found if phonenumbers.is_valid_number(number)] or found
    return _format(likely[0]) if likely else None


def line(number: str) -> Line:
    """The kind of an E.164 number."""
    parsed = _parse(number)
    if parsed is None or not phonenumbers.is_valid_number(parsed):
        return Line.UNKNOWN
    if phonenumbers.region_code_for_number(parsed) != HOME:
        return Line.FOREIGN
    return Line.MOBILE if phonenumbers.number_type(parsed) in _MOBILE else Line.FIXED


def _readings(digits: str) -> Iterator[str]:
    """What a clerk may mean, the likeliest first: `0812…`, `812…`, `62812…`, `0060…`, `60…`."""
    if digits.startswith("+"):
        yield digits
    elif digits.startswith("00"):
        yield "+" + digits[2:]
    elif digits.startswith("0"):
        yield digits
    elif digits.startswith("8"):  # a spreadsheet took the zero for nothing
        yield "0" + digits
    else:
        yield "+" + digits
        yield "0" + digits


def _parse(digits: str) -> PhoneNumber | None:
    """The number, if one of that length can exist; Indonesian where it names no country."""
    try:
        number = phonenumbers.parse(digits, HOME)
    except phonenumbers.NumberParseException:
        return None
    possible = phonenumbers.is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE
    whole = _format(number)
    # Too short to have lost its zero: 0812345 would become +62 0812345.
    fits = possible and len(whole) <= len("+") + PHONE_DIGITS_MAX and not whole.startswith("+620")
    return number if fits else None


def _format(number: PhoneNumber | None) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if number else ""
