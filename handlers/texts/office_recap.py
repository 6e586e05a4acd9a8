"""The recap of an office in words: which one, its files, and why there is none."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from core.reports.apel import ApelCount
from handlers.chat.format import brief, grouped
from handlers.chat.reply import Button, Reply
from handlers.texts.closing import month_name

BUTTON = "rk"  # what the buttons of the recap of an office begin with
LIST_OFFICES = 8  # on one page of the list, with room for a button that leads on
LABEL_CHARS_MAX = 20
UNSEEN_NAMED = 5  # people; all of them stand on the paper

FILES = {"pdf": "Kirim PDF", "xlsx": "Kirim Excel"}
WHICH = Markup("Rekap kantor mana?")
NOT_YOURS = Reply(
    Markup(
        "Rekap kantor dibuka oleh operator, kepala kantor, dan BKPSDM. Rekap Anda sendiri: "
        "/rekap_saya"
    ),
    idle=True,
)


def data(office: str, month: date, page: int = 0, verb: str = "") -> str:
    """`rk:DINKES:202604:0`, and what else a button does."""
    head = f"{BUTTON}:{office}:{month:%Y%m}:{page}"
    return f"{head}:{verb}" if verb else head


def coming(title: str) -> Reply:
    """That the files are on their way."""
    return Reply(
        Markup("<b>{}</b> sedang disiapkan. Berkasnya dikirim ke sini.").format(title),
        toast=True,
    )


def nobody(office: str, month: date, buttons: tuple[Button, ...]) -> Reply:
    """A month without anybody: it has not begun, or is older than the regulation."""
    text = Markup("Belum ada rekap <b>{}</b> untuk {}. Pilih bulan atau kantor lain.")
    return Reply(text.format(month_name(month), office), buttons)


def labels(names: Mapping[str, str]) -> dict[str, str]:
    """What buttons call offices: the name where it fits and is one of a kind, else the code."""
    often = Counter(names.values())
    fits = {code for code, name in names.items() if len(name) <= LABEL_CHARS_MAX}
    return {
        code: name if code in fits and often[name] == 1 else _short(code)
        for code, name in names.items()
    }


def _short(code: str) -> str:
    """Two long codes differ at their ends."""
    return code if len(code) <= LABEL_CHARS_MAX else f"{code[:9]}…{code[-10:]}"


def further(number: int, pages: int) -> str:
    """The button to another page, which counts from 0."""
    return f"Halaman {number + 1} dari {pages}"


def apel(rows: Sequence[ApelCount]) -> Iterator[str]:
    """What the apel of the month add up to, and of whom one was not recorded; or nothing."""
    if not rows:
        return
    counts = {
        "hadir": sum(each.present for each in rows),
        "hadir sesudah batas": sum(each.late for each in rows),
        "dibebaskan": sum(each.freed for each in rows),
        "tidak tercatat": sum(each.absent for each in rows),
    }
    said = ", ".join(f"{what} {grouped(count)}" for what, count in counts.items() if count)
    yield f"Apel {grouped(len(rows))} pegawai: {said}."
    unseen = [each for each in rows if each.absent]
    names = [f"{brief(each.person.name)} {each.absent} kali" for each in unseen[:UNSEEN_NAMED]]
    if more := len(unseen) - len(names):
        names.append(f"dan {more} pegawai lain")
    if names:
        yield f"Apel tidak tercatat: {', '.join(names)}."
