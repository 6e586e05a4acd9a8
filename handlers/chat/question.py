"""What conversations ask for, besides a choice: words, a number, a time spent, a date."""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, time, timedelta

from markupsafe import Markup

from handlers.chat.conversation import Question, Refusal
from handlers.chat.event import Content, words_of
from handlers.chat.format import DAYS, MONTHS, grouped, long_date
from handlers.chat.reply import InputKind, Reply

SKIPPED = ""
_SPENT = re.compile(r"(?:(\d{1,3})\s*jam)?\s*(?:(\d{1,5})\s*(?:menit)?)?", re.IGNORECASE)

_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})(?: *(?:WIB|WITA|WIT))?", re.IGNORECASE)
_NEAR = {"kemarin": -1, "hari ini": 0, "besok": 1, "lusa": 2}
_WEEKDAYS = {name.casefold(): number for number, name in enumerate(DAYS)}
_MONTHS = (*enumerate(MONTHS, 1), (2, "Pebruari"), (8, "Ags"), (8, "Agt"), (11, "Nopember"))
_BETWEEN = re.compile(r"[-/., ]+")
_LEAP = 4  # years around today, one of which has a 29 February
_EXAMPLES = Markup("Tulis tanggalnya, misalnya <b>6 April</b>, <b>6/4/2026</b> atau <b>besok</b>.")


def words(
    prompt: Markup, most: int, *, optional: str | None = None, pages: str | None = None
) -> Question[str]:
    """Free words of at most `most` characters; `optional` labels the button that skips it.

    `pages` is the question that a picture sent here answers; its caption are these words.
    """

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
    return Question(Reply(prompt, input_kind=InputKind.WORDS), take, str, skip, pages)


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


def clock(prompt: Markup, example: str, fits: Callable[[time], Markup | None]) -> Question[time]:
    """A time of the day, as `07.25` or `7:25`; `fits` says why one cannot be, None: it can.

    `example` is one as people read it, with its zone.
    """

    def take(content: Content) -> str:
        found = _CLOCK.fullmatch(_said(content).strip())
        hour, minute = (int(part) for part in found.groups()) if found else (24, 0)
        if hour > 23 or minute > 59:
            raise Refusal(Markup("Tulis jam dan menitnya, misalnya <b>{}</b>.").format(example))
        if why := fits(time(hour, minute)):
            raise Refusal(why)
        return f"{hour:02}:{minute:02}"

    return Question(Reply(prompt, input_kind=InputKind.WORDS), take, time.fromisoformat)


def day(
    prompt: Markup,
    today: date,
    earliest: date,
    latest: date,
    choices: Mapping[date, str] | None = None,
) -> Question[date]:
    """A date between two, both included; of the `choices` those between them are one tap away.

    A year that is missing is the fitting one nearest to `today`. The limits hold when the
    answer is given: whoever lets an earlier answer change looks at them again.
    """
    fitting = {each: label for each, label in (choices or {}).items() if earliest <= each <= latest}
    by_word = {label.casefold(): each for each, label in fitting.items()}

    def take(content: Content) -> str:
        said = " ".join(_said(content).casefold().split())
        found = by_word.get(said) or _date(said, today, earliest, latest)
        if not earliest <= found <= latest:
            early = found < earliest
            how = "terlalu awal; paling awal" if early else "terlalu jauh; paling akhir"
            limit = long_date(earliest if early else latest)
            raise Refusal(Markup("{} {} {}.").format(long_date(found), how, limit))
        return found.isoformat()

    pairs = tuple((each.isoformat(), label) for each, label in fitting.items())
    return Question(Reply(prompt, input_kind=InputKind.DATE), take, date.fromisoformat, pairs)


def _date(said: str, today: date, earliest: date, latest: date) -> date:
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    parts = _BETWEEN.split(said.strip(" .,"))
    weekday = _WEEKDAYS.get(parts[0])
    number, month, year = _numbers(parts if weekday is None else parts[1:])
    around = range(today.year - _LEAP, max(today.year + _LEAP, latest.year) + 1)
    real = _real(number, month, around if year is None else [year])
    if not real:
        name = f"{number} {MONTHS[month - 1]}" + ("" if year is None else f" {year}")
        raise Refusal(Markup("{} tidak ada dalam kalender.").format(name))
    found = min(real, key=lambda each: (not earliest <= each <= latest, abs(each - today)))
    if weekday not in {None, found.weekday()}:
        raise Refusal(Markup("Itu hari {}. Periksa tanggalnya.").format(long_date(found)))
    return found


def _numbers(parts: list[str]) -> tuple[int, int, int | None]:
    """Day, month and year, in the order that people write or in that of ISO 8601."""
    if len(parts) not in {2, 3}:
        raise Refusal(_EXAMPLES)
    iso = len(parts) == 3 and len(parts[0]) == 4
    number, month, *rest = reversed(parts) if iso else parts
    month_number = int(month) if month.isdecimal() and len(month) <= 2 else _named(month)
    fits = number.isdecimal() and len(number) <= 2 and 1 <= month_number <= 12
    if not fits or not all(year.isdecimal() and len(year) in {2, 4} for year in rest):
        raise Refusal(_EXAMPLES)
    years = [int(year) + 2000 * (len(year) == 2) for year in rest]
    return int(number), month_number, years[0] if years else None


def _named(month: str) -> int:
    """`apr` is April, as every beginning of at least three letters; 0 where it is none."""
    fits = (n for n, name in _MONTHS if len(month) >= 3 and name.casefold().startswith(month))
    return next(fits, 0)


def _real(number: int, month: int, years: Iterable[int]) -> list[date]:
    found = []
    for year in years:
        with suppress(ValueError):
            found.append(date(year, month, number))
    return found


def _said(content: Content) -> str:
    return words_of(content)
