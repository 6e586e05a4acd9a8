"""A conversation is a coroutine that is replayed with the answers given so far."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from handlers.chat.event import Content, Tap, words_of
from handlers.chat.reply import Button, InputKind, Reply

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

LASTS = timedelta(minutes=30)
BACK, CANCEL, CHANGE = "kembali", "batal", "ubah-"
GO_AHEAD = "yakin"  # the question below a summary


class Refusal(Exception):
    """Said to the person instead of the outcome; nothing was changed."""

    def __init__(self, text: Markup) -> None:
        super().__init__(str(text))
        self.text = text


@dataclass(frozen=True, slots=True)
class Question(Generic[T_co]):
    """What is asked, what of a message counts as its answer, and what that answer means.

    `take` gives the raw answer as JSON, or raises `Refusal` with what to send instead;
    `read` turns the raw answer into a value each time the conversation is replayed.
    """

    prompt: Reply
    take: Callable[[Content], Any]
    read: Callable[[Any], T_co]
    choices: tuple[tuple[str, str], ...] = ()
    # The question that a picture sent here answers; "" ends that, None leaves it as it was.
    pages: str | None = None


class Pause(Exception):
    """The first question without an answer: the conversation waits here."""

    def __init__(self, name: str, question: Question[Any], reply: Reply | None = None) -> None:
        super().__init__(name)
        self.name = name
        self.question = question
        self.reply = reply or question.prompt


@dataclass(slots=True)
class Running:
    """The whole state of a conversation, as one row of JSON keeps it."""

    flow: str
    run: str
    until: datetime
    answers: dict[str, Any] = field(default_factory=dict)
    asked: str = ""
    # What it began with or has noted by itself: *Kembali* does not take that back.
    known: dict[str, Any] = field(default_factory=dict)
    # What the open question asks for: no channel fetches a file that nobody waits for.
    input_kind: InputKind = InputKind.NOTHING
    # Of albums (handlers.chat.album): the question that pages belong to, the name of the message
    # that a further one changes in place, and the album that was answered last.
    pages: str = ""
    anchor: str = ""
    told: str = ""

    def as_json(self) -> dict[str, Any]:
        # Pairs, for PostgreSQL sorts the keys of an object, and *Kembali* needs the last answer.
        pairs = [[name, raw] for name, raw in self.answers.items()]
        state = asdict(self) | {"until": self.until.isoformat(), "answers": pairs}
        return state | {"wants": state.pop("input_kind")}  # as older releases have it

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> "Running":
        until = datetime.fromisoformat(raw["until"])
        answers, known = dict(raw["answers"]), dict(raw["known"])
        input_kind = InputKind(raw.get("wants", InputKind.NOTHING))  # older rows do not tell
        album = (raw.get(name, "") for name in ("pages", "anchor", "told"))
        return cls(raw["flow"], raw["run"], until, answers, raw["asked"], known, input_kind, *album)

    def awaits(self, tap: Tap) -> bool:
        """Whether a button belongs to the open question of this very run."""
        run, _, rest = tap.data.partition(":")
        return run == self.run and rest.partition(":")[0] in {self.asked, BACK, CANCEL}


class Rewrite(Exception):
    """An answer that changes other answers: without `drop`, with `put`, it is replayed."""

    def __init__(self, drop: Iterable[str], put: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self._drop = tuple(drop)
        self._put = dict(put or {})

    def apply(self, answers: dict[str, Any]) -> None:
        for name in self._drop:
            answers.pop(name, None)
        answers.update(self._put)


class Talk:
    """What a conversation sees of itself: what it knows, and the way to ask for more."""

    def __init__(self, answers: dict[str, Any], known: dict[str, Any]) -> None:
        self._answers = answers
        self.known = known

    async def ask(self, name: str, question: Question[T]) -> T:
        """The answer to a question, or `Pause` until there is one."""
        if name not in self._answers:
            raise Pause(name, question)
        return question.read(self._answers[name])

    def answer(self, name: str) -> object:
        """The raw answer to a question, None before there is one: what it took need not be done."""
        return self._answers.get(name)

    async def confirm(
        self, summary: Markup, changes: Mapping[str, str] | None = None, yes: str = "Ya"
    ) -> None:
        """Show what will be written and wait for the go-ahead, whose button says `yes`.

        `changes` are questions that may be asked anew, by name, and what they are called.
        """
        change = {f"{CHANGE}{name}": f"Ubah {label}" for name, label in (changes or {}).items()}
        chosen = await self.ask(GO_AHEAD, pick(summary, {"ya": yes} | change))
        if chosen != "ya":
            raise Rewrite([GO_AHEAD, chosen.removeprefix(CHANGE)])

    def again(self, name: str, question: Question[Any], reply: Reply, *also: str) -> Pause:
        """Take an answer back and ask once more, with other words; `also` what came after it."""
        for each in (name, *also):
            self._answers.pop(each, None)
        return Pause(name, question, reply)


Flow = Callable[[Talk], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Start:
    """A conversation that a one-tap action begins, with what it knows and has answered already.

    `beside`: its first question does not take the place of the message that was tapped.
    """

    flow: str
    known: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    beside: bool = False


async def step(running: Running, flow: Flow, content: Content | None) -> tuple[Reply, bool]:
    """Offer one message to a conversation; gives the reply and whether it goes on.

    Replaying finds the open question, the message answers it (or the question is repeated
    with the reason), and replaying once more finds the next question or the end.
    """
    try:
        return await flow(Talk(running.answers, running.known)), False
    except Rewrite as rewrite:
        rewrite.apply(running.answers)
        return await step(running, flow, content)
    except Pause as pause:
        if content is None:
            return _posed(running, pause), True
        waiting = pause
    try:
        running.answers[waiting.name] = _taken(waiting, content)
    except Refusal as unfit:
        return _posed(running, waiting, unfit.text), True
    return await step(running, flow, None)


def back(running: Running) -> bool:
    """Drop the last answer; False when there was none."""
    if not running.answers:
        return False
    running.answers.popitem()
    return True


def pick(prompt: Markup, choices: dict[str, str]) -> Question[str]:
    """A choice by button; typing the label works too."""
    pairs = tuple(choices.items())
    by_word = {label.casefold(): key for key, label in pairs} | {key: key for key in choices}

    def take(content: Content) -> str:
        said = words_of(content).strip().casefold()
        if said not in by_word:
            options = Markup(" / ").join(label for _, label in pairs)
            raise Refusal(Markup("Silakan pilih salah satu: {}.").format(options))
        return by_word[said]

    return Question(Reply(prompt), take, str, pairs)


def _taken(pause: Pause, content: Content) -> object:
    if not isinstance(content, Tap):
        return pause.question.take(content)
    choice = content.data.rpartition(":")[2]
    if choice not in dict(pause.question.choices):
        raise Refusal(Markup("Pilihan itu tidak ada lagi."))
    return choice


def _posed(running: Running, pause: Pause, reason: Markup | None = None) -> Reply:
    reply, running.asked = pause.reply, pause.name
    running.input_kind = pause.question.prompt.input_kind
    own = pause.name if running.input_kind is InputKind.PHOTO else pause.question.pages
    running.pages = running.pages if own is None else own
    text = Markup("{}\n\n{}").format(reason, reply.text) if reason else reply.text
    buttons = [
        Button(label, f"{running.run}:{pause.name}:{key}") for key, label in pause.question.choices
    ]
    if buttons and running.answers:
        buttons.append(Button("Kembali", f"{running.run}:{BACK}:"))
    if buttons:
        buttons.append(Button("Batal", f"{running.run}:{CANCEL}:"))
    posed = Reply(text, tuple(buttons), pause.question.prompt.input_kind, reply.picture, reply.keys)
    return replace(posed, idle=reason is not None, because=reply.because)
