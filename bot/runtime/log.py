"""Structured logs in which no NIP, phone number, coordinate or token stands whole."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from bot.runtime.settings import LogFormat

# No word borders: a token stands glued to "bot" in every address of the Bot API.
_TOKEN = re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}")
_COORDINATE = re.compile(r"(?<![\d.])\d{1,3}\.\d{4,}")
_DIGITS = re.compile(r"\+?(?<!\d)\d{9,}")


def masked(text: str) -> str:
    """The text with every number that could be a person or a place cut short."""
    text = _TOKEN.sub("<token>", text)
    text = _COORDINATE.sub(lambda found: found[0].partition(".")[0] + ".…", text)
    return _DIGITS.sub(lambda found: f"{found[0][:4]}…", text)


def _mask(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if key != "timestamp" and not key.startswith("_"):  # those are the formatter's own
            event[key] = _cut(value)
    return event


def _cut(value: object) -> object:
    """The same value with its texts and numbers masked; what is no JSON becomes its masked repr."""
    match value:
        case None | bool():
            return value
        case str():
            return masked(value)
        case int() | float():
            text = str(value)
            return value if masked(text) == text else masked(text)
        case dict():
            return {masked(str(key)): _cut(each) for key, each in value.items()}
        case list() | tuple():
            return [_cut(each) for each in value]
    return masked(repr(value))


def configure(how: LogFormat) -> None:
    """Send everything, also what libraries log, through the same mask to standard error."""
    renderer = (
        structlog.processors.JSONRenderer()
        if how is LogFormat.JSON
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _mask,
    ]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
