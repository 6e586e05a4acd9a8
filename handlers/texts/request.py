"""The words for asking: the kinds, what will be sent, what was, and why something was not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from core.attendance.stamp import early_minutes
from core.organisation.calendar import DayOff, Hours
from core.requests.beside import Earlier
from core.requests.filing import Attached, Effect, Filed, Refused, RequestType, Why
from core.writing import quoted
from db.people.status import Member
from db.records.attachment import Page
from handlers.chat.context import Context
from handlers.chat.format import brief, clock, days, minutes, moment
from handlers.chat.reply import Because, Reply
from handlers.texts import attachments, night
from handlers.texts.changes import NO_CHANGES, Changes
from handlers.texts.grounds import alone

NOT_OFFERED = Reply(Markup("Di daerah ini izin tidak diajukan lewat saya."))


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to ask for; both dates included."""

    request_type: RequestType
    first: date
    last: date
    reason: str
    number: str | None
    paper: tuple[Page, ...]
    substitute: Member | None = None

    @property
    def attached(self) -> Attached | None:
        return Attached(self.number) if self.paper else None


def listed(prompt: Markup, rows: Mapping[str, str]) -> Markup:
    """Names that a button has no room for, numbered as the buttons are."""
    lines = [Markup("{}. {}").format(number, name) for number, name in enumerate(rows.values(), 1)]
    return Markup("\n").join([Markup("<b>{}</b>").format(prompt), *lines])


def sorts(request_types: Sequence[RequestType]) -> dict[str, str]:
    """What to choose from first: kinds that are alone in their sort, and the other sorts."""
    counts = Counter(each.group for each in request_types)
    return {
        each.code if counts[each.group] == 1 else each.group: (
            each.kind.nama if counts[each.group] == 1 else _sort(each.group)
        )
        for each in request_types
    }


def _sort(group: str) -> str:
    return group.replace("_", " ").capitalize()


def summary(
    ctx: Context, draft: Draft, verdict: Filed, changes: Changes = NO_CHANGES, unused: int = 0
) -> Markup:
    """What will be sent; `changes` are the days that are over and what they would become.

    So many of its working days are `unused`: before the first use (AMB-52).
    """
    lines = [
        Markup("<b>{}</b>").format(draft.request_type.kind.nama),
        Markup("{}").format(days(draft.first, draft.last)),
        *_details(draft),
    ]
    if verdict.credited:
        lines += _credited(ctx, len(verdict.credited) - unused, unused)
    elif draft.request_type.kind.akibat is Effect.CREDITED:
        lines.append(Markup("Tidak ada hari kerja Anda di tanggal itu."))
    if verdict.appended:
        lines.append(Markup("Disusulkan pada permohonan Anda yang masih menunggu."))
    lines += [_gives_way(each) for each in verdict.over]
    if changes.turns:
        lines += [Markup("Bila disetujui:"), *changes.lines()]
    elif draft.first < ctx.working_date:
        lines.append(Markup("Hari yang sudah lewat tidak berubah karenanya."))
    due = moment(verdict.due_at, ctx.zone)
    lines.append(Markup("Batas keputusan: {}.").format(due))
    if verdict.closes is not None:
        words = Markup("Bulannya ditutup {}: yang belum diputuskan sampai saat itu gugur.")
        lines.append(words.format(moment(verdict.closes, ctx.zone)))
    return Markup("\n").join([*lines, Markup("\nKirim?")])


def _credited(ctx: Context, count: int, unused: int) -> list[Markup]:
    """How many of the working days will count; before the first use none does (AMB-52)."""
    lines = [Markup("Bila disetujui, {} hari kerja dihitung hadir.").format(count)]
    words = Markup("{} hari kerja lain belum memakai {}: tidak dihitung.")
    return [*lines, *([words.format(unused, ctx.region.app_name)] if unused else [])]


def _gives_way(earlier: Earlier) -> Markup:
    """Two on one date: which of them the day goes by (AMB-50)."""
    dates = days(earlier.first, earlier.last)
    words = Markup("{} ({}) mengalah pada tanggal yang sama bila ini disetujui.")
    return words.format(earlier.name or "Izin lain", dates)


