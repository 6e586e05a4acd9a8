"""Judges that nobody here wrote: aiogram's types and python-telegram-bot's."""

import json

import aiogram.methods
import aiogram.types
import telegram
from pydantic import BaseModel


def unknown_fields(model: BaseModel) -> list[str]:
    """Fields that aiogram's types do not know, however deep."""
    found = list(model.model_extra or {})
    for name in type(model).model_fields:
        value = getattr(model, name)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, BaseModel):
                found += unknown_fields(each)
    return found


def judge_update(wire: object) -> aiogram.types.Update:
    update = aiogram.types.Update.model_validate(wire)
    assert unknown_fields(update) == []
    assert telegram.Update.de_json(wire, None).api_kwargs == {}  # type: ignore[arg-type]  # bytes come in
    return update


def judge_call(method: str, params: dict[str, str], files: tuple[str, ...]) -> None:
    model = getattr(aiogram.methods, method[0].upper() + method[1:])
    given: dict[str, object] = {name: decoded(value) for name, value in params.items()}
    given |= {name: aiogram.types.BufferedInputFile(b"x", "x") for name in files}
    model.model_validate(given)


def decoded(value: str) -> object:
    return json.loads(value) if value[:1] in {"{", "["} or value in {"true", "false"} else value
