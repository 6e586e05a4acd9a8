"""The words of a card and of a decision, at their longest."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from markupsafe import Markup, escape

from core.approvals.case import State
from core.law.regulation import ActivityKind
from core.organisation.region import Region
from db.records.activity import Activity
from db.records.attachment import Page
from handlers.chat.reply import Reply
from handlers.texts import activity_card, activity_view
from tests.office import BUDI, SARI, a_region, wita
from tests.plain import TEXT, check

NOW = wita("2026-04-06", "14.00")
NAMES = {BUDI.id: "Budi " + "x" * 200, SARI.id: "Sari " + "y" * 200}
PAGE = Page("ab12", 9, "image/jpeg")
LONGEST = Activity(
    id=UUID(int=1),
    employee=BUDI.id,
    date=date(2026, 4, 6),
    kind=ActivityKind.DUTY,
    minutes=1439,
    description="Menyusun & <rapat> " * 27,
    output="Laporan & <notula> " * 7,
    quantity=9999,
    filed_at=NOW,
    due_at=NOW + timedelta(hours=48),
    beyond=1000,
    card=UUID(int=2),
    photo_before="orang yang sama",
)
DECIDED_STATES = (State.APPROVED, State.DEEMED_APPROVED, State.REJECTED, State.WITHDRAWN)
DECIDED: dict[str, Any] = {
    "decided_at": NOW,
    "decided_by": SARI.id,
    "remark": "Kurang jelas & <rinci> " * 4,
}


def drawn_card(region: Region, *about: Any) -> Reply:
    return activity_card.card(region, *about).render(region)


def drawn_decision(region: Region, *about: Any) -> Reply:
    return activity_card.decided(region, *about).render(region)


@pytest.mark.parametrize(
    "count", [1, 2, activity_card.CARD_ITEMS_MAX, activity_card.CARD_ITEMS_MAX + 1, 40]
)
@pytest.mark.parametrize("state", [None, *DECIDED_STATES])
def test_however_much_was_filed_it_fits_one_message(count: int, state: State | None) -> None:
    more = DECIDED if state in {State.APPROVED, State.REJECTED} else {}
    item = replace(LONGEST, state=state, **more)
    items = [replace(item, id=UUID(int=number)) for number in range(count)]
    region = a_region()
    check(drawn_card(region, items, NAMES, NOW, "Sudah diputuskan lebih dulu; sekarang:"))
    check(activity_card.one(region, items, count, NAMES, NOW))
    told = drawn_decision(region, items, NAMES, NOW)
    check(told)
    assert len(told.text.striptags()) <= TEXT
    assert (f"… dan {count - activity_card.CARD_ITEMS_MAX} lagi" in told.text) is (
        count > activity_card.CARD_ITEMS_MAX
    )


def test_of_many_the_first_that_wait_are_shown_and_decided_first() -> None:
    items = [replace(LONGEST, id=UUID(int=number)) for number in range(25)]
    done = [replace(each, state=State.APPROVED, **DECIDED) for each in items[:5]]
    drawn = drawn_card(a_region(), [*done, *items[5:]], NAMES, NOW)
    assert [button.data for button in drawn.buttons] == [
        activity_card.data("semua", LONGEST.card, 13),
        activity_card.data("satu", LONGEST.card, 6),
    ]
    assert "12 lagi menyusul setelah ini." in drawn.text


def test_the_shares_of_both_kinds_are_shown_and_limit_nothing() -> None:
    """BLG-9-4, AMB-19: what was refused is no part of it; of one kind alone nothing is said."""
    general = replace(LONGEST, id=UUID(int=3), kind=ActivityKind.GENERAL, minutes=30)
    refused = replace(general, id=UUID(int=4), minutes=99, state=State.REJECTED, **DECIDED)
    both = drawn_card(a_region(), [LONGEST, general, refused], NAMES, NOW)
    assert "Seluruhnya: jabatan 23 jam 59 menit, umum 30 menit." in both.text
    assert "Seluruhnya" not in drawn_card(a_region(), [LONGEST, LONGEST], NAMES, NOW).text


WRITTEN = '<b>Rapat</b> & "co" {0} %s'
APPROVED = {"state": State.APPROVED, **DECIDED}
REJECTED = {"state": State.REJECTED, **DECIDED}
DEEMED: dict[str, Any] = {"state": State.DEEMED_APPROVED}
FIELDS = [
    pytest.param({"description": WRITTEN}, id="work"),
    pytest.param({"output": WRITTEN}, id="output"),
    pytest.param({"photo_before": WRITTEN}, id="whose photo it was before"),
    pytest.param(REJECTED | {"remark": WRITTEN}, id="reason"),
    pytest.param(APPROVED | {"decided_by": UUID(int=9)}, id="name of who decided"),
    pytest.param(DEEMED | {"article": WRITTEN}, id="article"),
]


def texts(items: list[Activity], names: dict[UUID, str]) -> list[Markup]:
    """An activity in every message that tells of it, alone and among others."""
    region, both = a_region(), [*items, *items]
    replies = [drawn_card(region, these, names, NOW) for these in (items, both)]
    replies += [drawn_decision(region, these, names, NOW) for these in (items, both)]
    replies += [activity_card.one(region, both, 2, names, NOW)]
    return [
        *(reply.text for reply in replies),
        activity_view.describe(region, items[0], names, NOW),
    ]


@pytest.mark.parametrize("more", FIELDS)
def test_whatever_somebody_wrote_stands_in_the_text_as_it_was_written(more: dict[str, Any]) -> None:
    names = NAMES | {UUID(int=9): WRITTEN}
    short = replace(LONGEST, description="Rapat", output=None, photo_before=None)
    for text in texts([replace(short, **more)], names):
        assert str(escape(WRITTEN)) in text
        assert WRITTEN not in text


def test_a_name_and_a_note_stand_in_the_text_as_they_were_written() -> None:
    names = NAMES | {BUDI.id: WRITTEN}
    drawn = drawn_card(a_region(), [LONGEST], names, NOW, f"Catatan {WRITTEN}")
    assert drawn.text.startswith(f"Catatan {escape(WRITTEN)}\n\n<b>{escape(WRITTEN)}</b>\n")
    assert (
        f"<b>{escape(WRITTEN)}</b>" in activity_card.one(a_region(), [LONGEST], 1, names, NOW).text
    )


def test_the_picture_of_one_of_several_says_which_it_is() -> None:
    shown = replace(LONGEST, description=WRITTEN, output=None, photo_before=None)
    found = activity_view.numbered(a_region(), [LONGEST, replace(shown, photo=(PAGE,))], 2, NOW)
    assert found == f"2. <b>Jabatan</b>, 23 jam 59 menit: {escape(WRITTEN)} 📎"


@pytest.mark.parametrize(
    ("number", "pages", "label"),
    [(1, 0, None), (1, 1, None), (1, 3, "Halaman lain (2)"), (2, 0, None), (2, 1, "Lihat foto")],
)
def test_a_button_leads_to_the_pages_that_the_card_does_not_show(
    number: int, pages: int, label: str | None
) -> None:
    items = [LONGEST, LONGEST]
    items[number - 1] = replace(LONGEST, photo=(PAGE,) * pages)
    drawn = activity_card.one(a_region(), items, number, NAMES, NOW)
    assert {"Halaman lain (2)", "Lihat foto"} & {b.label for b in drawn.buttons} == {label} - {None}


def test_what_was_written_with_the_pages_stands_on_the_card_cut_short_and_apart() -> None:
    pages = (PAGE, replace(PAGE, words="Hal. 2 " + WRITTEN), replace(PAGE, words="محمد"))
    drawn = drawn_card(a_region(), [replace(LONGEST, photo=pages)], NAMES, NOW)
    assert "📎 3 halaman" in drawn.text
    assert f"Keterangan: \u2068Hal. 2 {escape(WRITTEN)}; محمد\u2069" in drawn.text
    drawn = drawn_card(
        a_region(), [replace(LONGEST, photo=(replace(PAGE, words="x" * 500),))], NAMES, NOW
    )
    assert f"Keterangan: {'x' * 119}…" in drawn.text


def test_a_card_and_a_notice_read_as_they_always_did() -> None:
    """BLG-9-10: to the last character, for a card is changed only where its text differs."""
    item = replace(LONGEST, description="Rapat", minutes=60, output="Notula", quantity=2)
    item = replace(item, beyond=75, photo=(PAGE,), **DEEMED)
    work = (
        "<b>Jabatan</b>, 1 jam: Rapat 📎\n"
        "⚠️ Foto yang sama pernah dikirim orang yang sama\n"
        "Hasil: Notula (2)\n"
        "☑️ Dianggap disetujui (Pasal 9 ayat (10) Perbup Bulungan 32/2023)"
    )
    names = {BUDI.id: "Budi"}
    assert drawn_card(a_region(), [item], names, NOW).text == (
        f"<b>Budi</b>\nAktivitas Senin, 6 April 2026\n\n1. {work}\n\n"
        "⚠️ 1 jam 15 menit lebih banyak daripada jam kerja bersih hari itu."
    )
    told = drawn_decision(a_region(), [item, item], {}, NOW)
    assert told.text == f"Aktivitas Senin, 6 April 2026:\n\n{work}\n\n{work}"
    assert told.buttons == ()


@pytest.mark.parametrize("replaces", [None, UUID(int=8)], ids=["first", "second time"])
def test_what_was_rejected_can_be_mended_once(replaces: UUID | None) -> None:
    """AMB-18: the way to it stands under the notice, and how long it is open."""
    item = replace(LONGEST, replaces=replaces, **REJECTED)
    told = drawn_decision(a_region(), [item], NAMES, NOW)
    again = [button.label for button in told.buttons] == ["Perbaiki"]
    assert again is (replaces is None)
    assert told.text.endswith("\n\nDapat diperbaiki satu kali dalam 48 jam.") is again
