"""The places of a leg, the venue of an apel among them, and how a location lies to them."""

from collections.abc import Iterable, Sequence
from datetime import date

from core.attendance.ceremony import during, latest, taken_on_day_off
from core.attendance.evidence import Share
from core.attendance.stamp import Leg
from core.attendance.verdict import Attended, Case
from core.law.answer import ground
from core.law.regulation import Regulation
from core.organisation.calendar import DayOff, Hours
from core.organisation.ceremony import Ceremony
from core.organisation.fence import Fix, Where, locate
from core.organisation.posting import Site

VENUE = ""  # the office of a site that belongs to none: where an apel is held


def sites_of(case: Case, hours: Hours, leg: Leg) -> Sequence[Site]:
    """The places of a leg: for masuk also where an apel is held (Pasal 8 ayat (6), AMB-12)."""
    if not case.ceremonies or leg is not Leg.MASUK:
        return case.sites
    called = during(case.regulation, case.ceremonies, hours, case.share.sent_at)
    return with_venues(case.sites, called)


def with_venues(sites: Sequence[Site], ceremonies: Iterable[Ceremony]) -> Sequence[Site]:
    """Places, and those where an apel is held; one that is a place of theirs stays just that."""
    own = {site.fence.code for site in sites}
    venues = {each.venue.code: each.venue for each in ceremonies if each.venue.code not in own}
    return (*sites, *(Site(fence, VENUE) for fence in venues.values()))


def nearest_fix(case: Case, sites: Sequence[Site], day: date) -> Fix | None:
    """How a location lies to its places; who is surely where the apel is, is there and no office.

    An office may lie around the place of its apel.
    """
    venues = {each.venue.code for each in case.ceremonies if each.holds(case.share.sent_at)}
    there = [site for site in sites if site.fence.code in venues]
    if there and len(there) < len(sites):
        fix = fix_of(case.regulation, there, case.share, day)
        if fix and fix.where is Where.INSIDE:
            return fix
    return fix_of(case.regulation, sites, case.share, day)


def on_day_off(case: Case, day: DayOff) -> Attended | None:
    """Whoever comes to an upacara on a holiday is noted for it; it stays a day off (AMB-73)."""
    if case.pressed is Leg.PULANG or day.unknown:
        return None
    law, at = case.regulation, case.share.sent_at
    called = [each for each in case.ceremonies if taken_on_day_off(each, law, at)]
    sites = [Site(each.venue, VENUE) for each in called]
    fix = fix_of(law, sites, case.share, day.date)
    if fix is None or fix.where not in {Where.INSIDE, Where.EDGE}:
        return None
    ceremony = next(each for each in called if each.venue is fix.fence)
    articles = (law.apel.hari_libur.on(day.date), law.apel.masuk_paling_lambat.on(day.date))
    on_time = at <= latest(law, ceremony)
    return Attended(ceremony, at, fix, on_time, tuple(map(ground, articles)))


def fix_of(regulation: Regulation, sites: Sequence[Site], share: Share, day: date) -> Fix | None:
    """How a location lies to the places of a date, by the tolerances of its law (AMB-08)."""
    lokasi = regulation.lokasi
    return locate(
        [site.fence for site in sites],
        share.point,
        share.accuracy,
        cap=lokasi.akurasi_dihitung.on(day).value or 0,
        poor=lokasi.akurasi_buruk.on(day).value or 0,
    )
