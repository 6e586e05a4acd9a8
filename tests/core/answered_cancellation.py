"""What the shipped regulations must answer about cancelling the presence of a day."""

from core.law.questions.pembatalan import Pembatalan
from core.law.span import WorkingDays
from tests.core.answered_row import Row

BULUNGAN = tuple(
    Row(f"AMB-43-{name}", f"pembatalan.{name}", None, None, ("AMB-43",))
    for name in Pembatalan.model_fields
)
KARANGANYAR = (
    Row("KRA-9C-2-who", "pembatalan.oleh", "atasan_langsung", "Pasal 9C ayat (2)"),
    Row("KRA-9C-2", "pembatalan.saksi", 2, "Pasal 9C ayat (2)"),
    Row("KAM-11-witness", "pembatalan.saksi_dari", "unit_kerja", None, ("KAM-11", "KAM-45")),
    Row(
        "KRA-9C-2-head",
        "pembatalan.mengetahui",
        "kepala",
        "Pasal 9C ayat (2)",
        ("KAM-11", "KAM-34", "KAM-45"),
    ),
    Row("KAM-11", "pembatalan.hak_jawab", WorkingDays(hari_kerja=3), None, ("KAM-11", "KAM-46")),
    Row("KAM-11-until", "pembatalan.sampai", "bulan_ditutup", None, ("KAM-11",)),
    Row(
        "KRA-9C-2-letter",
        "pembatalan.berlaku",
        "surat_diunggah",
        "Pasal 9C ayat (2) dan Pasal 9C ayat (3)",
        ("KAM-32",),
    ),
    Row("KRA-9C-1", "pembatalan.akibat", "alpa_sehari", "Pasal 9C ayat (1)", ("KAM-11", "KAM-44")),
)
