// The clock, the faults and the administrator's terminal.

import { dotted, el, moment } from "./dom.js";
import { now, on, person, post, region, state } from "./store.js";
import { word } from "./words.js";

const TIMES = ["06:29", "07:24", "16:00"];
const FAULTS = ["too_many", "server", "reset", "stopped"];
const TICK_MS = 200;

/** Fill the panel's sections and keep them up to date. */
export function mountControls(panel) {
  const [clock, faults] = [panel.querySelector("#clock .keys"), panel.querySelector("#faults div")];
  for (const part of ["world", "clock", "open", "words"]) on(part, () => fill(clock, clockKeys()));
  for (const part of ["faults", "words"]) on(part, () => fill(faults, FAULTS.map(faultSwitch)));
  setInterval(() => tick(panel.querySelector("output")), TICK_MS);
  mountTerminal(panel.querySelector("#terminal"));
}

function fill(box, buttons) {
  const focused = [...box.children].indexOf(document.activeElement);
  box.replaceChildren(...buttons);
  box.children[focused]?.focus();
}

/** The region that the clock speaks of: that of the chat in use. */
const here = () => region(person(state.active)?.region) ?? state.world.regions[0];

function tick(output) {
  const zone = here();
  if (!zone) return;
  const goal = state.clock.travelling;
  const time = moment(goal ?? now(), zone);
  const shown = goal === null ? time : word("travelling", { time });
  if (output.textContent !== shown) output.textContent = shown;
}

function clockKeys() {
  const zone = here()?.code;
  const { running, travelling } = state.clock;
  const key = (text, body) =>
    el("button", { disabled: travelling !== null, onclick: () => post("clock", body) }, text);
  return [
    running ? key(word("pause"), { act: "pause" }) : key(word("run"), { act: "run" }),
    ...TIMES.map((time) => key(dotted(time), { act: "at", time, region: zone })),
    key(word("hours"), { act: "hours", count: 48 }),
    key(word("workingDays"), { act: "working_days", count: 5, region: zone }),
    key(word("monthEnd"), { act: "month_end", region: zone }),
    key(word("present"), { act: "now" }),
  ];
}

function faultSwitch(name) {
  const on = Boolean(state.faults[name]);
  const flip = () => post("faults", { [name]: !on });
  return el("button", { role: "switch", "aria-checked": String(on), onclick: flip }, word(name));
}

function mountTerminal(section) {
  const [input, output] = [section.querySelector("input"), section.querySelector(".output")];
  section.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const line = input.value.trim();
    input.select();
    const told = line && (await post("hadir", { line }));
    if (!told) return;
    const failed = told.code !== 0 && el("p", { class: "failed" }, word("exitCode", told));
    output.append(el("div", {}, el("p", {}, `$ hadir ${line}`), el("pre", {}, told.output), failed));
    output.scrollTop = output.scrollHeight;
  });
}
