"""`waktu`: the time zone of a region."""

from typing import Annotated, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from core.law.entry import Question, Table


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(name))
    except (LookupError, ValueError, OSError):  # "Asia" alone is a directory
        words = "zona waktu ini tidak ada; contoh: Asia/Jakarta"
        raise PydanticCustomError("zone", words) from None


Zone: TypeAlias = Annotated[ZoneInfo, BeforeValidator(_zone)]


class Waktu(Table):
    """`zona` is an IANA name, such as Asia/Makassar."""

    zona: Question[Zone]
