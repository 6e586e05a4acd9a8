"""The answer to one question on one date: its value, and the words or decision it stands on."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class NotInForceError(LookupError):
    """A day before the first answer: the law did not exist yet, so there is nothing to guess."""


@dataclass(frozen=True, slots=True)
class Answer(Generic[T_co]):
    """What holds from `since` on; `value` is None only where the law is silent.

    `origin` names the text behind the answer: the regulation, or what a region filled in.
    `choice` are the parts of the value that a region may choose otherwise.
    """

    value: T_co | None
    since: date
    origin: str
    article: str | None = None
    quote: str | None = None
    decisions: tuple[str, ...] = ()
    reason: str | None = None
    choice: tuple[str, ...] = ()

    @property
    def regulated(self) -> bool:
        """Whether the law, a decision or a region answers the question."""
        return self.value is not None

    @property
    def citation(self) -> str:
        """Indonesian, ready to be shown: the article, the decision, or who filled the silence."""
        if self.article is not None:
            return f"{self.article} {self.origin}"
        if not self.decisions:
            return self.origin
        numbers = ", ".join(self.decisions)
        silent = f"tidak diatur dalam {self.origin} ({numbers})"
        return f"keputusan {numbers}" if self.regulated else silent


@dataclass(frozen=True, slots=True)
class Dated(Generic[T_co]):
    """Answers in the order of their strictly rising dates; `dates` is what gets bisected."""

    dates: tuple[date, ...]
    answers: tuple[Answer[T_co], ...]

    def on(self, day: date) -> Answer[T_co]:
        """Return the answer in force on a local calendar day: one bisection, for the hot path."""
        position = bisect_right(self.dates, day)
        if position == 0:
            raise NotInForceError(self._before(day))
        return self.answers[position - 1]

    def _before(self, day: date) -> str:
        first = self.answers[0]
        return f"{first.origin} belum berlaku pada {day} (baru berlaku sejak {first.since})"


def dated(answers: tuple[Answer[T], ...]) -> Dated[T]:
    """Build the timeline of answers that already stand in the order of their dates."""
    return Dated(tuple(answer.since for answer in answers), answers)


@dataclass(frozen=True, slots=True)
class Ground:
    """The article (or numbered decision) behind one part of a verdict, and its own words."""

    citation: str
    words: str | None


def ground(answer: Answer[object]) -> Ground:
    """The words of the law, in quotation marks, or where it is silent why we decided so."""
    return Ground(answer.citation, f"“{answer.quote}”" if answer.quote else answer.reason)


def required_value(answer: Answer[T]) -> T:
    """The value. Raises LookupError where nobody answers."""
    if answer.value is None:
        raise LookupError(f"{answer.citation}: nobody answers")
    return answer.value
