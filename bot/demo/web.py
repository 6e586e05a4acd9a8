"""The page of the sandbox over HTTP, on loopback only, below a secret that its address holds.

Loopback belongs to every account of a machine, and the page has an administrator's terminal.
"""

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from aiohttp import web
from aiohttp.hdrs import CONTENT_DISPOSITION
from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.demo import terminal
from bot.demo.act import ACTS, Say
from bot.demo.clock_controls import MOVE, carry_on
from bot.demo.phone import UPLOADS, Unfit, Upload, carry_out
from bot.demo.seed import greeting
from bot.demo.session import Session, Switch, Underway
from bot.demo.stream import Listener, event
from bot.sandbox.model import Json

PAGE = Path(__file__).parent / "page"
LARGEST_UPLOAD = 51 << 20  # bytes; no bot can fetch more than 20 MB of it
A_BEAT = 1.0  # seconds; "typing" ends without anybody ringing
HOME = frozenset({"127.0.0.1", "localhost"})
START = "start"
SHOWN = frozenset({"image/jpeg", "image/png", "application/pdf"})

# What the page is made of, and nothing beside it.
PARTS = {str(each.relative_to(PAGE)): each for each in PAGE.rglob("*") if each.is_file()}
WHOLE = "Buka alamat lengkap yang dicetak di terminal, dengan kuncinya.\n"

SESSION = web.AppKey("show", Session)
KEY = web.AppKey("key", bytes)
TILES: web.AppKey[Json | None] = web.AppKey("tiles")
SWITCHES: TypeAdapter[dict[Switch, bool]] = TypeAdapter(dict[Switch, bool])


class Line(BaseModel):
    """What an administrator typed."""

    line: str


def application(session: Session, tiles: Json | None, key: str) -> web.Application:
    """Everything stands below `/key/`, so whoever does not know the key gets nothing at all.

    `tiles` is {"url": a template with {z}, {x} and {y}, "credit": whose they are}, or None.
    """
    app = web.Application(client_max_size=LARGEST_UPLOAD, middlewares=[_guarded])
    app[SESSION], app[TILES], app[KEY] = session, tiles, key.encode()
    app.on_response_prepare.append(_protect(tiles))
    app.router.add_get("/{key}/", _index)
    app.router.add_get("/{key}/events", _events)
    app.router.add_get("/{key}/files/{id}", _file)
    app.router.add_post("/{key}/chats/{chat}/{act}", _act)
    app.router.add_post("/{key}/clock", _clock)
    app.router.add_post("/{key}/faults", _faults)
    app.router.add_post("/{key}/hadir", _hadir)
    app.router.add_get("/{key}/{part:.+}", _part)
    return app


@web.middleware
async def _guarded(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Keep other sites out, by the name they use and by a header they cannot send.

    And other accounts of this machine, by the key; the comparison tells nothing by its time.
    """
    shown = request.path.split("/")[1].encode()
    if not hmac.compare_digest(request.app[KEY], shown):
        return web.Response(text=WHOLE, status=403)
    foreign = request.method == "POST" and request.headers.get("X-Hadir") != "page"
    if foreign or request.url.host not in HOME:
        raise web.HTTPForbidden
    try:
        return await handler(request)
    except Unfit as unfit:
        return web.json_response({"error": str(unfit)}, status=400)
    except web.HTTPRequestEntityTooLarge:
        return web.json_response({"error": "Berkas paling besar 50 MB."}, status=413)
    except Underway:
        words = "Tunggu sebentar: jam atau bot sedang dipindahkan."
        return web.json_response({"error": words}, status=409)
    except ValidationError:
        words = "Halaman ini mengirim sesuatu yang tidak dikenal; muat ulang."
        return web.json_response({"error": words}, status=400)


def _protect(tiles: Json | None) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """Nothing but what this server gives is loaded; map tiles only where they are set."""
    elsewhere = " " + "/".join(str(tiles["url"]).split("/")[:3]) if tiles else ""
    policy = f"default-src 'self'; img-src 'self' data: blob:{elsewhere}"

    async def protect(_: web.Request, answer: web.StreamResponse) -> None:
        answer.headers["Content-Security-Policy"] = policy
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Cache-Control"] = "no-cache"
        answer.headers["Referrer-Policy"] = "no-referrer"  # the address holds the key

    return protect


async def _index(_: web.Request) -> web.StreamResponse:
    return web.FileResponse(PAGE / "index.html")


async def _part(request: web.Request) -> web.StreamResponse:
    part = PARTS.get(request.match_info["part"])
    if part is None:
        raise web.HTTPNotFound
    return web.FileResponse(part)


async def _events(request: web.Request) -> web.StreamResponse:
    session = request.app[SESSION]
    answer = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await answer.prepare(request)
    listener = Listener(session, request.app[TILES])
    with suppress(ConnectionResetError):  # the page was closed
        while True:
            seen = session.bell.rung
            told = b"".join(event(name, payload) for name, payload in listener.news())
            await answer.write(told or b": still here\n\n")
            await session.rings(seen, A_BEAT)
    return answer


async def _file(request: web.Request) -> web.StreamResponse:
    """A file of a chat under its own name; whatever it says it is, nothing in it runs.

    What the browser does not show is saved: without its ending no office program opens it.
    """
    file = request.app[SESSION].env.sandbox.world.files.by_id.get(request.match_info["id"])
    if file is None:
        raise web.HTTPNotFound
    shown = file.upload.mime in SHOWN
    mime = file.upload.mime if shown else "application/octet-stream"
    name = quote(file.upload.name, safe="", errors="replace")  # no quote, no end of line
    how = f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{name}"
    return web.Response(body=file.data, content_type=mime, headers={CONTENT_DISPOSITION: how})


async def _act(request: web.Request) -> web.StreamResponse:
    session, name = request.app[SESSION], request.match_info["act"]
    phone = session.phones.get(request.match_info["chat"])
    if phone is None or name not in {*ACTS, *UPLOADS, START}:
        raise web.HTTPNotFound
    if name in UPLOADS:
        await UPLOADS[name](phone, await _upload(request))
    elif name == START:
        await carry_out(phone, Say(await greeting(session, phone)), session.phones)
    else:
        await carry_out(phone, ACTS[name].validate_json(await request.read()), session.phones)
    return web.json_response({"moves": phone.moves})


async def _upload(request: web.Request) -> Upload:
    form = await request.post()
    match form.get("file"), form.get("caption", ""):
        case web.FileField(file=file, filename=name), str(caption):
            return Upload(file.read(), name, caption)
    raise Unfit("Pilih dulu berkasnya.")


async def _clock(request: web.Request) -> web.StreamResponse:
    await carry_on(request.app[SESSION], MOVE.validate_json(await request.read()))
    return web.json_response({})


async def _faults(request: web.Request) -> web.StreamResponse:
    for fault, on in SWITCHES.validate_json(await request.read()).items():
        await request.app[SESSION].switch(fault, on=on)
    return web.json_response({})


async def _hadir(request: web.Request) -> web.StreamResponse:
    line = Line.model_validate_json(await request.read())
    session = request.app[SESSION]
    code, output = await asyncio.to_thread(terminal.typed, session.env.desk, line.line)
    session.bell.ring()
    return web.json_response({"code": code, "output": output})
