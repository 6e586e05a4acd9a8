"""What the shipped regulations must answer, row by row: rule, question, value and source."""

from datetime import date, time
from zoneinfo import ZoneInfo

from core.law.kinds import EmployeeKind
from core.law.questions.jenis_izin import Effect
from core.law.questions.pengecualian import Exempted
from core.law.questions.presensi import CheckedSignal
from core.law.regulation import ActivityKind, ExemptStatus, Kinerja, Role
from core.law.span import CalendarDays, RunningHours, WorkingDays
from tests.core import answered_cancellation as cancellation
from tests.core import answered_correction as correction
from tests.core import answered_manual as manual
from tests.core import answered_reminders as reminders
from tests.core import answered_report as report
from tests.core import answered_requests as kinds
from tests.core.answered_row import Row

BLG, KRA = "bulungan", "karanganyar"
EVERYBODY = (EmployeeKind.CPNS, EmployeeKind.PNS, EmployeeKind.PPPK)
PNS = (EmployeeKind.CPNS, EmployeeKind.PNS)  # Pasal 1 angka 8: a calon PNS is one
EXEMPT = (
    Exempted(status=ExemptStatus.SUSPENDED, bagi=PNS),
    Exempted(status=ExemptStatus.STUDY_ASSIGNMENT, bagi=PNS, syarat="dibebaskan_dari_jabatan"),
    Exempted(status=ExemptStatus.DETAINED),
)
ADMIN, OPERATOR, HEAD = (Role.ADMINISTRATOR,), (Role.OPERATOR,), (Role.HEAD,)
BKPSDM, KOMINFO = (Role.BKPSDM_MANAGER,), (Role.KOMINFO_MANAGER,)
CHECKED = tuple(CheckedSignal)
SICKNESS = ("sakit", "cuti.sakit", "cuti.melahirkan")
ORDER = (*SICKNESS, "dinas_luar", "tugas_khusus", "diklat", "cuti", "izin")
CREDIT = "Pasal 11 ayat (3) dan Pasal 11 ayat (4)"


