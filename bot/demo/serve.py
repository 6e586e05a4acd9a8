"""`hadir demo`: the real bot, the sandbox, and a page to try them in, until Ctrl+C."""

import asyncio
import logging
import secrets
import signal
import socket
from pathlib import Path

import structlog
from aiohttp import web

from bot.demo.seed import opened
from bot.demo.web import application
from bot.sandbox.model import Json

HOST = "127.0.0.1"


def main(directory: Path, port: int, tiles: Json | None) -> None:
    """Set everything up in a directory, print the one address, and stay up; 0 takes a free port.

    OSError where the port is taken, before anything is set up.
    """
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    directory.mkdir(parents=True, exist_ok=True)
    with socket.create_server((HOST, port)) as door:
        asyncio.run(_serve(directory, door, tiles))


async def _serve(directory: Path, door: socket.socket, tiles: Json | None) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    print("Menyiapkan dua kabupaten …", flush=True)  # noqa: T201 - the demo's own voice
    key = secrets.token_urlsafe(32)
    async with opened(directory) as session:
        runner = web.AppRunner(
            application(session, tiles, key),
            access_log=None,
            shutdown_timeout=0.1,
            handle_signals=False,
        )
        await runner.setup()
        try:
            await web.SockSite(runner, door).start()
            at = f"http://{HOST}:{door.getsockname()[1]}/{key}/"
            print(f"Buka {at} di peramban; Ctrl+C mengakhiri.", flush=True)  # noqa: T201
            await stop.wait()
        finally:
            await runner.cleanup()
