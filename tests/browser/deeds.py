"""What people do in many stories: activate their account, check in, hand in work."""

from dataclasses import dataclass

from playwright.sync_api import expect

from bot.demo.scenes import BULUNGAN, KARANGANYAR
from tests.browser.seen import Chat


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    nip: str
    kind: str
    place: str  # how the name of their office's place begins


def _person(key: str, name: str, place: str) -> Person:
    return Person(name, *(BULUNGAN | KARANGANYAR)[key], place)


SYARIFUDDIN = _person("Syarifuddin", "Drs. Syarifuddin Anwar", "Halaman Kantor Bupati")
RAHMAWATI = _person("Rahmawati", "Rahmawati Lestari", "Kantor Dinas Kesehatan")
MARIA = _person("Maria", "Maria Ulfah", "Kantor BKPSDM")
YOHANES = _person("Yohanes", "Yohanes Lawing", "Kantor Dinas Kesehatan")
ANDI = _person("Andi", "Andi Pratama", "RSUD")
SITI = _person("Siti", "Siti Nurhaliza Binti Amir", "Kantor Dinas Kesehatan")
KRISTINA = _person("Kristina", "Kristina Lenjau", "SMP Negeri 1")
BAMBANG = _person("Bambang", "Ir. Bambang Haryanto", "Kantor Bupati")
AGUS = _person("Agus", "dr. Agus Widodo", "Kantor Dinas Kesehatan")
BAGUS = _person("Bagus", "Bagus Setiawan", "Kantor Dinas Kesehatan")
RATNA = _person("Ratna", "Ratna Dewi", "Kantor Dinas Kesehatan")
HENDRA = _person("Hendra", "Hendra Wijaya", "Kantor Dinas Kesehatan")
TUTIK = _person("Tutik", "Tutik Handayani", "Kantor Dinas Kesehatan")
WAHYU = _person("Wahyu", "Wahyu Prasetyo", "Kantor Dinas Kesehatan")
ENDAH = _person("Endah", "Endah Kusumawati", "Kantor BKPSDM")

STRANGER = "Orang Asing"
SHARE_NUMBER = "📱 Bagikan nomor saya"


def activated(chat: Chat, who: Person) -> Chat:
    """Bound to their account, by the invitation of the operator where they are not yet."""
    expect(chat.composer.or_(chat.start_button)).to_be_visible()
    if chat.start_button.is_visible():
        activate(chat, who)
    return chat


def activate(chat: Chat, who: Person) -> None:
    begin(chat, who)
    chat.press(SHARE_NUMBER)
    chat.answer("Bagikan")
    chat.hears("Hubungkan akun ini dengan", who.nip[:8])
    chat.tap("Ya")
    chat.hears("Selamat datang")


def begin(chat: Chat, who: Person) -> None:
    """As far as the question for the phone number."""
    chat.start_button.click()
    chat.hears("Apa status pegawai Anda?")
    chat.tap(who.kind)
    chat.hears("Berapa NIP Anda?")
    chat.say(who.nip)
    chat.hears("bagikan nomor telepon Anda sendiri")


def check_in(chat: Chat, place: str) -> None:
    """Press Masuk and share a live location from a place."""
    chat.press("Masuk")
    chat.hears("Untuk presensi masuk, bagikan lokasi langsung")
    chat.share(place)


def enter_work(chat: Chat, what: str) -> None:
    """/aktivitas of today, as far as the question for a photo (Lampiran A.4)."""
    chat.say("/aktivitas")
    chat.hears("Aktivitas tanggal berapa?")
    chat.told.last.get_by_role("button").first.click()
    for question, answer in (("Jenis aktivitas?", "Jabatan"), ("Berapa lama?", "1 jam")):
        chat.hears(question)
        chat.tap(answer)
    chat.hears("Uraian kegiatannya?")
    chat.say(what)
    chat.hears("Hasil atau output-nya?")
    chat.tap("Lewati")
    chat.hears("Foto pendukung?")


def file_work(chat: Chat, what: str) -> None:
    """The whole of it, without a photo."""
    enter_work(chat, what)
    chat.tap("Lewati")
    confirm(chat)


def confirm(chat: Chat) -> None:
    chat.hears("Simpan?")
    chat.tap("Ya")
    chat.hears("Tersimpan", "batas verifikasi")
