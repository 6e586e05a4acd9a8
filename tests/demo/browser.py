"""A browser before the page: it asks over HTTP, with the header that only the page can send."""

import json
from typing import Any

from aiohttp.test_utils import TestClient, TestServer
from aiohttp.typedefs import StrOrURL
from yarl import URL

from bot.demo.session import Session
from bot.demo.web import application
from bot.sandbox.model import Json

OURS = {"X-Hadir": "page"}
Client = TestClient[Any, Any]


KEY = "the-key-that-only-the-terminal-shows"


class Home(TestServer):
    """The page's server, by the address that was printed."""

    def make_url(self, path: StrOrURL) -> URL:
        return super().make_url(f"/{KEY}{path}")


async def browser(session: Session, tiles: Json | None = None) -> Client:
    client: Client = TestClient(Home(application(session, tiles, KEY)))
    await client.start_server()
    return client


async def post(web: Client, path: str, body: object, **more: Any) -> tuple[int, dict[str, Any]]:
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    async with web.post(path, data=data, headers=OURS, **more) as answer:
        return answer.status, await answer.json()
