"""`/laporan`: the monthly report of an office, for its operator and for all who may look at it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from markupsafe import Markup

from core.month import report as months
from core.month.frozen import NOTHING
from core.month.office_totals import Totals, of_person, summed
from core.month.report import Dates, Step
from core.organisation.authority import Authority
from core.organisation.calendar import DAY
from db.records import report as reports
from db.records.report import Report
from handlers.approvals import cards
from handlers.approvals.kind import Scope
from handlers.chat.context import Context
from handlers.chat.reply import Button, Reply
from handlers.month import report_agreement, report_approval, report_list
from handlers.texts import report as texts
from handlers.texts import report_page
from handlers.texts.closing import month_name
from handlers.texts.deciders import Recipient
from handlers.texts.evaluation import key_of
from handlers.usecases import authority, office_month, report_lines
from handlers.usecases import reports as acts
from handlers.usecases.act import in_chat
from handlers.usecases.office_month import Reading

NOT_YOURS = Reply(
    Markup(
        "Laporan kantor dibuka oleh operator, kepala kantor, dan BKPSDM. "
        "Rekap Anda sendiri: /rekap_saya"
    )
)
UNKNOWN = Reply(
    Markup("Tombol itu sudah tidak berlaku. Buka /laporan lagi."), toast=True, idle=True
)


@dataclass(frozen=True, slots=True)
class Page:
    """What somebody looks at: one office's month, and what was handed in for it last."""

    office: str
    dates: Dates
    newest: Report | None


async def show(ctx: Context) -> Reply:
    """The month that is due for the only office of whoever asks, or the list of theirs."""
    by = await _acting(ctx)
    offices = await _offices(ctx, by)
    if not offices:
        return NOT_YOURS
    month = _newest_month(ctx, offices)
    if len(offices) == 1:
        return await _office(ctx, by, offices[0], month)
    return await report_list.show(ctx, offices, month, 0)


async def handle_button(ctx: Context, data: str) -> Reply | None:
    """A button of the page; who may press it is asked anew. None where it means nothing."""
    if (said := _read(data)) is None:
        return None
    verb, month, key = said
    if not months.has_begun(ctx.regulation, month, ctx.calendar_date):
        return UNKNOWN
    by = await _acting(ctx)
    offices = await _offices(ctx, by)
    if not offices:
        return NOT_YOURS
    if verb == "daftar":
        return await report_list.show(ctx, offices, month, int(key)) if key.isdecimal() else None
    office = next((each for each in offices if key_of(each) == key), None)
    if office is None:
        return UNKNOWN
    return await _pressed(ctx, by, verb, office, month)


async def _pressed(
    ctx: Context, by: Authority, verb: str, office: str, month: date
) -> Reply | None:
    if not _in_use(ctx, office, month) and (await _page(ctx, office, month)).newest is None:
        return UNKNOWN
    match verb:
        case texts.OPEN:
            return await _office(ctx, by, office, month)
        case "kirim":
            return await _hand_in(ctx, office, month)
        case "tarik":
            return await _withdraw(ctx, by, office, month)
        case "berkas":
            newest = (await _page(ctx, office, month)).newest
            return await report_approval.send_files(ctx, newest) if newest else UNKNOWN
    return None


async def _hand_in(ctx: Context, office: str, month: date) -> Reply:
    async with in_chat(ctx) as act:
        me = ctx.someone.employee
        report = await acts.hand_in(act, ctx.organisation, office, month, me)
    decider = await cards.show(ctx, report_agreement.KIND, report.id)
    noun = texts.noun_of(ctx.regulation, report.month)
    unseen = Recipient.of(decider).unseen(ctx.region)
    return report_page.sent(ctx.region, noun, report.month, ctx.event.at, decider.name, unseen)


async def _withdraw(ctx: Context, by: Authority, office: str, month: date) -> Reply:
    newest = (await _page(ctx, office, month)).newest
    if newest is None:
        return UNKNOWN
    async with in_chat(ctx) as act:
        await acts.withdraw(act, ctx.organisation, newest.id)
    await cards.show(ctx, report_agreement.KIND, newest.id)
    page = await _office(ctx, by, office, month)
    return replace(page, text=Markup("<b>Ditarik kembali.</b>\n\n") + page.text)


