"""When a span of time is over: hours that run day and night, but not while nobody could act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Outage:
    """A time in which nobody could reach the system, as the register has it: [since, until)."""

    since: datetime
    until: datetime


def after(since: datetime, span: timedelta, outages: Iterable[Outage] = ()) -> datetime:
    """The instant at which `span` has run since `since`; outages stop the clock (AMB-17).

    Outages may overlap, touch, or lie outside; each instant counts once.
    """
    due = since + span
    for outage in sorted(outages, key=lambda each: each.since):
        if outage.since >= due:
            break
        lost = outage.until - max(outage.since, since)
        if lost > timedelta(0):
            due += lost
            since = max(since, outage.until)
    return due
