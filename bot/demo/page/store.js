// What the server has told, in one place; whoever draws a part of it is called when that part changes.

const SERVER_PARTS = ["world", "places", "people", "clock", "faults"];

export const state = {
  world: { regions: [], tiles: null },
  places: [],
  people: [],
  clock: { now: 0, running: false, travelling: null },
  faults: {},
  chats: new Map(), // key -> chat, its messages as a Map by id
  open: [], // keys of the chats on the screen, left to right
  active: null, // the chat that the map and the clock's zone follow
  connected: false,
};

const listeners = new Map();

/** Call `draw(payload)` whenever a part ("people", "chat", "open", "toast", "words", …) changes. */
export function on(part, draw) {
  if (!listeners.has(part)) listeners.set(part, new Set());
  listeners.get(part).add(draw);
  return () => listeners.get(part).delete(draw);
}

export function tell(part, payload) {
  for (const draw of [...(listeners.get(part) ?? [])]) draw(payload);
}

export const person = (key) => state.people.find((each) => each.key === key);
export const region = (code) => state.world.regions.find((each) => each.code === code);

/** The moment of the sandbox's clock, in seconds, carried on between two words of the server. */
export function now() {
  const { now: told, running, heard } = state.clock;
  return running ? told + (performance.now() - heard) / 1000 : told;
}

/** Change what is on the screen: the open chats and the one that the map follows. */
export function show(open, active) {
  state.open = open;
  state.active = active ?? open.at(-1) ?? null;
  tell("open");
}

/** POST as JSON (or a FormData as it is); what the server refuses becomes a notice, and null. */
export async function post(path, body = {}) {
  const plain = !(body instanceof FormData);
  const headers = { "X-Hadir": "page", ...(plain && { "Content-Type": "application/json" }) };
  try {
    const answer = await fetch(path, { method: "POST", headers, body: plain ? JSON.stringify(body) : body });
    const told = await answer.json();
    if (answer.ok) return told;
    tell("notice", told.error);
  } catch {
    tell("notice", null); // the server is gone, or said nothing that can be read
  }
  return null;
}

export const act = (key, verb, body) => post(`chats/${key}/${verb}`, body);

/** Listen to the server for as long as the page is open; the browser connects again by itself. */
export function connect() {
  const stream = new EventSource("events");
  for (const part of SERVER_PARTS) {
    stream.addEventListener(part, (event) => {
      state[part] = JSON.parse(event.data);
      if (part === "clock") state.clock.heard = performance.now();
      tell(part);
    });
  }
  stream.addEventListener("chat", (event) => hear(JSON.parse(event.data)));
  stream.addEventListener("toast", (event) => tell("toast", JSON.parse(event.data)));
  stream.addEventListener("open", () => linked(true));
  stream.addEventListener("error", () => linked(false));
}

/** Where a phone lies, unless it has been moved on since: the server's word may be late. */
export function placePhone(key, at) {
  const chat = state.chats.get(key);
  if (at.moves >= chat.at.moves) chat.at = at;
}

function hear({ messages, gone, at, ...rest }) {
  const before = state.chats.get(rest.key);
  const chat = { messages: before?.messages ?? new Map(), at: before?.at ?? at, ...rest };
  for (const id of gone) chat.messages.delete(id);
  for (const each of messages) chat.messages.set(each.id, each);
  state.chats.set(rest.key, chat);
  placePhone(rest.key, at);
  tell("chat", { key: rest.key, messages, gone });
}

function linked(yes) {
  // Told anew from the start, so nothing of before may stay.
  if (yes)
    for (const chat of state.chats.values()) {
      chat.messages.clear();
      chat.at.moves = 0;
    }
  state.connected = yes;
  tell("connected");
}
