"""Logs: no NIP, phone, coordinate or token stands whole, whoever wrote the line."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.runtime.log import configure, masked
from bot.runtime.settings import LogFormat
from db.records.audit import Change
from tests.office import BUDI

TOKEN = "700000001:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"
LATITUDE, LONGITUDE = "2.8376123", "-117.3656"
SECRETS = {
    "nip": BUDI.nip,
    "phone": BUDI.phone,
    "national phone": "081350000002",
    "latitude": LATITUDE,
    "longitude": LONGITUDE,
    "token": TOKEN,
}


Read = Callable[[LogFormat, Callable[[], object]], str]


@pytest.fixture
def read(capsys: pytest.CaptureFixture[str]) -> Iterator[Read]:
    """What an act writes into the log."""
    before = logging.root.handlers[:], logging.root.level

    def logged(how: LogFormat, act: Callable[[], object]) -> str:
        structlog.reset_defaults()
        configure(how)
        act()
        return capsys.readouterr().err

    yield logged
    logging.root.handlers[:], logging.root.level = before
    structlog.reset_defaults()


def log() -> Any:
    return structlog.get_logger()


def fails(text: str) -> None:
    raise ValueError(text)


def a_change(value: str) -> Change:
    """The audit has it whole; a log never has."""
    return Change("pegawai", value, {"telepon": value}, {"telepon": None, "lintang": value})


def ways() -> dict[str, Callable[[str], None]]:
    """All the ways by which a value comes into a log."""

    def traceback(value: str) -> None:
        try:
            fails(f"cannot read {value!r}")
        except ValueError:
            log().exception("failed")

    def library_traceback(value: str) -> None:
        try:
            fails(f"cannot read {value!r}")
        except ValueError:
            logging.getLogger("library").exception("failed")

    return {
        "a change of the audit": lambda value: log().info("x", change=a_change(value)),
        "event": lambda value: log().info(f"saw {value} here"),
        "value": lambda value: log().info("saw", it=value),
        "in a dict": lambda value: log().info("saw", body={"message": [{"it": value}]}),
        "in an object": lambda value: log().info("saw", it=ValueError(value)),
        "traceback": traceback,
        "library": lambda value: logging.getLogger("library").warning("saw %s here", value),
        "library traceback": library_traceback,
        "library address": lambda value: logging.getLogger("x").error("GET /bot%s/x", value),
    }


@pytest.mark.parametrize("how", LogFormat)
@pytest.mark.parametrize("way", ways())
@pytest.mark.parametrize("kind", SECRETS)
def test_no_secret_stands_whole(read: Read, kind: str, way: str, how: LogFormat) -> None:
    written = read(how, lambda: ways()[way](SECRETS[kind]))
    assert written
    assert SECRETS[kind].lstrip("-+") not in written


@pytest.mark.parametrize("how", LogFormat)
@pytest.mark.parametrize("value", [int(BUDI.nip), 2.8376123, [2.8376123, 117.3656], (117.3656,)])
def test_numbers_are_masked_too(read: Read, value: object, how: LogFormat) -> None:
    written = read(how, lambda: log().info("saw", it=value))
    assert "saw" in written
    assert not any(text in written for text in (BUDI.nip, "2.8376123", "117.3656"))


@pytest.mark.parametrize(
    "text",
    [
        "Tercatat masuk 07.24 WITA",
        "Senin, 2 Maret 2026",
        "version 22.8",
        "update 700123",
        "took 0.125 s",
    ],
)
def test_what_names_nobody_stays_as_it_is(text: str) -> None:
    assert masked(text) == text


@given(st.integers(10**17, 10**18 - 1), st.text(max_size=5), st.text(max_size=5))
def test_no_nip_survives_whatever_stands_around_it(nip: int, before: str, after: str) -> None:
    text = f"{before} {nip} {after}"
    assert str(nip) not in masked(text)


def test_a_line_for_machines_is_one_json_object(read: Read) -> None:
    def act() -> None:
        log().info("update failed", region="bulungan", update="9")
        logging.getLogger("library").warning("slow")

    lines = [json.loads(line) for line in read(LogFormat.JSON, act).splitlines()]
    assert [line["event"] for line in lines] == ["update failed", "slow"]
    assert lines[0]["region"] == "bulungan"
    assert lines[1]["level"] == "warning"
