"""Choosing somebody out of a list of people: by button, by NIP, or by a part of the name."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from db.people.status import Member
from handlers.chat import question
from handlers.chat.conversation import Question, Refusal
from handlers.chat.event import Content, words_of
from handlers.chat.format import label

PEOPLE_SHOWN_MAX = 7  # on one screen, which holds ten buttons with the ways out
SEARCH_CHARACTERS_MAX = 80
NOBODY = "Tidak ada pegawai dengan nama atau NIP itu di daftar ini. Tulis lagi, atau tekan tombol."
SEVERAL = "Ada beberapa yang cocok. Tulis nama lebih lengkap, atau NIP-nya."


def one_of(
    prompt: Markup, people: Sequence[Member], more: dict[str, str] | None = None
) -> Question[str]:
    """The hex of somebody's id, or a key of `more`; what is written is looked up among these."""
    shown = people[:PEOPLE_SHOWN_MAX]
    labels = {each.employee.hex: label(n, each.name) for n, each in enumerate(shown, 1)}
    choices = labels | (more or {})
    by_label = {text.casefold(): key for key, text in choices.items()}
    known = {each.employee.hex for each in people}

    def take(content: Content) -> str:
        said = " ".join(words_of(content).split()).casefold()
        if said in by_label or said in known:
            return by_label.get(said, said)
        found = [each for each in people if said and _fits(each, said)]
        if len(found) != 1:
            raise Refusal(Markup.escape(SEVERAL if found else NOBODY))
        return found[0].employee.hex

    asked = question.words(prompt, SEARCH_CHARACTERS_MAX)
    return replace(asked, choices=tuple(choices.items()), take=take)


def _fits(member: Member, said: str) -> bool:
    name = member.name.casefold()
    return member.nip == said.replace(" ", "") or all(word in name for word in said.split())
