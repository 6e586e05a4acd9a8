"""Every writer of a fact in the chat is on one list with what keeps it out of a closed month.

A new function that writes such a table, or a new place that calls one, has to be put there.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
REFUSED = "handlers.usecases.closing refuses it"
DERIVED = "what comes after the closing changes none of its dates (core.requests.absence.state_on)"
LAW = "what the law itself does, at its own instant"
BY_DECISION = "its own right, with a decision's number, once the month is closed (AMB-76)"
LAPSES = "core.month.cancellation refuses it, and what waits lapses with its month (KAM-11)"
NO_FACT = "no day is made of it"
REPORTED = "what is said of a month once it is over, of which no day is made"

# Of each table of facts: who writes it, from where, and what keeps closed months as they are.
WRITERS = {
    ("approvals", "transition"): (
        {
            "handlers/approvals/decision.py",
            "handlers/month/cancellation/reminders.py",
            "handlers/requests/back.py",
            "handlers/requests/own_request.py",
            "handlers/usecases/corrections.py",
            "handlers/usecases/reports.py",
            "handlers/usecases/manual_works.py",
            "handlers/usecases/cancellations.py",
            "handlers/work/filing.py",
            "handlers/work/own_activity.py",
        },
        "refused, or what comes after changes no date (core.requests.absence.state_on)",
    ),
    ("approvals", "conclude"): ({"handlers/approvals/silence.py"}, LAW),
    ("capture", "write"): (
        {"handlers/usecases/captures.py"},
        "core.attendance.offline.judge says of a closed month that it is late: a correction",
    ),
    ("capture", "forget_points"): ({"db/retention.py"}, NO_FACT),
    ("correction", "write"): ({"handlers/usecases/corrections.py"}, BY_DECISION),
    ("correction", "endorse"): ({"handlers/usecases/corrections.py"}, BY_DECISION),
    ("activity", "file"): (
        {"handlers/work/filing.py", "handlers/usecases/manual_works.py"},
        REFUSED,
    ),
    ("incident", "open_new"): ({"handlers/usecases/incidents.py"}, REFUSED),
    ("incident", "vouch"): ({"handlers/usecases/incidents.py"}, NO_FACT),
    ("incident", "give_up"): ({"handlers/usecases/incidents.py"}, NO_FACT),
    ("incident", "close"): ({"handlers/usecases/incidents.py"}, NO_FACT),
    ("incident", "ask_longer"): ({"handlers/usecases/incidents.py"}, NO_FACT),
    ("incident", "decide_extension"): ({"handlers/usecases/incidents.py"}, NO_FACT),
    ("letter", "prepare"): ({"handlers/usecases/letters.py"}, REFUSED),
    ("letter", "sign"): ({"handlers/usecases/letters.py"}, REFUSED),
    ("letter", "decide"): ({"handlers/usecases/letters.py"}, REFUSED),
    ("letter", "take_out"): ({"handlers/usecases/letters.py"}, REFUSED),
    ("letter", "drop"): ({"handlers/usecases/letters.py"}, "only of what no day counts by"),
    ("manual", "write"): ({"handlers/usecases/manuals.py"}, REFUSED),
    ("manual", "withdraw"): ({"handlers/usecases/manuals.py"}, REFUSED),
    ("manual_work", "write"): ({"handlers/usecases/manual_works.py"}, REFUSED),
    ("manual_work", "withdraw"): ({"handlers/usecases/manual_works.py"}, REFUSED),
    ("manual_work", "post"): ({"handlers/usecases/manual_works.py"}, REFUSED),
    ("sheet", "write"): ({"handlers/usecases/manuals.py"}, NO_FACT),
    ("request", "file"): ({"handlers/requests/filing.py"}, REFUSED),
    ("request", "attach"): ({"handlers/requests/own_request.py"}, REFUSED),
    ("lifetime", "look"): ({"handlers/requests/look.py"}, DERIVED),
    ("lifetime", "end_early"): ({"handlers/requests/back.py"}, REFUSED),
    ("lifetime", "take_back"): ({"handlers/requests/back.py"}, "only of dates to come"),
    ("lifetime", "claim_back"): ({"handlers/requests/back.py"}, REFUSED),
    ("lifetime", "deny_back"): ({"handlers/requests/back.py"}, REFUSED),
    ("review", "write"): (
        {"bot/runtime/app.py", "handlers/attendance/expiry.py", "handlers/attendance/unjudged.py"},
        "with its stamp, or of a share that ends today",
    ),
    ("review", "answer"): ({"handlers/attendance/explanation.py"}, REFUSED),
    ("cancellation", "file"): ({"handlers/usecases/cancellations.py"}, LAPSES),
    ("cancellation", "answer"): ({"handlers/usecases/cancellations.py"}, LAPSES),
    ("cancellation", "attach_letter"): (
        {"handlers/usecases/cancellation_letters.py"},
        "handlers.usecases.past_days refuses it, as does handlers.month.cancellation.own",
    ),
    ("cancellation", "receive"): ({"handlers/usecases/cancellation_letters.py"}, NO_FACT),
    ("witness", "ask"): ({"handlers/usecases/witnesses.py"}, LAPSES),
    ("witness", "answer"): ({"handlers/usecases/witnesses.py"}, LAPSES),
    ("witness", "take_back"): ({"handlers/usecases/witnesses.py"}, LAPSES),
    ("stamp", "write"): (
        {"bot/runtime/app.py", "handlers/requests/filing.py", "handlers/attendance/unjudged.py"},
        "handlers.attendance.check_in refuses it; unjudged ones are read of open months only",
    ),
    ("ceremony_presence", "note"): ({"handlers/attendance/check_in.py"}, REFUSED),
    ("ceremony_list", "hand_in"): (
        {"handlers/usecases/ceremony_lists.py"},
        "handlers.ceremonies.handing_in refuses it",
    ),
    ("ceremony_call", "claim"): ({"handlers/ceremonies/calls.py"}, NO_FACT),
    ("stamp", "forget_points"): ({"db/retention.py"}, NO_FACT),
    ("report", "hand_in"): ({"handlers/usecases/reports.py"}, REPORTED),
    ("report", "keep_package"): ({"handlers/usecases/report_paper.py"}, REPORTED),
    ("report_receipt", "ask"): ({"handlers/month/report_agreement.py"}, REPORTED),
    ("report_receipt", "give_number"): ({"handlers/month/report_receipt.py"}, REPORTED),
    ("report_line", "keep"): ({"handlers/usecases/reports.py"}, REPORTED),
    ("evaluation", "sign"): ({"handlers/usecases/evaluations.py"}, REPORTED),
    ("ticket", "file"): ({"handlers/usecases/tickets.py"}, NO_FACT),
    ("ticket", "pass_on"): ({"handlers/usecases/tickets.py"}, NO_FACT),
    ("ticket", "close"): ({"handlers/usecases/tickets.py"}, NO_FACT),
    ("unjudged", "keep"): ({"handlers/attendance/unjudged.py"}, NO_FACT),
    ("unjudged", "settle"): ({"handlers/attendance/unjudged.py"}, NO_FACT),
    ("unjudged", "forget_points"): ({"db/retention.py"}, NO_FACT),
}
NOUNS = sorted({noun for noun, _ in WRITERS})
WRITES = re.compile(r"\b(?:sa\.(?:insert|update|delete)|insert|merge)\(")


def writers_of(noun: str) -> set[str]:
    """The public functions of a module of db that write, or use something in it that does."""
    room = ROOT / "db" if noun == "approvals" else ROOT / "db" / "records"
    source = (room / f"{noun}.py").read_text("utf-8")
    named = dict(_named(source))
    uses = {
        name: {e.id for e in ast.walk(node) if isinstance(e, ast.Name)}
        for name, node in named.items()
    }
    writing = {
        name
        for name, node in named.items()
        if WRITES.search(ast.get_source_segment(source, node) or "")
    }
    while further := {name for name in uses if name not in writing and uses[name] & writing}:
        writing |= further
    return {name for name in writing if name.islower() and not name.startswith("_")}


def _named(source: str) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.parse(source).body:
        match node:
            case ast.AsyncFunctionDef(name=name) | ast.FunctionDef(name=name):
                yield name, node
            case ast.Assign(targets=[ast.Name(id=name)]) if name.startswith("_"):
                yield name, node


def callers_of(noun: str, name: str) -> set[str]:
    """The files of the house, but for its demo and command line, that call it."""
    found = set()
    for path in sorted(
        p for room in ("bot", "handlers", "db") for p in (ROOT / room).rglob("*.py")
    ):
        where = path.relative_to(ROOT)
        if where.parts[:2] in {("bot", "demo"), ("bot", "cli")}:
            continue
        text = path.read_text("utf-8")
        for alias in _aliases(text, noun):
            if re.search(rf"(?<![\w.]){alias}\.{name}\(", text):
                found.add(where.as_posix())
    return found


def _aliases(text: str, noun: str) -> set[str]:
    """What a file calls a module of db."""
    return {
        each.asname or each.name
        for node in _imports(text)
        if node.module in {"db", "db.records"}
        for each in node.names
        if each.name == noun
    }


@cache
def _imports(text: str) -> tuple[ast.ImportFrom, ...]:
    return tuple(node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom))


@pytest.mark.parametrize("noun", NOUNS)
def test_every_function_that_writes_a_fact_is_on_the_list(noun: str) -> None:
    assert writers_of(noun) == {name for of, name in WRITERS if of == noun}


@pytest.mark.parametrize(("noun", "name"), WRITERS)
def test_and_is_called_from_where_the_list_says(noun: str, name: str) -> None:
    assert callers_of(noun, name) == WRITERS[noun, name][0]


def test_where_something_is_refused_the_guard_is_asked() -> None:
    """Control: each file of a refused writer asks `closing`."""
    files = {file for where, why in WRITERS.values() if why == REFUSED for file in where}
    assert [f for f in sorted(files) if "closing." not in (ROOT / f).read_text("utf-8")] == []
