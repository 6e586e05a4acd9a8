"""A provision (ketentuan) of a region: what its regulation leaves silent or open, and who says so.

What the words of the text say, and what a decision has settled for good, no region changes.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, RootModel, Strict, ValidationInfo
from pydantic_core import PydanticCustomError

from core.law.answer import Answer, Dated, NotInForceError, dated
from core.law.entry import Table, Text
from core.law.fault import nearest
from core.law.regulation import NOT_ASKED_YET, Regulation, questions, value_types, with_answers

T = TypeVar("T")

UNSEEN = ("belum dilihat", "data contoh")  # what a source says of itself (KAM-13)


class _Value(RootModel[T]):
    model_config = ConfigDict(strict=True)


_READERS: dict[str, type[_Value[Any]]] = {
    key: _Value[kind]  # type: ignore[valid-type] # known only at run time
    for key, kind in value_types().items()
}


def _question(key: str) -> str:
    if key not in _READERS:
        words = f"{key} bukan pertanyaan dalam peraturan{nearest(key, _READERS)}"
        raise PydanticCustomError("question", "{words}", {"words": words})
    if key in NOT_ASKED_YET:
        words = f"{key} belum dipakai Hadir; hapus ketentuan ini"
        raise PydanticCustomError("question", "{words}", {"words": words})
    return key


def _fitting(value: object, info: ValidationInfo[Any]) -> object:
    """Read the value as the regulation itself would have to write it."""
    key = info.data.get("kunci")
    return value if key is None else _READERS[key].model_validate(value).root


class Provision(Table):
    """One answer of a region, as its file writes it."""

    kunci: Annotated[str, AfterValidator(_question)]
    berlaku_sejak: date
    nilai: Annotated[Any, AfterValidator(_fitting)]
    sumber: Text

    @property
    def sample(self) -> bool:
        """Whether its own source says that nobody has read it there."""
        return any(words in self.sumber.casefold() for words in UNSEEN)


def _filling(provision: Provision, info: ValidationInfo[Regulation | None]) -> Provision:
    reason = _conflict(provision, info.context) if info.context else None
    if reason:
        raise PydanticCustomError("conflict", "{reason}", {"reason": reason})
    return provision


def _conflict(provision: Provision, law: Regulation) -> str | None:
    try:
        answer = questions(law)[provision.kunci].on(provision.berlaku_sejak)
    except NotInForceError as early:
        return str(early)
    return _refusal(provision.kunci, answer, provision.nilai)


def _rising(provisions: tuple[Provision, ...]) -> tuple[Provision, ...]:
    for key in dict.fromkeys(provision.kunci for provision in provisions):
        days = [each.berlaku_sejak for each in provisions if each.kunci == key]
        if any(later <= earlier for earlier, later in pairwise(days)):
            words = f"tanggal untuk {key} harus naik dari entri ke entri"
            raise PydanticCustomError("dates", "{words}", {"words": words})
    return provisions


Provisions: TypeAlias = Annotated[
    tuple[Annotated[Provision, AfterValidator(_filling)], ...],
    Strict(False),
    AfterValidator(_rising),
]


def merged(law: Regulation, provisions: Sequence[Provision]) -> Regulation:
    """The regulation with what a region fills in and chooses, from the date of each provision."""
    for key in dict.fromkeys(provision.kunci for provision in provisions):
        local = dated(tuple(_answer(each) for each in provisions if each.kunci == key))
        law = with_answers(law, key, _filled(questions(law)[key], local))
    return law


def _answer(provision: Provision) -> Answer[Any]:
    return Answer(provision.nilai, provision.berlaku_sejak, provision.sumber)


def _filled(law: Dated[Any], local: Dated[Any]) -> Dated[Any]:
    """Where the regulation answers, now or by a later change, it goes before the region.

    Not where it leaves the choice to the region.
    """
    days = tuple(sorted({*law.dates, *local.dates}))
    return Dated(days, tuple(_ruling(law, local, day) for day in days))


def _ruling(law: Dated[Any], local: Dated[Any], day: date) -> Answer[Any]:
    own = law.on(day)
    return own if day < local.dates[0] else _choice(own, local.on(day))


def _refusal(key: str, law: Answer[Any], value: object) -> str | None:
    """Why a region may not answer so; None where it may."""
    if _open(law, value):
        return None
    rule = f"{key} sudah dijawab {law.citation}"
    if law.choice:
        return f"{rule}; daerah hanya boleh memilih {' dan '.join(law.choice)}"
    return f"{rule}; isi hanya yang tidak_diatur"


def _choice(law: Answer[Any], local: Answer[Any]) -> Answer[Any]:
    """What holds where both answer: the region's own answer if it may, else the regulation's.

    A choice within what an article says still stands on the article.
    """
    if not _open(law, local.value):
        return law
    if law.article is None:
        return local
    return replace(law, value=local.value, decisions=(), reason=local.origin, choice=())


def _open(law: Answer[Any], value: object) -> bool:
    if not law.regulated or "nilai" in law.choice:
        return True
    if not law.choice:
        return False
    return _without(law.value, law.choice) == _without(value, law.choice)


def _without(value: object, parts: Sequence[str]) -> object:
    """A table, or each of several, without the fields that are open."""
    if isinstance(value, tuple):
        return [_without(each, parts) for each in value]
    return value.model_dump(exclude=set(parts)) if isinstance(value, BaseModel) else value