def leaving(ctx: Context, draft: Draft, day: Hours | DayOff) -> Markup:
    """What is asked for when leaving before the hours are over."""
    early = early_minutes(day, ctx.event.at) if isinstance(day, Hours) else 0
    lines = [
        Markup("<b>{}</b>").format(draft.request_type.kind.nama),
        Markup("Sekarang {}, {} sebelum jam pulang.").format(
            clock(ctx.event.at, ctx.zone), minutes(early)
        ),
        *_details(draft),
        Markup("Setelah ini bagikan lokasi Anda: itulah presensi pulang Anda {}.").format(
            night.when(ctx, day) if isinstance(day, Hours) else "hari ini"
        ),
    ]
    return Markup("\n").join([*lines, Markup("\nLanjut?")])


def _details(draft: Draft) -> list[Markup]:
    lines = [Markup("Alasan: {}").format(quoted(draft.reason))]
    if draft.number:
        lines.append(Markup("Nomor surat: {}").format(quoted(draft.number)))
    if draft.paper:
        lines.append(Markup("Surat: {}").format(attachments.count(draft.paper)))
        if written := attachments.captions(draft.paper):
            lines.append(Markup("Keterangan: {}").format(written))
    elif draft.request_type.kind.appendable:
        lines.append(Markup("Surat: menyusul sebelum diputuskan"))
    if draft.substitute:
        lines.append(Markup("Pengganti: {}").format(brief(draft.substitute.name)))
    return lines


def refused(ctx: Context, verdict: Refused, what: str) -> Reply:
    """What is wrong and what to do, with the article behind it; `what` was asked for."""
    most = ctx.regulation.tugas_khusus.paling_lama.on(ctx.calendar_date).value
    count = most.hari_kerja if most else ""
    text = _WHY[verdict.why].format(contact=ctx.region.contact, most=count)
    article = alone(ctx.region, verdict.grounds[-1].citation)
    title = f"{what} belum bisa diajukan: {verdict.why.value}"
    because = Because(title, verdict.grounds)
    return Reply(Markup("{}\n<i>{}</i>").format(text, article), because=because)


_WHY = {
    Why.ORDER: "Tanggal akhir mendahului tanggal awal. Ulangi lewat /izin.",
    Why.TOO_LONG: "Paling lama setahun untuk satu permohonan. Ulangi lewat /izin.",
    Why.BEFORE_LAW: "Peraturannya belum berlaku pada tanggal itu.",
    Why.NOT_OFFERED: "Jenis itu tidak diajukan lewat saya pada tanggal itu. Hubungi {contact}.",
    Why.NOT_YOURS: "Jenis itu bukan untuk jenis kepegawaian Anda. Hubungi {contact}.",
    Why.EXEMPT: "Anda dikecualikan dari presensi, jadi tidak perlu izin.",
    Why.NO_PAPER: "Suratnya belum ada. Ulangi lewat /izin bila sudah ada.",
    Why.NO_NUMBER: "Nomor suratnya belum ada. Ulangi lewat /izin.",
    Why.ONE_DAY: "Pulang lebih cepat hanya untuk satu hari.",
    Why.DAY_OFF: "Hari itu libur bagi Anda, jadi tidak perlu izin.",
    Why.OUTSIDE_HOURS: "Itu hanya di dalam jam kerja. Bila sudah jam pulang, tekan Pulang.",
    Why.PENDING: "Permohonan Anda sebelumnya masih menunggu keputusan. Lihat /izin_saya.",
    Why.OVERLAP: "Tanggal itu sudah terisi permohonan lain. Akhiri atau tarik dulu: /izin_saya.",
    Why.OTHER_DATE: "Tanggal itu bukan cuti bersama. Pilih jenis lain lewat /izin.",
    Why.TOO_MANY_DAYS: "Tugas khusus paling lama {most} hari kerja. Ajukan lagi untuk sesudahnya.",
    Why.CLOSED: "Bulan itu sudah ditutup, jadi tidak dapat diubah lagi. Hubungi {contact}.",
    Why.PAST_PAPER: "Untuk hari yang sudah lewat suratnya harus disertakan. Ulangi lewat /izin.",
    Why.OWN_WORK: "Ada aktivitas Anda di tanggal itu. Tarik dulu lewat /aktivitas_saya.",
}
