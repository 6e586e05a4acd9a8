// The page's own labels in two languages; what the bot says is never touched.

import { tell } from "./store.js";

const LANGUAGES = ["id", "en"];
const KEPT = "hadir.language";

const WORDS = {
  language: ["English", "Bahasa Indonesia"], people: ["Orang", "People"], chats: ["Obrolan", "Chats"],
  map: ["Peta", "Map"], clock: ["Jam", "Clock"], panel: ["Alat", "Tools"],
  nothingOpen: ["Pilih seseorang untuk membuka obrolannya.", "Choose somebody to open their chat."],
  nothingSaid: ["Tekan Mulai. NIP dan nomor: ketuk nama di atas.", "Press Start. NIP, number: tap the name."],
  offline: ["Sambungan terputus, sedang dicoba lagi…", "Connection lost, trying again…"],
  lost: ["Peladen tidak menjawab. Coba lagi sebentar.", "The server does not answer. Try again in a moment."],
  beside: ["Buka {name} di samping", "Open {name} beside"], unread: ["{n} belum dibaca", "{n} unread"],
  notJoined: ["belum terdaftar", "not registered"], chatWith: ["Obrolan {name}", "Chat {name}"],
  close: ["Tutup obrolan {name}", "Close the chat {name}"], about: ["Tentang {name}", "About {name}"],
  typing: ["mengetik", "typing"], messages: ["Pesan", "Messages"], nip: ["NIP", "NIP"],
  kind: ["Status", "Status"], title: ["Jabatan", "Title"], office: ["Kantor", "Office"],
  superior: ["Atasan", "Superior"], phone: ["Telepon", "Phone"], block: ["Blokir bot", "Block the bot"],
  unblock: ["Buka blokir", "Unblock"], forward: ["Teruskan", "Forward"],
  blocked: ["Bot diblokir, jadi tidak bisa menulis ke sini.", "The bot is blocked and cannot write here."],
  edited: ["diedit", "edited"], forwarded: ["Diteruskan dari {name}", "Forwarded from {name}"],
  forwardTo: ["Teruskan lokasi ini ke obrolan siapa?", "Forward this location into whose chat?"],
  location: ["Lokasi", "Location"], live: ["Lokasi langsung", "Live location"],
  liveUntil: ["sampai {time}", "until {time}"], liveOver: ["sudah berakhir", "ended"],
  picture: ["Foto", "Photo"], enlarge: ["Perbesar foto", "Enlarge the photo"],
  contactOwn: ["nomor sendiri", "their own number"], documentFile: ["Berkas dokumen", "Document file"],
  contactOther: ["bukan nomor pengirim", "not the sender's number"], message: ["Pesan", "Message"],
  write: ["Pesan…", "Message…"], send: ["Kirim", "Send"], attach: ["Lampirkan", "Attach"],
  commands: ["Daftar perintah", "Commands"], quick: ["Tombol cepat", "Quick keys"],
  quickToggle: ["Tampilkan tombol cepat", "Show the quick keys"], start: ["Mulai", "Start"],
  photo: ["Foto…", "Photo…"], document: ["Dokumen…", "Document…"],
  samplePhoto: ["Contoh foto", "Sample photo"], sampleLetter: ["Contoh surat (PDF)", "Sample letter (PDF)"],
  ownContact: ["Kontak saya", "My contact"], forgedContact: ["Kontak palsu", "Forged contact"],
  otherContact: ["Kontak orang lain…", "Somebody else's contact…"],
  venue: ["Tempat dari daftar", "Venue of a list"], via_bot: ["Titik lewat bot lain", "Pin via another bot"],
  scheduled: ["Titik terjadwal", "Scheduled pin"], photoFile: ["Berkas foto", "Photo file"],
  whose: ["Kontak siapa yang dikirim?", "Whose contact shall be sent?"],
  shareContact: ["Bagikan nomor telepon Anda kepada bot ini?", "Share your phone number with this bot?"],
  share: ["Bagikan", "Share"], cancel: ["Batal", "Cancel"], ok: ["OK", "OK"], closeDialog: ["Tutup", "Close"],
  pause: ["Jeda", "Pause"], run: ["Jalankan", "Run"], hours: ["+48 jam", "+48 hours"],
  workingDays: ["+5 hari kerja", "+5 working days"], monthEnd: ["Akhir bulan", "End of month"],
  present: ["Sekarang", "Now"], travelling: ["Menuju {time}…", "Travelling to {time}…"],
  faults: ["Gangguan", "Faults"], too_many: ["429: terlalu cepat", "429: too fast"],
  server: ["5xx: Telegram sakit", "5xx: Telegram is ill"],
  reset: ["Putus setelah kirim", "Cut after sending"], stopped: ["Bot dimatikan", "Bot switched off"],
  terminal: ["Terminal", "Terminal"], command: ["Perintah hadir", "hadir command"],
  runCommand: ["Jalankan perintah", "Run the command"], exitCode: ["kode keluar {code}", "exit code {code}"],
  mapKeys: ["Peta: panah menggeser, + dan − mengubah skala", "Map: arrows move it, + and − zoom"],
  mapIn: ["Perbesar peta", "Zoom in"], mapOut: ["Perkecil peta", "Zoom out"],
  mapPerson: ["Posisi {name}", "Position of {name}"],
  mapNobody: ["Pilih orang dahulu, lalu posisinya tampak di sini.", "Choose a person to see where they are."],
  mapInside: ["{name} di dalam {place}.", "{name} is inside {place}."],
  mapOutside: ["{name} {far} di luar {place}.", "{name} is {far} outside {place}."],
  mapNoPlace: ["{name} tidak punya tempat presensi.", "{name} has no place of attendance."],
  mapHint: ["Seret titik biru, atau pilih lalu tekan tombol panah.", "Drag the dot, or use the arrow keys."],
  mapGo: ["Pindah ke", "Move to"], mapChoose: ["Pilih tempat…", "Choose a place…"],
  mapAway: ["{name} ({metres} m di luar)", "{name} ({metres} m outside)"],
  mapAccuracy: ["Ketelitian (m)", "Accuracy (m)"], mapUntold: ["tidak disebut", "not told"],
  mapPeriod: ["Lama berbagi", "Share for"], mapQuarter: ["15 menit", "15 minutes"],
  mapHour: ["1 jam", "1 hour"], mapHours: ["8 jam", "8 hours"],
  mapLive: ["Bagikan lokasi langsung", "Share live location"],
  mapUntil: ["Lokasi langsung sampai {time} {zone}.", "Live location until {time} {zone}."],
  mapStop: ["Hentikan", "Stop"], mapPin: ["Kirim titik", "Send pin"],
};

