// The people of every region with what they have not read; choosing one opens their chat.

import { avatar, el, icon } from "./dom.js";
import { on, show, state, tell } from "./store.js";
import { role, speaks, word } from "./words.js";

const SIDE_BY_SIDE = 3;

/** Fill the list and keep it up to date. */
export function mountPeople(nav) {
  let drawn = "";
  const draw = () => {
    const rows = state.people.map((person) => {
      const unread = state.chats.get(person.key)?.unread ?? 0;
      return { person, unread, here: state.open.includes(person.key) };
    });
    const seen = JSON.stringify([speaks(), state.world.regions, rows]);
    if (seen !== drawn) fill(nav, rows); // a moving phone tells much, but nothing that is shown here
    drawn = seen;
  };
  for (const part of ["world", "people", "chat", "open", "words"]) on(part, draw);
}

function fill(nav, rows) {
  const focused = nav.contains(document.activeElement) && document.activeElement.id;
  const scrolled = nav.scrollTop;
  nav.replaceChildren(...state.world.regions.map((region) => group(region, rows)));
  nav.scrollTop = scrolled;
  if (focused) document.getElementById(focused)?.focus();
}

function group({ code, name, zone }, rows) {
  const here = rows.filter(({ person }) => person.region === code);
  return el("section", {}, el("h2", {}, name, el("small", {}, zone)), el("ul", {}, ...here.map(row)));
}

function row({ person: { key, name, roles, office, nip, joined }, unread, here }) {
  const about = [roles.map(role).join(", "), office, nip && !joined && word("notJoined")].filter(Boolean);
  const lines = [el("strong", {}, name), " ", el("small", {}, about.join(" · "))];
  const count = el("span", { class: "badge", title: unread }, " ", word("unread", { n: unread }));
  const chosen = { id: `of-${key}`, class: "person", "aria-current": here && "true" };
  const added = { id: `beside-${key}`, class: "plain beside", "aria-label": word("beside", { name }) };
  const choose = () => open(inPlace(key), key);
  const add = () => open(beside(key), key);
  const text = el("span", { class: "name" }, ...lines);
  const main = el("button", { ...chosen, onclick: choose }, avatar(name), text, unread > 0 && count);
  return el("li", {}, main, el("button", { ...added, onclick: add }, icon("columns-2")));
}

/** The open chats with another in the place of the one that is in use, unless it is open already. */
function inPlace(key) {
  if (state.open.length === 0) return [key];
  if (state.open.includes(key)) return state.open;
  return state.open.map((each) => (each === state.active ? key : each));
}

const beside = (key) => [...state.open.filter((each) => each !== key), key].slice(-SIDE_BY_SIDE);

function open(chats, key) {
  show(chats, key);
  tell("chosen");
}
