"""Telegram's webhooks: one address for each region's bot, known by its secret."""

import hmac
from collections.abc import Iterable, Mapping
from functools import partial
from http import HTTPStatus

import orjson
from aiohttp import web

from bot.channels.base import RawUpdate, Taking
from bot.channels.telegram.feed import raw_update
from bot.channels.telegram.inbound import CHANNEL

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name


class Webhook:
    """Requests with their region's secret are taken; no secret, no webhook."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self._secrets = {region: secret.encode() for region, secret in secrets.items()}

    def routes(self, take: Taking) -> Iterable[web.RouteDef]:
        return [web.post(f"/{CHANNEL}/{{region}}", partial(self._webhook, take))]

    async def _webhook(self, take: Taking, request: web.Request) -> web.Response:
        region = request.match_info["region"]
        if not self._may(region, request.headers.get(SECRET_HEADER, "")):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        return await take(request, partial(_updates, region))

    def _may(self, region: str, shown: str) -> bool:
        # An unknown region costs the same comparison and gets the same answer.
        secret = self._secrets.get(region)
        same = hmac.compare_digest(secret or b"-", shown.encode("utf-8", "replace"))
        return same and secret is not None


def _updates(region: str, raw: bytes) -> list[RawUpdate]:
    """The one update of a body; ValueError where it is none."""
    body = orjson.loads(raw)
    if not isinstance(body, dict):
        raise ValueError("an update is an object")  # noqa: TRY004 - as a body that is no JSON
    return [raw_update(region, body)]
