// One open chat: its header and card, its messages, its toasts; what is below them is in composer.js.

import { drawMessage } from "./bubble.js";
import { mountComposer } from "./composer.js";
import { ask, avatar, el, label, longDate } from "./dom.js";
import { act, on, person, region, show, state } from "./store.js";
import { role, word } from "./words.js";

const NEAR_END = 60; // pixels from the end within which new messages are followed
const TOAST_MS = 3000;
const FACTS = ["nip", "kind", "title", "office", "superior", "phone"];

/** Open the chat of a person: its `pane` to be put on the page, how to `focus` and how to `close` it. */
export function openChat(key) {
  const { name } = person(key);
  const pane = document.getElementById("chat").content.firstElementChild.cloneNode(true);
  const view = { key, pane, list: pane.querySelector(".list"), shown: new Map(), silence: 0 };
  const composer = mountComposer(pane.querySelector(".composer"), key);
  const draw = () => {
    drawHead(view);
    drawMessages(view);
    composer.draw();
  };
  pane.setAttribute("aria-label", word("chatWith", { name }));
  label(pane, { name });
  followEnd(pane.querySelector(".log"), view.list);
  listen(view, composer);
  const deaf = [
    on("chat", (told) => told.key === key && draw()),
    on("people", draw),
    on("toast", (toast) => toast.key === key && showToast(view, toast)),
  ];
  draw();
  const close = () => [...deaf, () => pane.remove()].forEach((end) => end());
  return { pane, focus: composer.focus, close };
}

function listen({ key, pane }, composer) {
  const use = () => state.active !== key && state.open.includes(key) && show(state.open, key);
  pane.addEventListener("keydown", (event) => event.key !== "Tab" && use()); // Tab may only pass through
  pane.addEventListener("pointerdown", use);
  pane.querySelector(".about").addEventListener("click", () => toggleCard(key, pane, composer.put));
  pane.querySelector(".close").addEventListener("click", () => {
    show(state.open.filter((each) => each !== key));
    document.getElementById(`of-${key}`).focus();
  });
}

/** Stay at the end while messages come and keys open, unless somebody has scrolled up to read. */
function followEnd(log, list) {
  let [atEnd, before] = [true, 0];
  log.addEventListener("scroll", () => {
    const near = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
    atEnd = near || (atEnd && log.scrollTop >= before); // what grew meanwhile is nobody's scrolling
    before = log.scrollTop;
  });
  const watcher = new ResizeObserver(() => atEnd && log.scrollTo(0, log.scrollHeight));
  watcher.observe(log);
  watcher.observe(list);
}

function drawHead({ key, pane }) {
  const { name, roles } = person(key);
  const typing = state.chats.get(key)?.typing ?? null;
  const below = typing ? word("typing") : roles.map(role).join(", ");
  const line = el("small", { class: typing && "typing" }, below);
  const title = el("span", { class: "name" }, el("strong", {}, name), line);
  pane.querySelector(".about").replaceChildren(avatar(name), title);
}

/** Draw anew only what differs from what is on the screen. */
function drawMessages({ key, list, shown }) {
  const { messages, live } = state.chats.get(key) ?? { messages: new Map() };
  for (const [id, { entry }] of shown) {
    if (messages.has(id)) continue;
    entry.remove();
    shown.delete(id);
  }
  const zone = region(person(key).region);
  let before = "";
  for (const message of messages.values()) {
    const day = longDate(message.date, zone);
    const around = { key, zone, day: day !== before && day, live: live?.message === message.id };
    drawEntry(list, shown, message, around);
    before = day;
  }
}

function drawEntry(list, shown, message, around) {
  const before = shown.get(message.id);
  const drawn = JSON.stringify([message, around]);
  if (before?.drawn === drawn) return;
  const entry = drawMessage(message, around);
  const focused = before?.entry.contains(document.activeElement);
  if (before) before.entry.replaceWith(entry);
  else list.append(entry);
  if (focused) (entry.querySelector(".buttons button") ?? list.parentElement).focus();
  shown.set(message.id, { entry, drawn });
}

function showToast(view, { text, alert }) {
  for (const button of view.pane.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  if (alert) ask(text, [[word("ok"), null]]);
  if (alert || !text) return;
  const toast = view.pane.querySelector(".toast");
  toast.textContent = text;
  clearTimeout(view.silence);
  view.silence = setTimeout(() => (toast.textContent = ""), TOAST_MS);
}

function toggleCard(key, pane, put) {
  const [card, about] = [pane.querySelector(".card"), person(key)];
  card.hidden = !card.hidden;
  pane.querySelector(".about").ariaExpanded = String(!card.hidden);
  const fact = (field) => {
    const value = el("button", { class: "link", onclick: () => put(about[field]) }, about[field]);
    return el("div", {}, el("dt", {}, word(field)), el("dd", {}, value));
  };
  const facts = el("dl", {}, ...FACTS.filter((field) => about[field]).map(fact));
  const props = { class: "wide", onclick: () => act(key, "block") };
  card.replaceChildren(facts, el("button", props, word("block")));
}
