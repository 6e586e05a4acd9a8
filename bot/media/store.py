"""What people handed in, by region and content: in a folder, or on S3 by the same setting."""

import asyncio
import hashlib
import os
from collections.abc import Awaitable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, S3Store

from bot.media.errors import MediaUnavailable
from handlers.chat.event import Kept

T = TypeVar("T")

MARK = "tanda"  # the name of the object that tells one place from another
ONLY_MINE = 0o700
STORE_SECONDS = 10.0  # a try may take; the library itself would try for minutes


class Store:
    """One region's files. `where` is a folder, or `s3://bucket/prefix`; opened when first used."""

    def __init__(self, where: str, region: str) -> None:
        self.where = where
        self._region = region

    @cached_property
    def _objects(self) -> ObjectStore:
        if self.where.startswith("s3://"):
            return S3Store.from_url(self.where)
        _make(Path(self.where))
        _make(folder := Path(self.where) / self._region)
        with suppress(PermissionError):  # another's; the start warns
            folder.chmod(ONLY_MINE)  # whatever an older release left open
        return LocalStore(Path(self.where))

    @property
    def exposed(self) -> Path | None:
        """The folder, where others of this machine can look into it."""
        folder = Path(self.where) / self._region
        if self.where.startswith("s3://") or not folder.exists():
            return None
        return folder if folder.stat().st_mode & ~ONLY_MINE & 0o777 else None

    async def keep(self, content: bytes, media: str) -> Kept:
        """Keep a content durably; the same one again changes nothing. Raises `MediaUnavailable`."""
        digest = (await asyncio.to_thread(hashlib.sha256, content)).hexdigest()
        await _in_time(self._put(self._key(digest), content))
        return Kept(digest, len(content), media)

    async def has(self, digest: str) -> bool:
        """Whether the file of this hash can be read here. Raises `MediaUnavailable`."""
        return await _in_time(self._head(self._key(digest)))

    async def mark(self) -> str | None:
        """What tells this place from any other; None: nobody has marked it. `MediaUnavailable`."""
        raw = await _in_time(self._get(self.mark_key))
        return None if raw is None else raw.decode("utf-8", "replace").strip()

    async def set_mark(self, mark: str) -> None:
        await _in_time(self._put(self.mark_key, mark.encode()))

    @property
    def mark_key(self) -> str:
        return f"{self._region}/{MARK}"

    async def content(self, kept: Kept) -> bytes | None:
        """The content of a kept file; None where it is there no more. Raises `MediaUnavailable`."""
        return await _in_time(self._get(self._key(kept.hash)))

    def _key(self, digest: str) -> str:
        # By the first two digits: no folder with a million entries.
        return f"{self._region}/{digest[:2]}/{digest}"

    async def _put(self, key: str, content: bytes) -> None:
        # In one piece, for the pieces of a broken-off upload to S3 stay, and cost.
        objects = self._objects
        local = isinstance(objects, LocalStore)
        if local:
            await asyncio.to_thread(_make, (Path(self.where) / key).parent)
        await objects.put_async(key, content, use_multipart=False)
        if local:
            await asyncio.to_thread(_onto_disk, Path(self.where), key)

    async def _head(self, key: str) -> bool:
        try:
            await self._objects.head_async(key)
        except FileNotFoundError:
            return False
        return True

    async def _get(self, key: str) -> bytes | None:
        objects = self._objects
        try:
            found = await objects.get_async(key)
        except FileNotFoundError:
            return None
        return bytes(await found.bytes_async())


async def _in_time(act: Awaitable[T]) -> T:
    try:
        async with asyncio.timeout(STORE_SECONDS):
            return await act
    except (BaseError, OSError) as error:  # a time-out is an OSError, too
        raise MediaUnavailable(type(error).__name__) from error


def _make(folder: Path) -> None:
    """A folder that only this account may enter: letters of doctors lie in it."""
    folder.mkdir(mode=ONLY_MINE, parents=True, exist_ok=True)


def _onto_disk(folder: Path, key: str) -> None:
    """Sync a file and the folders that name it: the update is acknowledged after this."""
    file = folder / key
    file.chmod(ONLY_MINE & 0o666)
    for path in (file, *file.parents[:3]):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
