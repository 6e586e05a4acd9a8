"""A reply as JSON for the outbox, and back."""

from dataclasses import astuple
from typing import Any

from markupsafe import Markup
from pydantic import TypeAdapter

from core.organisation.fence import Fence, Point
from handlers.chat.event import Kept
from handlers.chat.reply import (
    Button,
    Enclosure,
    InputKind,
    Map,
    Media,
    Month,
    RecapPage,
    Reply,
)

_MONTH = TypeAdapter(Month)
_RECAP = TypeAdapter(RecapPage)


# By the keys of a body, which stay as an older release has written them.
_KEPT_AS_THEY_ARE = {
    "commands": "commands",
    "edits": "edits",
    "heard": "answers_callback",
    "passing": "toast",
    "in_place": "in_place",
}


def pack_reply(reply: Reply) -> dict[str, Any]:
    """The body of a row; what is at its default is left out.

    `screen` has columns of its own, and `because` is kept with the chat.
    """
    body: dict[str, Any] = {"text": str(reply.text)}
    for name in ("buttons", "unseen"):
        if buttons := getattr(reply, name):
            body[name] = [[button.label, button.data] for button in buttons]
    if reply.input_kind is not InputKind.NOTHING:
        body["wants"] = reply.input_kind.value
    if reply.picture:
        body["picture"] = _pack_picture(reply.picture)
    if reply.keys is not None:
        body["keys"] = reply.keys  # none at all takes the daily acts off the screen
    for key, name in _KEPT_AS_THEY_ARE.items():
        if value := getattr(reply, name):
            body[key] = value
    return body


def unpack_reply(body: dict[str, Any]) -> Reply:
    """The reply of a body as it was packed."""
    keys, commands = body.get("keys"), body.get("commands")
    return Reply(
        # Escaped when it was written; the outbox holds nothing else.
        text=Markup(body["text"]),  # noqa: S704
        buttons=tuple(Button(*button) for button in body.get("buttons", ())),
        unseen=tuple(Button(*button) for button in body.get("unseen", ())),
        input_kind=InputKind(body.get("wants", InputKind.NOTHING)),
        picture=_unpack_picture(body["picture"]) if "picture" in body else None,
        keys=tuple(tuple(row) for row in keys) if keys is not None else None,
        commands=tuple((name, meaning) for name, meaning in commands) if commands else None,
        edits=body.get("edits"),
        answers_callback=body.get("heard"),
        toast=body.get("passing", False),
        in_place=body.get("in_place", False),
    )


def _pack_picture(picture: Media) -> dict[str, Any] | list[Any]:
    if isinstance(picture, Month):
        return {"month": _MONTH.dump_python(picture, mode="json")}
    if isinstance(picture, RecapPage):
        return {"recap": _RECAP.dump_python(picture, mode="json")}
    if isinstance(picture, Kept):
        return list(astuple(picture))
    if isinstance(picture, Enclosure):
        return {"file": list(astuple(picture.kept)), "filename": picture.filename}
    return {
        "fences": [_pack_fence(fence) for fence in picture.fences],
        "point": _pair(picture.point),
        "accuracy": picture.accuracy,
        "caption": picture.caption,
        "stays": picture.stays,
    }


def _unpack_picture(raw: dict[str, Any] | list[Any]) -> Media:
    if isinstance(raw, list):
        return Kept(*raw)
    if "month" in raw:
        return _MONTH.validate_python(raw["month"])
    if "recap" in raw:
        return _RECAP.validate_python(raw["recap"])
    if "file" in raw:
        return Enclosure(Kept(*raw["file"]), raw["filename"])
    fences = tuple(
        Fence(code, name, Point(*centre), radius, tuple(Point(*corner) for corner in corners))
        for code, name, centre, radius, corners in raw["fences"]
    )
    return Map(
        fences, Point(*raw["point"]), raw["accuracy"], raw["caption"], raw.get("stays", False)
    )


def _pack_fence(fence: Fence) -> list[Any]:
    corners = [_pair(corner) for corner in fence.corners]
    return [fence.code, fence.name, _pair(fence.centre), fence.radius, corners]


def _pair(point: Point) -> list[float]:
    return [point.latitude, point.longitude]
