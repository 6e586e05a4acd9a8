"""What the shipped regulations must answer about reminders, monitoring and reported problems."""

from core.law.questions.pemantauan import Band
from core.law.regulation import Role
from core.law.span import WorkingDays
from tests.core.answered_row import Row

DISMISSED = "diberhentikan dengan hormat tidak atas permintaan sendiri"
# PP 94/2021: context.md B2.
BANDS = (
    Band(dari=3, tindakan="teguran lisan"),
    Band(dari=4, tindakan="teguran tertulis"),
    Band(dari=7, tindakan="pernyataan tidak puas secara tertulis"),
    Band(dari=11, tindakan="tunjangan kinerja dipotong 25% selama 6 bulan"),
    Band(dari=14, tindakan="tunjangan kinerja dipotong 25% selama 9 bulan"),
    Band(dari=17, tindakan="tunjangan kinerja dipotong 25% selama 12 bulan"),
    Band(dari=21, tindakan="jabatan diturunkan setingkat selama 12 bulan"),
    Band(dari=25, tindakan="dibebaskan menjadi pelaksana selama 12 bulan"),
    Band(dari=28, tindakan=DISMISSED),
)
IN_A_ROW = Band(dari=10, tindakan=DISMISSED)
OPERATOR = (Role.OPERATOR,)
HANDLED = "Pasal 6 ayat (3) huruf e dan Pasal 6 ayat (4) huruf a"

# Who has a problem that somebody reports, and to whom it is passed on.
BULUNGAN_PROBLEMS = (
    Row("BLG-7-3c", "peran.terima_masalah", OPERATOR, "Pasal 7 ayat (3) huruf c"),
    Row(
        "BLG-7-3c-to",
        "peran.tangani_masalah",
        (Role.ADMINISTRATOR,),
        "Pasal 7 ayat (3) huruf c",
        ("AMB-87",),
    ),
)
KARANGANYAR_PROBLEMS = (
    Row(
        "KRA-7-3e-problems",
        "peran.terima_masalah",
        OPERATOR,
        "Pasal 7 ayat (3) huruf e",
        ("KAM-38",),
    ),
    Row(
        "KRA-6-4a",
        "peran.tangani_masalah",
        (Role.BKPSDM_MANAGER, Role.KOMINFO_MANAGER),
        HANDLED,
        ("KAM-38",),
    ),
)
BULUNGAN = (
    Row("AMB-85-ahead", "pengingat.akhir_bulan", WorkingDays(hari_kerja=3), None, ("AMB-85",)),
    Row("AMB-85-over", "pengingat.lewat_tenggat", WorkingDays(hari_kerja=2), None, ("AMB-85",)),
    Row("AMB-85-head", "pengingat.kepala", 7, None, ("AMB-85",)),
    Row("AMB-86-in", "pengingat.masuk", 15, None, ("AMB-86",)),
    Row("AMB-86-out", "pengingat.pulang", 20, None, ("AMB-86",)),
    Row("BLG-6-2e-when", "pemantauan.pesan_setelah", 60, None, ("AMB-84", "AMB-96")),
    Row("AMB-43-year", "pemantauan.setahun", BANDS, None, ("AMB-43",)),
    Row("AMB-43-row", "pemantauan.berturut", IN_A_ROW, None, ("AMB-43", "AMB-95")),
)
KARANGANYAR = (
    Row(
        "KAM-39-ahead",
        "pengingat.akhir_bulan",
        WorkingDays(hari_kerja=3),
        None,
        ("KAM-39", "KAM-49"),
    ),
    Row("KAM-39-over", "pengingat.lewat_tenggat", WorkingDays(hari_kerja=2), None, ("KAM-39",)),
    Row("KAM-39-head", "pengingat.kepala", None, None, ("KAM-39",)),
    Row("KAM-39-in", "pengingat.masuk", 15, None, ("KAM-39",)),
    Row("KAM-39-out", "pengingat.pulang", 20, None, ("KAM-39",)),
    Row("KRA-6-3f-when", "pemantauan.pesan_setelah", 60, None, ("KAM-38", "AMB-96")),
    Row("KAM-38-year", "pemantauan.setahun", BANDS, None, ("KAM-38",)),
    Row("KAM-38-row", "pemantauan.berturut", IN_A_ROW, None, ("KAM-38", "AMB-95")),
)
