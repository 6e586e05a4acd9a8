"""The HTTP side: finds the bot of a token, lets faults strike, answers as Telegram answers."""

import asyncio
import json
from collections.abc import Mapping
from typing import assert_never

from aiohttp import web

from bot.sandbox.api import call
from bot.sandbox.bots import SandboxBot
from bot.sandbox.errors import TelegramError, forbidden, too_many
from bot.sandbox.faults import (
    Blocked,
    Hang,
    Kind,
    LostAnswer,
    ResetAfter,
    ServerError,
    Slow,
    TooMany,
)
from bot.sandbox.journal import Call
from bot.sandbox.params import Params, read_params

MAX_BODY = 51 << 20

_BOTS = web.AppKey("bots", Mapping[str, SandboxBot])
_NOT_FOUND = TelegramError(404, "Not Found")
_UNAUTHORIZED = TelegramError(401, "Unauthorized")


def application(bots: Mapping[str, SandboxBot]) -> web.Application:
    """``bots`` by token; it may grow while the application runs."""
    app = web.Application(client_max_size=MAX_BODY)
    app[_BOTS] = bots
    app.router.add_route("*", "/bot{token}/{method}", _serve)
    app.router.add_get("/file/bot{token}/{path:.+}", _download)
    app.router.add_route("*", "/{rest:.*}", _nothing_here)
    return app


async def _serve(request: web.Request) -> web.StreamResponse:
    try:
        bot = _bot(request)
        params = await read_params(request)
    except TelegramError as error:
        return _refusal(error)
    except web.HTTPRequestEntityTooLarge:
        return _refusal(TelegramError(413, "Request Entity Too Large"))
    name = request.match_info["method"]
    fault = bot.world.faults.strike(name.lower(), params.text("chat_id"))
    if isinstance(fault, Hang):
        await asyncio.sleep(fault.seconds)
        return _reset(request)
    answer = await _answer(bot, name, params, fault)
    if isinstance(fault, Slow):
        await asyncio.sleep(fault.seconds)
    return _reset(request) if isinstance(fault, ResetAfter) else answer


async def _answer(bot: SandboxBot, name: str, params: Params, fault: Kind | None) -> web.Response:
    """Apply the call unless the fault stands before it, and write it into the journal."""
    try:
        _stop_at(fault)
        result = await call(bot, name.lower(), params)
    except TelegramError as error:
        _note(bot, name, params, error.description, error.code)
        return _refusal(error)
    _note(bot, name, params, "ok", 200)
    return _json({"ok": True, "result": result})


def _stop_at(fault: Kind | None) -> None:
    match fault:
        case TooMany(retry_after):
            raise too_many(retry_after)
        case Blocked():
            raise forbidden("bot was blocked by the user")
        case ServerError(code):
            raise TelegramError(code, _SERVER_WORDS.get(code, "Internal Server Error"))
        case Slow() | Hang() | ResetAfter() | LostAnswer() | None:
            return
        case _:
            assert_never(fault)


_SERVER_WORDS = {502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}


def _note(bot: SandboxBot, name: str, params: Params, outcome: str, code: int) -> None:
    at, files = bot.world.clock.now(), tuple(params.files)
    entry = Call(at, bot.id, name, params.fields, outcome, files)
    bot.world.journal.write(entry, code)


def _bot(request: web.Request) -> SandboxBot:
    token = request.match_info["token"]
    if ":" not in token:
        raise _NOT_FOUND
    bot = request.app[_BOTS].get(token)
    if bot is None:
        raise _UNAUTHORIZED
    return bot


async def _download(request: web.Request) -> web.StreamResponse:
    try:
        bot = _bot(request)
    except TelegramError as error:
        return _refusal(error)
    file = bot.world.files.by_path.get(request.match_info["path"])
    if file is None:
        return _refusal(_NOT_FOUND)
    return web.Response(body=file.data, content_type="application/octet-stream")


async def _nothing_here(_: web.Request) -> web.StreamResponse:
    return _refusal(_NOT_FOUND)


def _refusal(error: TelegramError) -> web.Response:
    if error.code in _SERVER_WORDS:
        page = f"<html><head><title>{error.code} {error.description}</title></head></html>"
        return web.Response(text=page, status=error.code, content_type="text/html")
    body: dict[str, object] = {
        "ok": False,
        "error_code": error.code,
        "description": error.description,
    }
    if error.retry_after is None:
        return _json(body, error.code)
    body["parameters"] = {"retry_after": error.retry_after}
    return _json(body, error.code, {"Retry-After": str(error.retry_after)})


def _json(
    body: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> web.Response:
    raw = json.dumps(body, ensure_ascii=False).encode()
    return web.Response(body=raw, status=status, headers=headers, content_type="application/json")


def _reset(request: web.Request) -> web.StreamResponse:
    """Break the connection; the response goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
