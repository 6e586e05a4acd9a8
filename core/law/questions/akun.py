"""`akun`: how an employee's chat account is connected, and how long failures are kept."""

from core.law.entry import Question, Table
from core.law.obeyed import OneAccount
from core.law.span import Count


class Akun(Table):
    """`batas_percobaan` counts wrong codes per chat account and day.

    `simpan_gagal_hari` is how long the list of failed registrations goes back.
    """

    per_pegawai: Question[OneAccount]
    masa_kode_jam: Question[Count]
    batas_percobaan: Question[Count]
    simpan_gagal_hari: Question[Count]