BULUNGAN = (
    Row("BLG-8-2a-zone", "waktu.zona", ZoneInfo("Asia/Makassar"), "Pasal 8 ayat (2) huruf a"),
    Row("BLG-4", "pegawai.jenis", EVERYBODY, "Pasal 4"),
    Row("BLG-5", "akun.per_pegawai", 1, "Pasal 5", ("AMB-34",)),
    Row("AMB-33-life", "akun.masa_kode_jam", 72, None, ("AMB-33",)),
    Row("AMB-33-tries", "akun.batas_percobaan", 5, None, ("AMB-33", "AMB-61")),
    Row("AMB-62", "akun.simpan_gagal_hari", 30, None, ("AMB-62",)),
    Row("BLG-6-2a", "peran.atur_ulang_akun", ADMIN, "Pasal 6 ayat (2) huruf a"),
    Row("AMB-33-code", "peran.kode_aktivasi", (*OPERATOR, *ADMIN), None, ("AMB-33",)),
    Row("BLG-6-2b", "peran.atur_jam_kerja", ADMIN, "Pasal 6 ayat (2) huruf b"),
    Row("BLG-6-2b-shift", "peran.atur_sif", ADMIN, "Pasal 6 ayat (2) huruf b", ("AMB-07",)),
    Row("BLG-6-2d", "peran.atur_lokasi", ADMIN, "Pasal 6 ayat (2) huruf d", ("AMB-08",)),
    Row("BLG-6-2c", "peran.pindah_lokasi", ADMIN, "Pasal 6 ayat (2) huruf c"),
    Row("BLG-6-2f", "peran.atur_atasan", ADMIN, "Pasal 6 ayat (2) huruf f"),
    Row(
        "BLG-7-3b",
        "peran.perbarui_data",
        (*OPERATOR, *ADMIN),
        "Pasal 7 ayat (3) huruf b",
        ("AMB-58",),
    ),
    Row("AMB-59", "peran.atur_status", ADMIN, None, ("AMB-59",)),
    Row("BLG-6-2g", "peran.blokir", ADMIN, "Pasal 6 ayat (2) huruf g", ("AMB-38",)),
    *correction.BULUNGAN_ROLES,
    Row("AMB-38-lift", "peran.buka_blokir", (*HEAD, *ADMIN), None, ("AMB-38",)),
    Row("AMB-71-decree", "peran.putus_blokir", ADMIN, None, ("AMB-71",)),
    Row("AMB-43-letter", "peran.terima_pembatalan", None, None, ("AMB-43",)),
    Row(
        "BLG-6-2e,BLG-15",
        "peran.pantau",
        (*ADMIN, *HEAD),
        "Pasal 6 ayat (2) huruf e dan Pasal 15",
    ),
    Row("BLG-7-3a", "peran.rekap", OPERATOR, "Pasal 7 ayat (3) huruf a"),
    Row("BLG-15,BLG-16", "peran.lihat_rekap", (*HEAD, *ADMIN), "Pasal 15 dan Pasal 16"),
    Row("AMB-74", "peran.umumkan_apel", (*OPERATOR, *ADMIN), None, ("AMB-74",)),
    Row(
        "BLG-8-7-who",
        "peran.daftar_apel",
        (*OPERATOR, *HEAD),
        "Pasal 8 ayat (7)",
        ("AMB-01", "AMB-74", "AMB-101", "AMB-102"),
    ),
    Row("BLG-13-1", "peran.sampaikan_laporan", OPERATOR, "Pasal 13 ayat (1)", ("AMB-37", "AMB-93")),
    *reminders.BULUNGAN_PROBLEMS,
    Row("BLG-15", "peran.setujui_laporan", HEAD, "Pasal 15", ("AMB-81",)),
    Row("BLG-13-1-to", "peran.terima_laporan", ADMIN, "Pasal 13 ayat (1)", ("AMB-82",)),
    Row("BLG-7-1", "peran.tunjuk_operator", HEAD, "Pasal 7 ayat (1)", ("AMB-37",)),
    Row("AMB-58", "peran.tetapkan_peran", ADMIN, None, ("AMB-58",)),
    Row(
        "BLG-14-1-entry", "peran.catat_manual", OPERATOR, "Pasal 14 ayat (1)", ("AMB-67", "AMB-99")
    ),
    Row("AMB-26-longer", "peran.perpanjang_manual", ADMIN, None, ("AMB-26",)),
    Row("BLG-11-2-head", "peran.surat_manual", HEAD, "Pasal 11 ayat (2)", ("AMB-70", "AMB-100")),
    Row("AMB-69", "peran.terima_surat_manual", ADMIN, "Pasal 14 ayat (1)", ("AMB-69",)),
    Row("BLG-6-1", "peran.sk_wajib", ADMIN, "Pasal 6 ayat (1)"),
    Row("BLG-1-18", "peran.pegawai_bkpsdm", ADMIN, "Pasal 1 angka 18"),
    Row("AMB-58-kominfo", "peran.pegawai_kominfo", None, None, ("AMB-58",)),
    Row("BLG-8-1", "presensi.kali_per_hari", 2, "Pasal 8 ayat (1)"),
    Row("BLG-8-2a", "presensi.masuk_paling_cepat", time(6, 30), "Pasal 8 ayat (2) huruf a"),
    Row("AMB-05-latest", "presensi.masuk_paling_lambat", "jam_pulang", None, ("AMB-05",)),
    Row("AMB-05-late", "presensi.terlambat_setelah", "jam_masuk", None, ("AMB-05", "AMB-47")),
    Row(
        "BLG-8-2b-from",
        "presensi.pulang_paling_cepat",
        "jam_pulang",
        "Pasal 8 ayat (2) huruf b",
        ("AMB-06", "AMB-47"),
    ),
    Row("BLG-8-2b", "presensi.pulang_paling_lambat", time(18, 30), "Pasal 8 ayat (2) huruf b"),
    Row("AMB-07", "presensi.jadwal_khusus", "jendela_sendiri", None, ("AMB-07", "AMB-56")),
    Row("AMB-41", "presensi.menit_satu_kali", None, None, ("AMB-41",)),
    Row("AMB-57", "presensi.sinyal_diperiksa", CHECKED, None, ("AMB-57",), ("nilai",)),
    Row("AMB-52", "presensi.sebelum_dipakai", "belum_memakai", None, ("AMB-52",)),
    Row("BLG-8-3", "lokasi.radius", "per_lokasi", "Pasal 8 ayat (3)"),
    Row("AMB-08-radius", "lokasi.radius_bawaan", 100, None, ("AMB-08",)),
    Row("AMB-08-cap", "lokasi.akurasi_dihitung", 50, None, ("AMB-08",)),
    Row("AMB-08-poor", "lokasi.akurasi_buruk", 200, None, ("AMB-08", "AMB-45", "AMB-46")),
    Row("BLG-8-6", "apel.masuk_paling_lambat", time(9, 0), "Pasal 8 ayat (6)", ("AMB-12",)),
    Row("AMB-72", "apel.terlambat_dihitung", "sejak_batas", None, ("AMB-72",), ("nilai",)),
    Row("AMB-73", "apel.hari_libur", "dicatat_saja", None, ("AMB-73",)),
    Row(
        "BLG-8-7",
        "apel.daftar_paling_lambat",
        time(9, 0),
        "Pasal 8 ayat (7)",
        ("AMB-01", "AMB-12"),
    ),
    Row("BLG-8-4", "mutasi.tenggang", CalendarDays(hari=7), "Pasal 8 ayat (4)", ("AMB-09",)),
    Row(
        "BLG-8-5a,BLG-8-5b,BLG-8-5c",
        "pengecualian.status",
        EXEMPT,
        "Pasal 8 ayat (5)",
        ("AMB-02", "AMB-10", "AMB-11"),
    ),
    Row("AMB-38", "blokir.status_hari", "dalam_pemeriksaan", None, ("AMB-38",)),
    Row("AMB-71", "blokir.dipulihkan", "dianggap_hadir", None, ("AMB-71",)),
    Row("AMB-71-proved", "blokir.terbukti", "alpa", None, ("AMB-71",)),
    Row("AMB-48", "tugas_khusus.paling_lama", WorkingDays(hari_kerja=5), None, ("AMB-48",)),
    Row("AMB-31-from", "tugas_khusus.masuk_paling_cepat", None, None, ("AMB-31",)),
    Row("AMB-31-to", "tugas_khusus.masuk_paling_lambat", None, None, ("AMB-31",)),
    Row("AMB-31-out", "tugas_khusus.pulang_paling_cepat", None, None, ("AMB-31",)),
    Row("BLG-9-4", "kinerja.jenis", tuple(ActivityKind), "Pasal 9 ayat (4)"),
    Row("BLG-9-2", "kinerja.target_bulanan", 6800, "Pasal 9 ayat (2)", ("AMB-13",)),
    Row("AMB-13", "kinerja.cara_target", "utuh", None, ("AMB-13",), ("nilai",)),
    Row("AMB-14", "kinerja.poin_per_menit", 1, "Pasal 9 ayat (2)", ("AMB-14",)),
    Row("AMB-20", "kinerja.paling_banyak_sehari", 1440, None, ("AMB-20",)),
    Row("BLG-9-7", "kinerja.batas_isi", CalendarDays(hari=2), "Pasal 9 ayat (7)", ("AMB-16",)),
    Row("AMB-16", "kinerja.batas_isi_sejak", "akhir_tanggal", None, ("AMB-16",), ("nilai",)),
    Row(
        "AMB-18", "kinerja.isi_ulang", RunningHours(jam=48), None, ("AMB-18", "AMB-55"), ("nilai",)
    ),
    Row(
        "BLG-9-8",
        "kinerja.batas_verifikasi",
        RunningHours(jam=48),
        "Pasal 9 ayat (8)",
        ("AMB-17",),
    ),
    Row("BLG-9-10", "kinerja.jika_lewat", "dianggap_disetujui", "Pasal 9 ayat (10)"),
    Row(
        "BLG-9-11a,BLG-9-11b,BLG-9-11c",
        "kinerja.pengecualian",
        EXEMPT,
        "Pasal 9 ayat (11)",
        ("AMB-02", "AMB-10", "AMB-11"),
    ),
    Row("BLG-11-3-sick", "jenis_izin.sakit", kinds.SICK, CREDIT, ("AMB-35",)),
    Row(
        "BLG-11-4-permit",
        "jenis_izin.izin",
        kinds.PERMIT,
        "Pasal 11 ayat (4)",
        ("AMB-22", "AMB-31"),
        ("akibat", "huruf"),
    ),
    Row(
        "BLG-11-3-leave",
        "jenis_izin.cuti",
        kinds.LEAVES,
        CREDIT,
        ("AMB-21", "AMB-22", "AMB-54"),
        ("akibat",),
    ),
    Row("BLG-11-3-trip", "jenis_izin.dinas_luar", kinds.JOURNEY, CREDIT),
    Row("BLG-11-3-training", "jenis_izin.diklat", kinds.TRAINING, CREDIT, ("AMB-31",)),
    Row("AMB-31-TK", "jenis_izin.tugas_khusus", kinds.OUTSIDE, None, ("AMB-31",)),
    Row(
        "BLG-11-5",
        "jenis_izin.pulang_cepat",
        kinds.DISPENSATION,
        "Pasal 11 ayat (5)",
        ("AMB-25",),
    ),
    Row("AMB-50", "izin.urutan", ORDER, None, ("AMB-50",)),
    Row("BLG-L-A6f", "izin.menunggu_paling_banyak", 1, None, ("AMB-35",)),
    Row("BLG-11-3-points", "izin.poin_per_hari", 360, "Pasal 11 ayat (3)"),
    Row(
        "AMB-21-own",
        "izin.hari_dihitung",
        "hari_kerja_tanpa_kegiatan",
        None,
        ("AMB-21",),
        ("nilai",),
    ),
    Row(
        "KAM-16",
        "izin.bebas_apel",
        (Effect.CREDITED, Effect.EXCUSED, Effect.SPECIAL),
        None,
        ("KAM-16",),
    ),
    Row("AMB-25", "validasi.pulang_cepat", RunningHours(jam=48), None, ("AMB-25",)),
    Row("AMB-35-TK", "validasi.tugas_khusus", RunningHours(jam=48), None, ("AMB-35",)),
    Row("AMB-35-DL", "validasi.dinas_luar", RunningHours(jam=48), None, ("AMB-35",)),
    Row("AMB-35", "validasi.izin", RunningHours(jam=48), None, ("AMB-35",)),
    Row("AMB-48-look", "validasi.dilihat", RunningHours(jam=48), None, ("AMB-48",)),
    Row("AMB-35-lapse", "validasi.jika_lewat", "eskalasi_atasan", None, ("AMB-35",)),
    Row("AMB-49", "validasi.jika_bulan_ditutup", "tetap_dihitung", None, ("AMB-49",)),
    *manual.BULUNGAN,
    *correction.BULUNGAN,
    *cancellation.BULUNGAN,
    *report.BULUNGAN,
    Row("AMB-65", "laporan.pegawai_pindah", "tiap_kantor", None, ("AMB-65",)),
    *reminders.BULUNGAN,
    Row("KAM-18", "privasi.simpan_lokasi_bulan", 12, None, ("KAM-18",)),
)

