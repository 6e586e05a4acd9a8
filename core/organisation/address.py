"""Where a chat is: region, channel and the channel's own number for the account."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Address:
    region: str
    channel: str
    id: str
