"""/batalkan as dialogues (Pasal 9C): from the superior's word to BKPSDM's receipt."""

import pytest

from tests.handlers.dialogue import SILENCE, again, photo, say, tap
from tests.handlers.month.cancellation.parts import (
    gathered,
    newest,
    ready,
)
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@BOTH
async def test_from_the_proposal_to_the_receipt(world: World) -> None:
    """KRA-9C-1, KRA-9C-2, KRA-9C-3: the day is absent with the signed letter, and not before."""
    who = await gathered(world)
    await ready(who)
    assert "Mohon diketahui: pembatalan kehadiran Budi" in await newest(who.hana)
    await who.hana.play((tap("Mengetahui"), "Diketahui Hana"), (again, SILENCE))
    assert "Diketahui Hana" in await newest(who.sari)
    await who.budi.play((say("/rekap_saya"), "Hadir 1 hari"))
    await who.sari.play(
        (tap("Kirim surat"), "Kirim foto atau PDF surat pembatalan"),
        (photo, "Semua sudah bertanda tangan?"),
        (tap("Kirim surat"), "Surat tersimpan."),
    )
    assert "dibatalkan dan dihitung alpa" in await newest(who.budi)
    await who.budi.play((say("/rekap_saya"), "Alpa 1 hari"))
    assert "Surat pembatalan Budi" in await newest(who.galih)
    await who.galih.play((tap("Sudah dicatat"), "Tercatat."))
    assert "BKPSDM menerima surat pembatalan" in await newest(who.sari)
