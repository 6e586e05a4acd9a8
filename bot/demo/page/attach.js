// What can be attached: files, contacts, and samples for whoever has no photo or letter at hand.

import { ask, el, moment } from "./dom.js";
import { act, now, person, region, state } from "./store.js";
import { word } from "./words.js";

/** The items of the attach menu of a chat; `upload(verb, file)` sends a file with its caption. */
export function attachments(key, find, upload) {
  const [photo, letter] = ["photo", "document"].map((name) => find(`[name=${name}]`));
  for (const input of [photo, letter]) {
    input.addEventListener("change", () => {
      if (input.files.length > 0) upload(input.name, input.files[0]);
      input.value = ""; // so that the same file can be chosen again
    });
  }
  const pin = (kind) => () => act(key, "pin", { kind });
  const items = {
    photo: () => photo.click(),
    document: () => letter.click(),
    samplePhoto: async () => upload("photo", await samplePhoto(key)),
    sampleLetter: async () => upload("document", await sampleLetter()),
    ownContact: () => act(key, "contact"),
    forgedContact: () => act(key, "contact", { forged: true }),
    otherContact: () => otherContact(key),
    venue: pin("venue"), via_bot: pin("via_bot"), scheduled: pin("scheduled"),
  };
  return Object.entries(items).map(([name, run]) => ({ text: word(name), run }));
}

async function sampleLetter() {
  const letter = await (await fetch("letter.pdf")).blob();
  return new File([letter], "surat.pdf", { type: letter.type });
}

async function otherContact(key) {
  const others = state.people.filter((each) => each.key !== key);
  const of = await ask(word("whose"), others.map((each) => [each.name, each.key]));
  if (of !== null) act(key, "contact", { of });
}

/** A drawn activity as a JPEG; its moment and the colours drawn by lot make each one different. */
function samplePhoto(key) {
  const canvas = el("canvas", { width: 1280, height: 960 });
  const paint = canvas.getContext("2d");
  const shape = (colour, ...box) => {
    paint.fillStyle = colour;
    paint.beginPath();
    paint.roundRect(...box);
    paint.fill();
  };
  const anyColour = (light) => `hsl(${Math.random() * 360} 40% ${light}%)`;
  shape(anyColour(85), 0, 0, 1280, 960, 0);
  for (let x = 80; x < 1280; x += 240) shape(anyColour(42), x, 480, 160, 420, 70);
  for (let x = 105; x < 1280; x += 240) shape("#8d5f43", x, 340, 110, 120, 55);
  paint.fillStyle = "#222";
  paint.font = "34px sans-serif";
  paint.fillText(`Foto kegiatan (contoh) · ${moment(now(), region(person(key).region))}`, 60, 120, 1160);
  const file = (blob) => new File([blob], "kegiatan.jpg", { type: blob.type });
  return new Promise((done) => canvas.toBlob((blob) => done(file(blob)), "image/jpeg"));
}
