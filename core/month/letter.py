"""The letter of the head about attendance on paper: its states, and when it makes days count."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType


class LetterState(StrEnum):
    """What a letter is (Pasal 11 ayat (2), Pasal 9 ayat (2))."""

    PREPARED = "disiapkan"  # it waits for the signature of the head
    SIGNED = "ditandatangani"  # its scan was handed in, or the head has confirmed it
    ACCEPTED = "diterima"
    SENT_BACK = "dikembalikan"  # by whoever receives it, with a reason
    DROPPED = "dibatalkan"  # before it was signed: its dates may stand in another one


class LetterStep(StrEnum):
    """Whatever is done to a letter."""

    SIGN = "sign"
    ACCEPT = "accept"
    SEND_BACK = "send back"
    DROP = "drop"


LETTER_STEPS: Mapping[tuple[LetterState, LetterStep], LetterState] = MappingProxyType(
    {
        (LetterState.PREPARED, LetterStep.SIGN): LetterState.SIGNED,
        (LetterState.PREPARED, LetterStep.DROP): LetterState.DROPPED,
        (LetterState.SENT_BACK, LetterStep.SIGN): LetterState.SIGNED,
        (LetterState.SENT_BACK, LetterStep.DROP): LetterState.DROPPED,
        (LetterState.SIGNED, LetterStep.ACCEPT): LetterState.ACCEPTED,
        (LetterState.SIGNED, LetterStep.SEND_BACK): LetterState.SENT_BACK,
    }
)


def before(step: LetterStep) -> frozenset[LetterState]:
    """The states in which a step is open; all of them lead to the same one."""
    return frozenset(state for state, of in LETTER_STEPS if of is step)


def after(step: LetterStep) -> LetterState:
    """What a letter is once the step was taken."""
    return next(new for (_, of), new in LETTER_STEPS.items() if of is step)


def letter_counts(state: LetterState, signed_at: datetime | None, due: datetime | None) -> bool:
    """Whether the dates of a letter count by it.

    From its signature on, unless it is sent back. One that comes after its last instant counts
    once it was accepted (Pasal 9 ayat (3), KAM-31); `due` None: the law gives it no date.
    """
    match state:
        case LetterState.ACCEPTED:
            return True
        case LetterState.SIGNED:
            return signed_at is not None and (due is None or signed_at <= due)
        case LetterState.PREPARED | LetterState.SENT_BACK | LetterState.DROPPED:
            return False
