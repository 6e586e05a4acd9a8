"""Calling image and PDF libraries on uploads: their errors become refusals in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from traceback import walk_tb

import structlog

from bot.media.errors import InvalidUpload

log = structlog.get_logger()

OURS = ("bot", "handlers", "db", "core")


@contextmanager
def foreign(refusal: str) -> Iterator[None]:
    """Let a library read foreign bytes; whatever it raises is `InvalidUpload` with `refusal`.

    What a decoder raises is no closed list: besides its own errors it has been struct.error,
    AttributeError, TypeError, MemoryError. The line is drawn by where an error was raised: in a
    library it is about the bytes, in a line of our own it is a bug and surfaces.
    """
    try:
        yield
    except InvalidUpload:
        raise
    except Exception as error:
        if _is_ours(error):
            raise
        log.info("unreadable", error=type(error).__name__)
        raise InvalidUpload(refusal) from error


def _is_ours(error: BaseException) -> bool:
    *_, (frame, _) = walk_tb(error.__traceback__)
    return str(frame.f_globals.get("__name__", "")).partition(".")[0] in OURS
