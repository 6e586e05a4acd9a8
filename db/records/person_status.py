"""How somebody is employed, as their record holds it: posts, shifts, exemptions, departures.

Both readers take them from here: that of one sender (`db.records.person`) and that of many people
(`db.records.reader`).
"""

from core.law.regulation import ExemptStatus
from core.organisation.calendar import Duty
from core.organisation.employee_status import Block, Exemption, Settled
from core.organisation.employment import Departure
from core.organisation.posting import Posting
from db.json_functions import instant
from db.people.departure import departure
from db.people.employee import block, employee_duty, exemption, posting
from db.records.person_rows import PersonRows, day_of, lasting, or_none

POSTINGS = PersonRows(posting, {posting.c.since: day_of, posting.c.office: str}, Posting)

DUTIES = PersonRows(
    employee_duty,
    {
        employee_duty.c.since: day_of,
        employee_duty.c.schedule: or_none(str),
        employee_duty.c.until: or_none(day_of),
        employee_duty.c.number: int,
    },
    Duty,
    lasting(employee_duty),
)

EXEMPTIONS = PersonRows(
    exemption,
    {
        exemption.c.since: day_of,
        exemption.c.kind: ExemptStatus,
        exemption.c.until: or_none(day_of),
    },
    Exemption,
    lasting(exemption),
)

BLOCKS = PersonRows(
    block,
    {
        block.c.since: instant,
        block.c.until: or_none(instant),
        block.c.settled: or_none(Settled),
        block.c.decree: or_none(str),
    },
    Block,
)

DEPARTURES = PersonRows(
    departure,
    {departure.c.last: day_of, departure.c.back: or_none(day_of)},
    Departure,
    where=(departure.c.revoked_at.is_(None),),
)
