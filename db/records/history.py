"""History of a point: what earlier stamps of this person and of others say of it.

Each is one value of a person's row (`db.records.person`): a yes or no, or a few rows.
"""

import json
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from core.approvals.case import State
from core.attendance.evidence import History
from core.attendance.review import Look, Reason
from core.organisation.fence import Point
from db.json_functions import JsonRow, JsonRows, instant
from db.people.employee import employee
from db.records.review import review
from db.records.stamp import stamp

Columns = ReadOnlyColumnCollection[str, sa.ColumnElement[Any]]

_C = stamp.c
_MINE = (_C.region == employee.c.region, _C.employee == employee.c.employee)
_OTHERS = (_C.region == employee.c.region, _C.employee != employee.c.employee)
_SAME_STAMP = [
    review.c[name] == _C[name] for name in ("region", "employee", "date", "leg", "duty", "nth")
]


def of(asked: Columns) -> dict[str, sa.Select[Any]]:
    """The values to select beside a person; `asked` has the point, and since when a look holds."""
    here = (_C.latitude == asked.latitude, _C.longitude == asked.longitude)
    return {
        "last": _last_point(),
        "others": sa.select(sa.true()).where(*_OTHERS, *here).limit(1),
        # A night's two stamps may have one point: which other dates there are says whose it is.
        "dates_here": sa.select(JsonRow(sa.func.min(_C.date), sa.func.max(_C.date))).where(
            *_MINE, *here
        ),
        "looks_had": _looks(asked),
    }


def _last_point() -> sa.Select[Any]:
    mine = sa.select(JsonRow(_C.latitude, _C.longitude, _C.at)).where(*_MINE)
    return mine.order_by(_C.date.desc(), _C.at.desc()).limit(1)


def _looks(asked: Columns) -> sa.Select[Any]:
    """What somebody has said of this person's stamps, as long as a look holds."""
    c = review.c
    where = (_C.place, _C.latitude, _C.longitude)
    mine = (c.region == employee.c.region, c.employee == employee.c.employee)
    return (
        sa.select(JsonRows(c.reasons, c.state, c.decided_at, *where))
        .select_from(review)
        .join(stamp, sa.and_(*_SAME_STAMP))
        .where(*mine, c.state.is_not(None), c.date >= asked.looked_since)
    )


def history(row: sa.Row[Any]) -> History:
    """The history out of a person's row that selected the values of `of`."""
    latitude, longitude, at = row.last or (None, None, None)
    days = {date.fromisoformat(each) for each in row.dates_here or () if each}
    return History(
        same_point_dates=tuple(sorted(days)),
        same_point_other_people=int(bool(row.others)),
        last_point=_point(latitude, longitude),
        last_at=instant(at) if at else None,
    )


def looks(row: sa.Row[Any]) -> tuple[Look, ...]:
    """What was said of the person's stamps lately, out of the same row."""
    return tuple(_look(*each) for each in row.looks_had or ())


def _look(
    reasons: list[str] | str,
    state: str,
    decided_at: str,
    place: str | None,
    latitude: float | None,
    longitude: float | None,
) -> Look:
    # SQLite hands a list within a row of JSON over as its text.
    why = json.loads(reasons) if isinstance(reasons, str) else reasons
    point = _point(latitude, longitude)
    return Look(tuple(map(Reason, why)), State(state), instant(decided_at), place, point)


def _point(latitude: float | None, longitude: float | None) -> Point | None:
    """None before the first stamp, and after the time that /privasi promises."""
    if latitude is None or longitude is None:
        return None
    return Point(latitude, longitude)
