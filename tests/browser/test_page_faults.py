"""The switches of the faults: nothing is lost, at most doubled where an answer got lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.deeds import KRISTINA, MARIA, activated
from tests.browser.seen import World

ASKED = 6


@pytest.mark.parametrize("switch", ["429: terlalu cepat", "5xx: Telegram sakit", "Bot dimatikan"])
def test_what_is_asked_during_a_fault_is_answered_once_afterwards(
    world: World, switch: str
) -> None:
    kristina = activated(world.open(KRISTINA.name), KRISTINA)
    world.clock.run()
    told = kristina.told.count()
    with world.faults.during(switch):
        kristina.say("/privasi")
        expect(kristina.own.last).to_contain_text("/privasi")
        world.clock.goes_on(seconds=2)
        assert kristina.told.count() == told, "the fault does not bite"
    kristina.hears("Lokasi Anda hanya dibaca")
    kristina.press("Bantuan")
    kristina.hears("Butuh orang?")
    expect(kristina.told).to_have_count(told + 2)


def test_where_an_answer_gets_lost_a_message_may_come_twice_and_none_is_missing(
    world: World,
) -> None:
    maria = activated(world.open(MARIA.name), MARIA)
    world.clock.run()
    told = maria.told.count()
    with world.faults.during("Putus setelah kirim"):
        for asked in range(ASKED):
            maria.press("Hari ini")
            expect(maria.with_words("Jam kerja").nth(asked)).to_be_visible()
    maria.press("Bantuan")
    maria.hears("Butuh orang?")
    assert ASKED < maria.told.count() - told - 1 <= 2 * ASKED
