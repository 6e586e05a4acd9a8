"""Whether this process sees the files that belong to its database."""

from collections.abc import Mapping

import structlog
import uuid_utils.compat as uuid
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.media.errors import MediaUnavailable
from bot.media.store import Store
from bot.runtime.clock import Clock
from db import store as marks

log = structlog.get_logger()

# Of each kind: of a database from before there were marks one must be here.
FILES_LOOKED_FOR = 3


class WrongPlace(Exception):
    """The files of this database are elsewhere; the text says what to do."""


async def check(engine: AsyncEngine, clock: Clock, stores: Mapping[str, Store]) -> None:
    """Compare each region's mark with the database's, or leave one where there is none yet.

    Raises `WrongPlace`, or what the database raises. A place that is away just now gives nobody
    a wrong file either: whoever needs it waits.
    """
    for region, store in stores.items():
        try:
            async with engine.begin() as db:
                await _check(db, clock, region, store)
        except MediaUnavailable as away:
            log.warning("files unavailable", region=region, error=str(away))


async def _check(db: AsyncConnection, clock: Clock, region: str, store: Store) -> None:
    there = await store.mark()
    mine = there or uuid.uuid7().hex
    known = await marks.claim(db, region, mine, clock.now())
    if known == there:
        return
    if known == mine and await _holds_the_newest(db, region, store):
        await store.set_mark(mine)
    elif known == mine or await store.mark() != known:  # another process may have left it just now
        raise WrongPlace(_words(store, known))


async def _holds_the_newest(db: AsyncConnection, region: str, store: Store) -> bool:
    newest = await marks.newest(db, region, FILES_LOOKED_FOR)
    return not newest or any([await store.has(digest) for digest in newest])


def _words(store: Store, known: str) -> str:
    return (
        f"HADIR_FILES ({store.where}) bukan tempat berkas basis data ini.\n"
        "Semua proses harus memakai folder atau bucket yang sama; periksa HADIR_FILES.\n"
        "Bila berkasnya memang dipindah atau hilang, tulis tanda ini sebagai isi "
        f"{store.where.rstrip('/')}/{store.mark_key}: {known}"
    )
