"""What a PDF can turn out to be."""

from enum import StrEnum

PDF_PAGES_MAX = 100


class Found(StrEnum):
    SOUND = "sound"
    BROKEN = "broken"
    LOCKED = "locked"
    ACTIVE = "active"
    TOO_LONG = "too long"
    TOO_MUCH = "too much"
