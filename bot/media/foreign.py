"""Bytes that somebody sent, handed to a library: whatever it raises becomes a refusal in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from traceback import walk_tb

import structlog

log = structlog.get_logger()

OURS = ("bot", "handlers", "db", "core")


class Unfit(Exception):  # noqa: N818 - an answer to the person, not an error of ours
    """Not a file that can be kept; the words say what to do about it."""


@contextmanager
def foreign(refusal: str) -> Iterator[None]:
    """Let a library read foreign bytes; raises `Unfit` with `refusal` for whatever it raises.

    What a decoder raises is no closed list: besides its own errors it has been struct.error,
    AttributeError, TypeError, MemoryError. The line is drawn by where an error was raised: in a
    library it is about the bytes, in a line of our own it is a bug and surfaces.
    """
    try:
        yield
    except Unfit:
        raise
    except Exception as error:
        if _is_ours(error):
            raise
        log.info("unreadable", error=type(error).__name__)
        raise Unfit(refusal) from error


def _is_ours(error: BaseException) -> bool:
    *_, (frame, _) = walk_tb(error.__traceback__)
    return str(frame.f_globals.get("__name__", "")).partition(".")[0] in OURS
