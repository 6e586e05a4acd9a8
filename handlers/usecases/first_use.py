"""From when on a region and its offices use Hadir; no day before is counted."""

from dataclasses import dataclass
from datetime import date

from core.month.effect import Reach
from core.month.past_days import PastDays
from db.people import first_use, roster
from db.people.first_use import Start
from db.records.audit import Change
from handlers.usecases.act import Act
from handlers.usecases.past_days import weigh
from handlers.usecases.refusal import Refused


@dataclass(frozen=True, slots=True)
class Begun:
    """What the office, or without one the region, had before."""

    before: Start
    past: PastDays


async def begin(act: Act, office: str | None, since: date, decree: str) -> Begun:
    """Set the first date of an office with its parts, or of the whole region (`atur_jam_kerja`)."""
    code = act.region.code
    right = act.region.regulation.peran.atur_jam_kerja
    article = act.require(right, office, act="menetapkan hari pertama pemakaian")
    await roster.claim(act.db, code)
    before = await _stands(act, office)
    await first_use.start(act.db, code, office, since)
    await roster.outdate(act.db, code)
    was = {"sejak": str(before.since)} if before.since else None
    after = {"sejak": str(since), "sk": decree}
    change = Change("hari pertama", office or code, was, after)
    detail = {"sk": decree, "hak": article}
    await act.note("hari pertama ditetapkan", detail, changes=[change])
    offered_at = await first_use.first_offer(act.db, code)
    reach = [Reach(offered_at.astimezone(act.region.zone).date())] if offered_at else []
    return Begun(before, await weigh(act, reach))


async def _stands(act: Act, office: str | None) -> Start:
    found = {each.office: each for each in await first_use.starts(act.db, act.region.code)}
    if office not in found:
        raise Refused(f"Kantor {office} tidak ada di {act.region.name}.")
    return found[office]
