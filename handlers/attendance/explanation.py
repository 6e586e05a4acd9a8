"""The person's one answer to a refused stamp, in words or a photo."""

from dataclasses import astuple
from functools import partial
from typing import Any
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import State
from core.attendance.review import due
from db.records import review as reviews
from db.records.review import Review
from handlers.approvals import buttons, cards
from handlers.attendance.review_approval import KIND
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Refusal, Start, Talk
from handlers.chat.event import Content, Document, Kept, Photo, Text
from handlers.chat.reply import InputKind, Reply
from handlers.usecases import closing

FLOW = "jawab-tinjau"
ANSWER_CHARACTERS_MAX = 500  # characters
FOLLOWS = "Pegawai memberi penjelasan. Putuskan di kartu yang terbaru."

ANSWERED = Reply(Markup("Penjelasan untuk presensi ini sudah terkirim, atau sudah diputuskan."))


async def handle_button(ctx: Context, data: str) -> Reply | Start | None:
    """The person's button under a refusal."""
    said = buttons.read(data)
    if said is None or said.verb != "jawab":
        return None
    review = await reviews.find(ctx.db, ctx.region.code, said.card)
    if review is None or review.employee != ctx.someone.employee:
        return None
    if not _answerable(review):
        return ANSWERED
    if shut := closing.refusal(ctx, review.date):
        return shut
    return Start(FLOW, {KIND.key: review.id.hex})


async def explain(ctx: Context, talk: Talk) -> Reply:
    """One answer, in words or as a photo; whoever decides looks once more."""
    review = await reviews.find(ctx.db, ctx.region.code, UUID(talk.known[KIND.key]))
    if review is None or review.employee != ctx.someone.employee or not _answerable(review):
        return ANSWERED
    if shut := closing.refusal(ctx, review.date):
        return shut
    said = await talk.ask("penjelasan", _explanation())
    works = partial(ctx.organisation.works, ctx.regulation, ctx.someone.postings)
    written, photo = (None, said) if isinstance(said, Kept) else (said, None)
    paper = (photo.hash, photo.size, photo.media) if photo else None
    until = due(ctx.regulation, review.date, ctx.event.at, works, ctx.zone)
    answer = reviews.Answer(written, paper, ctx.event.at, until)
    done = await reviews.answer(ctx.db, ctx.region.code, review.id, review.employee, answer)
    return await _show(ctx, review) if done else ANSWERED


async def _show(ctx: Context, review: Review) -> Reply:
    """The card comes anew to whoever decides; where nobody has a chat, the operator is named."""
    decider = await cards.show_anew(ctx, KIND, review.id, FOLLOWS)
    if decider.chat is None:
        return Reply(
            Markup("Penjelasan tersimpan. Atasan Anda belum terhubung; beri tahu {}.").format(
                ctx.region.contact
            )
        )
    return Reply(
        Markup("✅ <b>Penjelasan terkirim</b> ke {}. Hasilnya dikirim ke sini.").format(
            decider.name
        )
    )


def _answerable(review: Review) -> bool:
    return review.state is State.REJECTED and review.answered_at is None


def _explanation() -> Question[str | Kept]:
    prompt = Markup("Apa penjelasan Anda? Tulis dengan kata-kata, atau kirim satu foto.")

    def take(content: Content) -> object:
        if isinstance(content, Photo | Document) and content.kept:
            return list(astuple(content.kept))
        said = " ".join(content.text.split()) if isinstance(content, Text) else ""
        if not said or len(said) > ANSWER_CHARACTERS_MAX:
            reason = getattr(content, "reason", None)
            raise Refusal(
                Markup.escape(
                    reason
                    or f"Tulis 1 sampai {ANSWER_CHARACTERS_MAX} karakter, atau kirim satu foto."
                )
            )
        return said

    def read(raw: Any) -> str | Kept:  # noqa: ANN401 - JSON
        return raw if isinstance(raw, str) else Kept(*raw)

    return Question(Reply(prompt, input_kind=InputKind.PHOTO), take, read)
