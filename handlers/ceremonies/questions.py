"""What is asked for an apel: its hour, its offices, its people and its place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from markupsafe import Markup

from core.organisation.fence import Fence, Point
from core.organisation.office import Organisation
from handlers.chat.conversation import Question, Refusal, Rewrite, Talk, pick
from handlers.chat.event import Content, Located, words_of
from handlers.chat.format import brief, label, one_line
from handlers.chat.reply import InputKind, Reply

CHOICES_MAX = 6
PAGE = 6  # of many on one screen, which holds ten buttons with the ways out
TURNS = {"Sebelumnya": -1, "Berikutnya": 1}
SHOWN_CHARACTERS_MAX = 40
NO_OFFICE = "Kantor “{}” tidak ada, atau bukan wewenang Anda."
NO_PLACE = "Tempat “{}” tidak ada."
_CLOCK = re.compile(r"(\d{1,2})\s*[.:]\s*(\d{2})(?:\s*(?:WIB|WITA|WIT))?", re.IGNORECASE)
_PARTS = re.compile(r"[,;\n]+")


@dataclass(frozen=True, slots=True)
class Option:
    """One of many: how its answer is kept, its line in the text, and the words of its button."""

    key: str
    line: Markup
    label: str


async def one_of_many(
    talk: Talk, name: str, head: Markup, options: Sequence[Option], ways: Mapping[str, str]
) -> str:
    """The key of one of them, numbered through and turned by pages, or of one of the `ways`.

    Whatever number there are, each can be reached; the `ways` stand on every page.
    """
    place, last = f"halaman {name}", max(len(options) - 1, 0) // PAGE
    page = min(talk.known.get(place, 0), last)
    first = page * PAGE
    part = list(enumerate(options[first:][:PAGE], first + 1))
    lines = [head, *(Markup("{}. {}").format(number, each.line) for number, each in part)]
    choices = {each.key: label(number, each.label) for number, each in part}
    turns = {word: word for word, by in TURNS.items() if 0 <= page + by <= last}
    chosen = await talk.ask(name, pick(Markup("\n").join(lines), {**ways, **choices, **turns}))
    if chosen in TURNS:
        talk.known[place] = page + TURNS[chosen]
        raise Rewrite([name])
    return chosen


def hour(prompt: Markup, earliest: time, latest: time, zone: str) -> Question[time]:
    """A clock as `07.30`, between two, both included; two usual ones are one tap away."""

    def take(content: Content) -> str:
        found = _CLOCK.fullmatch(words_of(content).strip())
        hour, minute = map(int, found.groups()) if found else (24, 0)
        if hour > 23 or minute > 59:
            raise Refusal(Markup("Tulis jamnya, misalnya <b>07.30 {}</b>.").format(zone))
        said = time(hour, minute)
        if not earliest <= said <= latest:
            between = Markup("Apel dimulai antara {:%H.%M} {} dan {:%H.%M} {}. Pilih jam lain.")
            raise Refusal(between.format(earliest, zone, latest, zone))
        return said.isoformat("minutes")

    usual = tuple((f"{each:%H%M}", f"{each:%H.%M}") for each in (time(7), time(7, 30)))
    return Question(Reply(prompt), take, _time, usual)


def _time(raw: str) -> time:
    """A typed answer has a colon, the button's none."""
    return time.fromisoformat(raw if ":" in raw else f"{raw[:2]}:{raw[2:]}")


def offices(prompt: Markup, organisation: Organisation, allowed: Sequence[str]) -> Question[Any]:
    """Several offices by name or code, of those that somebody may call."""
    names = {code: organisation.offices[code].name for code in allowed}

    def take(content: Content) -> list[str]:
        said = [" ".join(part.split()) for part in _PARTS.split(words_of(content))]
        if not any(said):
            raise Refusal(Markup("Tulis nama atau kode kantornya, pisahkan dengan koma."))
        return list(dict.fromkeys(_one_of(names, each, NO_OFFICE) for each in said if each))

    return Question(Reply(prompt, input_kind=InputKind.WORDS), take, tuple)


def _one_of(names: Mapping[str, str], said: str, what: str) -> str:
    """A code: that which is exactly so called, else the only one whose name holds the words."""
    low = said.casefold()
    exact = [code for code, name in names.items() if low in {code.casefold(), name.casefold()}]
    found = exact or [code for code, name in names.items() if low in name.casefold()]
    shown = one_line(said, SHOWN_CHARACTERS_MAX)
    if not found:
        raise Refusal(Markup("{} Periksa tulisannya.").format(what.format(shown)))
    if len(found) > 1:
        several = ", ".join(brief(names[code]) for code in found[:CHOICES_MAX])
        words = Markup("“{}” cocok dengan beberapa: {}. Tulis lebih lengkap.")
        raise Refusal(words.format(shown, several))
    return found[0]


def nips(prompt: Markup) -> Question[Any]:
    """Several NIP, one a line, as they are copied from a letter."""

    def take(content: Content) -> list[str]:
        found = [re.sub(r"\D", "", part) for part in _PARTS.split(words_of(content))]
        found = [each for each in found if each]
        wrong = next((each for each in found if len(each) != 18), None)
        if not found or wrong:
            shown = Markup(" “{}” bukan NIP.").format(wrong[:24]) if wrong else Markup()
            raise Refusal(Markup("Tulis NIP 18 angka, satu per baris.") + shown)
        return list(dict.fromkeys(found))

    return Question(Reply(prompt, input_kind=InputKind.WORDS), take, tuple)


@dataclass(frozen=True, slots=True)
class Where:
    """The code of a place of some office, or a point that was shared."""

    place: str | None = None
    point: Point | None = None


def venue(prompt: Markup, near: Sequence[Fence], everywhere: Sequence[Fence]) -> Question[Where]:
    """A place of any office, by button or by name, or a shared location."""
    shown = near[:CHOICES_MAX]
    names = {each.code: each.name for each in everywhere}
    by_number = {str(number): fence.code for number, fence in enumerate(shown)}

    def take(content: Content) -> object:
        if isinstance(content, Located):
            if content.share is None:
                raise Refusal(Markup("Lokasi itu tidak terbaca. Kirim sekali lagi."))
            return [content.share.point.latitude, content.share.point.longitude]
        said = " ".join(words_of(content).split())
        if not said:
            raise Refusal(Markup("Pilih atau tulis nama tempatnya, atau kirim lokasinya."))
        return {"tempat": _one_of(names, said, NO_PLACE)}

    def read(raw: Any) -> Where:  # noqa: ANN401 - JSON
        match raw:
            case [latitude, longitude]:
                return Where(point=Point(latitude, longitude))
            case {"tempat": code}:
                return Where(code)
        return Where(by_number.get(raw))

    choices = tuple((key, label(int(key) + 1, shown[int(key)].name)) for key in by_number)
    return Question(Reply(prompt, input_kind=InputKind.LOCATION), take, read, choices)