const ROLES = {
  asn: ["ASN", "civil servant"], atasan: ["atasan", "superior"], operator: ["operator", "operator"],
  administrator: ["administrator", "administrator"], kepala: ["kepala kantor", "head of office"],
  pengelola_bkpsdm: ["pengelola BKPSDM", "BKPSDM manager"],
  pengelola_kominfo: ["pengelola Kominfo", "Kominfo manager"], asing: ["orang asing", "stranger"],
};

let language = Math.max(0, LANGUAGES.indexOf(localStorage.getItem(KEPT)));
document.documentElement.lang = LANGUAGES[language];

/** The label of a key with its `{gaps}` filled; a key without a label is a mistake of ours. */
export function word(key, gaps = {}) {
  if (!(key in WORDS)) throw new Error(`no label ${key}`);
  return WORDS[key][language].replace(/\{(\w+)\}/g, (_, name) => gaps[name]);
}

/** A role in words; one that the page does not know is shown as it is. */
export const role = (id) => ROLES[id]?.[language] ?? id;

export const speaks = () => LANGUAGES[language];

/** Change to the other language and let everybody draw again. */
export function switchLanguage() {
  language = 1 - language;
  localStorage.setItem(KEPT, speaks());
  document.documentElement.lang = speaks();
  tell("words");
}
