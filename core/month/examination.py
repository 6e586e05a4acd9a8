"""An examined account's days: during the block, and what its outcome makes of them (AMB-71)."""

from dataclasses import replace
from typing import assert_never

from core.law.questions.blokir import Proved, Restored, UnderReview
from core.month.day_state import State
from core.month.pair import Pair
from core.organisation.employee_status import Block


def meanwhile(word: UnderReview | None) -> State:
    """What a day is while somebody is blocked (AMB-38)."""
    match word:
        case "dalam_pemeriksaan" | None:
            return State.UNDER_REVIEW
        case _:
            assert_never(word)


def proved(word: Proved | None) -> State:
    """What a day becomes by that decision (AMB-71); where nobody answers it stays under review."""
    match word:
        case "alpa":
            return State.ALPA
        case None:
            return State.UNDER_REVIEW
        case _:
            assert_never(word)


def restored(word: Restored | None, otherwise: State) -> State:
    """What a day becomes that lacks a stamp because nobody let them stamp (AMB-71)."""
    match word:
        case "dianggap_hadir":
            return State.PRESENT
        case None:
            return otherwise
        case _:
            assert_never(word)


def on_time(pair: Pair, block: Block) -> Pair:
    """Nobody is late whom a block kept from stamping."""
    held_up = pair.masuk is not None and pair.masuk.at >= block.since
    return replace(pair, masuk=None) if held_up else pair
