"""A card whose picture cannot be shown now: what may be done with it, and by whose word."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from handlers.chat.reply import Button, Reply

LETTER = "Setujui hanya bila Anda sudah melihat surat aslinya."
WORK = "Setujui hanya bila Anda sudah melihat sendiri hasil kerjanya."


def instead(
    buttons: Sequence[Button], look: Button, vouch: Button, approving: Sequence[str]
) -> tuple[Button, ...]:
    """All but those that approve, by their data; before them another look, and a person's word."""
    others = tuple(each for each in buttons if each.data not in approving)
    return (look, vouch, *others) if len(others) < len(buttons) else ()


def vouched(reply: Reply, reminder: str) -> Reply:
    """The same card for whoever says that they saw it elsewhere: now it can be decided without."""
    text = Markup("{}\n\n{}").format(reminder, reply.text)
    return replace(reply, text=text, picture=None, unseen=())
