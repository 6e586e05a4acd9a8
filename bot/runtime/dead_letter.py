"""What is kept of an update that raised a bug: the update, its conversation, and the cause."""

import traceback
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from bot.runtime.log import masked
from core.organisation.address import Address
from db.messages.inbox import Letter, State
from handlers.chat.conversation import Pause, Refusal, Rewrite

CHAIN_EXCEPTIONS_MAX = 50
CAUSE_CHARACTERS_MAX = 200  # of an exception's own words

_HOME = Path(__file__).parents[2]
_ROOMS = ("core", "db", "handlers", "bot")
# What a conversation is steered by: raised on the way to a bug, it is not what caused it.
_STEERING = (Pause, Refusal, Rewrite)


def letter_of(
    address: Address,
    update: str,
    body: Mapping[str, Any],
    error: BaseException,
    state: State,
    now: datetime,
) -> Letter:
    """`state` is the conversation as the update found it."""
    kept = {"body": _keepable(body), "chat": address.id, "state": state, "cause": cause(error)}
    told = "".join(traceback.format_exception(error))
    return Letter(address.region, address.channel, update, now, kept, told)


def failed_again(letter: Letter, error: BaseException) -> Letter:
    """The same letter with the newest bug; when it came and what it found stay as they were."""
    told = "".join(traceback.format_exception(error))
    return replace(letter, body={**letter.body, "cause": cause(error)}, traceback=told)


def cause(error: BaseException) -> str:
    """What went wrong first, and where: `KeyError: 'mulai' (handlers/requests/filing.py:93, x)`.

    That is the innermost exception, whoever wrote it, and the place of ours that is nearest.
    """
    chain = list(_chain(error))
    inner = chain[-1]
    kind = type(inner)
    name = kind.__qualname__
    if kind.__module__ != "builtins":
        name = f"{kind.__module__}.{name}"
    said = _said(inner)
    place = _place(chain)
    return masked(name + (f": {said}" if said else "") + (f" ({place})" if place else ""))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """From the outermost to the innermost."""
    current: BaseException | None = error
    for _ in range(CHAIN_EXCEPTIONS_MAX):
        if current is None:
            return
        yield current
        current = _before(current)


def _before(error: BaseException) -> BaseException | None:
    if isinstance(error, BaseExceptionGroup):
        return error.exceptions[0]
    if error.__cause__ is not None:
        return error.__cause__
    context = None if error.__suppress_context__ else error.__context__
    return None if isinstance(context, _STEERING) else context


def _said(error: BaseException) -> str:
    """The first line: others hold what a database adds, which may name people."""
    try:
        lines = str(error).strip().splitlines()
    except Exception:  # noqa: BLE001 - somebody else's class may not even be able to say what it is
        return ""
    return lines[0][:CAUSE_CHARACTERS_MAX] if lines else ""


def _place(chain: list[BaseException]) -> str:
    frames = [
        frame
        for error in reversed(chain)
        for frame in reversed(traceback.extract_tb(error.__traceback__))
    ]
    ours = ((_ours(frame.filename), frame) for frame in frames)
    for file, frame in ours:
        if file:
            return f"{file}:{frame.lineno}, {frame.name}"
    return f"{Path(frames[0].filename).name}:{frames[0].lineno}" if frames else ""


def _ours(filename: str) -> str:
    """The file within our four rooms; empty for everybody else's."""
    path = Path(filename)
    if not path.is_relative_to(_HOME):
        return ""
    inside = path.relative_to(_HOME)
    return str(inside) if inside.parts[0] in _ROOMS else ""


def _keepable(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The body, unless it is nested deeper than anything that a platform sends."""
    try:
        orjson.dumps(body)
    except (TypeError, RecursionError):
        return {"update_id": body.get("update_id"), "kept": "not: nested too deep"}
    return body
