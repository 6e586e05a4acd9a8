"""What silence does to a case: by the law of the case's own date, never of today's.

Cards, lists, sweeps, recounts and the command line ask here and nowhere else: a change of law
leaves alone what is about a date before it.
"""

from dataclasses import replace
from datetime import date

from core.law.answer import Answer
from core.law.regulation import DeemedApproved, Lapse, Regulation
from core.law.span import RunningHours


def work_limit(regulation: Regulation, day: date) -> Answer[RunningHours]:
    """How long an activity of a date waits for its verifier (Pasal 9 ayat (8))."""
    return regulation.kinerja.batas_verifikasi.on(day)


def of_work(regulation: Regulation, day: date) -> Answer[DeemedApproved]:
    """What silence does to an activity of a date (Pasal 9 ayat (10))."""
    return regulation.kinerja.jika_lewat.on(day)


def of_request(regulation: Regulation, first: date) -> Answer[Lapse]:
    """What silence does to a request that begins on a date (KAM-01, AMB-35)."""
    return regulation.validasi.jika_lewat.on(first)


def of_review(regulation: Regulation, day: date) -> Answer[Lapse]:
    """What silence does to a stamp that somebody has to look at: it only ever goes up (AMB-46).

    To whom a request of that date would.
    """
    answer = of_request(regulation, day)
    up: Lapse = "eskalasi_kepala" if answer.value == "eskalasi_kepala" else "eskalasi_atasan"
    return replace(answer, value=up)
