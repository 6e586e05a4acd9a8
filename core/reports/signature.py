"""Who signs a form: what stands above and below the name."""

from core.reports.dates import calendar_date
from core.reports.filled import Filled
from core.reports.form import BLANK, Signature
from core.reports.layout import SignatureWords
from core.reports.person import Signatory
from core.reports.printing import Printing, person_words
from core.writing import plain

DOTS = "." * 40  # a line for a pen
_NAME, _PLACE, _POST, _RANK = "{nama}", "{tempat_tanggal}", "{jabatan}", "{pangkat}"


def signature(printing: Printing, words: SignatureWords | None, filled: Filled) -> Signature | None:
    """Nobody signs where nobody holds the role, as with an odd number of witnesses.

    Of whoever is not known a pen fills the dots.
    """
    if words is None or (who := filled.people.get(words.siapa)) is None:
        return None
    known = person_words(who.person, printing)
    slots = {**known, "ke": filled.words.get(f"{words.siapa}_ke", "")}
    slots["nama"] = known["nama"] or DOTS
    above = [line for each in words.atas for line in _above(printing, each, words, who, filled)]
    kept = [each for each in words.bawah if each != _RANK or who.person.rank or not known["nama"]]
    below = tuple(each.format_map(slots) for each in kept)
    name = kept.index(_NAME) if _NAME in kept else None
    return Signature(tuple(each.format_map(slots) for each in above), below, name)


def _above(
    printing: Printing, line: str, words: SignatureWords, who: Signatory, filled: Filled
) -> list[str]:
    if line == _PLACE:
        on = calendar_date(filled.signed_on) if filled.signed_on else BLANK
        return [f"{printing.layout.tempat} {on}"]
    if line == _POST:
        return [_literal(plain(each)) for each in (who.post or (words.bawaan or DOTS,))]
    return [line]


def _literal(text: str) -> str:
    """A post is somebody's own words: a brace in it is no slot."""
    return text.replace("{", "{{").replace("}", "}}")
