"""The head's letter as dialogues: days count by it, whoever signs, receives or sends it back."""

from datetime import date

import pytest

from core.law.regulation import Role
from core.month.day_state import State
from core.organisation.verifier import StandIn, StandInReason
from db.people import delegation, roster
from db.people.departure import departure
from db.people.employee import role
from db.people.holiday import holiday
from db.records.letter import letter
from db.records.manual import manual
from handlers.texts import letter as texts
from tests.handlers.dialogue import SILENCE, Line, again, at, insert, old_button, photo, say, tap
from tests.handlers.manual.paper import (
    BLG,
    BOTH,
    EVENING,
    KRA,
    NOT_YOURS,
    RECEIVES,
    REGENCIES,
    SHUT,
    SIGN,
    broken_phone,
    day_of,
    entering,
    head,
    holding,
    morning,
    opening,
    operator,
    preparing,
    receiver,
)
from tests.handlers.naming import met, pressing
from tests.handlers.worker import newest
from tests.office import BUDI, CITRA, DEWI, EKO, SARI
from tests.world import World


@BOTH
@REGENCIES
async def test_a_list_counts_once_the_head_has_signed(world: World, regulation: str) -> None:
    """BLG-11-1, BLG-11-2, KRA-9-2: without the letter the day is as it was."""
    sari, eko = await head(world), await receiver(world, regulation)
    citra, budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), (again, SILENCE))
    assert "⏳ Tersimpan sementara. Dihitung hadir setelah surat keterangan ada." in citra.newest
    told = await newest(budi)
    assert "Senin, 6 April 2026 tercatat manual: masuk 07.25 WI" in told
    assert "oleh operator Citra." in told
    assert (await day_of(world)).state is State.ALPA
    *asked, go_ahead = preparing()
    await citra.play(*asked)
    assert "Budi: 6 April (ponsel rusak)" in citra.newest  # masuk and pulang are one day
    await citra.play(go_ahead)
    assert "Sari bisa menyatakannya dengan satu ketukan" in citra.newest
    await sari.play((tap(SIGN), "✅ Surat terkirim ke BKPSDM. 1 hari dihitung."))
    day = await day_of(world)
    assert (day.state, day.late, day.early) == (State.PRESENT, 0, 0)
    assert "Surat keterangan Sekretariat Daerah sudah dinyatakan oleh Sari" in await newest(citra)
    assert "Dinyatakan lewat chat oleh Sari" in await newest(eko)


@REGENCIES
async def test_sent_back_it_counts_no_more_until_it_comes_again(
    world: World, regulation: str
) -> None:
    """AMB-69, KAM-30: with a reason, and the scan is handed in anew."""
    sari, eko = await head(world), await receiver(world, regulation)
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *preparing())
    await sari.play((tap(SIGN), "✅ Surat terkirim"))
    card = old_button("Terima")(eko)
    await eko.play(
        (tap("Kembalikan"), "Apa yang perlu diperbaiki pada surat ini?"),
        (say("Nomornya keliru"), "Dikembalikan. Operator diberi tahu alasannya."),
        (card, "Surat ini sudah diproses."),
    )
    assert "Alasan: Nomornya keliru" in await newest(citra)
    assert (await day_of(world)).state is State.ALPA
    await citra.play(
        (tap("Kirim foto"), "Kirim foto atau PDF surat yang sudah ditandatangani."),
        (photo, "Kirim?"),
        (tap("Ya"), "✅ Surat terkirim ke BKPSDM. 1 hari dihitung."),
    )
    assert (await day_of(world)).state is State.PRESENT
    accept = old_button("Terima")(eko)
    await eko.play((tap("Terima"), "✅ Diterima. 1 hari dihitung."), (accept, "sudah diproses"))
    assert "Surat keterangan Sekretariat Daerah diterima oleh Eko" in await newest(citra)
    (row,) = await world.rows(letter)
    assert (row.state, row.counts) == ("diterima", True)


