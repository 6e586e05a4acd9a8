"""Reads the parameters of a call as Telegram does: from JSON, a form, multipart or the query."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from bot.sandbox.errors import bad_request
from bot.sandbox.model import Upload

_INTEGER = re.compile(r"\s*(-?[0-9]{1,18})")
_TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class Params:
    """All values are strings, as in the official server; a JSON null becomes ``"null"``."""

    fields: Mapping[str, str]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.fields.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        found = _INTEGER.match(self.text(name))
        return int(found[1]) if found else default

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in _TRUE

    def decoded(self, name: str, refusal: str) -> object:
        """Decode a JSON parameter; None when it is absent."""
        return decode(self.text(name), refusal) if self.text(name) else None


def decode(raw: str | bytes, refusal: str) -> object:
    try:
        decoded: object = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise bad_request(refusal) from error
    _check_unicode(json.dumps(decoded, ensure_ascii=False))
    return decoded


async def read_params(request: web.Request) -> Params:
    """Read the parameters of a request; half a surrogate pair anywhere is refused."""
    params = await _read(request)
    for value in params.fields.values():
        _check_unicode(value)
    return params


async def _read(request: web.Request) -> Params:
    fields = dict(request.query)
    if request.content_type == "application/json":
        return Params(fields | _from_json(await request.read()))
    if request.content_type not in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        return Params(fields)
    files: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            data = value.file.read()
            files[name] = Upload(value.filename, value.content_type, data)
        elif isinstance(value, bytes | bytearray):
            fields[name] = value.decode(errors="replace")
        else:
            fields[name] = value
    return Params(fields, files)


def _from_json(body: bytes) -> dict[str, str]:
    decoded = decode(body or b"{}", "can't parse JSON object")
    if not isinstance(decoded, dict):
        raise bad_request("object expected as the request body")
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in decoded.items()
    }


def _check_unicode(value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error
