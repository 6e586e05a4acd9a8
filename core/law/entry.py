"""How a regulation file writes its answers: dated entries, each with exactly one kind of source."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import Annotated, Any, Generic, Literal, Self, TypeAlias, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    Strict,
    Tag,
    ValidationInfo,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import with_info_after_validator_function

from core.law.answer import Answer, Dated, dated
from core.law.fault import Fault

T = TypeVar("T")

_DECISION = re.compile(r"(AMB|KAM)-(\d{2}|[1-9]\d{2})")
_ONE_ARTICLE = r"Pasal \d+[A-Z]?( ayat \(\d+\))?( huruf [a-z])?( angka \d+)?"
_ARTICLE = re.compile(rf"{_ONE_ARTICLE}( dan {_ONE_ARTICLE})*")
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class Table(BaseModel):
    """One table of a TOML file: exact types, no unknown key."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def unrepeated(values: tuple[T, ...]) -> tuple[T, ...]:
    """Refuse an empty list, whose sense nobody can tell from a forgotten one, and a double."""
    if not values:
        raise PydanticCustomError("empty", "daftar ini tidak boleh kosong")
    if len(set(values)) < len(values):
        raise PydanticCustomError("repeated", "ada yang ditulis dua kali dalam daftar ini")
    return values


def _decision_number(text: str) -> str:
    if not _DECISION.fullmatch(text):
        words = "nomor keputusan ditulis seperti AMB-05 atau KAM-13"
        raise PydanticCustomError("decision_number", words)
    return text


def _article(text: str) -> str:
    if not _ARTICLE.fullmatch(text):
        words = "pasal ditulis seperti Pasal 8 ayat (2) huruf a"
        raise PydanticCustomError("article", words)
    return text


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text):
        words = "hanya huruf kecil, angka dan tanda hubung, misalnya kota-baru"
        raise PydanticCustomError("slug", words)
    return text


def _one_or_many(raw: object) -> object:
    return [raw] if isinstance(raw, str) else raw


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "tidak boleh kosong")
    return text


Text: TypeAlias = Annotated[str, AfterValidator(_not_blank)]
Slug: TypeAlias = Annotated[str, AfterValidator(_slug)]
Decision: TypeAlias = Annotated[str, AfterValidator(_decision_number)]
# What a region may choose: the whole value, or some fields of it.
Part: TypeAlias = Literal["nilai", "akibat", "huruf", "hitungan"]
Choice: TypeAlias = Annotated[tuple[Part, ...], Strict(False), AfterValidator(unrepeated)]
Decisions: TypeAlias = Annotated[
    tuple[Decision, ...], Strict(False), AfterValidator(unrepeated), BeforeValidator(_one_or_many)
]


class ByArticle(Table, Generic[T]):
    """The text answers; `keputusan` stands beside it where the text had to be read by us."""

    berlaku_sejak: date
    nilai: T
    pasal: Annotated[str, AfterValidator(_article)]
    kutipan: Text
    keputusan: Decisions = ()
    alasan: Text | None = None
    pilihan_daerah: Choice = ()

    @model_validator(mode="after")
    def _chosen_by_decision(self) -> Self:
        """Where the words of the text leave no choice, no region has one."""
        if self.pilihan_daerah and not self.keputusan:
            raise PydanticCustomError("choice", "pilihan_daerah hanya ada bersama keputusan")
        return self


class ByDecision(Table, Generic[T]):
    """The text is silent or unclear and a numbered decision answers."""

    berlaku_sejak: date
    nilai: T
    keputusan: Decisions
    alasan: Text
    pilihan_daerah: Choice = ()


class Silent(Table):
    """The text is silent and nobody has decided: there is no value."""

    berlaku_sejak: date
    tidak_diatur: Decision
    alasan: Text | None = None


def _source(entry: object) -> str | None:
    if not isinstance(entry, Mapping):
        return None
    if "tidak_diatur" in entry:
        return "<tidak_diatur>"
    if "pasal" in entry or "kutipan" in entry:
        return "<pasal>"
    return "<keputusan>" if "keputusan" in entry else None


def _answer(entry: ByArticle[T] | ByDecision[T] | Silent, origin: str) -> Answer[T]:
    since, reason = entry.berlaku_sejak, entry.alasan
    match entry:
        case ByArticle(nilai=value, pasal=article, kutipan=quote, keputusan=decisions):
            choice = entry.pilihan_daerah
            return Answer(value, since, origin, article, quote, decisions, reason, choice)
        case ByDecision(nilai=value, keputusan=decisions):
            choice = entry.pilihan_daerah
            return Answer(value, since, origin, decisions=decisions, reason=reason, choice=choice)
        case Silent(tidak_diatur=decision):
            return Answer(None, since, origin, decisions=(decision,), reason=reason)


def _dated(
    entries: list[ByArticle[T] | ByDecision[T] | Silent], info: ValidationInfo[str]
) -> Dated[T]:
    return dated(tuple(_answer(entry, info.context or "") for entry in entries))


def _entries_of(kind: Any) -> Any:  # noqa: ANN401 - a type built at run time is no type to mypy
    entry = Annotated[
        Annotated[ByArticle[kind], Tag("<pasal>")]
        | Annotated[ByDecision[kind], Tag("<keputusan>")]
        | Annotated[Silent, Tag("<tidak_diatur>")],
        Discriminator(_source),
    ]
    return Annotated[list[entry], Field(min_length=1)]


class _ReadEntries:
    """Tells pydantic to read `Dated[T]` from the array of entries in which a file writes it."""

    @staticmethod
    def __get_pydantic_core_schema__(
        source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        (kind,) = get_args(source)
        entries = handler.generate_schema(_entries_of(kind))
        return with_info_after_validator_function(_dated, entries)


Question: TypeAlias = Annotated[Dated[T], _ReadEntries]


def misdated(raw: dict[str, Any], file: str) -> Iterator[Fault]:
    """Look at the raw dates, so that they are told even where the entries have other faults."""
    in_force = _day(raw.get("peraturan"))
    for key, days in _timelines(raw):
        if in_force and days and days[0] > in_force:
            reason = f"baru dijawab sejak {days[0]}, padahal peraturan berlaku sejak {in_force}"
            yield Fault(file, key, reason)
        for earlier, later in pairwise(days):
            if later == earlier:
                yield Fault(file, key, f"tanggal {later} tertulis dua kali")
            elif later < earlier:
                yield Fault(file, key, f"tanggal mundur: {later} ditulis sesudah {earlier}")


def _timelines(raw: dict[str, Any]) -> Iterator[tuple[str, list[date]]]:
    for section, table in raw.items():
        for key, entries in table.items() if isinstance(table, dict) else ():
            if isinstance(entries, list):
                yield f"{section}.{key}", [day for entry in entries if (day := _day(entry))]


def _day(table: object) -> date | None:
    match table:
        case {"berlaku_sejak": datetime()}:  # a datetime is a date to Python, not to a clerk
            return None
        case {"berlaku_sejak": date() as day}:
            return day
        case _:
            return None
