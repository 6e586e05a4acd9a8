"""How a regulation file writes a choice from a closed list, and several of them."""

from enum import StrEnum
from typing import Annotated, TypeAlias, TypeVar

from pydantic import AfterValidator, Strict

from core.law.entry import unrepeated

Choice = TypeVar("Choice", bound=StrEnum)
OneOf: TypeAlias = Annotated[Choice, Strict(False)]
ListOf: TypeAlias = Annotated[
    tuple[Annotated[Choice, Strict(False)], ...],
    Strict(False),
    AfterValidator(unrepeated),
]
