"""What a verdict stands on, as a person reads it: the article, or that the text leaves it open."""

import re

from core.organisation.region import Region

_NUMBER = r"(?:AMB|KAM)-\d+"
_NUMBERS = rf"{_NUMBER}(?:, {_NUMBER})*"
_DECISION = re.compile(rf"keputusan {_NUMBERS}")
_BRACKETED = re.compile(rf" \({_NUMBERS}\)")


def cited(region: Region, citation: str) -> str:
    """A citation (`core.law.answer.Answer.citation`) without the numbers of our own decisions.

    They stand in the regulation files, in what a stamp or an activity keeps, and in
    `hadir check`; to whoever reads a message they look like a case number.
    """
    silent = f"ketentuan {region.app_name}, karena {_law(region)} tidak mengaturnya"
    return _BRACKETED.sub("", _DECISION.sub(silent, citation))


def alone(region: Region, citation: str) -> str:
    """The same where it stands on a line of its own."""
    text = cited(region, citation)
    return f"{text[:1].upper()}{text[1:]}"


def _law(region: Region) -> str:
    return region.regulation.peraturan.singkatan
