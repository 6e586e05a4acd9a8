"""A stamp that a human looks at: shown, accepted or refused, answered once (AMB-46).

Silence never decides; what nobody looks at goes up, and counts meanwhile.
"""

from collections.abc import Sequence
from dataclasses import astuple, replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.review import Finding, due
from core.law.closing import open_since
from core.organisation.office import Organisation
from core.organisation.region import Region
from db.people import binding, office, status
from db.records import audit
from db.records import review as reviews
from db.records.review import Review
from handlers.approvals import reach, screens, verifier
from handlers.approvals.screens import Card
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Refusal, Start, Talk
from handlers.chat.event import Content, Document, Kept, Photo, Text
from handlers.chat.format import brief
from handlers.chat.reply import Outgoing, Priority, Reply, Wants
from handlers.texts import activity_card as cards
from handlers.texts import review_card as words
from handlers.usecases import closing
from handlers.work import decision
from handlers.work.decision import LOST, NOT_YOURS

FLOW, ANSWER = "tolak-tinjau", "jawab-tinjau"
REASONS = ("Tidak di tempat", "Rapat di tempat lain", "Tidak masuk hari itu")
LONGEST_ANSWER = 500
BATCH = 200
FOLLOWS = "Pegawai memberi penjelasan. Putuskan di kartu yang terbaru."

ANSWERED = Reply(Markup("Penjelasan untuk presensi ini sudah terkirim, atau sudah diputuskan."))


async def act(ctx: Context, data: str) -> Reply | Start | None:
    """A button of a card: who pressed it must be the one who decides it now."""
    if (said := cards.read_one(data)) is None or said[0] not in {"terima", "tolak"}:
        return None
    verb, id_ = said
    if (review := await reviews.find(ctx.db, ctx.region.code, id_)) is None:
        return None
    if not await _is_mine(ctx, review):
        return NOT_YOURS
    if review.state is not None:
        return await _drawn(ctx, review, LOST)
    if shut := closing.refusal(ctx, review.date):
        return replace(await _drawn(ctx, review, shut.text), idle=True)
    if verb == "tolak":
        return Start(FLOW, {"tinjau": review.id.hex})
    return await _decide(ctx, review, Finding.ACCEPTED)


async def refuse(ctx: Context, talk: Talk) -> Reply:
    """The reason is part of the decision, and the person reads it."""
    review = await reviews.find(ctx.db, ctx.region.code, UUID(talk.known["tinjau"]))
    if review is None or not await _is_mine(ctx, review):
        return NOT_YOURS
    if shut := closing.refusal(ctx, review.date):
        return shut
    names = await _names(ctx.db, ctx.region, review)
    name = brief(names[review.employee])
    prompt = Markup("<b>Tolak presensi {} {}?</b>\nPilih atau tulis alasannya. {} membacanya.")
    asked = decision.why(prompt.format(review.leg.value, name, name), REASONS)
    reason = await talk.ask("alasan", asked)
    return (await _decide(ctx, review, Finding.REFUSED, reason)).after_text()


async def _decide(ctx: Context, review: Review, look: Finding, remark: str | None = None) -> Reply:
    """By compare-and-set: whoever comes second reads what the first decided."""
    code, me = ctx.region.code, ctx.someone.employee
    won = await reviews.decide(
        ctx.db, code, review.id, look, by=me, now=ctx.event.at, remark=remark
    )
    after = await reviews.find(ctx.db, code, review.id) or review
    if won:
        await audit.note(
            ctx.db,
            region=code,
            at=ctx.now,
            actor=ctx.someone.nip,
            action=f"tinjau presensi: {look.value}",
            employee=review.employee,
            detail={"date": review.date.isoformat(), "leg": review.leg.value, "remark": remark},
        )
        await _tell(ctx, after)
        ctx.others += await _other_copies(ctx, after)
    return await _drawn(ctx, after, "" if won else LOST)


async def _tell(ctx: Context, review: Review) -> None:
    to = await binding.address_of(ctx.db, ctx.region.code, review.employee)
    if to is not None:
        reply = words.decided(ctx.region, review, await _names(ctx.db, ctx.region, review))
        ctx.others.append(Outgoing(to, reply, Priority.CARD))


async def answer_button(ctx: Context, data: str) -> Reply | Start | None:
    """The person's button under a refusal."""
    if (said := cards.read_one(data)) is None or said[0] != "jawab":
        return None
    review = await reviews.find(ctx.db, ctx.region.code, said[1])
    if review is None or review.employee != ctx.someone.employee:
        return None
    if not _answerable(review):
        return ANSWERED
    if shut := closing.refusal(ctx, review.date):
        return shut
    return Start(ANSWER, {"tinjau": review.id.hex})


async def explain(ctx: Context, talk: Talk) -> Reply:
    """One answer, in words or as a photo; whoever decides looks once more."""
    review = await reviews.find(ctx.db, ctx.region.code, UUID(talk.known["tinjau"]))
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
    if not done:
        return ANSWERED
    after = await reviews.find(ctx.db, ctx.region.code, review.id) or review
    return await _shown(ctx, after)


