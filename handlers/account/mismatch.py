"""Failed registrations: what the person reads, and who else is notified."""

from collections.abc import Sequence

import structlog
from markupsafe import Markup

from core.organisation.mismatch import Candidate, Claim, Part
from db.people import binding
from db.people import mismatch as mismatches
from db.people.authority import Holder
from db.records import audit
from handlers.chat.context import Context
from handlers.chat.format import brief
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority, Reply
from handlers.texts.mismatch import CodeReused, RecordsDiffer, RegistrationGuessed
from handlers.usecases import operator

log = structlog.get_logger()


async def refuse(
    ctx: Context,
    claim: Claim,
    parts: Sequence[Part],
    *,
    invited: Candidate | None,
    named: Candidate | None,
) -> Reply:
    """Note what differs for whoever looks after the records, and ask the person to see them.

    `invited` is whose valid code it was; it stays valid, for our records may be what is wrong
    (AMB-61). Only a wrong code counts against the account.
    """
    whose = invited or named
    address, today = ctx.event.address, ctx.calendar_date
    await mismatches.note(
        ctx.db,
        address,
        claim.nip,
        parts,
        employee=whose.employee if whose else None,
        at=ctx.now,
        day=today,
    )
    if invited is None:
        await binding.count_failure(ctx.db, address, today)
    elif invited.bound:
        await _alarm(ctx, invited)
    operators = await operator.of(ctx, whose.employee) if whose else []
    if whose and operators:
        await _notify(ctx, whose, operators, parts)
    return _see(ctx, operators if invited else [])


def _see(ctx: Context, operators: Sequence[Holder]) -> Reply:
    """The very same words whatever differs; a name only for whoever has a valid code.

    Whoever guesses learns nothing, not even whether there is such a NIP.
    """
    whom = brief(operators[0].name) if operators else ctx.region.contact
    by = Markup("operator Anda, <b>{}</b>") if operators else Markup("{}")
    return Reply(
        Markup(
            "<b>Belum terhubung.</b> Data Anda belum cocok dengan data kantor, atau kodenya tidak "
            "berlaku.\n\n"
            "Hubungi {}. Di sana terlihat apa yang perlu diperbaiki. Setelah itu ulangi dengan "
            "/start dan kode Anda."
        ).format(by.format(whom))
    )


async def _alarm(ctx: Context, invited: Candidate) -> None:
    """Only a valid code raises one: a NIP is public, and a wrong code opens nothing."""
    address = ctx.event.address
    log.warning("a valid code of a bound employee was used", region=address.region)
    await audit.note(
        ctx.db,
        region=address.region,
        at=ctx.now,
        actor=f"{address.channel}:{address.id}",
        action=audit.ALARM + "kode pegawai yang sudah terhubung dipakai akun lain",
        employee=invited.employee,
    )


async def _notify(
    ctx: Context, whose: Candidate, operators: Sequence[Holder], parts: Sequence[Part]
) -> None:
    """Tell the operators: of each invited person once a day, of mere guesses once a day at all."""
    if (told := await _told(ctx, whose, parts)) is None:
        return
    about = "tebakan" if isinstance(told, RegistrationGuessed) else whose.employee.hex
    people = [each.employee for each in operators]
    for person, to in (await binding.addresses_of(ctx.db, ctx.region.code, people)).items():
        key = f"daftar:{about}:{person.hex}:{ctx.calendar_date}"
        ctx.others.append(Outgoing(to, told, Priority.REMINDER, key))


async def _told(ctx: Context, whose: Candidate, parts: Sequence[Part]) -> Notification | None:
    """What they are told; None of guesses while there are few."""
    if Part.CODE not in parts:
        name = whose.name
        return CodeReused(name) if whose.bound else RecordsDiffer(name, tuple(parts))
    most = ctx.regulation.akun.batas_percobaan.on(ctx.calendar_date).value or 0
    tries = await mismatches.count(ctx.db, ctx.region.code, whose.employee, ctx.calendar_date)
    return RegistrationGuessed(whose.name, tries) if tries >= most else None
