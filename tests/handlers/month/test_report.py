"""The month is handed in, agreed to by the head, and received by BKPSDM (Pasal 13 and 15)."""

from datetime import date
from functools import partial

import pytest

from core.law.regulation import Role
from core.organisation.region import Region
from db.records.audit import audit
from db.records.report import report
from db.records.report_receipt import receipt
from handlers.approvals import buttons
from handlers.texts import report_card
from handlers.texts.evaluation import key_of
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    again,
    at,
    employed,
    forged_tap,
    later,
    old_button,
    say,
    tap,
    used_since,
)
from tests.handlers.month.reporting import (
    FIFTH,
    appoint,
    cast,
    handing_in,
    region_more,
    stamp_of,
    works_at_bkpsdm,
)
from tests.handlers.naming import naming
from tests.handlers.worker import newest
from tests.office import BUDI, CITRA, DEWI, a_region
from tests.world import World

SETDA = key_of("setda")
KRA = pytest.mark.parametrize("regulation", ["karanganyar"])
NOT_YOURS = "Laporan kantor dibuka oleh operator, kepala kantor, dan BKPSDM."
NOT_DECIDED_HERE = "Keputusan ini tidak di tangan Anda hari ini."
SENT_ALREADY = "Laporan April 2026 sudah dikirim lebih dulu. Lihat keadaannya lewat /laporan."


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    return a_region(policy=policy, regulation=regulation, more=region_more(policy))


async def states(world: World) -> list[tuple[int, str | None, str | None]]:
    """Of every version what the head and what BKPSDM decided."""
    received = {row.report: row.state for row in await world.rows(receipt)}
    found = sorted(await world.rows(report), key=lambda row: row.version)
    return [(row.version, row.state, received.get(row.id)) for row in found]


async def actions(world: World) -> list[str]:
    rows = sorted(await world.rows(audit), key=lambda row: row.id)
    return [row.action for row in rows if row.action.startswith("laporan")]


async def test_it_is_handed_in_agreed_to_and_received_under_a_number(world: World) -> None:
    """BLG-13-1, BLG-15: one tap each, and all three hear what became of it."""
    budi, sari, eko = await cast(world)
    await budi.play(*handing_in())
    assert "Menunggu persetujuan Sari. Hasilnya dikirim ke sini." in budi.newest
    assert "Laporan April 2026, Sekretariat Daerah Dikirim Budi" in await newest(sari)
    assert "Tepat waktu. 3 pegawai" in await newest(sari)
    await sari.play((tap("Setujui"), "✅ Disetujui Sari, Selasa, 5 Mei 2026, 09.41 WITA."))
    assert "Laporan April 2026 disetujui Sari" in await newest(budi)
    assert "⏳ Menunggu BKPSDM." in await newest(eko)
    received = "✅ Diterima Eko, Selasa, 5 Mei 2026, 09.41 WITA. Nomor 0001/2026."
    await eko.play((tap("Terima"), received))
    told = "BKPSDM menerima laporan April 2026, Selasa, 5 Mei 2026, 09.41 WITA."
    for each in (budi, sari):
        assert told in await newest(each)
        assert "Nomor 0001/2026." in await newest(each)
    await budi.play(
        (say("/laporan"), "✅ Diterima Eko, Selasa, 5 Mei 2026, 09.41 WITA. Nomor 0001")
    )
    assert await states(world) == [(1, "disetujui", "disetujui")]
    done = ["laporan dikirim", "laporan disetujui", "laporan diterima"]
    assert await actions(world) == done


@pytest.mark.parametrize(
    ("day", "clock", "answer"),
    [
        ("2026-05-04", "23.59.59", "Laporan April 2026 belum waktunya dikirim."),
        ("2026-05-05", "00.00", "Laporan April 2026 siap dikirim."),
    ],
    ids=["AMB-80 the fourth", "AMB-80 the fifth"],
)
async def test_it_opens_with_the_lock(world: World, day: str, clock: str, answer: str) -> None:
    budi, *_ = await cast(world)
    await budi.play((at(clock, day), SILENCE), (say("/laporan"), answer))
    opened = "belum" not in answer
    assert ("Kirim" in budi.phone.labels) is opened
    said = "Data sudah dikunci." if opened else "Bisa dikirim mulai Selasa, 5 Mei 2026, 00.00 WITA."
    assert said in budi.newest


