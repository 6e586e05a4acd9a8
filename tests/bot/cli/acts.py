"""The acts of the console, each as it is typed there and as a conversation calls it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from core.law.regulation import ExemptStatus
from core.organisation.employment import Leaving
from db.people.departure import Line
from handlers.chat.event import PNG, Kept
from handlers.usecases import (
    accounts,
    blocks,
    delegations,
    departures,
    exemptions,
    first_use,
    holidays,
    invitations,
    letterheads,
    nips,
    outages,
    recaps,
)
from handlers.usecases.act import Act
from handlers.usecases.delegations import Period
from handlers.usecases.exemptions import Decreed
from handlers.usecases.invitations import Invited
from handlers.usecases.outages import Interruption
from tests.builders.house import CLERK, HEAD

BLG = "bulungan"
NEW_NIP = "199003172015031014"
ROLES = "nip,peran,kantor,sk,sejak,sampai\n"
ADMINISTRATOR = f"{HEAD},administrator,,SK 1,2025-01-01,\n"
SINCE, UNTIL = date(2026, 4, 6), date(2026, 4, 10)
SPAN = ("--sejak", "2026-04-06", "--sampai", "2026-04-10")
DOWN = (datetime(2026, 4, 5, 23, tzinfo=UTC), datetime(2026, 4, 6, 1, tzinfo=UTC))
SK = ("--sk", "SK 7")
WHY = ("--alasan", "HP hilang")

BOUND = (
    "INSERT INTO binding (region, channel, address, employee, bound_at) SELECT region, 'telegram',"
    " nip, employee, '2026-04-01 00:00:00.000000+00:00' FROM employee WHERE nip IN ({}) RETURNING 1"
)
BLOCKED = (
    "INSERT INTO block (region, employee, since, reason) SELECT region, employee,"
    " '2026-04-01 00:00:00.000000+00:00', 'x' FROM employee WHERE nip = '{}' RETURNING 1"
)
LEFT = (
    "INSERT INTO departure (region, employee, last, kind, decree) SELECT region, employee,"
    " '2026-04-30', 'pensiun', 'SK 1' FROM employee WHERE nip = '{}' RETURNING 1"
)
HOLIDAY = (
    "INSERT INTO holiday (region, date, name, kind, decree) VALUES ('bulungan', '2026-05-01',"
    " 'Buruh', 'libur nasional', 'SKB') RETURNING 1"
)
STANDS_IN = (
    'INSERT INTO delegation (region, id, "of", "by", why, since, until) SELECT o.region,'
    " '{}', o.employee, b.employee, 'plt_plh', '2026-04-06', '2026-04-10' FROM employee o JOIN"
    " employee b ON b.nip = '{}' WHERE o.nip = '{}' RETURNING 1"
)
DOWN_BEFORE = (
    "INSERT INTO outage (region, id, since, until, reason, entered_by, entered_at) VALUES"
    " ('bulungan', '{}', '2026-04-05 23:00:00.000000+00:00', '2026-04-06 01:00:00.000000+00:00',"
    " 'Listrik', 'cli', '2026-04-06 00:00:00.000000+00:00') RETURNING 1"
)
ID = "0190f000000070008000000000000001"


@dataclass(frozen=True, slots=True)
class Case:
    """An act as the console says it, and as a conversation calls it; `given` stood there before."""

    words: tuple[str, ...]
    do: Callable[[Act], Awaitable[object]]
    given: tuple[str, ...] = ()
    by: str = "--oleh"


CASES = {
    "activate": Case((CLERK,), lambda act: invitations.invite(act, Invited((CLERK,)))),
    "unbind": Case(
        (CLERK, *WHY),
        lambda act: accounts.release(act, CLERK, "HP hilang"),
        given=(BOUND.format(f"'{CLERK}'"),),
    ),
    "block": Case((CLERK, *WHY), lambda act: blocks.block(act, CLERK, "titik sama")),
    "unblock": Case(
        (CLERK, *WHY), lambda act: blocks.unblock(act, CLERK, "jelas"), (BLOCKED.format(CLERK),)
    ),
    "exempt": Case(
        (CLERK, "ditahan", *SPAN, *SK),
        lambda act: exemptions.exempt(
            act, CLERK, Decreed(ExemptStatus.DETAINED, SINCE, UNTIL, "SK 7")
        ),
    ),
    "berhenti": Case(
        (CLERK, "--hari-terakhir", "2026-04-30", "--sebab", "pensiun", *SK),
        lambda act: departures.leave(act, CLERK, Line(date(2026, 4, 30), Leaving.RETIRED, "SK 7")),
    ),
    "berhenti, back": Case(
        (CLERK, "--kembali", "2026-05-20", *SK),
        lambda act: departures.come_back(act, CLERK, date(2026, 5, 20), "SK 7"),
        given=(LEFT.format(CLERK),),
    ),
    "berhenti, a mistake": Case(
        (CLERK, "--cabut", "2026-04-30", *WHY),
        lambda act: departures.revoke(act, CLERK, date(2026, 4, 30), "keliru"),
        given=(LEFT.format(CLERK),),
    ),
    "nip": Case(
        (CLERK, "--menjadi", NEW_NIP, *WHY),
        lambda act: nips.correct(act, CLERK, NEW_NIP, "salah ketik"),
    ),
    "delegasi": Case(
        ("--dari", HEAD, "--oleh", CLERK, *SPAN, *SK),
        lambda act: delegations.appoint_by_decree(act, HEAD, CLERK, Period(SINCE, UNTIL, "SK 7")),
        by="--pelaku",
    ),
    "delegasi, ended": Case(
        ("--dari", HEAD, "--cabut", ID),
        lambda act: delegations.end_by_decree(act, HEAD, UUID(ID)),
        given=(STANDS_IN.format(ID, CLERK, HEAD),),
        by="--pelaku",
    ),
    "gangguan": Case(
        ("--sejak", "2026-04-06T07:00", "--sampai", "2026-04-06T09:00", *WHY),
        lambda act: outages.register(act, Interruption(*DOWN, None, "Listrik padam")),
    ),
    "gangguan, a mistake": Case(
        ("--cabut", ID),
        lambda act: outages.revoke(act, UUID(ID), None),
        given=(DOWN_BEFORE.format(ID),),
    ),
    "mulai": Case(
        ("--sejak", "2026-04-08", *SK),
        lambda act: first_use.begin(act, None, date(2026, 4, 8), "SK 7"),
    ),
    "kop": Case(
        ("--kantor", "SETDA", "--tanpa-logo"),
        lambda act: letterheads.set_logo(act, "SETDA", Kept("ab" * 32, 9, PNG)),
    ),
    "rekap": Case(
        ("--bulan", "2026-04", "--kantor", "SETDA", "--output", "rekap"),
        lambda act: recaps.hand_out(act, ["SETDA"], date(2026, 4, 1)),
    ),
    "libur": Case(("2027",), lambda act: holidays.seed(act, 2027)),
    "batal-libur": Case(
        ("2026-05-01", "--dasar", "SK 2"),
        lambda act: holidays.withdraw(act, date(2026, 5, 1), "SK 2"),
        given=(HOLIDAY,),
    ),
}
NO_ACTS = {
    **dict.fromkeys(("verifikator", "tertunda", "tertahan", "audit"), "lists"),
    **dict.fromkeys(("registrasi-gagal", "check", "export"), "lists"),
    **dict.fromkeys(("migrate", "serve", "demo", "pindah-basis-data"), "the machine, no region"),
    "dead-letters": "the machine: an update goes through its channel once more",
}
