"""Every copy of the card of a stamp changes with what becomes of it (AMB-46)."""

from datetime import date

import pytest

from bot.channels.base import Capability
from db.people.employee import supervision
from tests.handlers.attendance.test_review import looked_at
from tests.handlers.dialogue import (
    SILENCE,
    Speaker,
    at,
    employed,
    insert,
    later,
    old_button,
    say,
    tap,
)
from tests.handlers.worker import newest
from tests.office import EKO, SARI
from tests.profiles import needs
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
EDITS = needs(Capability.EDIT)
MONDAY, TUESDAY, WEDNESDAY = "2026-04-06", "2026-04-07", "2026-04-08"
MINE = "⚠️ Mohon dicek: masuk Budi Senin, 6 April 2026"


async def open_chat(world: World, who: object) -> Speaker:
    speaker = await employed(world, who)  # type: ignore[arg-type]  # one of the cast
    await speaker.play((say("menu"), "Silakan pilih."))
    return speaker


async def above_sari(world: World) -> Speaker:
    await insert(world, supervision, employee=SARI.id, since=date(2024, 1, 1), supervisor=EKO.id)
    return await open_chat(world, EKO)


async def shown(world: World) -> tuple[Speaker, Speaker]:
    """Sari, whose card of Budi's masuk has come, and Budi."""
    sari, budi = await looked_at(world)
    await budi.play((later(minutes=15), SILENCE))
    assert (await newest(sari)).startswith(MINE)
    return sari, budi


def copies(who: Speaker) -> list[tuple[str, list[str]]]:
    """Every card of the stamp on a screen of Telegram, with its buttons."""
    said = (m for m in who.chat.messages if m.sender.is_bot and "Mohon dicek" in m.text)
    return [(" ".join(m.text.split()), m.buttons) for m in said]


@EDITS
@BOTH
@pytest.mark.parametrize("accepts", [True, False], ids=["accepted", "refused"])
async def test_card_and_reminder_both_lose_their_buttons_with_the_decision(
    world: World,
    accepts: bool,  # noqa: FBT001 - a column of the table
) -> None:
    sari, _ = await shown(world)
    await sari.play((at("07.00", WEDNESDAY), SILENCE), (later(seconds=0), "Hampir habis waktunya"))
    assert [buttons for _, buttons in copies(sari)] == [["Terima", "Tolak"]] * 2
    if accepts:
        await sari.play((tap("Terima"), "✅ Diterima Sari"))
    else:
        await sari.play((tap("Tolak"), "Tolak presensi"), (tap("Tidak di tempat"), "❌ Ditolak"))
    said = "✅ Diterima Sari" if accepts else "❌ Ditolak Sari"
    assert [said in text for text, _ in copies(sari)] == [True] * len(copies(sari))
    assert [buttons for _, buttons in copies(sari)] == [[]] * len(copies(sari))


@EDITS
async def test_a_card_opened_from_the_list_changes_too(world: World) -> None:
    sari, _ = await shown(world)
    sent = old_button("Terima")(sari)
    await sari.play((say("/verifikasi"), "1. Budi"), (tap("1. Budi"), MINE))
    assert len(copies(sari)) == 2
    await sari.play((sent, "✅ Diterima Sari"))
    assert all("✅ Diterima Sari" in text and not buttons for text, buttons in copies(sari))


@EDITS
@BOTH
async def test_after_going_up_the_old_copies_say_who_decides_and_then_what(world: World) -> None:
    eko = await above_sari(world)
    sari, budi = await shown(world)
    await sari.play((at("07.00", WEDNESDAY), SILENCE), (later(seconds=0), "Hampir habis waktunya"))
    await budi.play((at("07.24", WEDNESDAY), SILENCE))
    await budi.play((later(minutes=15), "jadi diteruskan ke Eko."))
    assert [buttons for _, buttons in copies(sari)] == [[], []]
    assert all("Sekarang diputuskan oleh Eko." in text for text, _ in copies(sari))
    assert [buttons for _, buttons in copies(eko)] == [["Terima", "Tolak"]]
    await eko.play((tap("Terima"), "✅ Diterima Eko"))
    assert all("✅ Diterima Eko" in text and not buttons for text, buttons in copies(sari))


@EDITS
async def test_an_answer_comes_as_one_new_card_and_the_old_ones_decide_no_more(
    world: World,
) -> None:
    sari, budi = await shown(world)
    await sari.play((tap("Tolak"), "Tolak presensi"), (tap("Tidak di tempat"), "❌ Ditolak"))
    await budi.play(
        (tap("Beri penjelasan"), "Apa penjelasan Anda?"),
        (say("Saya di pos jaga"), "✅ Penjelasan terkirim ke Sari."),
        (later(minutes=15), SILENCE),
    )
    *old, (text, buttons) = copies(sari)
    assert ("Saya di pos jaga" in text, buttons) == (True, ["Terima", "Tolak"])
    assert [buttons for _, buttons in old] == [[]] * len(old)
    await sari.play((tap("Terima"), "✅ Diterima Sari"))
    assert all("✅ Diterima Sari" in text and not buttons for text, buttons in copies(sari))
