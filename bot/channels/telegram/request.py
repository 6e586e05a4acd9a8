"""python-telegram-bot's transport over aiohttp: several times httpx under load."""

from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    FormData,
    TCPConnector,
)
from aiohttp.hdrs import DATE
from telegram.constants import FileSizeLimit
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

# More than any bot can fetch.
ANSWER_BYTES_MAX = int(FileSizeLimit.FILESIZE_DOWNLOAD) + 1_000_000
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


TellTime = Callable[[datetime], None]


class AiohttpRequest(BaseRequest):
    """One session per bot; `seconds` bounds each request from connecting to the last byte.

    `told` hears at what time Telegram says that it answers.
    """

    def __init__(self, seconds: float, connections: int = 256) -> None:
        self._seconds = seconds
        self._connections = connections
        self.told: TellTime | None = None
        self._date = ""
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._seconds

    async def initialize(self) -> None:
        """Nothing to do: the session opens itself with the first request."""

    def _open(self) -> ClientSession:
        if self._session is None:
            connector = TCPConnector(limit=self._connections, keepalive_timeout=60)
            self._session = ClientSession(connector=connector)
        return self._session

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - one limit for the whole
        connect_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Give status and body; a lost connection is `NetworkError`, silence is `TimedOut`."""
        seconds = read_timeout if isinstance(read_timeout, int | float) else self._seconds
        try:
            async with self._open().request(
                method,
                url,
                timeout=ClientTimeout(total=seconds),
                # Telegram sends nobody elsewhere; the address that would be sent holds the token.
                allow_redirects=False,
                **_content(request_data),
            ) as response:
                self._hear(response.headers.get(DATE, ""))
                return response.status, await _read(response)
        except TimeoutError as error:
            raise TimedOut from error
        except ClientError as error:
            # The class alone: the message may hold the address and with it the token.
            raise NetworkError(type(error).__name__) from error

    def _hear(self, date: str) -> None:
        if self.told is None or date == self._date:
            return  # one second's answers tell nothing new
        self._date = date
        try:
            at = parsedate_to_datetime(date)
        except ValueError:
            return
        if at.tzinfo is not None:
            self.told(at)


async def _read(response: ClientResponse) -> bytes:
    """The whole body; NetworkError where it does not end."""
    body = bytearray()
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > ANSWER_BYTES_MAX:
            raise NetworkError("an answer without an end")
    return bytes(body)


def _content(request_data: RequestData | None) -> dict[str, Any]:
    if request_data is None:
        return {}
    if not request_data.contains_files:
        # Encoded here, for aiohttp's own form takes a fifth of the time of sending a message.
        return {"data": urlencode(request_data.json_parameters).encode(), "headers": _FORM}
    form = FormData(request_data.json_parameters)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return {"data": form}
