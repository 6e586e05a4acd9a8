"""The channels that dialogues are played on; a test asks for what one can do, not for its name."""

from collections.abc import Collection, Mapping

import pytest

from bot.channels.base import Capability
from bot.channels.telegram.channel import TelegramChannel
from tests.plain import PlainChannel

PROFILES: Mapping[str, Collection[Capability]] = {
    channel.name: channel.capabilities for channel in (TelegramChannel, PlainChannel)
}


def needs(capability: Capability) -> pytest.MarkDecorator:
    """Only where a channel can do this."""
    return _on([name for name, can in PROFILES.items() if capability in can])


def lacks(capability: Capability) -> pytest.MarkDecorator:
    """Only where a channel cannot."""
    return _on([name for name, can in PROFILES.items() if capability not in can])


def _on(profiles: list[str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("profile", profiles, indirect=True)
