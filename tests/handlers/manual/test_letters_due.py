"""On the first of the next month operators read which letters are missing; nobody else does."""

import pytest

from tests.handlers.dialogue import SILENCE, Speaker, at, later, old_button, photo, say, tap
from tests.handlers.manual.paper import (
    BLG,
    KRA,
    SIGN,
    broken_phone,
    entering,
    head,
    preparing,
    receiver,
)
from tests.world import World

TITLE = "hari presensi manual belum punya surat keterangan."
FIRST = "2026-05-01"


async def told(who: Speaker, clock: str, day: str = FIRST) -> list[str]:
    """What of it somebody reads when the sweep has come by at that time."""
    await at(clock, day)(who)
    return [each for each in await who.hears(later(seconds=0)) if TITLE in each]


@pytest.mark.parametrize("regulation", [KRA])
async def test_once_on_that_date_while_something_is_missing(world: World) -> None:
    """KRA-9-3, KAM-05: at eight, not the day before, and not twice."""
    citra, budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"))
    assert await told(citra, "10.00", "2026-04-30") == []
    assert await told(citra, "07.59.59") == []
    (first,) = await told(citra, "08.00")
    assert first.startswith("1 hari presensi manual")
    assert "paling lambat Jumat, 1 Mei 2026" in first
    assert await told(citra, "11.00") == []
    assert not any(TITLE in text for text in budi.phone.told)
    await citra.play((tap("Unggah surat"), "1 hari belum punya surat keterangan."))


@pytest.mark.parametrize("regulation", [KRA])
async def test_a_letter_that_nobody_signed_is_missing_and_a_signed_one_is_not(
    world: World,
) -> None:
    sari = await head(world)
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *preparing())
    assert len(await told(citra, "08.00")) == 1
    await sari.play((tap(SIGN), "✅ Surat terkirim"))
    assert await told(citra, "08.00", "2026-06-01") == []


@pytest.mark.parametrize("regulation", [BLG])
async def test_where_the_law_gives_no_date_nobody_is_reminded(world: World) -> None:
    """AMB-24."""
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"))
    assert await told(citra, "09.00") == []


async def test_the_same_scan_twice_is_handed_in_once(world: World) -> None:
    """A second delivery of the answer, and the button of before."""
    await receiver(world, BLG)
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *preparing())
    scan = old_button("Kirim foto")(citra)
    await citra.play(
        (tap("Kirim foto"), "Kirim foto atau PDF surat"),
        (photo, "Kirim?"),
        (tap("Ya"), "✅ Surat terkirim ke BKPSDM. 1 hari dihitung."),
        (scan, "Surat ini sudah diproses."),
    )


async def test_a_letter_that_was_given_up_frees_its_days(world: World) -> None:
    await head(world)
    citra, _budi = await broken_phone(world)
    await citra.play(
        *entering(pulang="16.02"),
        *preparing(),
        (say("/manual"), "Tidak ada hari yang menunggu surat keterangan."),
        (tap("1. Lihat surat"), "Budi: 6 April (ponsel rusak)"),
        (tap("Batalkan surat"), "Surat dibatalkan."),
        *preparing("800/13"),
        (at("17.30"), SILENCE),
    )