@pytest.mark.parametrize(
    ("day", "clock", "counted"), [("2026-05-01", "23.59.59", True), ("2026-05-02", "00.00", False)]
)
@pytest.mark.parametrize("regulation", [KRA])
async def test_a_letter_after_the_first_counts_once_bkpsdm_takes_it(
    world: World, day: str, clock: str, *, counted: bool
) -> None:
    """KRA-9-3, KAM-05, KAM-31: on the first, and a second after it."""
    eko = await receiver(world, KRA)
    citra, _budi = await broken_phone(world)
    await citra.play(
        *entering(pulang="16.02"),
        *preparing(),
        (at("23.50", "2026-05-01"), SILENCE),
        (say("/manual"), "menunggu tanda tangan"),
        (tap("1. Lihat surat"), "Budi: 6 April"),
        (tap("Kirim foto"), "Kirim foto atau PDF surat"),
        (photo, "Kirim?"),
        (at(clock, day), SILENCE),
        (tap("Ya"), "1 hari dihitung." if counted else "lewat batasnya. 1 hari dihitung setelah"),
    )
    assert ((await day_of(world)).state is State.PRESENT) is counted
    await eko.play((tap("Terima"), "✅ Diterima. 1 hari dihitung."))
    assert (await day_of(world)).state is State.PRESENT


@pytest.mark.parametrize(
    ("day", "clock", "told", "counted"),
    [
        pytest.param("2026-05-04", "23.59.59", "✅ Surat terkirim ke BKPSDM.", True, id="BLG-13-4"),
        pytest.param("2026-05-05", "00.00", SHUT, False, id="AMB-30"),
    ],
)
async def test_a_letter_is_signed_while_its_month_is_open(
    world: World, day: str, clock: str, told: str, *, counted: bool
) -> None:
    """AMB-30, BLG-11-2: what is on paper ends with the month, as all that is revised."""
    sari, _eko = await head(world), await receiver(world, BLG)
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *preparing())
    sign = old_button(SIGN)(sari)
    await sari.play((at(clock, day), SILENCE), (sign, told))
    assert ((await day_of(world)).state is State.PRESENT) is counted


@pytest.mark.parametrize(
    ("day", "clock", "told", "counted"),
    [
        pytest.param("2026-05-31", "23.59.59", "✅ Diterima. 1 hari dihitung.", True, id="KAM-05"),
        pytest.param("2026-06-01", "00.00", SHUT, False, id="KAM-23"),
    ],
)
@pytest.mark.parametrize("regulation", [KRA])
async def test_a_late_letter_is_received_while_its_month_is_open(
    world: World, day: str, clock: str, told: str, *, counted: bool
) -> None:
    """KRA-9-3: after the 1st BKPSDM decides, and no longer than days can change."""
    sari, eko = await head(world), await receiver(world, KRA)
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *preparing(), (at("10.00", "2026-05-04"), SILENCE))
    await sari.play((old_button(SIGN)(sari), "lewat batasnya"))
    assert (await day_of(world)).state is State.ALPA
    receive = old_button("Terima")(eko)
    await eko.play((at(clock, day), SILENCE), (receive, told))
    assert ((await day_of(world)).state is State.PRESENT) is counted


@pytest.mark.parametrize(
    ("day", "told"),
    [
        pytest.param("2026-05-04", "Apa yang perlu diperbaiki", id="BLG-13-4"),
        pytest.param("2026-05-05", SHUT, id="BLG-14-1"),
    ],
)
async def test_what_counts_is_accepted_with_the_report_and_not_sent_back_then(
    world: World, day: str, told: str
) -> None:
    """AMB-98: after the lock no day changes by it, and nothing waits for BKPSDM for good."""
    sari, eko = await head(world), await receiver(world, BLG)
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *preparing())
    await sari.play((at("10.00", "2026-05-04"), SILENCE), (tap(SIGN), "✅ Surat terkirim"))
    back, accept = old_button("Kembalikan")(eko), old_button("Terima")(eko)
    await eko.play(
        (at("23.00", day), SILENCE),
        (back, told),
        (say("/verifikasi"), "1 surat keterangan perlu diterima"),
        (accept, "✅ Diterima. 1 hari dihitung."),
    )
    assert (await day_of(world)).state is State.PRESENT
    (row,) = await world.rows(letter)
    assert row.state == "diterima"


