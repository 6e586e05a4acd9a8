"""What the law said when a request was filed, written down for rows from before it was kept."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.organisation.region import Region
from core.requests import terms
from db.records.request import request

REQUESTS_PER_BATCH = 200


async def keep(engine: AsyncEngine, region: Region) -> int:
    """Give each request without terms those of today's law on its first date; how many got them.

    Called once at the start, while the law still knows the kind. Of two processes each row goes
    to one; a kind that the law does not know stays as it is.
    """
    c, kept, after = request.c, 0, None
    while True:
        async with engine.begin() as db:
            bare = [c.region == region.code, c.terms.is_(None)]
            bare += [c.id > after] if after else []
            page = (
                sa.select(c.id, c.code, c.first)
                .where(*bare)
                .order_by(c.id)
                .limit(REQUESTS_PER_BATCH)
            )
            rows = (await db.execute(page)).all()
            found = [
                {"of": row.id, "kept": terms.as_record(request_type)}
                for row in rows
                if (request_type := terms.known(region.regulation, row.code, row.first))
            ]
            if found:
                this = sa.update(request).where(
                    c.region == region.code, c.id == sa.bindparam("of"), c.terms.is_(None)
                )
                await db.execute(this.values(terms=sa.bindparam("kept")), found)
        kept += len(found)
        if len(rows) < REQUESTS_PER_BATCH:
            return kept
        after = rows[-1].id
