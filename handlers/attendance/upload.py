"""`/unggah_presensi`: a picture that was taken without signal is handed in as a file (AMB-77)."""

from dataclasses import astuple, replace
from typing import Any

from markupsafe import Markup
from pydantic import TypeAdapter

from core.attendance.capture import Capture, Exif, Lack, read
from core.attendance.offline import Refused, Taken
from core.attendance.stamp import Leg
from core.organisation.calendar import Hours
from db.records.attachment import Page
from handlers.approvals import cards
from handlers.attendance.offline_approval import KIND
from handlers.chat import question
from handlers.chat.context import Context
from handlers.chat.conversation import GO_AHEAD, Question, Refusal, Talk, pick
from handlers.chat.event import JPEG, Content, Document, Photo
from handlers.chat.format import brief, clock, long_date, moment
from handlers.chat.reply import InputKind, Reply
from handlers.corrections.approval import KIND as CORRECTION
from handlers.texts import offline_reasons
from handlers.texts.deciders import Recipient
from handlers.usecases import captures
from handlers.usecases.captures import Upload

FLOW = "unggah-presensi"
NOTE_CHARACTERS_MAX = 300
_EXIF = TypeAdapter(Exif)

NOT_HERE = Reply(
    Markup(
        "<b>Belum ada di sini.</b> Bagikan lokasi begitu ada sinyal: jam kirim yang dihitung. "
        "Ketik /masuk atau /pulang."
    ),
    idle=True,
)
AS_FILE = Markup(
    "Kirim foto yang diambil di kantor <b>sebagai berkas</b>: tekan 📎, pilih Berkas (File). "
    "Foto biasa kehilangan jam dan lokasinya.\n{}"
).format(offline_reasons.FORGEABLE)
AS_PHOTO = Markup(
    "<b>Belum tercatat.</b> Foto biasa kehilangan jam dan lokasinya. "
    "Kirim lagi sebagai berkas: tekan 📎, pilih Berkas (File)."
)
NO_PICTURE = Markup("Silakan kirim fotonya sebagai berkas: tekan 📎, pilih Berkas (File).")


async def enter(ctx: Context, talk: Talk) -> Reply:
    """Which leg, the picture, why so late where that is asked, and what became of it."""
    if not captures.known(ctx):
        return NOT_HERE
    legs = {each.value: each.value.capitalize() for each in Leg}
    leg = Leg(await talk.ask("jenis", pick(Markup("Presensi apa yang diunggah?"), legs)))
    asked = _file()
    page, exif = await talk.ask("berkas", asked)
    capture = read(exif, ctx.zone)
    if isinstance(capture, Lack):
        raise _again(talk, asked, offline_reasons.lacking(capture))
    found = await captures.judge(ctx, leg, capture)
    if isinstance(found, Refused):
        words = f"Belum tercatat. {offline_reasons.refused(ctx.region, found)}"
        raise _again(talk, asked, words)
    note = await talk.ask("catatan", _note()) if found.needs_note or found.late else ""
    # No further picture belongs to the one that was judged.
    summary = replace(pick(_summary(ctx, found, capture), {"ya": "Kirim"}), pages="")
    await talk.ask(GO_AHEAD, summary)
    return await _write(ctx, Upload(leg, capture, (page,), note), found)


def _again(talk: Talk, asked: Question[Any], words: str) -> Exception:
    """The picture is none that could be recorded: another one may be."""
    told = Reply(Markup("❌ {}\n\n{}").format(words, asked.prompt.text))
    return talk.again("berkas", asked, told)


def _file() -> Question[tuple[Page, Exif]]:
    def take(content: Content) -> object:
        match content:
            case Photo():
                raise Refusal(AS_PHOTO)
            case Document(kept=None, reason=str(reason)):
                raise Refusal(Markup.escape(reason))
            case Document(kept=kept, exif=exif) if kept is not None and kept.media == JPEG:
                said = _EXIF.dump_python(exif or Exif(), mode="json")
                return [list(astuple(kept)), said]
        raise Refusal(NO_PICTURE)

    return Question(Reply(AS_FILE, input_kind=InputKind.PHOTO), take, _read)


def _read(raw: Any) -> tuple[Page, Exif]:  # noqa: ANN401 - JSON
    kept, said = raw
    return Page(*kept), _EXIF.validate_python(said)


def _note() -> Question[str]:
    prompt = Markup("Foto ini baru dikirim sekarang. Mengapa baru sekarang? Tulis satu kalimat.")
    return question.words(prompt, NOTE_CHARACTERS_MAX, pages="")


def _summary(ctx: Context, found: Taken, capture: Capture) -> Markup:
    place, zone = brief(found.fix.fence.name), ctx.zone
    lines = [
        Markup("<b>{} offline</b>, {}").format(found.leg.value.capitalize(), _day(found.hours)),
        Markup("Jam menurut foto: {}").format(moment(capture.at, zone)),
        Markup("Tempat menurut foto: {}").format(place),
    ]
    if found.signals:
        lines.append(
            Markup("Dilihat atasan: {}.").format(offline_reasons.why(found.signals, capture.drift))
        )
    if found.late:
        lines.append(Markup("Bulannya sudah ditutup, jadi ini menjadi permintaan koreksi."))
    return Markup("\n").join([*lines, Markup.escape(offline_reasons.FORGEABLE), Markup("Kirim?")])


def _day(hours: Hours) -> str:
    return long_date(hours.date)


async def _write(ctx: Context, upload: Upload, found: Taken) -> Reply:
    if found.late:
        asked = await captures.ask_to_correct(ctx, upload, found)
        decider = await cards.show(ctx, CORRECTION, asked.id)
        head = Markup("⏳ <b>Permintaan koreksi terkirim.</b> ")
    else:
        new = await captures.hand_in(ctx, upload, found)
        decider = await cards.show(ctx, KIND, new.id)
        head = Markup(
            "✅ <b>{} tercatat offline {}.</b> Dihitung selama belum diputuskan. "
        ).format(found.leg.value.capitalize(), clock(found.at, ctx.zone))
    to = Markup("Menunggu {}. Hasilnya dikirim ke sini.").format(decider.name)
    return Reply(head + (Recipient.of(decider).unseen(ctx.region) or to))
