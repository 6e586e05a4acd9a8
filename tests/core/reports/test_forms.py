"""What a form says of its facts: dates, numbers, sums, who signs, and how often."""

from datetime import date, time

import pytest

from core.approvals.case import State
from core.law.questions.kinerja import ActivityKind
from core.reports.apel import ApelCount
from core.reports.dates import calendar_date, clock, long_date, month_name, week_of_month
from core.reports.form import BLANK, Field, Fields, Foot, Form, Heading, NewPage, Signature, Table
from core.reports.letters import Cancellation, cancellation, roman
from core.reports.measures import Measures
from core.reports.person import Person, Signatory, head
from core.reports.signature import DOTS
from core.reports.work import Work, WorkReport, credit, work, work_report
from tests.builders import reports


def fields(form: Form) -> dict[str, str]:
    return {
        each.label: each.value
        for block in form.blocks
        if isinstance(block, Fields)
        for each in block.fields
    }


def signatures(form: Form) -> list[Signature]:
    feet = [block for block in form.blocks if isinstance(block, Foot)]
    return [
        each for foot in feet for each in (foot.left, foot.right) if isinstance(each, Signature)
    ]


@pytest.mark.parametrize(
    ("day", "week"), [(1, 1), (7, 1), (8, 2), (14, 2), (15, 3), (28, 4), (29, 5), (31, 5)]
)
def test_the_week_of_an_apel_is_which_of_its_weekdays_it_is(day: int, week: int) -> None:
    """BLG-F-B "Minggu :" (AMB-63): the second Monday is in the second week."""
    assert week_of_month(date(2026, 10, day)) == f"ke-{week}"


def test_dates_are_written_in_words() -> None:
    day = date(2026, 11, 2)
    assert calendar_date(day) == "2 November 2026"
    assert long_date(day) == "Senin, 2 November 2026"
    assert month_name(day) == "November 2026"
    assert clock(time(7, 4)) == "07.04"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        pytest.param("", BLANK, id="nobody has given one"),
        pytest.param("  ", BLANK, id="blank"),
        pytest.param("800/401/BKPSDM-3/2026", "800/401/BKPSDM-3/2026", id="as it was typed"),
        pytest.param("800.1.6.2/ /BKPSDM/2026", f"800.1.6.2/{BLANK}/BKPSDM/2026", id="with a gap"),
        pytest.param(
            f"800.1.6.2/{BLANK}/BKPSDM/2026", f"800.1.6.2/{BLANK}/BKPSDM/2026", id="prepared"
        ),
    ],
)
def test_a_number_is_never_ours(typed: str, printed: str) -> None:
    (title,) = [e for e in reports.letter(number=typed).blocks if isinstance(e, Heading)]
    assert title.under == (f"NOMOR : {printed}",)


@pytest.mark.parametrize("count", [0, 1])
def test_a_cancellation_needs_two_witnesses(count: int) -> None:
    """KRA-9C-2: "paling sedikit 2 (dua) orang saksi"."""
    with pytest.raises(ValueError, match="two witnesses"):
        reports.cancelled(count)


@pytest.mark.parametrize(
    ("count", "extra"),
    [(2, []), (3, ["Saksi III"]), (4, ["Saksi III", "Saksi IV"]), (5, ["III", "IV", "V"])],
)
def test_further_witnesses_stand_on_an_annex(count: int, extra: list[str]) -> None:
    """KAM-11: the form has two fields, the Pasal no upper number."""
    form = reports.cancelled(count)
    said = [each.above[0].removeprefix("Saksi ") for each in signatures(form)[4:]]
    assert said == [each.removeprefix("Saksi ") for each in extra]
    assert sum(isinstance(block, NewPage) for block in form.blocks) == bool(extra)


def test_witnesses_are_counted_in_roman_numerals() -> None:
    assert [roman(n) for n in (3, 4, 9, 10, 14, 19, 20)] == [
        *("III", "IV", "IX", "X", "XIV", "XIX", "XX"),
    ]


def test_the_head_of_an_office_signs_by_its_own_title_where_it_has_one() -> None:
    """KAM-11: if the superior is the head, the Sekda knows of it."""
    sekda = Signatory(reports.CHIEF, ("Sekretaris Daerah,",))
    letter = Cancellation(
        reports.SUPERIOR,
        reports.person(),
        date(2026, 10, 13),
        sekda,
        (reports.person(1), reports.person(2)),
    )
    form = cancellation(reports.printing("karanganyar"), letter)
    assert signatures(form)[0].above == ("Mengetahui", "Sekretaris Daerah,")
    assert signatures(reports.cancelled())[0].above == ("Mengetahui", "Kepala Perangkat Daerah")


@pytest.mark.parametrize(
    ("who", "post"),
    [
        pytest.param(head(Person("A", "1", title="Kepala Dinas")), ("Kepala Dinas,",), id="own"),
        pytest.param(
            head(Person("A", "1", title="Kepala Dinas"), "Plh."), ("Plh. Kepala Dinas,",), id="Plh."
        ),
        pytest.param(
            head(Person("A", "1", title="SEKRETARIS DAERAH"), "", "a.n. BUPATI BULUNGAN"),
            ("a.n. BUPATI BULUNGAN", "SEKRETARIS DAERAH,"),
            id="a.n.",
        ),
        pytest.param(head(Person("A", "1")), (), id="nobody knows the title"),
    ],
)
def test_who_signs_does_so_by_their_post(who: Signatory, post: tuple[str, ...]) -> None:
    assert who.post == post


