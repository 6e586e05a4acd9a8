"""The scenes of the demo: Monday 6 April 2026 in Tanjung Selor and Karanganyar; one Thursday."""

from datetime import UTC, datetime

from bot.demo.environment import DATA, Environment, stranger
from bot.sandbox.talk import PersonChat

MONDAY, THURSDAY = "2026-04-06", "2026-04-09"
IN_USE_SINCE, DECREE = "2026-04-01", "Keputusan Bupati 188.44/102/2026 (data contoh)"
DAWN = datetime(2026, 4, 5, 21, 0, tzinfo=UTC)  # 05.00 WITA on that Monday

BULUNGAN = {
    "Syarifuddin": ("197004121995031002", "PNS"),
    "Rahmawati": ("197808152003122004", "PNS"),
    "Maria": ("198511232010012015", "PNS"),
    "Yohanes": ("199003172015031006", "PNS"),
    "Andi": ("199409052024211003", "PPPK"),
    "Siti": ("199912302025042001", "CPNS"),
    "Kristina": ("198306102008012009", "PNS"),
}
KARANGANYAR = {
    "Bambang": ("196909231994031005", "PNS"),
    "Agus": ("197511082001121002", "PNS"),
    "Endah": ("198209142006042011", "PNS"),
    "Dwi": ("198912012014021003", "PNS"),
    "Sri": ("199607212023212007", "PPPK"),
    "Bagus": ("200001152025041002", "CPNS"),
    "Ratna": ("198104172006042008", "PNS"),
    "Hendra": ("199202112015031004", "PNS"),
    "Tutik": ("199406082019032006", "PNS"),
    "Wahyu": ("199503102020121005", "PNS"),
}

SETDA, DINKES = (2.84072, 117.36335), (2.84371, 117.36083)
BKPSDM, SCHOOL = (2.83853, 117.36612), (2.83412, 117.37338)
MARKET = (2.8352, 117.3689)
KARANGANYAR_HALL, CLINIC = (-7.59612, 110.95083), (-7.60021, 110.94889)

LATER = "pegawai-mutasi.csv"  # a transfer, imported by itself afterwards

Cast = dict[str, PersonChat]


async def imports(env: Environment) -> None:
    """What the administrators of both towns do first."""
    env.at(MONDAY, "06.00", "bulungan")
    for town in ("bulungan", "karanganyar"):
        files = sorted(file for file in (DATA / town).iterdir() if file.name != LATER)
        # Nothing is played of the months before: nobody is absent then, no report is overdue.
        await env.command("mulai", town, "--sejak", IN_USE_SINCE, "--sk", DECREE)
        # The year's holidays before the people: afterwards they would change days that are over.
        await env.command("libur", town, "2026")
        await env.command("import", town, *map(str, files))
        await env.command("kop", town, "--logo", str(DATA / "contoh-lambang.png"))
    await env.command("import", "bulungan", str(DATA / "bulungan" / LATER))


async def activation(env: Environment) -> tuple[Cast, Cast]:
    """Everybody binds their own account; nobody else's contact will do."""
    casts: list[Cast] = []
    for town, people in (("bulungan", BULUNGAN), ("karanganyar", KARANGANYAR)):
        codes, cast = await env.codes(town), {}
        for name, (nip, kind) in people.items():
            cast[name] = await env.person(town, nip)
            if name == "Andi":
                await _forged_contact(env, cast[name], codes[nip], nip)
            await env.activate(cast[name], codes[nip], kind, nip)
        casts.append(cast)
    return casts[0], casts[1]


async def _forged_contact(env: Environment, andi: PersonChat, code: str, nip: str) -> None:
    await andi.say(f"/start {code}")
    await env.expect(andi, "status pegawai")
    await andi.tap("PPPK")
    await env.expect(andi, "NIP")
    await andi.say(nip)
    await env.expect(andi, "nomor telepon")
    await andi.share_contact(forged_phone=andi.user.phone)
    await env.expect(andi, "bukan kontak Anda sendiri")
    await andi.say("batal")
    await env.expect(andi, "Dibatalkan")


async def outsiders(env: Environment) -> None:
    """A stranger gets one polite answer, and a NIP alone opens nothing."""
    thief = env.open("bulungan", "Orang Asing", "+6285700000000")
    await thief.say("halo")
    await env.expect(thief, "hanya untuk ASN")
    await thief.say("/start kode-tebakan")
    await env.expect(thief, "status pegawai")
    await thief.tap("PNS")
    await env.expect(thief, "NIP")
    await thief.say(BULUNGAN["Maria"][0])
    await env.expect(thief, "nomor telepon")
    await thief.press("📱 Bagikan nomor saya")
    await env.expect(thief, "belum cocok")