async def _office(ctx: Context, by: Authority, office: str, month: date) -> Reply:
    """One office's month: where it stands, what it adds up to, and what can be done."""
    page = await _page(ctx, office, month)
    reading, now = _reading(ctx), ctx.event.at
    reporting = await report_lines.reporting(reading, page.dates.month)
    if page.newest is None and (whole := reporting.elsewhere(office)):
        return _in_another(ctx, page, whole)
    mine = bool(by.roles(ctx.regulation.peran.sampaikan_laporan, office))
    step = page.newest.step if page.newest else None
    differs = NOTHING
    if page.newest is not None and step in {*months.UNDER_WAY, Step.RECEIVED}:
        differs = await acts.difference(reading, page.newest)
        totals = Totals(**page.newest.contents)
    else:
        totals = await _totals(reading, reporting.parts(office), month)
    may = (
        mine
        and not reporting.elsewhere(office)
        and await acts.may_hand_in(reading, page.dates, page.newest)
    )
    names = await Scope.of(ctx).fetch_names(_people(page.newest))
    seen = report_page.Seen(
        noun=texts.noun_of(ctx.regulation, page.dates.month),
        office=ctx.organisation.offices[office].name,
        dates=page.dates,
        report=page.newest,
        names=names,
        totals=totals,
        changed=differs,
    )
    shown = report_page.office(ctx.region, seen, now)
    return Reply(shown, tuple(_buttons(ctx, page, may=may, mine=mine)))


def _in_another(ctx: Context, page: Page, whole: str) -> Reply:
    """Of an office that is part of the report of another nothing is handed in here (AMB-93)."""
    noun, month = texts.noun_of(ctx.regulation, page.dates.month), page.dates.month
    names = ctx.organisation.offices
    text = report_page.in_another(noun, month, names[page.office].name, names[whole].name)
    return Reply(text, tuple(_other_months(ctx, month, page.office)))


def _people(report: Report | None) -> list[UUID | None]:
    return [report.employee, report.decided_by, report.received_by] if report else []


def _buttons(ctx: Context, page: Page, *, may: bool, mine: bool) -> list[Button]:
    month, step = page.dates.month, page.newest.step if page.newest else None
    noun = texts.noun_of(ctx.regulation, month)
    found = []
    if may:
        found.append(Button(report_page.HAND_IN[noun], texts.data("kirim", month, page.office)))
    if mine and step is Step.AT_HEAD:
        found.append(Button("Tarik kembali", texts.data("tarik", month, page.office)))
    if step is not None:
        found.append(Button("Berkas", texts.data("berkas", month, page.office)))
    return [*found, *_other_months(ctx, month, page.office)]


def _other_months(ctx: Context, month: date, office: str) -> list[Button]:
    now = ctx.calendar_date.replace(day=1)
    before, after = (month - DAY).replace(day=1), (month + 31 * DAY).replace(day=1)
    known = before >= _months_back(now) and _in_use(ctx, office, before)
    fits = [*([before] if known else ()), *([after] if after <= now else ())]
    return [Button(month_name(each), texts.data(texts.OPEN, each, office)) for each in fits]


def _in_use(ctx: Context, office: str, month: date) -> bool:
    return months.in_use(ctx.region, ctx.organisation, office, month)


def _months_back(now: date) -> date:
    return date(now.year - 1, now.month, 1)


async def _page(ctx: Context, office: str, month: date) -> Page:
    dates = months.of_office(ctx.region, ctx.organisation, office, month)
    found = await reports.versions(ctx.db, ctx.region.code, office, dates.month)
    return Page(office, dates, found[0] if found else None)


async def _totals(reading: Reading, offices: Sequence[str], month: date) -> Totals:
    found = await office_month.of_offices(reading, offices, month)
    return summed([of_person(each.days) for each in found])


def _newest_month(ctx: Context, offices: Sequence[str]) -> date:
    """The running month where it can be handed in already or is the first, else the one before."""
    now = ctx.calendar_date.replace(day=1)
    before = (now - DAY).replace(day=1)
    if not any(_in_use(ctx, each, before) for each in offices):
        return now
    opened = (months.of_office(ctx.region, ctx.organisation, e, now).opens_at for e in offices)
    return now if any(at <= ctx.event.at for at in opened) else before


async def _offices(ctx: Context, by: Authority) -> list[str]:
    """The offices that report or ever did, as far as whoever asks may look at them."""
    known = await report_lines.reporters(_reading(ctx))
    known |= await reports.offices(ctx.db, ctx.region.code)
    return sorted(
        each for each in known if each in ctx.organisation.offices and acts.may_look(by, each)
    )


async def _acting(ctx: Context) -> Authority:
    return await authority.acting(ctx.db, ctx.region, ctx.calendar_date, ctx.someone.nip)


def _reading(ctx: Context) -> Reading:
    return Reading(ctx.db, ctx.region, ctx.organisation, ctx.event.at)


def _read(data: str) -> tuple[str, date, str] | None:
    """What a button says; None where nobody here wrote it."""
    try:
        _, verb, month, key = data.split(":")
        return verb, date(int(month[:4]), int(month[4:]), 1), key
    except ValueError:
        return None
