"""What a picture could not prove, and why it is no attendance, in words."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from core.attendance import stamp
from core.attendance.capture import Lack
from core.attendance.offline import Refused, Signal, Why
from core.organisation.calendar import Hours
from core.organisation.region import Region
from handlers.chat.format import clock, metres, minutes

FORGEABLE = "Jam dan lokasi di dalam foto bisa diubah orang, jadi atasan yang memastikan."

_SIGNALS: Mapping[Signal, str] = MappingProxyType(
    {
        Signal.SAME_PICTURE: "foto yang sama pernah dikirim",
        Signal.OUT_OF_ORDER: "jamnya tidak urut dengan presensi lain hari itu",
        Signal.DRIFT: "jam ponsel dan jam GPS berbeda",
        Signal.NO_GPS_TIME: "fotonya tidak menyimpan jam GPS",
        Signal.OTHER_ZONE: "jam ponselnya memakai zona waktu lain",
        Signal.EDGE: "lokasinya di tepi tempat presensi",
        Signal.VAGUE: "sinyal GPS-nya lemah",
        Signal.OLD: "dikirim lebih dari 2 x 24 jam sesudahnya",
    }
)
_LACKS = MappingProxyType(
    {
        Lack.TIME: (
            "Foto ini tidak menyimpan jam pengambilannya. "
            "Kirim berkas asli dari kamera, bukan hasil sunting atau tangkapan layar."
        ),
        Lack.POINT: (
            "Foto ini tidak menyimpan lokasi. "
            "Nyalakan lokasi pada kamera, ambil foto lagi di kantor, lalu kirim berkasnya."
        ),
    }
)


def why(signals: tuple[Signal, ...], drift: timedelta | None) -> str:
    """What whoever looks should know, in the order of the signals."""
    told = [_SIGNALS[each] for each in signals]
    if drift is not None and Signal.DRIFT in signals:
        apart = minutes(drift // timedelta(minutes=1))
        told[signals.index(Signal.DRIFT)] = f"jam ponsel dan jam GPS berbeda {apart}"
    return ", ".join(told)


def lacking(lack: Lack) -> str:
    """What a picture does not tell, and what to do."""
    return f"Belum tercatat. {_LACKS[lack]}"


_REFUSED = MappingProxyType(
    {
        Why.NOT_KEPT: "Presensi offline belum berlaku pada tanggal foto ini. Kirim foto lain.",
        Why.BEFORE_LAW: "Presensi offline belum berlaku pada tanggal foto ini. Kirim foto lain.",
        Why.FUTURE: "Jam foto ini belum tiba. Periksa jam ponsel Anda, lalu ambil foto lagi.",
        Why.BLOCKED: "Akun presensi Anda sedang diperiksa. Hubungi {contact}.",
        Why.EXEMPT: "Pada hari itu Anda tidak perlu presensi. Keliru? Hubungi {contact}.",
        Why.DAY_OFF: "Hari itu libur bagi Anda. Keliru? Hubungi {contact}.",
        Why.NO_HOURS: "Jadwal kerja Anda pada hari itu belum ada. Hubungi {contact}.",
        Why.NO_PLACE: "Tempat presensi kantor Anda belum didaftarkan. Hubungi {contact}.",
        Why.OUTSIDE: "Foto ini diambil di luar tempat presensi{far}. Kirim foto dari kantor.",
        Why.ALREADY: "Presensi ini sudah tercatat {at}. Keliru? Perbaiki lewat /koreksi.",
        Why.SHUT: "Foto ini diambil {when}. Ada bukti lain? Ajukan lewat /koreksi.",
    }
)


def refused(region: Region, found: Refused) -> str:
    """Why a picture is not recorded, and what to do instead."""
    fix, zone = found.fix, region.zone
    return _REFUSED[found.why].format(
        contact=region.contact,
        far=f", {metres(fix.beyond)} dari {fix.fence.name}" if fix else "",
        at=clock(found.stamp.at, zone) if found.stamp else "",
        when=_shut(region, found.hours, found.shut) if isinstance(found.hours, Hours) else "",
    )


def _shut(region: Region, hours: Hours, shut: stamp.Why | None) -> str:
    opens, end, closes = (clock(e, region.zone) for e in (hours.opens, hours.end, hours.closes))
    match shut:
        case stamp.Why.TOO_EARLY:
            return f"sebelum presensi dibuka {opens}"
        case stamp.Why.BEFORE_END:
            return f"sebelum jam pulang {end}"
        case stamp.Why.AFTER_END:
            return f"sesudah jam kerja selesai {end}"
        case _:
            return f"sesudah presensi ditutup {closes}"