async def morning_in_bulungan(env: Environment, cast: Cast) -> None:
    """Too early, walking in, on time and twice, a static pin, late, and the old office."""
    env.at(MONDAY, "06.25", "bulungan")
    early = cast["Syarifuddin"]
    await early.press("Masuk")
    await env.expect(early, "lokasi langsung")
    await env.share(early, SETDA, "Masih terlalu pagi", "06.30 WITA", "5 menit")
    await early.say("/kenapa")
    await env.expect(early, "Pasal 8 ayat (2) huruf a", "paling cepat pukul 06.30 WITA")
    await _walks_in(env, cast["Maria"])
    await _old_office(env, cast["Yohanes"])
    await _on_time_and_again(env, cast["Siti"])
    await _static_pin(env, cast["Kristina"])
    env.at(MONDAY, "07.41", "bulungan")
    await env.share(cast["Rahmawati"], DINKES, "Tercatat masuk 07.41 WITA", "terlambat 11 menit")


async def _walks_in(env: Environment, maria: PersonChat) -> None:
    env.at(MONDAY, "07.05", "bulungan")
    await maria.press("Masuk")
    await env.expect(maria, "lokasi langsung")
    walk = await env.share(maria, MARKET, "di luar", "barat laut", "jalan terus")
    env.at(MONDAY, "07.09", "bulungan")
    await walk.move(2.8369, 117.3675, accuracy=14)
    env.at(MONDAY, "07.13", "bulungan")
    await walk.move(*BKPSDM, accuracy=9)
    await env.expect(maria, "Tercatat masuk 07.13 WITA", "tepat waktu")


async def _old_office(env: Environment, yohanes: PersonChat) -> None:
    env.at(MONDAY, "07.20", "bulungan")
    old = ("Tercatat masuk 07.20 WITA", "tempat tugas lama", "Rabu, 8 April 2026")
    await env.share(yohanes, SETDA, *old)
    await yohanes.say("/kenapa")
    await env.expect(yohanes, "Pasal 8 ayat (4)", "7 (tujuh) hari")


async def _on_time_and_again(env: Environment, siti: PersonChat) -> None:
    env.at(MONDAY, "07.24", "bulungan")
    await siti.press("Masuk")
    await env.expect(siti, "lokasi langsung")
    await env.share(siti, DINKES, "Tercatat masuk 07.24 WITA", "tepat waktu")
    await siti.press("Masuk")
    await env.expect(siti, "lokasi langsung")
    await env.share(siti, DINKES, "sudah tercatat pukul 07.24 WITA")
    await siti.press("Hari ini")
    await env.expect(siti, "Masuk: 07.24 WITA", "Pulang: belum")
    await siti.press("Pulang")
    await env.expect(siti, "lokasi langsung")
    await env.share(siti, DINKES, "Belum jam pulang", "16.00 WITA")


async def _static_pin(env: Environment, kristina: PersonChat) -> None:
    env.at(MONDAY, "07.27", "bulungan")
    await kristina.press("Masuk")
    await env.expect(kristina, "lokasi langsung")
    await kristina.pin(*SCHOOL)
    await env.expect(kristina, "bukan lokasi langsung")
    await kristina.forward_live(*SCHOOL, origin=stranger("Teman"))
    await env.expect(kristina, "diteruskan")
    await env.share(kristina, SCHOOL, "Tercatat masuk 07.27 WITA", "terlambat 12 menit")


async def morning_in_karanganyar(env: Environment, cast: Cast) -> None:
    """The same bot under the other regulation and in the other time zone."""
    env.at(MONDAY, "07.12", "karanganyar")
    await env.share(cast["Bambang"], KARANGANYAR_HALL, "Tercatat masuk 07.12 WIB", "tepat waktu")
    await cast["Bambang"].say("/kenapa")
    await env.expect(cast["Bambang"], "Karanganyar")
    env.at(MONDAY, "07.46", "karanganyar")
    await env.share(cast["Agus"], CLINIC, "Tercatat masuk 07.46 WIB", "terlambat 16 menit")


async def going_home(env: Environment, cast: Cast) -> None:
    """Pulang from the end of the working hours to 18.30 (Pasal 8 ayat (2) huruf b)."""
    env.at(MONDAY, "16.02", "bulungan")
    await env.share(cast["Siti"], DINKES, "Tercatat pulang 16.02 WITA")


async def too_late_to_go_home(env: Environment, cast: Cast) -> None:
    """A minute after 18.30."""
    env.at(MONDAY, "18.31", "bulungan")
    await env.share(cast["Rahmawati"], DINKES, "Presensi pulang ditutup pukul 18.30 WITA")


async def after_the_seven_days(env: Environment, cast: Cast) -> None:
    """On Thursday the old office counts no more; the new one does."""
    yohanes = cast["Yohanes"]
    env.at(THURSDAY, "07.10", "bulungan")
    elsewhere = "Halaman Kantor Bupati Bulungan, yang bukan tempat presensi Anda"
    walk = await env.share(yohanes, SETDA, "di luar", "Dinas Kesehatan", elsewhere)
    env.at(THURSDAY, "07.19", "bulungan")
    await walk.move(*DINKES, accuracy=8)
    await env.expect(yohanes, "Tercatat masuk 07.19 WITA", "tepat waktu")
