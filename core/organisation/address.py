"""Where a chat is: region, channel and the channel's own number for the account."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A chat account: the region and the channel whose bot it writes to, and its id there."""

    region: str
    channel: str
    id: str
