// What drawing needs: elements, icons, labels, dialogs, and times in the zone of a region.

import { speaks, word } from "./words.js";

const LOCALES = { id: "id-ID", en: "en-GB" };
const DATE = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
const LABELS = { word: "textContent", name: "ariaLabel", hint: "placeholder" };

const shown = (value) => value !== null && value !== false;

/** Make an element: `on…` are listeners, true an empty attribute; null and false are left out. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (shown(value)) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter(shown));
  return node;
}

/** A drawing of Lucide that says nothing to a screen reader, so what holds it needs a name. */
export function icon(name) {
  const drawing = el("i", { class: "icon", "aria-hidden": "true" });
  drawing.style.maskImage = `url(vendor/lucide/${name}.svg)`;
  return drawing;
}

/** A round picture with the initials, in a colour that stays with the name. */
export function avatar(name) {
  const words = name.split(/\s+/).filter((part) => !part.endsWith("."));
  const initials = words.slice(0, 2).map((part) => part[0]);
  const picture = el("span", { class: "avatar", "aria-hidden": "true" }, ...initials);
  const hue = [...name].reduce((sum, letter) => sum + 37 * letter.codePointAt(0), 0) % 360;
  picture.style.background = `hsl(${hue} 45% 32%)`;
  return picture;
}

/** Fill what is below `root`: data-word a text, data-name a name, data-hint a hint, data-icon a drawing. */
export function label(root, gaps = {}) {
  for (const [kind, property] of Object.entries(LABELS)) {
    const nodes = root.querySelectorAll(`[data-${kind}]`);
    for (const node of nodes) node[property] = word(node.dataset[kind], gaps);
  }
  const bare = root.querySelectorAll("[data-icon]:not(:has(.icon))");
  for (const node of bare) node.prepend(icon(node.dataset.icon));
}

/** Open a dialog that goes away when it is closed; `name` is what a screen reader calls it. */
export function popup(kind, name, ...children) {
  const outside = (event) => event.target === dialog && dialog.close();
  const props = { class: kind, "aria-label": name, onclick: outside, onclose: () => dialog.remove() };
  const dialog = el("dialog", props, ...children);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Ask with one button per `[label, value]`; gives the value pressed, or null when it was just closed. */
export function ask(text, choices) {
  return new Promise((answer) => {
    const pick = (value) => () => (answer(value), dialog.close());
    const buttons = choices.map(([said, value]) => el("button", { onclick: pick(value) }, said));
    const dialog = popup("question", text, el("p", {}, text), el("div", { class: "choices" }, ...buttons));
    dialog.addEventListener("close", () => answer(null));
  });
}

const local = (seconds, region) => new Date((seconds + region.offset * 60) * 1000);

export const longDate = (seconds, region) =>
  new Intl.DateTimeFormat(LOCALES[speaks()], DATE).format(local(seconds, region));

/** "07.24" in Indonesian, "07:24" in English; with seconds if `length` is 8. */
export const clockTime = (seconds, region, length = 5) =>
  dotted(local(seconds, region).toISOString().slice(11, 11 + length));

/** "Senin, 6 April 2026 07.24.00 WITA" */
export const moment = (seconds, region) =>
  `${longDate(seconds, region)} ${clockTime(seconds, region, 8)} ${region.zone}`;

/** A time such as "06:29" as the page's language writes it. */
export const dotted = (time) => (speaks() === "id" ? time.replaceAll(":", ".") : time);