async def test_before_the_lock_a_forged_button_hands_nothing_in(world: World) -> None:
    """AMB-80: none is shown."""
    budi, *_ = await cast(world)
    early = partial(forged_tap, data=f"lp:kirim:202604:{SETDA}")
    refused = "belum bisa dikirim. Kirim lewat /laporan mulai Selasa, 5 Mei 2026, 00.00 WITA."
    await budi.play((at("23.59.59", "2026-05-04"), SILENCE), (say("/laporan"), "belum waktunya"))
    await budi.play((early, refused))
    assert await states(world) == []


@pytest.mark.parametrize(
    ("day", "said", "punctual"),
    [
        ("2026-09-05", "Tanggal 5 hari Sabtu, jadi sampai Senin, 7 September 2026", "Tepat waktu."),
        ("2026-09-07", "Tanggal 5 hari Sabtu, jadi sampai Senin, 7 September 2026", "Tepat waktu."),
        ("2026-09-08", "Sudah lewat 1 hari.", "Terlambat 1 hari dari 7 September 2026."),
    ],
    ids=["BLG-13-3 Saturday", "AMB-27 Monday", "AMB-27 Tuesday"],
)
async def test_a_fifth_that_is_a_holiday_moves_what_is_on_time(
    world: World, day: str, said: str, punctual: str
) -> None:
    budi, sari, _ = await cast(world)
    await budi.play((at("23.59.59", day), SILENCE), (say("/laporan"), said))
    await budi.play((tap("Kirim"), "Laporan Agustus 2026 terkirim"))
    assert punctual in await newest(sari)


async def test_it_comes_back_and_goes_out_again(world: World) -> None:
    """The reason is read by all operators, and the next version goes the whole way."""
    await appoint(world, CITRA, Role.OPERATOR, "setda")
    budi, sari, eko = await cast(world)
    citra = await employed(world, CITRA)
    await citra.play((say("menu"), "Silakan pilih."))
    await budi.play(*handing_in())
    await sari.play(
        (tap("Kembalikan"), "Mengembalikan laporan April 2026, Sekretariat Daerah."),
        (tap("Surat belum ada"), "❌ Dikembalikan Sari"),
    )
    for each in (budi, citra):
        told = "Laporan April 2026 dikembalikan Sari. Sekretariat Daerah Alasan: Surat belum ada"
        assert told in await newest(each)
    await citra.play(
        (say("/laporan"), "❌ Dikembalikan Sari"), (tap("Kirim"), "Laporan April 2026 terkirim")
    )
    assert "Kiriman ke-2." in await newest(sari)
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    await eko.play(
        (tap("Kembalikan"), "Apa yang perlu diperbaiki?"),
        (say("Rekap <Citra> & Budi kurang"), "Alasan: Rekap <Citra> & Budi kurang"),
    )
    for each in (budi, citra, sari):
        assert "dikembalikan Eko. Sekretariat Daerah Alasan: Rekap" in await newest(each)
    await budi.play((say("/laporan"), "❌ Dikembalikan Eko"), (tap("Kirim"), "terkirim"))
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    await eko.play((tap("Terima"), "Nomor 0001/2026."))
    said = [("ditolak", None), ("disetujui", "ditolak"), ("disetujui", "disetujui")]
    assert await states(world) == [(n, *each) for n, each in enumerate(said, 1)]


async def test_what_is_under_way_or_received_is_not_handed_in_again(world: World) -> None:
    """AMB-82: an old button is told so, and a second delivery sends nothing."""
    budi, sari, eko = await cast(world)
    await budi.play((at("09.41", FIFTH), SILENCE), (say("/laporan"), "siap dikirim."))
    stale = old_button("Kirim")(budi)
    await budi.play((tap("Kirim"), "terkirim"), (again, SILENCE), (stale, SENT_ALREADY))
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    await eko.play((tap("Terima"), "Nomor 0001/2026."))
    await budi.play((say("/laporan"), "Diterima Eko"))
    assert "Kirim" not in budi.phone.labels
    forged = partial(forged_tap, data=f"lp:kirim:202604:{SETDA}")
    await budi.play((forged, SENT_ALREADY))
    assert len(await states(world)) == 1