async def test_nobody_signs_or_receives_what_is_not_theirs(world: World) -> None:
    """The person, an operator, and the head of another office press the buttons of both cards."""
    sari = await head(world)
    citra, budi = await broken_phone(world)
    dewi = await holding(world, DEWI, Role.HEAD, "rsud")
    await citra.play(*entering(), *preparing())
    (row,) = await world.rows(letter)
    for each in (budi, citra, dewi):
        await each.play((pressing(f"kt:tanda:{row.id.hex}"), NOT_YOURS))
    await sari.play((tap(SIGN), "✅ Surat terkirim"))
    for each in (budi, citra, dewi, sari):
        for verb in ("terima", "kembali", "daftar"):
            await each.play((pressing(f"ku:{verb}:{row.id.hex}"), NOT_YOURS))
    (row,) = await world.rows(letter)
    assert row.state == "ditandatangani"


async def test_the_head_does_not_sign_a_letter_about_themselves(world: World) -> None:
    """AMB-70: on paper somebody above does."""
    sari, citra = await head(world), await operator(world)
    await sari.play(morning(), *opening(), EVENING)
    await citra.play(EVENING, *entering("Sari"), *preparing())
    assert "Mintakan tanda tangan kepala kantor" in citra.newest, "no chat may sign it"
    (row,) = await world.rows(letter)
    await sari.play((pressing(f"kt:tanda:{row.id.hex}"), "Surat ini juga tentang Anda."))
    (row,) = await world.rows(letter)
    assert row.state == "disiapkan"


@pytest.mark.parametrize("regulation", [KRA])
async def test_nobody_receives_a_letter_about_themselves(world: World) -> None:
    """AMB-39, KAM-31: a late one counts by whoever receives it, and that is somebody else."""
    sari, citra = await head(world), await operator(world)
    eko, budi = await receiver(world, KRA), await holding(world, BUDI, RECEIVES[KRA], None)
    await eko.play(morning(), *opening(), EVENING)
    await citra.play(EVENING, *entering("Eko", pulang="16.02"), *preparing())
    await sari.play((at("10.00", "2026-05-04"), SILENCE), (tap(SIGN), "lewat batasnya"))
    assert not any("Surat keterangan presensi manual" in text for text in eko.phone.told)
    (row,) = await world.rows(letter)
    for verb in ("terima", "kembali"):
        await eko.play((pressing(f"ku:{verb}:{row.id.hex}"), "Surat ini juga tentang Anda."))
    await eko.play((say("/verifikasi"), "Tidak ada yang menunggu keputusan Anda."))
    assert (await day_of(world, EKO)).state is State.ALPA
    await budi.play((tap("Terima"), "✅ Diterima. 1 hari dihitung."))
    assert (await day_of(world, EKO)).state is State.PRESENT


async def test_nobody_receives_what_they_have_handed_in(world: World) -> None:
    """AMB-39: an Administrator who is also the operator leaves it to another one."""
    eko = await receiver(world, BLG)
    citra, _budi = await broken_phone(world)
    row = {"role": RECEIVES[BLG].value, "since": date(2024, 1, 1), "until": None, "decree": "SK 1"}
    await insert(world, role, employee=CITRA.id, office=None, **row)
    await citra.play(
        *entering(pulang="16.02"),
        *preparing(),
        (tap("Kirim foto"), "Kirim foto atau PDF surat"),
        (photo, "Kirim?"),
        (tap("Ya"), "✅ Surat terkirim ke BKPSDM. 1 hari dihitung."),
    )
    (found,) = await world.rows(letter)
    yours = "Surat ini Anda sendiri yang mengirim."
    await citra.play((pressing(f"ku:terima:{found.id.hex}"), yours))
    await eko.play((tap("Terima"), "✅ Diterima. 1 hari dihitung."))


