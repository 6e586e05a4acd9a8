// A message as DOM: its quote, media and text with entities, the time in its corner, the buttons below.

import { ask, avatar, clockTime, el, icon, popup } from "./dom.js";
import { act, person, state } from "./store.js";
import { word } from "./words.js";

const MEDIA = { photo, document: file, location: place, venue: place, contact };
const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre" };
const QUOTES = ["blockquote", "expandable_blockquote"];

/** `around`: the chat's key, its region as `zone`, the `day` that begins here, whether it is `live` now. */
export function drawMessage(message, around) {
  const { id, sender, forwarded, reply } = message;
  const bubble = el(
    "div",
    { class: "bubble" },
    el("span", { class: "sr" }, `${sender}: `),
    forwarded && el("p", { class: "origin" }, word("forwarded", { name: forwarded })),
    reply && el("blockquote", {}, el("strong", {}, reply.sender), el("span", { lang: "id" }, reply.text)),
    message.media && MEDIA[message.media.type](message, around),
    text(message, around),
  );
  const props = { class: message.mine && "mine", "data-id": id };
  const article = el("article", props, bubble, keyboard(message, around.key));
  return el("div", {}, around.day && el("h3", {}, around.day), article);
}

function text({ text, entities, date, edited }, { key, zone }) {
  const iso = new Date(date * 1000).toISOString();
  const time = el("time", { datetime: iso }, edited && `${word("edited")} `, clockTime(date, zone));
  return el("div", { class: "text", lang: "id" }, ...rich(text, [...entities], 0, text.length, key), time);
}

/** The text between two offsets as nodes; takes the entities that begin there out of `entities`. */
function rich(text, entities, from, to, key) {
  const nodes = [];
  let at = from;
  while (entities.length > 0 && entities[0].offset < to) {
    const entity = entities.shift();
    const end = Math.min(entity.offset + entity.length, to);
    const inside = rich(text, entities, entity.offset, end, key);
    nodes.push(text.slice(at, entity.offset), styled(entity, text.slice(entity.offset, end), inside, key));
    at = end;
  }
  return [...nodes, text.slice(at, to)];
}

function styled({ type, url }, plain, inside, key) {
  const tag = QUOTES.includes(type) ? "blockquote" : TAGS[type];
  if (tag) return el(tag, {}, ...inside);
  if (type === "url" || type === "text_link") return link(url ?? plain, inside);
  if (type === "spoiler") return el("span", { class: "spoiler", tabindex: 0 }, ...inside);
  if (type !== "bot_command") return el("span", { class: "tag" }, ...inside);
  return el("button", { class: "link", onclick: () => act(key, "say", { text: plain }) }, ...inside);
}

function link(url, inside) {
  const web = /^https?:/.test(url) ? url : `https://${url}`;
  return el("a", { href: web, target: "_blank", rel: "noopener noreferrer" }, ...inside);
}

function photo({ media: { url, width, height }, text }) {
  const enlarge = () => {
    const props = { class: "plain close", "aria-label": word("closeDialog"), onclick: () => dialog.close() };
    const large = el("img", { src: url, alt: text || word("picture") });
    const dialog = popup("viewer", word("picture"), large, el("button", props, icon("x")));
  };
  const small = el("img", { src: url, width, height, alt: "" });
  return el("button", { class: "photo", "aria-label": word("enlarge"), onclick: enlarge }, small);
}

function lines(title, ...below) {
  const small = below.filter(Boolean).map((line) => el("small", {}, line));
  return el("span", { class: "name" }, el("strong", {}, title), ...small);
}

function file({ media: { url, name, size } }) {
  const about = lines(name, `${Math.max(1, Math.round(size / 1024))} kB`);
  const props = { class: "thing", href: url, target: "_blank", rel: "noopener" };
  return el("a", props, el("span", { class: "avatar" }, icon("file-text")), about);
}

function contact({ media: { phone, name, own } }) {
  const about = lines(name, phone, word(own ? "contactOwn" : "contactOther"));
  return el("div", { class: "thing" }, avatar(name), about);
}

function place({ id, date, media }, { key, zone, live }) {
  const { lat, lon, accuracy, period, title, address } = media;
  const until = live ? word("liveUntil", { time: clockTime(date + period, zone) }) : word("liveOver");
  const point = `${lat.toFixed(5)}, ${lon.toFixed(5)}${accuracy ? ` ± ${Math.round(accuracy)} m` : ""}`;
  const about = lines(title ?? word(period ? "live" : "location"), address, period && until, point);
  const picture = el("span", { class: live ? "avatar spot live" : "avatar spot" }, icon("map-pin"));
  const props = { class: "link", onclick: () => forwardFrom(key, id) };
  return el("div", { class: "thing" }, picture, about, el("button", props, icon("forward"), word("forward")));
}

async function forwardFrom(of, message) {
  const open = state.open.map(person);
  const people = [...open, ...state.people.filter((each) => !open.includes(each))];
  const to = await ask(word("forwardTo"), people.map(({ name, key }) => [name, key]));
  if (to !== null) act(to, "forward", { message, of });
}

function keyboard({ id, buttons }, key) {
  const rows = buttons.map((row) => el("div", {}, ...row.map((each) => inlineButton(each, id, key))));
  return rows.length > 0 && el("div", { class: "buttons", lang: "id" }, ...rows);
}

function inlineButton({ text, data, url }, message, key) {
  if (url) return link(url, [text, icon("external-link")]);
  const tap = async ({ currentTarget }) => {
    currentTarget.setAttribute("aria-busy", "true");
    if ((await act(key, "tap", { message, data })) === null) currentTarget.removeAttribute("aria-busy");
  };
  return el("button", { onclick: tap }, text);
}
