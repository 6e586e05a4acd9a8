"""Until when the verifier has time, and what silence makes of a request."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.approvals.case import COUNTED, UNDECIDED, State
from core.law.regulation import Lapse
from core.organisation.calendar import DAY, Hours
from core.organisation.deadline import Outage
from core.requests.catalogue import Span, deadline, due
from core.requests.filing import kinds, state_at
from tests.core.asking import PNS, accepted, cited, works
from tests.core.situations import BLG, FRIDAY, KRA, MONDAY, WIB, at, law, zone_of

offsets = st.integers(0, 40)
SECOND, HOURS_48 = timedelta(seconds=1), timedelta(hours=48)
LIMITS = {request_type.code: request_type.limit for request_type in kinds(law(KRA), PNS, MONDAY)}
TRIP = "dinas_luar.luar-daerah"


@pytest.mark.parametrize(
    "code", [request_type.code for request_type in kinds(law(BLG), PNS, MONDAY)]
)
def test_where_the_text_gives_no_limit_it_goes_up_after_48_hours(code: str) -> None:
    """AMB-25, AMB-35: from the filing, weekends too, whatever dates it is about."""
    sent = at(FRIDAY, "14.00.07")
    filed = accepted(code, FRIDAY, sent=sent)
    assert filed.due_at == sent + HOURS_48
    decision = "AMB-25" if code == "pulang_cepat" else "AMB-35"
    assert cited(filed).endswith(f"keputusan {decision} | keputusan AMB-35")
    if code != "pulang_cepat":
        assert accepted(code, FRIDAY + 90 * DAY, sent=sent).due_at == sent + HOURS_48
        assert accepted(code, FRIDAY - 3 * DAY, FRIDAY, sent=sent).due_at == sent + HOURS_48


@pytest.mark.parametrize(
    ("rule", "code", "first", "last", "sent", "holidays", "expected"),
    [
        ("KRA-9-6 a Monday", "pulang_cepat", 0, 0, 0, (), 7),
        ("KRA-9-6 a Friday", "pulang_cepat", 4, 4, 4, (), 11),
        ("KRA-9A-4 a Monday", "tugas_khusus", 0, 0, 0, (), 7),
        ("KRA-9B-3 a Monday", TRIP, 0, 0, 0, (), 7),
        ("KAM-22 a trip that nobody looked at waits from its first day", TRIP, 0, 2, 0, (), 7),
        ("KAM-22 filed the week before", TRIP, 0, 2, -4, (), 7),
        ("KAM-22 however long it is", TRIP, 0, 90, 0, (), 7),
        ("KAM-22 filed on its second day", TRIP, 0, 2, 1, (), 8),
        ("KAM-22 a trip over the weekend", TRIP, 3, 6, 3, (), 10),
        ("KAM-02 a holiday is none", TRIP, 0, 0, 0, (3,), 8),
        ("KAM-02 nor is one on the last", TRIP, 0, 0, 0, (7,), 8),
        ("KAM-02 a holiday on a Sunday takes nothing", TRIP, 0, 0, 0, (6,), 7),
        ("KAM-02 what is filed late is seen late", TRIP, 0, 0, 9, (), 16),
    ],
)
def test_five_working_days_are_counted_from_the_last_day(
    rule: str,
    code: str,
    first: int,
    last: int,
    sent: int,
    holidays: tuple[int, ...],
    expected: int,
) -> None:
    filed = accepted(
        code,
        MONDAY + first * DAY,
        MONDAY + last * DAY,
        name=KRA,
        sent=at(MONDAY + sent * DAY, "15.00", WIB),
        holidays=[MONDAY + number * DAY for number in holidays],
    )
    assert filed.due_at == datetime.combine(MONDAY + expected * DAY, time.max, WIB), rule
    assert "keputusan KAM-01" in cited(filed)


SEEN: list[tuple[str, str, str, int, int, int, int]] = [
    ("KAM-02 a trip counts from its last day", KRA, TRIP, 0, 2, 0, 9),
    ("KAM-02 filed the week before", KRA, TRIP, 0, 2, -4, 9),
    ("KAM-02 over the weekend", KRA, TRIP, 3, 6, 3, 11),
    ("KAM-02 what is filed late is seen late", KRA, TRIP, 0, 2, 9, 16),
    ("KRA-9A-4 special duty, too", KRA, "tugas_khusus", 0, 4, 0, 11),
]


@pytest.mark.parametrize(
    ("name", "code", "first", "last", "sent", "expected"),
    [pytest.param(*row, id=rule) for rule, *row in SEEN],
)
def test_what_was_looked_at_is_validated_from_its_last_day(
    name: str, code: str, first: int, last: int, sent: int, expected: int
) -> None:
    assert until(name, code, first, last, sent) == datetime.combine(
        MONDAY + expected * DAY, time.max, WIB
    )


def test_what_was_looked_at_in_bulungan_has_48_hours_once_it_is_over() -> None:
    """AMB-48: filed on Monday for Friday; at midnight special duty is over."""
    assert until(BLG, "tugas_khusus", 4, 4, 0) == at(FRIDAY + DAY, "00.00") + HOURS_48
    late = until(BLG, "tugas_khusus", 0, 0, 2)
    assert late == at(MONDAY + 2 * DAY, "15.00") + HOURS_48, "filed after it was over"


def test_a_look_changes_nothing_for_whoever_is_absent() -> None:
    """AMB-35."""
    sent = at(MONDAY, "15.00")
    assert until(BLG, "cuti.tahunan", 0, 4, 0) == sent + HOURS_48


@pytest.mark.parametrize("name", [BLG, KRA])
@given(offsets, offsets, offsets)
def test_nothing_counts_longer_than_five_working_days_without_a_look(
    name: str, first: int, length: int, sent: int
) -> None:
    """KAM-22, AMB-48: a look never shortens the time, and without it there is an end."""
    code = TRIP if name == KRA else "tugas_khusus"
    dates = (first, first + length, sent)
    unseen, seen = until(name, code, *dates, seen=False), until(name, code, *dates)
    assert unseen <= seen
    begun = MONDAY + max(first, sent) * DAY
    assert unseen.date() <= begun + 7 * DAY


def until(name: str, code: str, first: int, last: int, sent: int, *, seen: bool = True) -> datetime:
    """Offsets from Monday; sent at three in the afternoon."""
    request_type = next(each for each in kinds(law(name), PNS, MONDAY) if each.code == code)
    filed = at(MONDAY + sent * DAY, "15.00", zone_of(name))
    span = Span(filed, MONDAY + first * DAY, MONDAY + last * DAY, seen)
    return deadline(request_type, span, lambda day: day.weekday() < 5, zone_of(name))


def test_day_zero_is_a_local_date() -> None:
    """KAM-02: 00.30 WIB on Tuesday is still Monday in UTC."""
    sent = at(MONDAY + DAY, "00.30", WIB).astimezone(UTC)
    filed = accepted(TRIP, MONDAY, name=KRA, sent=sent)
    assert filed.due_at == datetime.combine(MONDAY + 8 * DAY, time.max, WIB)


@pytest.mark.parametrize(
    ("code", "article"),
    [
        ("pulang_cepat", "Pasal 9 ayat (6)"),
        ("tugas_khusus", "Pasal 9A ayat (4)"),
        ("dinas_luar.dalam-daerah", "Pasal 9B ayat (3)"),
        ("dinas_luar.luar-daerah", "Pasal 9B ayat (3)"),
    ],
)
def test_each_kind_has_the_limit_of_its_own_article(code: str, article: str) -> None:
    """KRA-9-6, KRA-9A-4, KRA-9B-3."""
    assert f"{article} Perbup Karanganyar 33/2023" in cited(accepted(code, name=KRA))


def test_an_outage_gives_the_verifier_its_time_back() -> None:
    """AMB-17, in running hours and in working days."""
    gone = Outage(at(MONDAY, "18.00", WIB), at(MONDAY, "20.30", WIB))
    for name, code in ((BLG, "sakit"), (KRA, "tugas_khusus")):
        plain = accepted(code, name=name)
        assert accepted(code, name=name, outages=[gone]).due_at == plain.due_at + 2.5 * DAY / 24
    before_the_trip = accepted(TRIP, FRIDAY, name=KRA, sent=at(MONDAY, "10.00", WIB))
    again = accepted(TRIP, FRIDAY, name=KRA, sent=at(MONDAY, "10.00", WIB), outages=[gone])
    assert again.due_at == before_the_trip.due_at, "the clock had not begun"


def test_a_deadline_that_nobody_gives_is_never_made_up() -> None:
    silent = replace(LIMITS[TRIP], value=None)
    with pytest.raises(LookupError, match="Pasal 9B"):
        due(silent, at(MONDAY, "10.00", WIB), MONDAY, lambda _: True, WIB)


@given(
    st.sampled_from(sorted(LIMITS)),
    offsets,
    offsets,
    st.datetimes(datetime(2026, 3, 20), datetime(2026, 6, 1)),
    st.sets(offsets, max_size=9),
)
def test_a_deadline_is_never_past_and_leaves_five_working_days(
    code: str, first: int, length: int, sent: datetime, holidays: set[int]
) -> None:
    """KAM-02."""
    filing, last = sent.replace(tzinfo=WIB), MONDAY + (first + length) * DAY
    hours = works(name=KRA, holidays={MONDAY + number * DAY for number in holidays})

    def working(day: date) -> bool:
        return isinstance(hours(day), Hours)

    found = due(LIMITS[code], filing, last, working, WIB)
    zero = max(filing.date(), last)
    between = [zero + number * DAY for number in range(1, (found.date() - zero).days + 1)]
    assert filing < found
    assert sum(map(working, between)) == 5
    assert working(found.date())
    assert found.timetz() == time.max.replace(tzinfo=WIB)


DUE = at(FRIDAY, "14.00")
LAPSES: list[tuple[str, Lapse | None, State]] = [
    ("AMB-35 it goes up", "eskalasi_atasan", State.ESCALATED),
    ("KAM-01 it goes up to the head", "eskalasi_kepala", State.ESCALATED),
    ("BLG-9-10 deemed approved", "dianggap_disetujui", State.DEEMED_APPROVED),
    ("KAM-01 lapsed", "gugur", State.LAPSED),
    ("KAM-01 where nobody says", None, State.PENDING),
]


@pytest.mark.parametrize(("rule", "lapse", "then"), LAPSES)
def test_silence_does_what_the_law_says_from_that_instant_on(
    rule: str, lapse: Lapse | None, then: State
) -> None:
    for moment in (DUE - 30 * DAY, DUE - SECOND):
        assert state_at(None, DUE, moment, lapse) is State.PENDING, rule
    for moment in (DUE, DUE + SECOND, DUE + 300 * DAY):
        assert state_at(None, DUE, moment, lapse) is then, rule


@pytest.mark.parametrize("decided", sorted(set(State) - UNDECIDED))
@pytest.mark.parametrize(("rule", "lapse", "_"), LAPSES)
def test_what_was_decided_stays_so(
    decided: State, rule: str, lapse: Lapse | None, _: State
) -> None:
    """KAM-01: the head may decide what the superior let pass."""
    for moment in (DUE - DAY, DUE, DUE + SECOND):
        assert state_at(decided, DUE, moment, lapse) is decided, rule


def test_both_texts_send_a_silent_superior_s_request_up() -> None:
    """KAM-01, AMB-35: what goes up is neither approved nor refused."""
    for name in (BLG, KRA):
        lapse = law(name).validasi.jika_lewat.on(MONDAY).value
        late = state_at(None, DUE, DUE + SECOND, lapse)
        assert late is State.ESCALATED
        assert late in UNDECIDED - COUNTED
