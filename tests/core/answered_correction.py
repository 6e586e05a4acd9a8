"""What the shipped regulations must answer about corrections and attendance handed in later."""

from core.law.questions.koreksi import Matter
from core.law.regulation import Role
from core.law.span import RunningHours
from tests.core.answered_row import Row

STAMPS = (Matter.MASUK, Matter.PULANG, Matter.PLACE)
BOTH_BKPSDM = "Pasal 7 ayat (3) huruf e dan Pasal 6 ayat (3) huruf e"

BULUNGAN_ROLES = (
    Row(
        "BLG-13-4-who",
        "peran.usulkan_koreksi",
        (Role.OPERATOR, Role.ADMINISTRATOR),
        "Pasal 13 ayat (4)",
        ("AMB-75",),
    ),
    Row(
        "BLG-12-1",
        "peran.setujui_koreksi",
        (Role.HEAD, Role.ADMINISTRATOR),
        "Pasal 15",
        ("AMB-75",),
    ),
    Row(
        "AMB-28-after",
        "peran.koreksi_setelah_tutup",
        (Role.ADMINISTRATOR,),
        None,
        ("AMB-28", "AMB-76"),
    ),
)
BULUNGAN = (
    Row(
        "BLG-L-A3g",
        "luring.tanpa_catatan",
        RunningHours(jam=48),
        None,
        ("AMB-28", "AMB-40", "AMB-77"),
    ),
    Row("AMB-75-what", "koreksi.hal", (*STAMPS, Matter.ACTIVITY), None, ("AMB-18", "AMB-75")),
    Row("AMB-75-proof", "koreksi.bukti", STAMPS, None, ("AMB-75",)),
)

KARANGANYAR_ROLES = (
    Row(
        "KRA-6-3e-propose",
        "peran.usulkan_koreksi",
        (Role.OPERATOR, Role.BKPSDM_MANAGER),
        BOTH_BKPSDM,
        ("AMB-75",),
    ),
    Row(
        "KRA-6-3e-agree",
        "peran.setujui_koreksi",
        (Role.BKPSDM_MANAGER,),
        "Pasal 6 ayat (3) huruf e",
        ("AMB-75",),
    ),
    Row(
        "KRA-6-3e-after",
        "peran.koreksi_setelah_tutup",
        (Role.BKPSDM_MANAGER,),
        "Pasal 6 ayat (3) huruf e",
        ("AMB-76",),
    ),
)
KARANGANYAR = (
    Row("AMB-78", "luring.tanpa_catatan", None, None, ("AMB-78",)),
    Row("AMB-75-what-kra", "koreksi.hal", STAMPS, None, ("AMB-75",)),
    Row("AMB-75-proof-kra", "koreksi.bukti", STAMPS, None, ("AMB-75",)),
)
