"""A message on its way out, as every channel takes it: words, buttons, and a picture as bytes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from markupsafe import Markup

from handlers.chat.reply import Button, InputKind

GONE = "(Berkasnya tidak ada lagi di penyimpanan kami.)"

Load = Callable[[], Awaitable[bytes | None]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture or a file that goes with the words.

    `load` draws or reads it, which costs: None where it is gone, `MediaUnavailable` while it
    cannot be read. `already_shown`: a message that is changed shows this very one already.
    What has a `filename` is shown as a file of that name, whatever is in it.
    """

    media: str  # one of handlers.chat.event
    load: Load
    already_shown: bool = False
    filename: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What a person shall see; `text` is safe HTML of <b>, <i> and <a> only.

    `edits` names the message to change instead, as `send` has named it; `in_place`: nothing is
    said where that one cannot be changed. `unseen` are the buttons instead where the picture
    cannot be shown. `keys` stand below the chat until others come, none at all takes them off.
    `answers_callback` names the tap that this answers; a `toast` need not stay on the screen.
    `input_kind` is what a channel may have a key of its own for. `commands` are (name, meaning).
    """

    text: Markup
    buttons: tuple[Button, ...] = ()
    unseen: tuple[Button, ...] = ()
    input_kind: InputKind = InputKind.NOTHING
    picture: Picture | None = None
    keys: tuple[tuple[str, ...], ...] | None = None
    commands: tuple[tuple[str, str], ...] | None = None
    edits: str | None = None
    answers_callback: str | None = None
    toast: bool = False
    in_place: bool = False

    def without_picture(self) -> "Message":
        """The words alone, after the picture that was kept for them is gone."""
        text = self.text + f"\n\n{GONE}"
        return replace(self, text=text, buttons=self.unseen or self.buttons, picture=None)