@pytest.mark.parametrize(
    ("until", "asked"),
    [(date(2026, 4, 6), "Eko"), (date(2026, 4, 5), "Sari")],
    ids=["AMB-39", "AMB-39 over"],
)
async def test_the_card_goes_to_whoever_stands_in_for_the_head(
    world: World, until: date, asked: str
) -> None:
    """And to nobody else, as the tap would be refused."""
    people = {"Sari": await head(world), "Eko": await met(world, EKO)}
    citra, _budi = await broken_phone(world)
    async with world.service.app.engine.begin() as db:
        acting = StandIn(SARI.id, EKO.id, StandInReason.ACTING, date(2026, 4, 1), until)
        await delegation.add(db, world.region, acting, "SK 2")
    await citra.play(*entering(pulang="16.02"), *preparing())
    assert f"{asked} bisa menyatakannya dengan satu ketukan" in citra.newest
    read = {
        name
        for name, who in people.items()
        if any("Surat keterangan menunggu Anda" in text for text in who.phone.told)
    }
    assert read == {asked}
    await people[asked].play((tap(SIGN), "✅ Surat terkirim ke BKPSDM. 1 hari dihitung."))


async def test_a_head_who_has_left_is_not_said_to_sign(world: World) -> None:
    """What no chat can sign is signed on paper."""
    sari = await head(world)
    citra, _budi = await broken_phone(world)
    told = {"kind": "pensiun", "decree": "SK 3"}
    gone = {"back": None, "back_decree": None, "revoked_at": None}
    await insert(world, departure, employee=SARI.id, last=date(2026, 4, 5), **told, **gone)
    await citra.play(*entering(pulang="16.02"), *preparing())
    assert "Mintakan tanda tangan kepala kantor" in citra.newest
    assert not any("Surat keterangan menunggu Anda" in text for text in sari.phone.told)


@pytest.mark.parametrize(("decree", "reads"), [("SK 4", True), (None, False)])
async def test_a_letter_goes_to_no_administrator_without_decree(
    world: World, decree: str | None, *, reads: bool
) -> None:
    """BLG-6-1: who may not receive it reads no names."""
    sari, eko = await head(world), await met(world, EKO)
    row = {"role": RECEIVES[BLG].value, "since": date(2024, 1, 1), "until": None}
    await insert(world, role, employee=EKO.id, office=None, decree=decree, **row)
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *preparing())
    await sari.play((tap(SIGN), "✅ Surat terkirim"))
    assert any("Surat keterangan presensi manual" in text for text in eko.phone.told) is reads


def withdrawing() -> list[Line]:
    """The whole of /manual, Tarik catatan, for Budi's Monday."""
    return [
        (say("/manual"), "Presensi manual kantor Anda"),
        (tap("Tarik catatan"), "Tanggal berapa?"),
        (say("6 April 2026"), "Milik siapa?"),
        (say("Budi"), "Apa yang keliru?"),
        (say("Salah baca"), "Tarik presensi manual Budi"),
        (tap("Ya"), "✅ Ditarik"),
    ]


@BOTH
@pytest.mark.parametrize("accepted", [False, True])
async def test_what_is_entered_anew_waits_for_a_new_letter(world: World, *, accepted: bool) -> None:
    """AMB-97, KAM-50, BLG-12-1: what two people vouched for is not rewritten by one alone."""
    sari, eko = await head(world), await receiver(world, BLG)
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(masuk="09.52", pulang="16.02"), *preparing())
    await sari.play((tap(SIGN), "✅ Surat terkirim"))
    if accepted:
        await eko.play((tap("Terima"), "✅ Diterima. 1 hari dihitung."))
    assert (await day_of(world)).late == 142
    await citra.play(*withdrawing())
    assert (await day_of(world)).state is State.ALPA
    await citra.play(*entering(pulang="16.02"))
    assert "Dihitung hadir setelah surat keterangan ada." in citra.newest
    assert (await day_of(world)).state is State.ALPA
    await citra.play(*preparing("800/13"))
    await sari.play((tap(SIGN), "✅ Surat terkirim ke BKPSDM. 1 hari dihitung."))
    day = await day_of(world)
    assert (day.state, day.late) == (State.PRESENT, 0)
    await eko.play((tap("Terima"), "✅ Diterima. 1 hari dihitung."))