KARANGANYAR = (
    Row("KRA-9A-2a-zone", "waktu.zona", ZoneInfo("Asia/Jakarta"), "Pasal 9A ayat (2) huruf a"),
    Row("KAM-13-kinds", "pegawai.jenis", EVERYBODY, None, ("KAM-13",)),
    Row("KAM-13-account", "akun.per_pegawai", 1, None, ("KAM-13", "AMB-34")),
    Row("AMB-33-life", "akun.masa_kode_jam", 72, None, ("AMB-33",)),
    Row("AMB-33-tries", "akun.batas_percobaan", 5, None, ("AMB-33", "KAM-29")),
    Row("KAM-29", "akun.simpan_gagal_hari", 30, None, ("KAM-29",)),
    Row(
        "KRA-6-3a,KRA-7-3a",
        "peran.atur_ulang_akun",
        (*BKPSDM, *OPERATOR),
        "Pasal 6 ayat (3) huruf a dan Pasal 7 ayat (3) huruf a",
        ("KAM-12",),
    ),
    Row("AMB-33-code", "peran.kode_aktivasi", (*BKPSDM, *OPERATOR), None, ("AMB-33",)),
    Row("KRA-6-3b", "peran.atur_jam_kerja", BKPSDM, "Pasal 6 ayat (3) huruf b"),
    Row("KRA-7-3b", "peran.atur_sif", OPERATOR, "Pasal 7 ayat (3) huruf b"),
    Row("KRA-6-4b", "peran.atur_lokasi", KOMINFO, "Pasal 6 ayat (4) huruf b"),
    Row("KRA-6-3d", "peran.pindah_lokasi", BKPSDM, "Pasal 6 ayat (3) huruf d"),
    Row("KRA-7-3d", "peran.atur_atasan", OPERATOR, "Pasal 7 ayat (3) huruf d"),
    Row(
        "KRA-6-3c,KRA-6-3e",
        "peran.perbarui_data",
        BKPSDM,
        "Pasal 6 ayat (3) huruf c dan Pasal 6 ayat (3) huruf e",
    ),
    Row(
        "KRA-6-3e",
        "peran.atur_status",
        BKPSDM,
        "Pasal 6 ayat (3) huruf e",
        ("AMB-59",),
    ),
    Row("KAM-13-block", "peran.blokir", None, None, ("KAM-13",)),
    *correction.KARANGANYAR_ROLES,
    Row("KAM-13-lift", "peran.buka_blokir", None, None, ("KAM-13",)),
    Row("KAM-13-decree-block", "peran.putus_blokir", None, None, ("KAM-13",)),
    Row("KRA-9C-3", "peran.terima_pembatalan", BKPSDM, "Pasal 9C ayat (3)", ("KAM-33",)),
    Row(
        "KRA-6-3f,KRA-10-3",
        "peran.pantau",
        (*BKPSDM, *HEAD),
        "Pasal 6 ayat (3) huruf f dan Pasal 10 ayat (3)",
    ),
    Row("KRA-7-3c", "peran.rekap", OPERATOR, "Pasal 7 ayat (3) huruf c"),
    Row(
        "KRA-10-2,KRA-10-3",
        "peran.lihat_rekap",
        (*HEAD, *BKPSDM),
        "Pasal 10 ayat (2) dan Pasal 10 ayat (3)",
    ),
    Row("AMB-74", "peran.umumkan_apel", (*OPERATOR, *BKPSDM), None, ("AMB-74",)),
    Row("KAM-13-list-who", "peran.daftar_apel", None, None, ("KAM-13",)),
    Row("KAM-36-operator", "peran.sampaikan_laporan", OPERATOR, None, ("KAM-36", "AMB-93")),
    *reminders.KARANGANYAR_PROBLEMS,
    Row("KRA-10-3-recap", "peran.setujui_laporan", HEAD, "Pasal 10 ayat (3)", ("KAM-36",)),
    Row("KAM-13-report", "peran.terima_laporan", None, None, ("KAM-13",)),
    Row("KRA-7-1", "peran.tunjuk_operator", HEAD, "Pasal 7 ayat (1)"),
    Row("KAM-27", "peran.tetapkan_peran", BKPSDM, None, ("KAM-27",)),
    Row(
        *("KAM-30-entry", "peran.catat_manual", OPERATOR, "Pasal 7 ayat (3) huruf e"),
        ("KAM-30", "KAM-51"),
    ),
    Row("KAM-03-longer", "peran.perpanjang_manual", BKPSDM, None, ("KAM-03",)),
    Row("KRA-9-2-head", "peran.surat_manual", HEAD, "Pasal 9 ayat (2)", ("KAM-31", "AMB-100")),
    Row("KRA-9-3-to", "peran.terima_surat_manual", BKPSDM, "Pasal 9 ayat (3)", ("KAM-30",)),
    Row("KAM-13-decree", "peran.sk_wajib", None, None, ("KAM-13",)),
    Row(
        "KRA-6-1,KRA-6-3",
        "peran.pegawai_bkpsdm",
        BKPSDM,
        "Pasal 6 ayat (1) dan Pasal 6 ayat (3)",
    ),
    Row(
        "KRA-6-1,KRA-6-4",
        "peran.pegawai_kominfo",
        KOMINFO,
        "Pasal 6 ayat (1) dan Pasal 6 ayat (4)",
    ),
    Row("KAM-13-twice", "presensi.kali_per_hari", 2, None, ("KAM-13",)),
    Row("KAM-13-from", "presensi.masuk_paling_cepat", None, None, ("KAM-13",)),
    Row("KAM-13-latest", "presensi.masuk_paling_lambat", "jam_pulang", None, ("KAM-13",)),
    Row("KAM-13-late", "presensi.terlambat_setelah", "jam_masuk", None, ("KAM-13", "AMB-47")),
    Row("KRA-9-5", "presensi.pulang_paling_cepat", "jam_pulang", "Pasal 9 ayat (5)", ("KAM-15",)),
    Row("KAM-13-to", "presensi.pulang_paling_lambat", None, None, ("KAM-13",)),
    Row(
        "KRA-7-3b-shift",
        "presensi.jadwal_khusus",
        "jendela_sendiri",
        "Pasal 7 ayat (3) huruf b",
        ("AMB-07", "AMB-56"),
    ),
    Row("AMB-41", "presensi.menit_satu_kali", None, None, ("AMB-41",)),
    Row("AMB-57", "presensi.sinyal_diperiksa", CHECKED, None, ("AMB-57",), ("nilai",)),
    Row("AMB-52", "presensi.sebelum_dipakai", "belum_memakai", None, ("AMB-52",)),
    Row("KRA-6-4b-place", "lokasi.radius", "per_lokasi", "Pasal 6 ayat (4) huruf b", ("KAM-13",)),
    Row("KAM-13-radius", "lokasi.radius_bawaan", None, None, ("KAM-13",)),
    Row("AMB-08-cap", "lokasi.akurasi_dihitung", 50, None, ("AMB-08",)),
    Row("AMB-08-poor", "lokasi.akurasi_buruk", 200, None, ("AMB-08", "AMB-45", "AMB-46")),
    Row("KAM-13-apel", "apel.masuk_paling_lambat", None, None, ("KAM-13",)),
    Row("AMB-72", "apel.terlambat_dihitung", "sejak_batas", None, ("AMB-72",), ("nilai",)),
    Row("AMB-73", "apel.hari_libur", "dicatat_saja", None, ("AMB-73",)),
    Row("KAM-13-list", "apel.daftar_paling_lambat", None, None, ("KAM-13",)),
    Row("KAM-13-transfer", "mutasi.tenggang", None, None, ("KAM-13",)),
    Row("KAM-13-exempt", "pengecualian.status", None, None, ("KAM-13",)),
    Row("AMB-38", "blokir.status_hari", "dalam_pemeriksaan", None, ("AMB-38",)),
    Row("AMB-71", "blokir.dipulihkan", "dianggap_hadir", None, ("AMB-71",)),
    Row("AMB-71-proved", "blokir.terbukti", "alpa", None, ("AMB-71",)),
    Row("KAM-21", "tugas_khusus.paling_lama", WorkingDays(hari_kerja=5), None, ("KAM-21",)),
    Row(
        "KRA-9A-2a-from",
        "tugas_khusus.masuk_paling_cepat",
        time(7, 0),
        "Pasal 9A ayat (2) huruf a",
    ),
    Row(
        "KRA-9A-2a",
        "tugas_khusus.masuk_paling_lambat",
        time(7, 30),
        "Pasal 9A ayat (2) huruf a",
        ("KAM-06",),
    ),
    Row(
        "KRA-9A-2b",
        "tugas_khusus.pulang_paling_cepat",
        "jam_pulang",
        "Pasal 9A ayat (2) huruf b",
        ("KAM-06",),
    ),
    *(
        Row(f"KAM-13-work-{name}", f"kinerja.{name}", None, None, ("KAM-13",))
        for name in Kinerja.model_fields
    ),
    *(
        Row(f"KAM-13-{name}", f"jenis_izin.{name}", None, None, ("KAM-13",))
        for name in ("sakit", "izin", "cuti")
    ),
    Row(
        "KRA-9B-1,KRA-9B-2a,KRA-9B-2b",
        "jenis_izin.dinas_luar",
        kinds.TRIPS,
        "Pasal 9B ayat (1) dan Pasal 9B ayat (2)",
        ("KAM-08", "KAM-09"),
    ),
    Row("KAM-13-diklat", "jenis_izin.diklat", None, None, ("KAM-13",)),
    Row(
        "KRA-9A-1",
        "jenis_izin.tugas_khusus",
        kinds.SPECIAL_DUTY,
        "Pasal 9A ayat (1)",
        ("KAM-06", "KAM-08"),
    ),
    Row(
        "KRA-9-5-kind",
        "jenis_izin.pulang_cepat",
        kinds.EARLY_LEAVE,
        "Pasal 9 ayat (5)",
        ("KAM-10", "KAM-15"),
    ),
    Row("AMB-50", "izin.urutan", ORDER, None, ("AMB-50",)),
    *(
        Row(f"KAM-13-{name}", f"izin.{name}", None, None, ("KAM-13",))
        for name in ("menunggu_paling_banyak", "poin_per_hari", "hari_dihitung")
    ),
    Row(
        "KRA-9A-3",
        "izin.bebas_apel",
        (Effect.CREDITED, Effect.EXCUSED, Effect.TRIP, Effect.SPECIAL),
        "Pasal 9A ayat (3)",
        ("KAM-16",),
    ),
    *(
        Row(rule, f"validasi.{name}", WorkingDays(hari_kerja=5), article, ("KAM-02",))
        for rule, name, article in (
            ("KRA-9-6", "pulang_cepat", "Pasal 9 ayat (6)"),
            ("KRA-9A-4", "tugas_khusus", "Pasal 9A ayat (4)"),
            ("KRA-9B-3", "dinas_luar", "Pasal 9B ayat (3)"),
        )
    ),
    Row("AMB-35", "validasi.izin", RunningHours(jam=48), None, ("AMB-35",)),
    Row("KAM-22", "validasi.dilihat", WorkingDays(hari_kerja=5), None, ("KAM-22",)),
    Row("KAM-01", "validasi.jika_lewat", "eskalasi_kepala", None, ("KAM-01",), ("nilai",)),
    Row("KAM-24", "validasi.jika_bulan_ditutup", "tetap_dihitung", None, ("KAM-24",)),
    *manual.KARANGANYAR,
    *correction.KARANGANYAR,
    *cancellation.KARANGANYAR,
    *report.KARANGANYAR,
    Row("AMB-65", "laporan.pegawai_pindah", "tiap_kantor", None, ("AMB-65",)),
    *reminders.KARANGANYAR,
    Row("KAM-18", "privasi.simpan_lokasi_bulan", 12, None, ("KAM-18",)),
)
TABLES = {BLG: BULUNGAN, KRA: KARANGANYAR}
FIRST_DAYS = {BLG: date(2023, 10, 31), KRA: date(2023, 7, 3)}
