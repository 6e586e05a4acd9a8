"""What a request was filed under, kept with it: no later law has to know its kind any more."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from pydantic import TypeAdapter

from core.law.answer import Answer
from core.law.questions.jenis_izin import Effect, Kind, Letter
from core.law.regulation import Lapse, Regulation
from core.requests.catalogue import Limit, RequestType, request_types

_VALUES: dict[str, TypeAdapter[Any]] = {
    "source": TypeAdapter(bool),
    "limit": TypeAdapter(Limit | None),
    "look": TypeAdapter(Limit | None),
    "lapse": TypeAdapter(Lapse | None),
}


def as_record(offer: RequestType) -> dict[str, Any]:
    """JSON of all that a request needs of the law: kind, limit, what silence does, the articles.

    Of `source` only that it answers is kept: it would list the other kinds, too.
    """
    return {
        "code": offer.code,
        "kind": offer.kind.model_dump(mode="json"),
        **{name: _dumped(name, getattr(offer, name)) for name in _VALUES},
    }


def from_record(kept: object) -> RequestType | None:
    """What `as_record` wrote, also where a database gives JSON as text.

    None where there is nothing, or it has a shape that nobody reads any more.
    """
    record = json.loads(kept) if isinstance(kept, str) else kept
    if not isinstance(record, dict):
        return None
    try:
        kind = Kind.model_validate(record["kind"])
        return RequestType(
            record["code"], kind, **{name: _loaded(name, record[name]) for name in _VALUES}
        )
    except (KeyError, TypeError, ValueError):  # of which ValidationError is one
        return None


def filed_under(
    regulation: Regulation, code: str, first: date, kept: RequestType | None
) -> RequestType:
    """What holds of a request for as long as it is kept.

    Without `kept`, a row from before these were kept, it is what the law says of its first date
    today, and what that does not know is an excused absence that waits: neither alpa nor points.
    """
    return kept or known(regulation, code, first) or _unknown(code, first)


class Filed(Protocol):
    """As much of a request as tells what it was filed under."""

    @property
    def code(self) -> str: ...
    @property
    def first(self) -> date: ...
    @property
    def terms(self) -> RequestType | None: ...


def terms_of(regulation: Regulation, filed: Filed) -> RequestType:
    """What a request was filed under, whatever the law says of its kind today."""
    return filed_under(regulation, filed.code, filed.first, filed.terms)


def known(regulation: Regulation, code: str, first: date) -> RequestType | None:
    """The kind as the law has it today; None where it has none such, or no such date."""
    if first < regulation.peraturan.berlaku_sejak:
        return None
    return next((each for each in request_types(regulation, first) if each.code == code), None)


def _unknown(code: str, first: date) -> RequestType:
    name = code.replace(".", " ").replace("_", " ").replace("-", " ").capitalize()
    kind = Kind(nama=name, akibat=Effect.EXCUSED, huruf=Letter.PERMIT)
    then = "peraturan pada saat permohonan diajukan"
    return RequestType(
        code,
        kind,
        source=Answer(True, first, then),
        limit=Answer(None, first, then),
        look=Answer(None, first, then),
        lapse=Answer(None, first, then),
    )


def _dumped(name: str, answer: Answer[object]) -> dict[str, Any]:
    value = answer.regulated if name == "source" else answer.value
    return {
        "value": _VALUES[name].dump_python(value, mode="json"),
        "since": answer.since.isoformat(),
        "origin": answer.origin,
        "article": answer.article,
        "quote": answer.quote,
        "decisions": list(answer.decisions),
        "reason": answer.reason,
        "choice": list(answer.choice),
    }


def _loaded(name: str, record: Mapping[str, Any]) -> Answer[Any]:
    return Answer(
        value=_VALUES[name].validate_python(record["value"]),
        since=date.fromisoformat(record["since"]),
        origin=record["origin"],
        article=record["article"],
        quote=record["quote"],
        decisions=tuple(record["decisions"]),
        reason=record["reason"],
        choice=tuple(record["choice"]),
    )
