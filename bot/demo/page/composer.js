// What is below the messages: the text, the list of commands, the reply keyboard, START.

import { attachments } from "./attach.js";
import { ask, el } from "./dom.js";
import { mountMenu } from "./menu.js";
import { act, state } from "./store.js";
import { word } from "./words.js";

/** Fill the footer of a chat: `draw` what it knows, `put` a value into its text, `focus` what comes next. */
export function mountComposer(root, key) {
  const find = (selector) => root.querySelector(selector);
  const input = find("textarea");
  const menu = mountMenu(find(".menu"), input);
  const view = { key, find, input, menu, quick: find(".quick"), keyboard: null };
  const press = (selector, run) => find(selector).addEventListener("click", run);
  const items = attachments(key, find, (verb, file) => upload(view, verb, file));
  press(".start", () => act(key, "start"));
  press(".blocked button", () => act(key, "unblock"));
  press(".attach", () => menu.toggle(items));
  press(".commands", () => menu.toggle(commands(view, "/")));
  press(".toggle", () => (view.quick.hidden = !view.quick.hidden));
  press(".send", (event) => (event.preventDefault(), send(view)));
  input.addEventListener("input", () => (write(view, input.value), menu.show(commands(view, input.value))));
  input.addEventListener("keydown", (event) => type(view, event));
  input.value = sessionStorage.getItem(draft(key)) ?? "";
  return { draw: () => draw(view), put: (value) => put(view, value), focus: () => focus(view) };
}

const draft = (key) => `hadir.draft.${key}`;

function draw(view) {
  const chat = state.chats.get(view.key);
  if (!chat) return;
  const wasHere = view.find(":focus") !== null;
  const writes = chat.started && !chat.refusal;
  view.find(".blocked").hidden = !chat.refusal;
  view.find(".start").hidden = chat.started || Boolean(chat.refusal);
  view.find("form").hidden = !writes;
  view.find(".commands").hidden = chat.commands.length === 0;
  drawKeyboard(view, writes ? chat.keyboard : null);
  if (wasHere && !view.find(":focus")) focus(view);
}

/** Go to START or the text; but the keys of a touch screen would cover half of the chat. */
function focus({ find, input }) {
  const touch = window.matchMedia("(hover: none)").matches;
  const next = [find(".start"), find(".blocked button"), !touch && input];
  next.find((node) => node && node.offsetParent)?.focus();
}

/** Keep what is being typed, for a reload. */
function write({ key, input }, text) {
  if (input.value !== text) input.value = text;
  sessionStorage.setItem(draft(key), text);
}

function put(view, value) {
  write(view, `${view.input.value} ${value}`.trim());
  view.input.focus();
}

async function send(view) {
  const text = view.input.value.trim();
  if (!text) return;
  write(view, "");
  view.menu.show([]);
  const sent = await act(view.key, "say", { text });
  if (sent === null && !view.input.value) write(view, text);
}

function type(view, event) {
  if (event.key === "ArrowUp" && view.find("[role=menuitem]")) view.find(".menu").lastElementChild.focus();
  else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(view);
  else return;
  event.preventDefault();
}

/** The commands that begin with what is typed, if that begins with "/". */
function commands(view, typed) {
  const run = (text) => {
    if (view.input.value === typed) write(view, "");
    view.input.focus();
    act(view.key, "say", { text });
  };
  const fits = ({ command }) => typed.startsWith("/") && `/${command}`.startsWith(typed);
  const item = ({ command, description }) => {
    return { text: `/${command}`, note: description, run: () => run(`/${command}`) };
  };
  return state.chats.get(view.key).commands.filter(fits).map(item);
}

/** Send a file with the text as its caption; the text stays if the file is refused. */
async function upload(view, verb, file) {
  const body = new FormData();
  body.append("file", file);
  body.append("caption", view.input.value.trim());
  if ((await act(view.key, verb, body)) !== null) write(view, "");
}

function drawKeyboard(view, keyboard) {
  const drawn = JSON.stringify(keyboard);
  if (drawn === view.keyboard) return;
  view.keyboard = drawn;
  view.quick.hidden = view.find(".toggle").hidden = keyboard === null;
  view.input.placeholder = keyboard?.placeholder || word("write");
  const row = (keys) => el("div", {}, ...keys.map((each) => quickKey(view, each, keyboard.one_time)));
  view.quick.replaceChildren(...(keyboard?.rows ?? []).map(row));
}

function quickKey({ key, quick }, { text, request_contact: contact }, once) {
  const choices = [[word("share"), true], [word("cancel"), false]];
  const press = async () => {
    if (contact && !(await ask(word("shareContact"), choices))) return;
    if ((await act(key, "press", { label: text })) !== null && once) quick.hidden = true;
  };
  return el("button", { onclick: press, lang: "id" }, text);
}
