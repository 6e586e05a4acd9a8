"""What the console does, a conversation can do: the same act, the same right, the same words."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from uuid import UUID

import pytest
import sqlalchemy as sa
import typer
from markupsafe import Markup

from bot.cli import app as commands
from bot.runtime.app import App
from bot.runtime.regions import load_regions
from core.law.regulation import ExemptStatus
from core.organisation.address import Address
from core.organisation.employment import Leaving
from db.engine import open_engine
from db.messages import inbox, outbox
from db.people.departure import Line
from handlers import router
from handlers.chat.context import Context
from handlers.chat.event import Incoming, Text
from handlers.chat.reply import Reply
from handlers.usecases import (
    accounts,
    blocks,
    delegations,
    departures,
    exemptions,
    first_use,
    holidays,
    invitations,
    nips,
    outages,
)
from handlers.usecases.act import Act, in_chat
from handlers.usecases.delegations import Period
from handlers.usecases.exemptions import Decreed
from handlers.usecases.invitations import Invited
from handlers.usecases.outages import Interruption
from tests.bot.importing.intake_kit import CLERK, HEAD, NURSE, House

BLG = "bulungan"
NEW_NIP = "199003172015031014"
ROLES = "nip,peran,kantor,sk,sejak,sampai\n"
ADMINISTRATOR = f"{HEAD},administrator,,SK 1,2025-01-01,\n"
SINCE, UNTIL = date(2026, 4, 6), date(2026, 4, 10)
SPAN = ("--sejak", "2026-04-06", "--sampai", "2026-04-10")
DOWN = (datetime(2026, 4, 5, 23, tzinfo=UTC), datetime(2026, 4, 6, 1, tzinfo=UTC))
SK = ("--sk", "SK 7")
WHY = ("--alasan", "HP hilang")
DONE = Markup("Sudah dilakukan.")
updates = count(1)

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
        lambda act: delegations.decree(act, HEAD, CLERK, Period(SINCE, UNTIL, "SK 7")),
        by="--pelaku",
    ),
    "delegasi, ended": Case(
        ("--dari", HEAD, "--cabut", ID),
        lambda act: delegations.revoke(act, HEAD, UUID(ID)),
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
    "import": "files, whose rows have an authority of their own",
    "dead-letters": "the machine: an update goes through its channel once more",
}


@pytest.fixture
def small(small: House) -> House:
    small.found()
    assert small.bring(peran=ROLES + ADMINISTRATOR).exit_code == 0
    return small


def bound(home: House, *nips: str) -> None:
    home.rows(BOUND.format(", ".join(f"'{each}'" for each in nips)))


def plain(text: str) -> str:
    return " ".join(text.split())


async def _tell(home: House, nip: str) -> list[str]:
    """What somebody is answered who writes `Bantuan`; nothing is left to be tried again."""
    engine = open_engine(home.url)
    app = App(engine, load_regions(home.regions()), home.clock)
    address, number = Address(BLG, "telegram", nip), str(next(updates))
    event = Incoming(address, number, number, home.clock.now(), True, Text("Bantuan"))
    await app.receive(event, {})
    async with engine.begin() as db:
        assert await inbox.dead_letters(db) == []
        mine = sa.select(outbox.outbox.c.body).where(outbox.outbox.c.address == nip)
        bodies = (await db.execute(mine.order_by(outbox.outbox.c.id))).scalars().all()
    await engine.dispose()
    return [str(Markup(body["text"]).striptags()) for body in bodies]  # noqa: S704 - as a phone


@dataclass(frozen=True, slots=True)
class Chat:
    """A made-up page that does an act for whoever writes, as a conversation would."""

    home: House
    monkeypatch: pytest.MonkeyPatch

    def does(self, nip: str, act: Callable[[Act], Awaitable[object]]) -> list[str]:
        """What they read then, the answer first."""

        async def page(ctx: Context) -> Reply | None:
            async with in_chat(ctx) as opened:
                await act(opened)
            return Reply(DONE)

        self.monkeypatch.setitem(router.PAGES, "bantuan", page)
        return asyncio.run(_tell(self.home, nip))


@pytest.fixture
def chat(small: House, monkeypatch: pytest.MonkeyPatch) -> Chat:
    bound(small, HEAD, NURSE)
    return Chat(small, monkeypatch)


def given(home: House, case: Case) -> None:
    for statement in case.given:
        home.rows(statement)


@pytest.mark.parametrize("name", CASES)
def test_without_the_right_a_chat_is_refused_in_the_words_of_the_console(
    small: House, chat: Chat, name: str
) -> None:
    case = CASES[name]
    given(small, case)
    before = small.everything()
    refused = small.run(name.partition(",")[0], BLG, *case.words, case.by, NURSE)
    assert refused.exit_code == 1, refused.output
    assert small.everything() == before
    (told,) = chat.does(NURSE, case.do)
    assert f"{NURSE} tidak berwenang" in told
    assert plain(told) == plain(refused.output)
    answered = small.everything()
    assert {name for name, rows in answered.items() if rows != before[name]} <= MARKS


MARKS = {"inbox", "outbox", "conversation"}  # that somebody wrote, and was answered


@pytest.mark.parametrize("name", CASES)
def test_with_the_right_a_chat_does_what_the_console_does(
    small: House, chat: Chat, name: str
) -> None:
    case = CASES[name]
    given(small, case)
    before = small.everything()
    assert chat.does(HEAD, case.do)[0] == DONE
    lines = small.rows("SELECT actor, action FROM audit ORDER BY at, id")
    assert (lines[-1][0], len(lines)) == (HEAD, before["audit"] + 1)
    assert lines[-1][1]


def test_every_command_of_the_console_is_an_act_or_none_and_says_why() -> None:
    known: Collection[str] = typer.main.get_command(commands).commands  # type: ignore[attr-defined]  # a click group
    acts = {name.partition(",")[0] for name in CASES}
    assert acts.isdisjoint(NO_ACTS)
    assert acts | set(NO_ACTS) == set(known)


def test_whoever_is_told_of_an_act_hears_it_from_a_chat_too(small: House, chat: Chat) -> None:
    bound(small, CLERK)
    assert chat.does(HEAD, CASES["block"].do) == [DONE]
    ((body,),) = small.rows(f"SELECT body FROM outbox WHERE address = '{CLERK}'")  # noqa: S608
    assert "titik sama" in str(body)


def test_an_act_that_is_refused_half_way_leaves_nothing_behind(small: House, chat: Chat) -> None:
    """BLG-13-4: written, weighed, and found to change a closed month; the answer is kept."""
    old = Decreed(ExemptStatus.DETAINED, date(2026, 3, 2), UNTIL, "SK 7")
    small.rows("UPDATE employee SET offered_at = '2023-10-01 00:00:00.000000+00:00' RETURNING 1")
    (told,) = chat.does(HEAD, lambda act: exemptions.exempt(act, CLERK, old))
    assert "Maret 2026 sudah ditutup" in told
    assert small.rows("SELECT * FROM exemption") == []
    assert small.rows("SELECT * FROM audit WHERE action = 'dikecualikan'") == []


def test_what_changes_days_of_an_open_month_is_told_before_anybody_agrees(
    small: House, chat: Chat
) -> None:
    """Whoever asks takes it back first; the same act comes to the same days again."""
    small.rows("UPDATE employee SET offered_at = '2023-10-01 00:00:00.000000+00:00' RETURNING 1")
    decreed = Decreed(ExemptStatus.DETAINED, date(2026, 4, 1), UNTIL, "SK 7")
    digests = []

    async def asks(act: Act) -> None:
        done = await exemptions.exempt(act, CLERK, decreed)
        digests.append(done.past.digest)
        assert [day.turn.date.day for day in done.past.first_open] == [3], "a Friday"

    for _ in range(2):
        small.rows("DELETE FROM exemption RETURNING 1")
        assert chat.does(HEAD, asks)[-1] == DONE
    assert digests[0] == digests[1]