@pytest.mark.parametrize("signed", [False, True])
async def test_nothing_is_added_to_a_date_that_stands_in_a_letter(
    world: World, *, signed: bool
) -> None:
    """AMB-97, KAM-50: the head has vouched for a masuk, and not for the pulang after it."""
    sari, _eko = await head(world), await receiver(world, BLG)
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(), *preparing())
    if signed:
        await sari.play((tap(SIGN), "✅ Surat terkirim"))
    *asked, _pulang, _more, _photo, _yes = entering()
    await citra.play(*asked[:-1], (tap("Kosong"), "pulang pukul berapa"))
    await citra.play((say("16.02"), "sudah ada di surat keterangan. Tarik dulu catatannya"))
    assert len(await world.rows(manual)) == 1


async def test_the_head_signs_nothing_that_was_withdrawn(world: World) -> None:
    """AMB-97: the only date of a letter is gone, so it is no letter any more."""
    sari, eko = await head(world), await receiver(world, BLG)
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *preparing(), *withdrawing())
    await sari.play((tap(SIGN), "Surat ini tidak ada lagi."))
    await sari.play((say("/verifikasi"), "Tidak ada yang menunggu keputusan Anda."))
    await citra.play((say("/manual"), "Tidak ada hari yang menunggu surat keterangan."))
    assert "Lihat surat" not in " ".join(citra.phone.labels)
    assert not any("Surat keterangan presensi manual" in text for text in eko.phone.told)


async def test_a_letter_is_printed_also_after_the_tap_of_the_head(world: World) -> None:
    """AMB-70: signed, and accepted; one that was given up is printed no more."""
    sari, eko = await head(world), await receiver(world, BLG)
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *preparing())
    printed, scan = old_button("Unduh surat")(citra), old_button("Kirim foto")(citra)
    await sari.play((tap(SIGN), "✅ Surat terkirim"))
    assert "⏳ Sedang disiapkan." in (await citra.hears(printed))[0]
    await citra.play(
        (scan, "Surat ini sudah diproses."),
        (say("/manual"), "menunggu BKPSDM"),
        (tap("1. Lihat surat"), "Budi: 6 April (ponsel rusak)"),
    )
    assert not {"Kirim foto", "Batalkan surat"} & {*citra.phone.labels}
    await eko.play((tap("Terima"), "✅ Diterima. 1 hari dihitung."))
    assert "⏳ Sedang disiapkan." in (await citra.hears(printed))[0]


async def test_a_letter_that_was_given_up_is_printed_no_more(world: World) -> None:
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *preparing())
    printed = old_button("Unduh surat")(citra)
    await citra.play((tap("Batalkan surat"), "Surat dibatalkan."))
    await citra.play((printed, "Surat ini sudah diproses."))


@pytest.mark.parametrize("regulation", [KRA])
@pytest.mark.parametrize(
    ("holidays", "told"),
    [((1, 4), "1 hari dihitung."), ((1,), "lewat batasnya.")],
    ids=["KAM-05 moved", "KAM-05"],
)
async def test_a_holiday_that_comes_after_the_letter_moves_its_date(
    world: World, holidays: tuple[int, ...], told: str
) -> None:
    """The date is reckoned when it is signed, as reminders reckon it."""
    sari, _eko = await head(world), await receiver(world, KRA)
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *preparing())
    for day in holidays:
        row = {"date": date(2026, 5, day), "name": "Libur", "kind": "libur nasional"}
        await insert(world, holiday, **row, decree=None)
    async with world.service.app.engine.begin() as db:
        await roster.outdate(db, world.region)
    await sari.play((at("10.00", "2026-05-05"), SILENCE), (tap(SIGN), told))


async def test_a_letter_that_no_card_can_show_is_signed_on_paper(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AMB-70: nobody vouches by a tap for names that stand nowhere on the card."""
    sari = await head(world)
    citra, _budi = await broken_phone(world)
    monkeypatch.setattr(texts, "EVERY_CHARACTERS_MAX", 10)
    await citra.play(*entering(pulang="16.02"), *preparing())
    assert "Mintakan tanda tangan kepala kantor" in citra.newest
    assert "terlalu panjang untuk dinyatakan lewat chat" in await newest(sari)
    assert SIGN not in sari.phone.labels
    (row,) = await world.rows(letter)
    await sari.play((pressing(f"kt:tanda:{row.id.hex}"), "Suratnya terlalu panjang"))
    (row,) = await world.rows(letter)
    assert row.state == "disiapkan"
