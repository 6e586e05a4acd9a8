// Starts the page: which chats are open (location.hash keeps them), which view a small screen shows, notices.

import { openChat } from "./chat.js";
import { mountControls } from "./controls.js";
import { label } from "./dom.js";
import { mountMap } from "./map.js";
import { mountPeople } from "./people.js";
import { act, connect, on, person, show, state } from "./store.js";
import { switchLanguage, word } from "./words.js";

const ACTIVE = "hadir.active"; // kept for a reload, as is the view
const VIEW = "hadir.view";
const NOTICE_MS = 6000;

const part = (id) => document.getElementById(id);
const named = () => location.hash.slice(1);
const viewOf = (tab) => tab.getAttribute("aria-controls");
const tabs = [...part("tabs").children];
const panes = new Map(); // key -> an open chat
let silence = 0;

/** Open what the address names; on a first visit somebody who has yet to register, and their superior. */
function route() {
  const active = sessionStorage.getItem(ACTIVE);
  const open = named().split(",").filter(person);
  if (open.length === 0 && active === null) show(firstVisit());
  else show(open, open.includes(active) ? active : null);
}

function firstVisit() {
  const newcomer = (each) => each.roles.includes("asn") && each.superior && !each.joined;
  const first = state.people.find(newcomer) ?? state.people[0];
  const above = state.people.find(({ region, name }) => region === first.region && name === first.superior);
  return above && window.matchMedia("(min-width: 1100px)").matches ? [above.key, first.key] : [first.key];
}

function layout() {
  for (const key of panes.keys()) if (!state.open.includes(key)) close(key);
  state.open.forEach(place);
  part("chats").lastElementChild.hidden = panes.size > 0;
  sessionStorage.setItem(ACTIVE, state.active ?? "");
  if (named() !== state.open.join(",")) location.hash = state.open.join(",");
  markRead();
}

function place(key, at) {
  if (!panes.has(key)) panes.set(key, openChat(key));
  const { pane } = panes.get(key);
  const there = part("chats").children[at];
  if (there !== pane) there.before(pane);
  pane.classList.toggle("active", key === state.active);
}

function close(key) {
  panes.get(key).close();
  panes.delete(key);
}

function markRead() {
  if (document.hidden) return;
  for (const [key, { pane }] of panes) {
    if (state.chats.get(key)?.unread && pane.offsetParent) act(key, "read");
  }
}

/** A phone shows one view at a time, a middling screen the people and one view, a wide one everything. */
function look(view) {
  document.body.dataset.view = view;
  sessionStorage.setItem(VIEW, view);
  for (const tab of tabs) tab.ariaSelected = String(viewOf(tab) === view);
  window.dispatchEvent(new Event("resize")); // the map measures itself
  markRead();
}

function notice(text) {
  clearTimeout(silence);
  part("notice").textContent = text ?? word("lost");
  silence = setTimeout(tellConnection, NOTICE_MS);
}

const tellConnection = () => (part("notice").textContent = state.connected ? "" : word("offline"));

function translate() {
  label(document);
  [...panes.keys()].forEach(close);
  layout();
}

function listen() {
  on("people", () => state.people.length > 0 && route());
  on("open", layout);
  on("chosen", () => (look("chats"), panes.get(state.active).focus()));
  on("chat", markRead);
  on("notice", notice);
  on("connected", tellConnection);
  on("words", translate);
  window.addEventListener("hashchange", () => named() !== state.open.join(",") && route());
  document.addEventListener("visibilitychange", markRead);
  part("language").addEventListener("click", switchLanguage);
  for (const tab of tabs) tab.addEventListener("click", () => look(viewOf(tab)));
}

label(document);
mountPeople(part("people"));
mountMap(part("map"));
mountControls(part("panel"));
listen();
look(sessionStorage.getItem(VIEW) ?? "people");
connect();
