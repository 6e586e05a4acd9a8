"""BLG-7-3a, BLG-13, KRA-7-3c, KAM-05: when an office is reminded of a month that ends."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

import pytest

from core.law.regulation import Regulation
from core.law.span import WorkingDays
from core.month.month_end import Hearer, Planned, Reminder, Works, letters, plan
from core.month.report import due
from tests.core.law.test_obeyed import answering
from tests.core.situations import BLG, KRA, law, zone_of

OPERATOR, HEAD, MONITOR = Hearer
MAY_DAY = date(2026, 5, 1)


def working(*holidays: date) -> Works:
    return lambda day: day.weekday() < 5 and day not in holidays


def planned(
    month: str, name: str = BLG, off: Collection[date] = (), of: Regulation | None = None
) -> tuple[Planned, ...]:
    first, works = date.fromisoformat(f"{month}-01"), working(*off)
    regulation = of or law(name)
    until = due(regulation, first, works, zone_of(name))
    return plan(regulation, first, works, until, zone_of(name))


def told(found: Collection[Planned], most: int = 7) -> str:
    """`menjelang 04-27 08; …` of the first so many."""
    return "; ".join(f"{each.reminder} {each.at:%m-%d %H}" for each in [*found][:most])


@pytest.mark.parametrize(
    ("month", "off", "expected"),
    [
        (
            "2026-04",
            [MAY_DAY],
            (
                "menjelang 04-27 08; hari-terakhir 04-30 08; draf 05-01 08; perbaikan 05-03 08; "
                "ditutup 05-04 12; laporan 05-05 08; lewat 05-06 08"
            ),
        ),
        (
            "2026-08",  # 5 September is a Saturday, and 31 August a Monday
            [],
            (
                "menjelang 08-26 08; hari-terakhir 08-31 08; draf 09-01 08; perbaikan 09-03 08; "
                "ditutup 09-04 12; laporan 09-07 08; lewat 09-08 08"
            ),
        ),
        (
            "2026-05",  # the last two days are a weekend, and 1 June is a holiday
            [date(2026, 6, 1)],
            (
                "menjelang 05-26 08; hari-terakhir 05-29 08; draf 06-01 08; perbaikan 06-03 08; "
                "ditutup 06-04 12; laporan 06-05 08; lewat 06-08 08"
            ),
        ),
        (
            "2026-12",  # 31 December was declared a holiday late
            [date(2026, 12, 31), date(2027, 1, 1), date(2026, 12, 25), date(2026, 12, 24)],
            (
                "menjelang 12-23 08; hari-terakhir 12-30 08; draf 01-01 08; perbaikan 01-03 08; "
                "ditutup 01-04 12; laporan 01-05 08; lewat 01-06 08"
            ),
        ),
        (
            "2026-02",  # in Ramadan; the month ends on a Saturday
            [],
            (
                "menjelang 02-24 08; hari-terakhir 02-27 08; draf 03-01 08; perbaikan 03-03 08; "
                "ditutup 03-04 12; laporan 03-05 08; lewat 03-06 08"
            ),
        ),
    ],
    ids=["1 May", "AMB-27 5 September 2026", "1 June", "a holiday known late", "Ramadan"],
)
def test_the_reminders_of_bulungan_on_their_dates(
    month: str, off: list[date], expected: str
) -> None:
    """BLG-7-3a, BLG-13-2, BLG-13-4: what is bound to the closing moves by no holiday (AMB-28)."""
    assert told(planned(month, off=off)) == expected


@pytest.mark.parametrize(
    ("month", "off", "expected"),
    [
        ("2026-04", [MAY_DAY], "menjelang 04-27 08; hari-terakhir 04-30 08; draf 05-01 08"),
        ("2026-05", [], "menjelang 05-26 08; hari-terakhir 05-29 08; draf 06-01 08"),
    ],
)
def test_in_karanganyar_nothing_is_handed_in_and_nothing_is_late(
    month: str, off: list[date], expected: str
) -> None:
    """KRA-7-3c, KAM-13: no days of revision, no date of a report."""
    assert told(planned(month, KRA, off)) == expected


@pytest.mark.parametrize(
    ("month", "off", "literal", "until"),
    [
        ("2026-03", [], "2026-04-01", "2026-04-01"),
        ("2026-04", [MAY_DAY], "2026-05-01", "2026-05-04"),
        ("2026-12", [date(2027, 1, 1)], "2027-01-01", "2027-01-04"),
    ],
    ids=["a working day", "1 May is a Friday", "1 January"],
)
def test_letters_arrive_on_the_first_or_the_next_working_day(
    month: str, off: list[date], literal: str, until: str
) -> None:
    """KRA-9-3, KAM-05: the literal date is told beside it."""
    first = date.fromisoformat(f"{month}-01")
    found = letters(law(KRA), first, working(*off), zone_of(KRA))
    assert found
    assert (f"{found.date}", f"{found.until.date()}") == (literal, until)
    assert found.until.time() == time.max
    assert letters(law(BLG), first, working(*off), zone_of(BLG)) is None


def test_what_is_overdue_is_said_every_second_working_day_to_more_and_more_people() -> None:
    """The head from the 7th on (BLG-15), whoever monitors from the next time on (BLG-16)."""
    over = [each for each in planned("2026-04") if each.reminder is Reminder.OVERDUE]
    assert [(f"{each.at:%m-%d}", each.hearers) for each in over[:4]] == [
        ("05-06", (OPERATOR,)),
        ("05-08", (OPERATOR, HEAD)),
        ("05-12", (OPERATOR, HEAD, MONITOR)),
        ("05-14", (OPERATOR, HEAD, MONITOR)),
    ]
    assert [each.number for each in over] == [*range(len(over))]
    assert over[-1].at.date() <= date(2026, 7, 6)


def test_where_the_fifth_was_a_saturday_nothing_is_overdue_before_tuesday() -> None:
    """AMB-27: the whole Monday is still on time."""
    over = [each for each in planned("2026-08") if each.reminder is Reminder.OVERDUE]
    assert [(f"{each.at:%m-%d}", each.hearers) for each in over[:2]] == [
        ("09-08", (OPERATOR, HEAD)),
        ("09-10", (OPERATOR, HEAD, MONITOR)),
    ]


@pytest.mark.parametrize(
    ("day", "clock", "sent"),
    [
        ("2026-04-27", "07:59:59", False),
        ("2026-04-27", "08:00", True),
        ("2026-04-27", "19:45", True),
        ("2026-04-28", "08:00", False),
    ],
    ids=["a second early", "at eight", "caught up in the evening", "not on the next day"],
)
def test_a_reminder_is_sent_from_its_time_on_and_on_its_own_day_only(
    day: str, clock: str, *, sent: bool
) -> None:
    first = planned("2026-04")[0]
    now = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), zone_of(BLG))
    assert first.is_due(now) is sent


def test_a_month_in_which_nobody_works_has_no_last_working_day() -> None:
    found = plan(law(KRA), date(2026, 4, 1), lambda _: False, None, zone_of(KRA))
    assert told(found) == "draf 05-01 08"


def test_a_month_with_too_few_working_days_is_announced_on_its_last_one_only() -> None:
    few = {date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 6)}
    found = plan(law(KRA), date(2026, 4, 1), few.__contains__, None, zone_of(KRA))
    assert told(found) == "hari-terakhir 04-06 08; draf 05-01 08"


@pytest.mark.parametrize(
    ("key", "value", "reminder"),
    [
        ("pengingat.akhir_bulan", WorkingDays(hari_kerja=5), Reminder.AHEAD),
        ("pengingat.lewat_tenggat", WorkingDays(hari_kerja=3), Reminder.OVERDUE),
        ("pengingat.kepala", 20, Reminder.OVERDUE),
        ("laporan.revisi_sampai", 2, Reminder.CLOSING),
    ],
)
def test_another_answer_has_other_dates(key: str, value: object, reminder: Reminder) -> None:
    """And the others stay where they were."""
    usual, other = planned("2026-04"), planned("2026-04", of=answering(key, value, law(BLG)))
    changed = {each.reminder for each in set(usual) ^ set(other)}
    assert reminder in changed
    assert changed <= {reminder, Reminder.REVISION}


def test_with_two_days_of_revision_only_the_first_of_the_month_is_not_said_twice() -> None:
    found = planned("2026-04", of=answering("laporan.revisi_sampai", 2, law(BLG)))
    named = [each.reminder for each in found]
    assert Reminder.REVISION not in named
    (closing,) = (each for each in found if each.reminder is Reminder.CLOSING)
    assert closing.at == datetime.combine(date(2026, 5, 2), time(12), zone_of(BLG))
    assert found == tuple(sorted(found, key=lambda each: each.at))
    assert all(each.at - found[0].at < timedelta(days=100) for each in found)
