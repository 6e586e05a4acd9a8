"""HTTP/1.1 as bytes, only as much of it as a load generator and its sink need."""

from email.utils import formatdate
from typing import Final

import orjson

HEAD_ENDS: Final = b"\r\n\r\n"


def post(path: str, body: object, **headers: str) -> bytes:
    """A POST of JSON, ready to be written; `_` in a header's name stands for `-`."""
    raw = orjson.dumps(body)
    lines = [f"POST {path} HTTP/1.1", "Host: bench", "Content-Type: application/json"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines.append(f"Content-Length: {len(raw)}")
    return "\r\n".join(lines).encode() + HEAD_ENDS + raw


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: bench".encode() + HEAD_ENDS


def ok(body: bytes) -> bytes:
    """A 200 with JSON and its time, as every server tells it."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: {formatdate(usegmt=True)}"
    return f"{head}\r\nContent-Length: {len(body)}".encode() + HEAD_ENDS + body


def length(data: bytes | bytearray) -> int | None:
    """Bytes of the first message in `data`, head and body; None while its head is incomplete."""
    end = data.find(HEAD_ENDS)
    if end < 0:
        return None
    at = data[:end].lower().find(b"\r\ncontent-length:")
    body = 0 if at < 0 else int(data[at + 17 : end].partition(b"\r\n")[0])
    return end + len(HEAD_ENDS) + body
