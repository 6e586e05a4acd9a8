"""Bind one chat account to one employee: code, status, NIP, the person's own phone number."""

from markupsafe import Markup

from core.law.kinds import EmployeeKind
from core.organisation.mismatch import Candidate, Claim, Part, differing
from core.organisation.nip import parse_nip
from core.organisation.phone import e164
from db import chat_accounts
from db.people import binding
from db.records import audit
from handlers.account import mismatch
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Refusal, Talk, pick
from handlers.chat.event import Contact, Content
from handlers.chat.format import brief
from handlers.chat.menu import KEYS, commands
from handlers.chat.reply import InputKind, Priority, Reply
from handlers.texts.incident import ENDED_BY_BINDING
from handlers.usecases import incidents, offered
from handlers.usecases.invitations import hash_code


async def register(ctx: Context, talk: Talk) -> Reply:
    """Registrasi (Lampiran A.1 d-f); a NIP alone never activates (AMB-33)."""
    await _limit(ctx)
    code = await talk.ask("kode", _code())
    kind = await talk.ask("status", pick(Markup("Apa status pegawai Anda?"), _kinds(ctx)))
    nip = await talk.ask("nip", _nip_question())
    phone = await talk.ask("kontak", _own_contact())
    claim = Claim(nip, kind, e164(phone, international=True))
    invited = await binding.invited(ctx.db, ctx.region.code, code, ctx.now)
    named = await binding.candidate(ctx.db, ctx.region.code, nip)
    parts = differing(claim, invited, named)
    if parts or invited is None:
        return await mismatch.refuse(ctx, claim, parts, invited=invited, named=named)
    await talk.confirm(
        Markup(
            "Hubungkan akun ini dengan <b>{}</b>, NIP {}?\n\n"
            "Lokasi hanya dibaca saat Anda membagikannya untuk presensi. Rincian: /privasi"
        ).format(brief(invited.name), str(parse_nip(nip)))
    )
    if not await chat_accounts.bind(ctx.db, ctx.event.address, invited.employee, code, ctx.now):
        gone = (Part.CODE, Part.BOUND)  # another account was faster by a moment
        return await mismatch.refuse(ctx, claim, gone, invited=None, named=named)
    return await _welcome(ctx, invited)


async def _welcome(ctx: Context, candidate: Candidate) -> Reply:
    address = ctx.event.address
    ctx.priority = Priority.ANSWER  # their first check-in waits behind it
    ctx.state.pop("verdict", None)  # whoever was bound here before is none of their business
    await audit.note(
        ctx.db,
        region=address.region,
        at=ctx.now,
        actor=f"{address.channel}:{address.id}",
        action="akun dihubungkan",
        employee=candidate.employee,
    )
    ended = await incidents.end_by_binding(ctx.db, ctx.region, candidate.employee, ctx.now)
    return Reply(
        Markup(
            "Selamat datang, <b>{}</b>. Akun ini sudah terhubung.\n\n"
            "Tekan <b>Masuk</b> saat tiba dan <b>Pulang</b> saat selesai, lalu bagikan lokasi."
        ).format(brief(candidate.name))
        + (Markup("\n\n{}").format(ENDED_BY_BINDING) if ended else Markup("")),
        keys=KEYS,
        commands=commands(ctx.regulation, ctx.calendar_date),
    )


async def _limit(ctx: Context) -> None:
    most = ctx.regulation.akun.batas_percobaan.on(ctx.calendar_date).value or 0
    if await binding.failures(ctx.db, ctx.event.address, ctx.calendar_date) >= most:
        raise Refusal(
            Markup("Terlalu banyak percobaan hari ini. Coba lagi besok, atau hubungi {}.").format(
                ctx.region.contact
            )
        )


def _kinds(ctx: Context) -> dict[str, str]:
    kinds = ctx.regulation.pegawai.jenis.on(ctx.calendar_date).value or tuple(EmployeeKind)
    return {kind.value: kind.value for kind in kinds}


def _code() -> Question[str]:
    def take(content: Content) -> str:
        said = str(getattr(content, "text", "")).strip()
        if not said:
            raise Refusal(Markup("Kirim kodenya sebagai teks."))
        return hash_code(said)

    return Question(
        Reply(Markup("Apa kode aktivasi Anda? Operator kantor yang memberi.")), take, str
    )


def _nip_question() -> Question[str]:
    def take(content: Content) -> str:
        try:
            return parse_nip(str(getattr(content, "text", ""))).digits
        except ValueError as wrong:
            raise Refusal(Markup("NIP belum benar: {}.").format(wrong)) from None

    return Question(Reply(Markup("Berapa NIP Anda? (18 angka)")), take, str)


def _own_contact() -> Question[str]:
    prompt = Reply(
        Markup("Terakhir, bagikan nomor telepon Anda sendiri dengan tombol di bawah."),
        input_kind=InputKind.CONTACT,
    )

    def take(content: Content) -> str:
        match content:
            case Contact(phone=phone, own=True):
                return phone
            case Contact():
                raise Refusal(Markup("Itu bukan kontak Anda sendiri."))
            case _:
                raise Refusal(Markup("Nomor tidak bisa diketik; tekan tombol bagikan nomor."))

    return Question(prompt, take, str)


async def welcome_back(ctx: Context) -> Reply:
    return Reply(
        Markup("Halo, <b>{}</b>. Akun ini sudah terhubung; silakan pilih.").format(
            brief(ctx.someone.name)
        ),
        keys=KEYS,
        commands=await offered.of_writer(ctx),
    )