def test_whoever_opens_a_letter_has_the_post_in_which_they_sign() -> None:
    """BLG-F-C, KRA-F-F `Jabatan :`, where the master list has no title of theirs."""
    office = Signatory(Person("A", "1"), ("Kepala Dinas Kesehatan,",))
    acting = Signatory(Person("A", "1"), ("Plt. Kepala Dinas, Badan, dan", "Kantor Contoh,"))
    titled = head(Person("A", "1", title="Sekretaris"), "Plh.")
    said = [fields(reports.letter(signatory=who))["Jabatan"] for who in (office, acting, titled)]
    assert said == [
        "Kepala Dinas Kesehatan",
        "Plt. Kepala Dinas, Badan, dan Kantor Contoh",
        "Sekretaris",
    ]


def test_of_whoever_is_not_known_a_pen_fills_the_dots() -> None:
    """A name is never made up, and an empty place tells nobody where to write."""
    (unknown,) = signatures(reports.letter(signatory=Signatory(Person("", ""))))
    assert unknown.above == ("Tanjung Selor, 2 November 2026", DOTS)
    assert unknown.below == (DOTS, "", "NIP. ")
    (known,) = signatures(reports.letter())
    assert DOTS not in (*known.above, *known.below)


def test_whoever_has_no_rank_has_no_line_for_one() -> None:
    """Of PPPK the golongan is kept; where nothing is, nothing is printed, and no "-"."""
    bare = reports.letter_by(Person("A", "199913322099130000", title="Guru"), "HP rusak")
    (signed,) = signatures(bare)
    assert signed.below == ("A", "NIP. 199913322099130000")
    assert signed.name == 0


def test_a_nip_is_spaced_in_letters_only_where_the_daerah_wants_it() -> None:
    assert Measures(nip_spaced=True).nip("199913322099139999") == "19991332 209913 9 999"
    assert Measures().nip("199913322099139999") == "199913322099139999"
    assert Measures(nip_spaced=True).nip("123") == "123"


@pytest.mark.parametrize(
    ("state", "note", "points"),
    [
        pytest.param(State.APPROVED, "jabatan, disetujui", 90, id="approved"),
        pytest.param(State.DEEMED_APPROVED, "jabatan, dianggap disetujui", 90, id="deemed"),
        pytest.param(State.REJECTED, "jabatan, ditolak", 0, id="rejected"),
        pytest.param(None, "jabatan, menunggu", 0, id="undecided"),
        pytest.param(State.ESCALATED, "jabatan, menunggu", 0, id="gone up"),
    ],
)
def test_only_what_is_approved_makes_points(state: State | None, note: str, points: int) -> None:
    """AMB-15, AMB-32: Ket says the kind and what became of it."""
    done = work(reports.OCTOBER, ActivityKind.DUTY, 90, "Rapat", state)
    assert done.note == note
    report = WorkReport(reports.OCTOBER, reports.person(), (done,), 22, reports.SUPERIOR, True)
    assert report.points == points
    form = work_report(reports.printing("bulungan"), report)
    assert fields(form)["Jumlah seluruh waktu pengerjaan"] == str(points)


def test_a_quantity_multiplies_the_minutes() -> None:
    """AMB-32: "Jumlah = minutes × quantity or minutes"."""
    done = Work(reports.OCTOBER, "Aktifitas umum", 30, "Legalisasi", "umum, disetujui", quantity=4)
    assert done.total == 120


def test_what_the_day_credits_makes_points_but_nobody_made_it() -> None:
    """AMB-90, BLG-11-3: 360 a day; without its row the sheet would add up to less than there is."""
    done = (
        work(reports.OCTOBER, ActivityKind.DUTY, 90, "Rapat", State.APPROVED),
        credit(date(2026, 10, 2), "Dinas luar", 360),
    )
    report = WorkReport(reports.OCTOBER, reports.person(), done, 22, reports.SUPERIOR, manual=False)
    form = work_report(reports.printing("bulungan"), report)
    assert fields(form)["Jumlah kinerja harian yang dibuat"] == "1"
    assert fields(form)["Jumlah seluruh waktu pengerjaan"] == "450"
    assert form.flat.rows[1][4:] == (
        date(2026, 10, 2), "Dinas luar", 360, "Dihitung otomatis", "", 360, "otomatis",
    )  # fmt: skip


def test_points_are_grouped_as_one_reads_them() -> None:
    done = [
        work(reports.OCTOBER, ActivityKind.GENERAL, 1440, "Jaga", State.APPROVED) for _ in range(5)
    ]
    report = WorkReport(
        reports.OCTOBER, reports.person(), tuple(done), 22, reports.SUPERIOR, manual=False
    )
    form = work_report(reports.printing("bulungan"), report)
    field = fields(form)["Jumlah seluruh waktu pengerjaan"]
    assert field == "7.200"
    assert Field("Jumlah seluruh waktu pengerjaan", "7.200", after="Poin") in [
        each for block in form.blocks if isinstance(block, Fields) for each in block.fields
    ]


def test_whoever_nothing_explains_was_absent_from_an_apel() -> None:
    assert ApelCount(reports.person(), called=5, present=2, late=1, freed=1).absent == 1


def test_the_fields_for_initials_wait_for_a_pen() -> None:
    (table,) = [each for each in reports.manual().blocks if isinstance(each, Table)]
    jam, paraf, pulang, last = table.groups[0]
    assert [each.lines for each in jam[4:6] if each] == [("07.24",), ("07.30",)]
    assert [each.lines for each in pulang[4:6] if each] == [("16.02",), ()]
    for row in (paraf, last):
        assert all(each.lines == () for each in row[4:] if each)
