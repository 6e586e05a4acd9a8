"""The page of `/laporan`: one office's month, or where those of many stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from markupsafe import Markup

from core.month.frozen import Difference
from core.month.office_totals import Totals
from core.month.report import Dates, Stage, Step
from core.organisation.region import Region
from core.writing import quoted
from db.records.report import Report
from handlers.chat.format import brief, grouped, moment
from handlers.chat.reply import Reply
from handlers.texts import report as texts

HAND_IN = {texts.REPORT: "Kirim", texts.RECAP: "Ajukan ke kepala"}

LATE, BACK, OPEN = "terlambat", "dikembalikan", "belum dikirim"
AT_BKPSDM, AT_HEAD, FINAL = "menunggu BKPSDM", "menunggu kepala kantor", "diterima"
ORDER = (LATE, BACK, AT_BKPSDM, AT_HEAD, OPEN, FINAL)


@dataclass(frozen=True, slots=True)
class Seen:
    """An office's month as its page shows it; `changed` since it was handed in."""

    noun: str
    office: str
    dates: Dates
    report: Report | None
    names: Mapping[UUID, str]
    totals: Totals
    changed: Difference


def office(region: Region, seen: Seen, now: datetime) -> Markup:
    """Where it stands first, then what it adds up to."""
    lines = [*_stands(region, seen, now), Markup(""), *texts.numbers(seen.totals)]
    step = seen.report.step if seen.report else None
    if step is None or step in {Step.WITHDRAWN, Step.SENT_BACK}:
        lines += texts.still_open(seen.totals)
    if seen.changed:
        lines.append(texts.changed(seen.noun, seen.changed))
    return Markup("\n").join(lines)


def in_another(noun: str, month: date, office: str, whole: str) -> Markup:
    """An office whose month is in the report of another one."""
    head = Markup("<b>{}, {}</b>\n").format(texts.called(noun, month), office)
    return head + texts.in_another(noun, month, whole)


def _stands(region: Region, seen: Seen, now: datetime) -> Iterator[Markup]:
    name = texts.called(seen.noun, seen.dates.month)
    report = seen.report
    if report is None or report.step is Step.WITHDRAWN:
        yield from _not_handed_in(region, seen, now, name)
        return
    yield Markup("<b>{}, {}</b>").format(name, seen.office)
    yield Markup("Dikirim {}, {}.{}").format(
        brief(seen.names[report.employee]),
        moment(report.handed_in_at, region.zone),
        f" Kiriman ke-{report.version}." if report.version > 1 else "",
    )
    yield from _decided(region, seen, report)
    if report.step is Step.SENT_BACK:
        yield from texts.until(seen.dates, now)


def _not_handed_in(region: Region, seen: Seen, now: datetime, name: str) -> Iterator[Markup]:
    if now < seen.dates.opens_at:
        yield Markup("<b>{} belum waktunya dikirim.</b> {}").format(name, seen.office)
        opens = moment(seen.dates.opens_at, region.zone)
        yield Markup("Bisa dikirim mulai {}.").format(opens)
        return
    yield Markup("<b>{} siap dikirim.</b> {}").format(name, seen.office)
    if seen.dates.locked(now):
        yield Markup("Data sudah dikunci.")
    yield from texts.until(seen.dates, now)


def _decided(region: Region, seen: Seen, report: Report) -> Iterator[Markup]:
    agreed = _by(region, seen, report.decided_by, report.decided_at)
    match report.step:
        case Step.AT_HEAD:
            yield Markup("⏳ Menunggu persetujuan kepala kantor.")
        case Step.SUBMITTED:
            yield Markup("✅ Disetujui {}.\n⏳ Menunggu BKPSDM.").format(agreed)
        case Step.RECEIVED if report.receipt is None:
            yield Markup("✅ Tersimpan. Disetujui {}.").format(agreed)
        case Step.RECEIVED:
            received = _by(region, seen, report.received_by, report.received_at)
            yield Markup("✅ Disetujui {}.\n✅ Diterima {}. Nomor {}.").format(
                agreed, received, texts.receipt_number(report.year or 0, report.number or 0)
            )
        case _:
            last = report.received_by or report.decided_by, report.received_at or report.decided_at
            yield Markup("❌ Dikembalikan {}.").format(_by(region, seen, *last))
            yield Markup("Alasan: {}").format(quoted(report.why_back))


def _by(region: Region, seen: Seen, who: UUID | None, at: datetime | None) -> Markup:
    name = brief(seen.names[who]) if who else ""
    return Markup("{}, {}").format(name, moment(at, region.zone) if at else "")


def sent(
    region: Region, noun: str, month: date, at: datetime, to: str, unseen: Markup | None
) -> Reply:
    """What whoever has handed in is answered; `to` agrees, `unseen` is why nobody sees it."""
    text = Markup("✅ <b>{} terkirim</b>, {}.\n").format(
        texts.called(noun, month), moment(at, region.zone)
    )
    waits = Markup("Menunggu persetujuan {}. Hasilnya dikirim ke sini.").format(to)
    return Reply(text + (unseen or waits))


def group(stands: Stage | Step, late: int) -> str:
    """Where an office's month stands, in the words of the list."""
    known = {
        Step.AT_HEAD: AT_HEAD,
        Step.SUBMITTED: AT_BKPSDM,
        Step.RECEIVED: FINAL,
        Step.SENT_BACK: BACK,
    }
    if isinstance(stands, Step) and stands in known:
        return known[stands]
    return LATE if late else OPEN


def overview(
    noun: str,
    month: date,
    counts: Mapping[str, int],
    shown: Sequence[tuple[str, str]],
    first: int,
) -> Markup:
    """How many offices stand where, and those of this page one by one; numbered from `first`."""
    counted = ", ".join(f"{each} {grouped(counts[each])}" for each in ORDER if counts.get(each))
    lines = [Markup("<b>{}</b>").format(texts.called(noun, month)), Markup("{}").format(counted)]
    lines += [Markup("{}. {}: {}").format(n, *each) for n, each in enumerate(shown, first)]
    return Markup("\n").join(lines)