async def test_it_is_taken_back_before_the_head_decides(world: World) -> None:
    """And the head's card says so, without its buttons."""
    budi, sari, _ = await cast(world)
    await budi.play(*handing_in())
    approve = old_button("Setujui")(sari)
    await budi.play((say("/laporan"), "⏳ Menunggu persetujuan"))
    withdraw = old_button("Tarik kembali")(budi)
    await budi.play((tap("Tarik kembali"), "Ditarik kembali. Laporan April 2026 siap dikirim."))
    await sari.play((approve, "Sudah diputuskan lebih dulu"))
    assert "Ditarik kembali oleh operator" in sari.newest
    await budi.play((withdraw, "Sudah diputuskan lebih dulu. Lihat keadaannya lewat /laporan."))
    await budi.play((say("/laporan"), "siap dikirim."), (tap("Kirim"), "terkirim"))
    assert await states(world) == [(1, "ditarik", None), (2, None, None)]


async def test_what_the_head_has_decided_is_not_taken_back(world: World) -> None:
    budi, sari, _ = await cast(world)
    await budi.play(*handing_in())
    await budi.play((say("/laporan"), "⏳ Menunggu persetujuan"))
    withdraw = old_button("Tarik kembali")(budi)
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    await budi.play((withdraw, "Sudah diputuskan lebih dulu."))
    assert await states(world) == [(1, "disetujui", None)]


async def test_of_two_administrators_the_first_receives_and_the_other_reads_so(
    world: World,
) -> None:
    """Both get the card; one number is given."""
    budi, sari, eko = await cast(world)
    await appoint(world, DEWI, Role.ADMINISTRATOR, None, "SK 2/2024")
    await works_at_bkpsdm(world, DEWI)
    dewi = await employed(world, DEWI)
    await dewi.play((say("menu"), "Silakan pilih."))
    await budi.play(*handing_in())
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    assert "⏳ Menunggu BKPSDM." in await newest(dewi)
    late = old_button("Terima")(dewi)
    await eko.play((tap("Terima"), "Nomor 0001/2026."))
    await dewi.play((late, "Sudah diputuskan lebih dulu"))
    assert "✅ Diterima Eko" in dewi.newest
    assert await actions(world) == ["laporan dikirim", "laporan disetujui", "laporan diterima"]


async def test_whoever_has_no_role_sees_nothing_and_decides_nothing(world: World) -> None:
    """Wrong roles and strangers: a colleague, an operator of another office, forged buttons."""
    budi, *_ = await cast(world)
    await appoint(world, DEWI, Role.OPERATOR, "rsud")
    await budi.play(*handing_in())
    (row,) = await world.rows(report)
    page = f"lp:buka:202604:{SETDA}"
    for actor in (CITRA, DEWI):
        other = await employed(world, actor)
        await other.play((say("/laporan"), NOT_YOURS if actor is CITRA else "RSUD"))
        await other.play((say("/verifikasi"), "Tidak ada yang menunggu keputusan Anda."))
        said = (
            NOT_YOURS if actor is CITRA else "Tombol itu sudah tidak berlaku. Buka /laporan lagi."
        )
        await other.play((partial(forged_tap, data=page), said))
        for verb in (report_card.APPROVE, report_card.REFUSE, report_card.FILES):
            forged = buttons.data(report_card.AGREE, verb, row.id)
            await other.play((partial(forged_tap, data=forged), NOT_DECIDED_HERE))
    await budi.play((say("/laporan"), "⏳ Menunggu persetujuan"))
    own = buttons.data(report_card.AGREE, report_card.APPROVE, row.id)
    await budi.play((partial(forged_tap, data=own), NOT_DECIDED_HERE))
    assert await states(world) == [(1, None, None)]


