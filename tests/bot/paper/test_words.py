"""Every form word by word: what the annexes print stands on our paper, in their order."""

import pytest

from bot.paper.pdf import to_pdf
from tests.bot.paper.printed import pages_of, stand_in_order, words_of
from tests.builders import reports

OATH = (
    "Demikian surat keterangan ini saya buat dengan sesungguhnya dengan mengingat sumpah jabatan "
    "dan apabila di kemudian hari ternyata isi surat keterangan ini tidak benar yang mengakibatkan "
    "kerugian bagi negara, maka saya bersedia menanggung kerugian tersebut."
)
KOP = ["PEMERINTAH KABUPATEN BULUNGAN", "BADAN KEPEGAWAIAN", "MANUSIA", "Jalan Contoh Nomor 1"]
DAYS = [str(day) for day in range(1, 32)]
CHIEF = ["Rahmat Contoh, S.E., M.M.", "Pembina Tingkat I (IV/b)"]
POST = "Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia,"
PLACE = "Tanjung Selor, 2 November 2026"
FORMS = [
    pytest.param(
        "apel",
        [
            *KOP,
            "ABSENSI APEL ASN",
            *("Tanggal/Bulan/Tahun", ":", "12 Oktober 2026", "Minggu", ":", "ke-2"),
            *("No", "Nama/NIP", "Jabatan", "TTD", "Keterangan"),
            *("1", "S.STP., M.Si.", "199913322099130000", "Kepala Bidang", "2", "Dinas luar"),
            *("Tanjung Selor, 12 Oktober 2026", POST, *CHIEF, "NIP. 199913322099139999"),
        ],
        id="BLG-F-B",
    ),
    pytest.param(
        "letter-blg",
        [
            *KOP,
            *("SURAT KETERANGAN", "NOMOR :", "Yang bertanda tangan dibawah ini :"),
            *("Nama", ":", "Rahmat Contoh, S.E., M.M.", "NIP", ":", "199913322099139999"),
            *("Pangkat/Golongan", ":", "Pembina Tingkat I (IV/b)", "Jabatan", ":"),
            "Dengan ini menerangkan dengan sesungguhnya, bahwa ASN dibawah ini:",
            *("No", "Hari/Tanggal", "Nama/NIP", "Kendala Presensi", "Keterangan"),
            *("1", "Kamis, 1 Oktober 2026", "199913322099130000", "HP rusak", "Servis"),
            (
                "Tidak dapat melaksanakan Presensi Elektronik dan presensi offline dikarenakan "
                "kendala sebagaimana tersebut diatas. Bukti kehadiran ASN sebagaimana terlampir."
            ),
            OATH,
            *(PLACE, POST, *CHIEF, "NIP. 199913322099139999"),
        ],
        id="BLG-F-C",
    ),
    pytest.param(
        "kinerja",
        [
            *("LAPORAN KINERJA HARIAN MANUAL", "APARATUR SIPIL NEGARA KABUPATEN BULUNGAN"),
            *("Bulan", ":", "Oktober 2026", "Nama", ":", "Dr. H. Awang", "NIP", ":"),
            *("Pangkat/Gol. Ruang", ":", "Jabatan", ":", "Unit Kerja", ":"),
            *("No", "Tanggal", "Jenis Aktifitas", "Waktu Pengerjaan", "Uraian Kegiatan"),
            *("Hasil/ Output", "Jumlah", "Ket", "1", "1 Oktober 2026", "Aktifitas jabatan", "90"),
            *("Menyusun laporan", "1 laporan", "90", "jabatan, disetujui", "2", "umum, disetujui"),
            *("Jumlah hari kerja/bulan", ":", "22", "Jumlah kinerja harian yang dibuat", ":", "3"),
            *("Jumlah seluruh waktu pengerjaan", ":", "270 Poin"),
            *("Sudah Diperiksa dan Disetujui Oleh :", "Atasan Langsung"),
            *("Yusuf Contoh, S.H.", "NIP. 199913322099130001"),
            *(PLACE, "ASN Yang Dinilai", "Dr. H. Awang", "NIP. 199913322099130000"),
        ],
        id="BLG-F-D",
    ),
    pytest.param(
        "manual-blg",
        [
            (
                "PRESENSI MANUAL BAGI ASN YANG TIDAK DAPAT MELAKUKAN PRESENSI ELEKTRONIK/PRESENSI "
                "OFFLINE"
            ),
            *("Nama OPD", ":", "Badan", "Bulan", ":", "Oktober 2026"),
            *("No", "Nama/NIP/Pangkat/Gol./Jabatan", "Tanggal", *DAYS),
            *("1", "Dr. H. Awang", "199913322099130000", "Penata Tingkat I", "Kepala Bidang"),
            *("Masuk", "Jam", "07.24", "07.30", "Paraf", "Pulang", "Jam", "16.02", "Paraf", "2"),
            *(PLACE, POST, *CHIEF, "NIP. 199913322099139999"),
        ],
        id="BLG-F-E",
    ),
    pytest.param(
        "recap-blg",
        [
            "REKAP PRESENSI PEGAWAI PERIODE 1 Oktober 2026 s.d 31 Oktober 2026",
            *("Nama OPD", ":", "Badan", "No", "Nama/NIP/Pangkat/Gol./ Jabatan", *DAYS),
            *("H", "A", "C", "S", "DL", "TK", "1", "Dr. H. Awang", "199913322099130000"),
            *("Penata Tingkat I (III/d)", "Kepala Bidang", "H", "H", "22", "0", "0", "0", "0", "0"),
            *("KETERANGAN", "H : HADIR", "A : ALPA", "C : CUTI", "S : SAKIT"),
            *("DL : DINAS LUAR", "TK : TUGAS KHUSUS"),
            *(PLACE, POST, *CHIEF, "NIP. 199913322099139999"),
        ],
        id="BLG-F-F",
    ),
    pytest.param(
        "cancelled",
        [
            "SURAT KETERANGAN PEMBATALAN KEHADIRAN KERJA",
            *("Yang bertanda tangan di bawah ini :", "Nama", ":", "Yusuf Contoh, S.H."),
            *("NIP", ":", "Pangkat/ Golongan", ":", "Jabatan", ":", "Unit Kerja", ":"),
            *("Dengan ini membatalkan kehadiran kerja kepada :", "Nama", ":", "Siti Aminah"),
            *("NIP", ":", "Pangkat/Golongan", ":", "Jabatan", ":", "Unit Kerja", ":"),
            *("Hari/Tanggal", ":", "Selasa, 13 Oktober 2026"),
            (
                "Yang dibatalkan dikarenakan yang bersangkutan tidak berada ditempat kerja/tugas "
                "selama jam kerja tanpa seizin atasan langsung. Demikian disampaikan untuk "
                "menjadikan maklum."
            ),
            *("Mengetahui", "Kepala Perangkat Daerah"),
            *("Rahmat Contoh", "NIP 199913322099139999", "Pembina Tingkat I (IV/b)"),
            *("Karanganyar, 2 November 2026", "Atasan Langsung ASN,"),
            *("Yusuf Contoh, S.H.", "NIP 199913322099130001", "Penata (III/c)"),
            *("Saksi I", "Budi", "NIP 199913322099130010", "Penata Tingkat I (III/d)"),
            *("Saksi II", "Nur Aisyah", "NIP 199913322099130011", "IX"),
        ],
        id="KRA-F-E",
    ),
    pytest.param(
        "letter-kra",
        [
            *KOP,
            *("SURAT KETERANGAN", "NOMOR : 800.1.6.2/", "/BKPSDM/2026"),
            "Yang bertanda tangan di bawah ini:",
            *("Nama", ":", "NIP", ":", "Pangkat/golongan", ":", "Jabatan", ":"),
            "Dengan ini menerangkan dengan sesungguhnya, bahwa ASN dibawah ini:",
            *("NO", "HARI/TANGGAL", "NAMA", "NIP", "KENDALA PRESENSI", "1", "Kamis, 1 Oktober"),
            *("199913322099130000", "HP rusak"),
            (
                'Tidak dapat melaksanakan presensi online "AKU HADIR" dikarenakan kendala '
                "sebagaimana tersebut diatas. Bukti kehadiran ASN sebagaimana terlampir."
            ),
            OATH,
            *("Karanganyar, 2 November 2026", POST, *CHIEF, "NIP. 199913322099139999"),
        ],
        id="KRA-F-F",
    ),
    pytest.param(
        "manual-kra",
        [
            "PRESENSI MANUAL BAGI ASN YANG TIDAK DAPAT MELAKUKAN PRESENSI ONLINE",
            *("NAMA OPD", "Badan", "BULAN", "Oktober 2026"),
            *("NO", "NAMA/ NIP/ PANGKAT/ GOL/ JABATAN", "TANGGAL", *DAYS),
            *("MASUK", "JAM", "07.24", "PARAF", "PULANG", "JAM", "16.02", "PARAF"),
            *("Karanganyar, 2 November 2026", POST, "Rahmat Contoh, S.E., M.M."),
            "NIP 199913322099139999",
        ],
        id="KRA-F-G",
    ),
    pytest.param(
        "recap-kra",
        [
            "REKAP PRESENSI PEGAWAI PERIODE 1 Oktober 2026 s.d 31 Oktober 2026",
            *("NAMA OPD", "Badan", "NO", "NAMA/ NIP/ PANGKAT/ GOL/ JABATAN", *DAYS),
            *("H", "A", "C", "S", "DL", "TK", "KETERANGAN", "TK : TUGAS KHUSUS"),
            "Karanganyar, 2 November 2026",
        ],
        id="KRA-7-3c",
    ),
    pytest.param(
        "monitored",
        [
            *("MONITORING DAN EVALUASI PRESENSI ASN", "BULAN Oktober 2026", "NAMA OPD"),
            *("TERLAMBAT (HARI)", "TERLAMBAT (MENIT)", "ALPA (HARI)", "TUGAS KHUSUS (HARI)"),
            *("DINAS LUAR (HARI)", "PULANG CEPAT (HARI)", "PULANG CEPAT (MENIT)"),
            *("BELUM DIVALIDASI", "RESET PONSEL"),
            *("1", "199913322099130000", "3", "47", "1", "2", "4", "1", "25", "2", "1"),
            *("Mengetahui", POST, *CHIEF, "NIP 199913322099139999"),
            *("Karanganyar, 2 November 2026", "Atasan Langsung,", "Yusuf Contoh, S.H."),
        ],
        id="KRA-9C-4",
    ),
    pytest.param(
        "kinerja-total",
        [
            *("REKAP KINERJA PEGAWAI BULAN Oktober 2026", "Nama OPD", ":", "Hari kerja"),
            *("22", "40", "6.870", "6.800", "101", PLACE),
        ],
        id="AMB-29",
    ),
    pytest.param(
        "apels",
        [
            *("REKAP PRESENSI APEL BULAN Oktober 2026", "Wajib apel", "Hadir", "Terlambat"),
            *("Dibebaskan", "Tidak hadir", "5", "3", "1", "1", "0", PLACE),
        ],
        id="apel by person",
    ),
    pytest.param(
        "apels-kra",
        [
            *("REKAP PRESENSI APEL BULAN Oktober 2026", "NAMA OPD", "WAJIB APEL", "HADIR"),
            *("TERLAMBAT", "DIBEBASKAN", "TIDAK HADIR", "5", "3", "1", "1", "0", "Karanganyar,"),
        ],
        id="KRA-9A-3",
    ),
    pytest.param(
        "listed",
        [
            *("DAFTAR ISI BERKAS LAPORAN", "Nama OPD", ":", "Bulan", ":", "Versi", ":", "1"),
            *("Nama berkas", "Isi", "Banyaknya", "Ukuran (byte)", "SHA-256"),
            *("1", "01_Rekap_2026-10.pdf", "Rekap presensi", "2 halaman", "48.213"),
            *("2", "01_Rekap_2026-10.xlsx", "40 baris", "1.204"),
            *("3", "04_Bukti/001_pindaian-1.jpg", "1 halaman", "199.999"),
        ],
        id="contents",
    ),
    pytest.param(
        "problems-blg",
        [
            *("DAFTAR MASALAH YANG DILAPORKAN BULAN Oktober 2026", "Nama OPD", ":"),
            *("Jumlah", ":", "3 masalah: 1 terbuka, 1 dijawab, 1 ditutup"),
            *("No", "Tanggal", "Unit Kerja", "Masalah", "Ditangani", "Keadaan", "Jawaban"),
            *("1", "1 Oktober 2026", "Lokasi tidak terbaca", "operator", "terbuka"),
            *("2", "5 Oktober 2026", "UPTD Contoh", "Administrator", "dijawab", "6 Oktober 2026"),
            *(PLACE, POST, *CHIEF, "NIP. 199913322099139999"),
        ],
        id="BLG-7-3c",
    ),
    pytest.param(
        "problems-none",
        ["Jumlah", ":", "0 masalah: 0 terbuka, 0 dijawab, 0 ditutup", PLACE],
        id="BLG-7-3c nothing was reported",
    ),
    pytest.param(
        "problems-kra",
        [
            *("DAFTAR MASALAH YANG DILAPORKAN BULAN Oktober 2026", "NAMA OPD", "JUMLAH"),
            *("NO", "TANGGAL", "UNIT KERJA", "MASALAH", "DITANGANI", "KEADAAN", "JAWABAN"),
        ],
        id="KRA-6-4a",
    ),
    pytest.param(
        "corrections-blg",
        [
            *("DAFTAR KOREKSI PRESENSI DAN KINERJA BULAN Oktober 2026", "Nama OPD", ":"),
            *("Semula", "Menjadi", "Alasan", "Diusulkan", "Disetujui"),
            *("1", "199913322099130000", "8 Oktober 2026", "belum tercatat", "pulang 16.31 WITA"),
            *("Lupa presensi pulang", "Siti Aminah", "Rahmat Contoh", "9 Oktober 2026"),
            *("2", "08.10 WITA", "masuk 07.24 WITA", "Keputusan 800/17/2026"),
        ],
        id="AMB-92 before",
    ),
    pytest.param(
        "corrections-kra",
        ["DAFTAR KOREKSI PRESENSI DAN KINERJA", "NAMA OPD", "SEMULA", "MENJADI", "DISETUJUI"],
        id="KAM-42 before",
    ),
    pytest.param(
        "changes-blg",
        [
            *("PERUBAHAN SESUDAH LAPORAN BULAN Oktober 2026", "Nama OPD", ":", "Laporan", ":"),
            *("Versi 2, dikirim 2 November 2026", "Angka laporan tetap seperti saat dikirim."),
            *("Dalam laporan", "Sekarang", "1", "8 Oktober 2026", "alpa", "hadir, terlambat 12"),
            *("2", "Poin sebulan", "6.810 poin", "6.870 poin"),
        ],
        id="AMB-92 after",
    ),
    pytest.param(
        "changes-kra",
        ["PERUBAHAN SESUDAH LAPORAN", "NAMA OPD", "LAPORAN", "DALAM LAPORAN", "SEKARANG", "alpa"],
        id="KAM-42 after",
    ),
]