async def _shown(ctx: Context, review: Review) -> Reply:
    """The card comes anew to whoever decides; where nobody has a chat, the operator is named."""
    by = await verifier.of_item(ctx, review)
    to = await binding.address_of(ctx.db, ctx.region.code, by) if by else None
    if by is None or to is None:
        return Reply(
            Markup("Penjelasan tersimpan. Atasan Anda belum terhubung; beri tahu {}.").format(
                ctx.region.contact
            )
        )
    (card,) = await cards_of(ctx.db, ctx.region, ctx.organisation, [review], ctx.event.at)
    ctx.others += await screens.replaced(ctx.db, ctx.region, card, FOLLOWS)
    ctx.others.append(Outgoing(to, await card.draw(""), Priority.CARD))
    name = brief((await status.fetch_names(ctx.db, ctx.region.code, [by]))[by])
    return Reply(
        Markup("✅ <b>Penjelasan terkirim</b> ke {}. Hasilnya dikirim ke sini.").format(name)
    )


def _answerable(review: Review) -> bool:
    return review.state is Finding.REFUSED and review.answered_at is None


def _explanation() -> Question[str | Kept]:
    prompt = Markup("Apa penjelasan Anda? Tulis dengan kata-kata, atau kirim satu foto.")

    def take(content: Content) -> object:
        if isinstance(content, Photo | Document) and content.kept:
            return list(astuple(content.kept))
        said = " ".join(content.text.split()) if isinstance(content, Text) else ""
        if not said or len(said) > LONGEST_ANSWER:
            reason = getattr(content, "reason", None)
            raise Refusal(
                Markup.escape(
                    reason or f"Tulis 1 sampai {LONGEST_ANSWER} karakter, atau kirim satu foto."
                )
            )
        return said

    def read(raw: Any) -> str | Kept:  # noqa: ANN401 - JSON
        return raw if isinstance(raw, str) else Kept(*raw)

    return Question(Reply(prompt, wants=Wants.PHOTO), take, read)


async def _is_mine(ctx: Context, review: Review) -> bool:
    return await verifier.of_item(ctx, review) == ctx.someone.employee


async def mine(ctx: Context, open_: Sequence[Review]) -> list[Review]:
    """Those of these that whoever writes looks at today; of a closed month nobody does."""
    open_ = [each for each in open_ if closing.is_open(ctx, each.date)]
    by = await verifier.of_items(ctx.db, ctx.region, open_, ctx.event.at)
    return [each for each in open_ if by[each.id] == ctx.someone.employee]


async def _drawn(ctx: Context, review: Review, note: str = "") -> Reply:
    return await drawn(ctx.db, ctx.region, ctx.organisation, review, ctx.event.at, note)


async def drawn(
    db: AsyncConnection,
    region: Region,
    organisation: Organisation,
    review: Review,
    now: datetime,
    note: str = "",
) -> Reply:
    """The card as it stands now."""
    return words.card(region, organisation, review, await _names(db, region, review), now, note)


async def cards_of(
    db: AsyncConnection,
    region: Region,
    organisation: Organisation,
    items: Sequence[Review],
    now: datetime,
) -> list[Card]:
    """The cards of these stamps, and who looks at them now."""
    by = await verifier.of_items(db, region, items, now)
    known = await reach.of(db, region, set(by.values()))
    return [
        Card(
            id=each.id,
            decider=known[by[each.id]],
            as_of=words.as_of(region, each, now),
            draw=partial(drawn, db, region, organisation, each, now),
        )
        for each in items
    ]


async def _other_copies(ctx: Context, review: Review) -> list[Outgoing]:
    """All but the one that was tapped, which the answer changes."""
    found = await cards_of(ctx.db, ctx.region, ctx.organisation, [review], ctx.event.at)
    tapped = (ctx.event.address, ctx.event.message)
    return await screens.changed(ctx.db, ctx.region, found, Priority.CARD, but=tapped, always=True)


async def _names(db: AsyncConnection, region: Region, review: Review) -> cards.Names:
    people = {who for who in (review.employee, review.decided_by) if who}
    return await status.fetch_names(db, region.code, people)


async def go_up(db: AsyncConnection, region: Region, now: datetime) -> list[Outgoing]:
    """What nobody looked at in time goes to the next one; the person reads who that is."""
    since = open_since(region.regulation, now, region.zone)
    found = await reviews.overdue(db, region.code, now, BATCH, since)
    if not found:
        return []
    await reviews.escalate(db, region.code, [each.id for each in found])
    by = await verifier.deciders(db, region, found, now)
    names = await status.fetch_names(db, region.code, {who.up for who in by.values() if who.up})
    to = await binding.addresses_of(db, region.code, {each.employee for each in found})
    return [
        Outgoing(to[each.employee], words.gone_up(each, brief(names[whose])), Priority.REMINDER)
        for each in found
        if each.employee in to and (whose := by[each.id].up) and whose != by[each.id].first
    ]


async def organisation_of(db: AsyncConnection, region: Region) -> Organisation:
    """The offices for a card that nobody asked for: a map needs its fence."""
    return await office.load(db, region.code, region.zone)
