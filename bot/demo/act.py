"""What somebody at a phone can do, as the page sends it: checked values."""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked

_STRICT = ConfigDict(extra="forbid", strict=True)
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Accuracy = Annotated[float, Field(gt=0, le=1500)]


@checked(frozen=True, config=_STRICT)
class Say:
    text: str


@checked(frozen=True, config=_STRICT)
class Tap:
    message: int
    data: str


@checked(frozen=True, config=_STRICT)
class Press:
    label: str


@checked(frozen=True, config=_STRICT)
class Contact:
    """Their own; that of the chat `of`; or their own number, typed in by hand."""

    of: str | None = None
    forged: bool = False


@checked(frozen=True, config=_STRICT)
class Move:
    """Degrees and metres; an `accuracy` of None is not told."""

    lat: Latitude
    lon: Longitude
    accuracy: Accuracy | None = None


@checked(frozen=True, config=_STRICT)
class Live:
    period: Literal[900, 3600, 28800] = 900


@checked(frozen=True, config=_STRICT)
class Stop:
    """Share no more."""


@checked(frozen=True, config=_STRICT)
class Pin:
    """Where the phone lies: a plain pin, or one of those that look like it."""

    kind: Literal["own", "venue", "via_bot", "scheduled"] = "own"


@checked(frozen=True, config=_STRICT)
class Forward:
    """A location message of the chat `of`."""

    message: int
    of: str


@checked(frozen=True, config=_STRICT)
class Block:
    """The bot may not write any more."""


@checked(frozen=True, config=_STRICT)
class Unblock:
    """It may again."""


@checked(frozen=True, config=_STRICT)
class Read:
    """Everything in the chat was seen."""


Act: TypeAlias = (
    Say | Tap | Press | Contact | Move | Live | Stop | Pin | Forward | Block | Unblock | Read
)
ACTS: Mapping[str, TypeAdapter[Act]] = {
    kind.__name__.lower(): TypeAdapter(kind) for kind in get_args(Act)
}