@pytest.mark.parametrize(("name", "expected"), FORMS)
def test_a_form_prints_the_words_of_its_annex_in_their_order(
    name: str, expected: list[str]
) -> None:
    stand_in_order(words_of(reports.ALL[name]()), expected)


@pytest.mark.parametrize("name", reports.ALL)
def test_no_slot_and_no_word_of_the_drafters_is_left_on_paper(name: str) -> None:
    words = words_of(reports.ALL[name]())
    for left in ("Catatan:", "Kepala OPD/UPT/Unit Kerja", "{", "}", "____", "Dst", "dst", "None"):
        assert left not in words, left


def test_the_report_of_e_kinerja_is_form_d_without_the_word_manual() -> None:
    """BLG-13-5, AMB-29: the annex has no format of its own for it; BLG-14-2 has that of Form D."""
    by_hand, by_app = (words_of(reports.kinerja(is_manual=manual)) for manual in (True, False))
    assert by_app == by_hand.replace("HARIAN MANUAL", "HARIAN")


@pytest.mark.parametrize("name", ["kinerja", "manual-blg", "recap-blg", "cancelled", "manual-kra"])
def test_forms_without_a_letterhead_in_the_annex_have_neither_it_nor_a_number(name: str) -> None:
    words = words_of(reports.ALL[name]())
    assert "PEMERINTAH KABUPATEN" not in words
    assert "NOMOR :" not in words


