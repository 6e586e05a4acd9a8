"""What a region may fill in or choose: silence of its regulation, and decisions that leave it open.

What the words of the text say, and what a decision has settled for good, no region changes.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from core.answer import Answer


def refusal(key: str, law: Answer[Any], value: object) -> str | None:
    """Why a region may not answer so; None where it may."""
    if _open(law, value):
        return None
    rule = f"{key} sudah dijawab {law.citation}"
    if law.choice:
        return f"{rule}; daerah hanya boleh memilih {' dan '.join(law.choice)}"
    return f"{rule}; isi hanya yang tidak_diatur"


def ruling(law: Answer[Any], local: Answer[Any]) -> Answer[Any]:
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
