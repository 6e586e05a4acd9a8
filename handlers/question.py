"""What conversations ask for, besides a choice: words, and a time spent in minutes."""

import re

from markupsafe import Markup

from handlers.conversation import Question, Refusal
from handlers.event import Content, Text
from handlers.reply import Reply
from handlers.words import grouped

SKIPPED = ""
_SPENT = re.compile(r"(?:(\d{1,3})\s*jam)?\s*(?:(\d{1,5})\s*(?:menit)?)?", re.IGNORECASE)


def words(prompt: Markup, most: int, *, optional: str | None = None) -> Question[str]:
    """Free words of at most `most` characters; `optional` labels the button that skips it."""

    def take(content: Content) -> str:
        said = " ".join(_said(content).split())
        if optional and said.casefold() == optional.casefold():
            return SKIPPED
        if not said:
            raise Refusal(Markup("Silakan tulis dengan kata-kata."))
        if len(said) > most:
            raise Refusal(
                Markup("Terlalu panjang: {} huruf. Paling banyak {} huruf.").format(len(said), most)
            )
        return said

    skip = ((SKIPPED, optional),) if optional else ()
    return Question(Reply(prompt), take, str, skip)


def number(prompt: Markup, least: int, most: int, *, optional: str | None = None) -> Question[int]:
    """A whole number; 0 where it was skipped."""

    def take(content: Content) -> str:
        said = _said(content).strip()
        if optional and said.casefold() == optional.casefold():
            return SKIPPED
        if not said.isdecimal() or not least <= int(said) <= most:
            raise Refusal(Markup("Silakan tulis angka {} sampai {}.").format(least, most))
        return str(int(said))

    skip = ((SKIPPED, optional),) if optional else ()
    return Question(Reply(prompt), take, lambda raw: int(raw or 0), skip)


def spent(prompt: Markup, most: int, usual: dict[str, str]) -> Question[int]:
    """Minutes, as `90`, `90 menit`, `2 jam` or `1 jam 30 menit`; `usual` ones are one tap away."""

    def take(content: Content) -> str:
        found = _SPENT.fullmatch(_said(content).strip())
        hours, minutes = (int(part or 0) for part in found.groups()) if found else (0, 0)
        total = 60 * hours + minutes
        if not 1 <= total <= most:
            example = Markup("Tulis lamanya, misalnya <b>90</b> atau <b>1 jam 30 menit</b>")
            raise Refusal(Markup("{}; paling lama {} menit.").format(example, grouped(most)))
        return str(total)

    return Question(Reply(prompt), take, int, tuple(usual.items()))


def _said(content: Content) -> str:
    return content.text if isinstance(content, Text) else ""