def test_only_the_lists_of_kra_say_neither_unit_kerja_nor_rank_in_the_signature() -> None:
    blg, kra = (words_of(reports.manual(code)) for code in ("bulungan", "karanganyar"))
    assert "Pembina Tingkat I (IV/b)" in blg
    assert "Pembina Tingkat I (IV/b)" not in kra
    assert "Unit Kerja" not in words_of(reports.letter()) + words_of(reports.letter("karanganyar"))


def test_a_form_that_nobody_has_signed_leaves_the_date_to_a_pen() -> None:
    """Pasal of both annexes: the place is printed, the date is not ours to guess."""
    page = pages_of(to_pdf(reports.letter(signed_on=None)))[0]
    stand_in_order(page, ["kerugian tersebut.", "Tanjung Selor,", "Kepala Badan"])
    assert "2026" not in page[page.index("kerugian tersebut.") :]


@pytest.mark.parametrize("code", ["bulungan", "karanganyar"])
def test_every_form_of_a_layout_can_be_filled(code: str) -> None:
    """A misspelt slot would surface as an error in front of whoever asks for the paper."""
    layout = reports.printing(code).layout
    made = {form.sheet for form in (each() for each in reports.ALL.values())}
    names = {
        template.nama
        for key in type(layout).model_fields
        if key not in {"peraturan", "tempat", "legenda", "lampiran_saksi"}
        and (template := getattr(layout, key)) is not None
    }
    assert names <= made