@pytest.mark.parametrize(
    "data",
    [
        *("lp", "lp:buka:202604", "lp:buka:209913:x", "lp:apa:202604:x", "lp:daftar:202604:x"),
        *("lp:::", "lp:daftar:202001:0", "lp:daftar:999912:0"),
        *(
            f"lp:{verb}:{month}:{SETDA}"
            for verb in ("buka", "kirim", "tarik", "berkas")
            for month in ("202001", "202309", "202606", "999912")
        ),
    ],
)
async def test_a_forged_button_means_nothing(world: World, data: str) -> None:
    budi, *_ = await cast(world)
    await budi.play((at("09.00", FIFTH), SILENCE), (say("/laporan"), "siap dikirim."))
    heard = await budi.hears(partial(forged_tap, data=data))
    assert heard in ([STALE], ["Tombol itu sudah tidak berlaku. Buka /laporan lagi."])
    assert await states(world) == []


async def test_the_head_looks_but_does_not_hand_in(world: World) -> None:
    """BLG-15, and forged all the same."""
    _, sari, _ = await cast(world)
    await sari.play((at("09.00", FIFTH), SILENCE), (say("/laporan"), "siap dikirim."))
    assert "Kirim" not in sari.phone.labels
    forged = f"lp:kirim:202604:{SETDA}"
    await sari.play((partial(forged_tap, data=forged), "tidak berwenang mengirim laporan"))
    assert await states(world) == []


async def test_nobody_agrees_to_their_own_report(world: World) -> None:
    """Who is operator and head: nobody else is named, so it waits, and the operator reads so."""
    await appoint(world, BUDI, Role.OPERATOR, "setda")
    await appoint(world, BUDI, Role.HEAD, "setda")
    budi = await employed(world, BUDI)
    await budi.play((say("menu"), "Silakan pilih."), *handing_in())
    assert "Belum ada yang ditunjuk untuk memutuskannya." in budi.newest
    (row,) = await world.rows(report)
    own = buttons.data(report_card.AGREE, report_card.APPROVE, row.id)
    await budi.play((partial(forged_tap, data=own), NOT_DECIDED_HERE))
    assert await states(world) == [(1, None, None)]


async def test_it_stands_in_the_list_of_what_waits(world: World) -> None:
    budi, sari, eko = await cast(world)
    await budi.play(*handing_in())
    await sari.play((say("/verifikasi"), "1. Budi: 1 laporan"), (tap("1. Budi"), "Dikirim Budi"))
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    await eko.play((say("/verifikasi"), "1. Budi: 1 laporan masuk"))
    await sari.play((say("/verifikasi"), "Tidak ada yang menunggu keputusan Anda."))


async def test_it_waits_for_the_head_beyond_the_next_lock(world: World) -> None:
    """The month that is closed is the reported one: a head who is late still agrees."""
    budi, sari, _ = await cast(world)
    await budi.play(*handing_in())
    await sari.play((at("08.00", "2026-06-08"), SILENCE), (tap("Setujui"), "✅ Disetujui Sari"))


async def test_a_silent_head_is_reminded_once(world: World) -> None:
    """AMB-81: silence is no yes."""
    budi, sari, _ = await cast(world)
    await budi.play(*handing_in())
    heard = await sari.hears(at("13.00", "2026-05-06"))
    heard += await sari.hears(later(minutes=15))
    assert sum("Hampir habis waktunya:" in each for each in heard) == 1
    await sari.hears(later(days=3))
    assert await states(world) == [(1, None, None)]


async def test_a_plh_agrees_instead_of_the_head(world: World) -> None:
    """AMB-39."""
    budi, sari, _ = await cast(world)
    dewi = await employed(world, DEWI)
    await dewi.play((say("menu"), "Silakan pilih."))
    await sari.play((at("07.00", FIFTH), SILENCE))
    await sari.play(*naming(say("dewi"), "5/5/2026"))
    await budi.play(*handing_in())
    assert "Menunggu persetujuan Dewi." in budi.newest
    await dewi.play((tap("Setujui"), "✅ Disetujui Dewi"))


