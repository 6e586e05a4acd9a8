"""Why an act is not done: one exception for whatever whoever acts has to know or mend."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from markupsafe import escape

from handlers.chat.conversation import Refusal


class Term(StrEnum):
    """What each caller calls its own way, the console by an option, a chat by these words."""

    SINCE = "tanggal awal"
    UNTIL = "tanggal akhir"
    RELEASE = "akunnya"  # with what an account is released
    POST_RELEASED = "dibebaskan"
    POST_KEPT = "tidak dibebaskan"


_IN_WORDS: Mapping[Term, str] = MappingProxyType({})


class Refused(Refusal):
    """Nothing is done, and why, in plain Indonesian; a chat answers with it, as with any `Refusal`.

    Whoever opened the transaction takes back what was written before it was raised.
    """

    def __init__(self, *parts: str | Term) -> None:
        self._parts = parts
        super().__init__(escape(self.said()))

    def said(self, called: Mapping[Term, str] = _IN_WORDS) -> str:
        """The whole sentence as plain text, each term as a caller calls it."""
        first, *rest = (
            called.get(each, each.value) if isinstance(each, Term) else each for each in self._parts
        )
        if isinstance(self._parts[0], Term):
            first = first[:1].upper() + first[1:]
        return "".join([first, *rest])
