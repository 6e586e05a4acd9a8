"""Expired shares: told to the person, or handed to a reviewer.

The platform says nothing when a live location ends; called by the scheduler, idempotent.
"""

from dataclasses import replace
from datetime import datetime
from functools import partial

import uuid_utils.compat as uuid
from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.claim import Claim, Unstamped
from core.attendance.counts import counting
from core.attendance.review import Reason, due
from core.attendance.stamp import Stamp
from core.organisation.region import Region
from core.requests.absence import absences
from db.people import office
from db.records import claim as claims
from db.records import person
from db.records import review as reviews
from db.records.claim import Kept
from db.records.person import Lookup, Person
from db.records.review import NewReview
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.texts.late_stamp import NotBorneOut, NotRecorded, ShareExpired

BATCH_SHARES = 500


async def expire_shares(db: AsyncConnection, region: Region, now: datetime) -> list[Outgoing]:
    """Tell whoever's live location ran out, or whose window ended, before they were stamped.

    Of two processes each goes to one.
    """
    over = await claims.overdue(db, region.code, now, BATCH_SHARES)
    people = await person.find(db, [Lookup(each.address, each.claim.date) for each in over], now)
    told = [
        await _ended(db, region, kept, someone, now)
        for kept, someone in zip(over, people, strict=True)
    ]
    return [each for each in told if each is not None]


async def _ended(
    db: AsyncConnection, region: Region, kept: Kept, someone: Person | None, now: datetime
) -> Outgoing | None:
    """What is told of one, asked anew: nothing where the chat is another one's by now."""
    claim = kept.claim
    goes_on = now < kept.ends_at and claim.unsure_since is not None
    if goes_on:
        waits = replace(claim, message=None)
        await claims.keep(db, [replace(kept, claim=waits, listens_until=None)])
    else:
        await claims.drop(db, region.code, kept.employee, claim)
    if someone is None or someone.employee != kept.employee:
        return None
    stamped = _stamped(region, someone, claim, now)
    if claim.stamped:
        return await _to_be_looked_at(db, region, kept, someone, stamped, now)
    if stamped is not None:
        await claims.drop(db, region.code, kept.employee, claim)
        return None
    over = now >= kept.ends_at
    told = NotRecorded(claim.leg, claim.date) if over else ShareExpired(claim.leg)
    leg = Unstamped(kept.employee, claim.date, claim.duty, claim.leg)
    return Outgoing(kept.address, told, Priority.ANSWER, unless=leg)


def _stamped(region: Region, someone: Person, claim: Claim, now: datetime) -> Stamp | None:
    """The stamp of the leg that counts, if there is one by now."""
    asked = absences(region.regulation, someone.requests, claim.date, now)
    found = counting((each for each in someone.stamps if each.date == claim.date), asked)
    mine = (each for each in found if (each.duty, each.leg) == (claim.duty, claim.leg))
    return next(mine, None)


async def _to_be_looked_at(
    db: AsyncConnection,
    region: Region,
    kept: Kept,
    someone: Person,
    stamp: Stamp | None,
    now: datetime,
) -> Outgoing | None:
    """No later point has borne the stamp out: a human looks at it, and the person is told."""
    if stamp is None or stamp.review:
        return None
    organisation = await office.load(db, region.code, region.zone)
    works = partial(organisation.works, region.regulation, someone.postings)
    measured = kept.claim.trace.measured > 0
    new = NewReview(
        id=uuid.uuid7(),
        region=region.code,
        employee=someone.employee,
        stamp=stamp,
        reasons=(Reason.VAGUE if measured else Reason.UNPROVED,),
        asked_at=now,
        due_at=due(region.regulation, stamp.date, now, works, region.zone),
    )
    await reviews.write(db, [new])
    return Outgoing(kept.address, NotBorneOut(kept.claim.leg), Priority.ANSWER)