async def test_whoever_looks_after_all_offices_sees_where_each_stands(world: World) -> None:
    """BLG-16: what is late comes first; each opens."""
    await appoint(world, DEWI, Role.OPERATOR, "rsud")
    budi, _, eko = await cast(world)
    await budi.play(*handing_in())
    counted = "menunggu kepala kantor 1, belum dikirim 1"
    await eko.play((say("/laporan"), f"Laporan April 2026 {counted}"))
    await eko.play((at("08.00", "2026-05-06"), SILENCE))
    counted = "terlambat 1, menunggu kepala kantor 1 1. RSUD: terlambat 2. Sekretariat Daerah"
    await eko.play((say("/laporan"), counted), (tap("1. RSUD"), "Sudah lewat 1 hari."))
    assert "Kirim" not in eko.phone.labels
    await eko.play((tap("Maret 2026"), "Laporan Maret 2026 siap dikirim. RSUD"))


async def test_a_month_before_anybody_used_it_is_neither_offered_nor_taken(world: World) -> None:
    """AMB-52: in the first month its own page is shown, and reminders ask for none before."""
    await used_since(world, date(2026, 4, 1))
    budi, _, eko = await cast(world)
    forged = partial(forged_tap, data=f"lp:kirim:202603:{SETDA}")
    said = "Tombol itu sudah tidak berlaku. Buka /laporan lagi."
    await budi.play((at("09.00", "2026-04-20"), SILENCE))
    await budi.play((say("/laporan"), "Laporan April 2026 belum waktunya dikirim."))
    assert "Maret 2026" not in budi.phone.labels
    if budi.phone.labels:
        await budi.play((forged, said))
    await budi.play((at("09.00", FIFTH), SILENCE), (say("/laporan"), "April 2026 siap dikirim."))
    assert "Maret 2026" not in budi.phone.labels
    await budi.play((forged, said))
    await eko.play((say("/laporan"), "Laporan April 2026"))
    assert await states(world) == []


@KRA
async def test_a_recap_is_stored_once_the_head_has_agreed(world: World) -> None:
    """KRA-7-3c, KRA-10-3, KAM-36, KAM-47: nobody has to receive it, and no date is due."""
    budi, sari, eko = await cast(world, "karanganyar")
    await budi.play((at("23.59.59", "2026-04-30"), SILENCE))
    await budi.play((say("/laporan"), "Rekap Maret 2026 siap dikirim."))
    await budi.play((tap("April 2026"), "Rekap April 2026 belum waktunya dikirim."))
    assert "Bisa dikirim mulai Jumat, 1 Mei 2026, 00.00 WIB." in budi.newest
    await budi.play(*handing_in("2026-05-01", "00.00", "Ajukan ke kepala"))
    assert "Batas" not in " ".join(budi.answers)
    before = await newest(eko)
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    assert "Rekap April 2026 tersimpan." in await newest(budi)
    assert await newest(eko) == before
    assert await states(world) == [(1, "disetujui", None)]
    await eko.play((say("/laporan"), "✅ Tersimpan. Disetujui Sari"))


@KRA
async def test_a_stored_recap_of_an_open_month_is_made_again_only_if_facts_changed(
    world: World,
) -> None:
    """KAM-36, KAM-23: until the month is locked."""
    budi, sari, _ = await cast(world, "karanganyar")
    await budi.play((at("08.00", "2026-05-01"), SILENCE), (say("/laporan"), "Rekap April 2026"))
    await budi.play((tap("Ajukan ke kepala"), "terkirim"))
    stale = old_button("Setujui")(sari)
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"), (stale, "Sudah diputuskan lebih dulu"))
    await budi.play((at("17.00"), SILENCE), (say("/laporan"), "✅ Tersimpan."))
    assert "Ajukan ke kepala" not in budi.phone.labels
    await stamp_of(world, CITRA, "2026-04-06")
    await budi.play((say("/laporan"), "⚠️ Berubah sesudah rekap: 1 hari, 1 pegawai"))
    await budi.play((tap("Ajukan ke kepala"), "terkirim"))
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    await stamp_of(world, CITRA, "2026-04-07")
    await budi.play((at("08.00", "2026-06-01"), SILENCE))
    await budi.play((say("/laporan"), "Rekap Mei 2026"), (tap("April 2026"), "1 hari, 1 pegawai"))
    assert "Ajukan ke kepala" not in budi.phone.labels
