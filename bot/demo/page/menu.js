// A menu above the text: arrow keys walk through it, Escape and leaving it close it.

import { el } from "./dom.js";

const STEPS = { ArrowUp: -1, ArrowDown: 1 };

/** Make `menu` one of `{text, note, run}` items: to `show` some, or to `toggle` and go into it. */
export function mountMenu(menu, home) {
  const show = (items) => {
    menu.replaceChildren(...items.map((each) => item(each, show)));
    menu.hidden = items.length === 0;
  };
  const toggle = (items) => {
    show(menu.hidden ? items : []);
    menu.firstElementChild?.focus();
  };
  const leave = () => (home.focus(), show([]));
  menu.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (event.key === "Escape") leave();
    if (!step) return;
    const at = [...menu.children].indexOf(document.activeElement) + step;
    [...menu.children].at(at % menu.children.length).focus();
    event.preventDefault();
  });
  menu.parentElement.addEventListener("focusout", ({ currentTarget, relatedTarget }) => {
    if (relatedTarget && !currentTarget.contains(relatedTarget)) show([]);
  });
  return { show, toggle };
}

function item({ text, note, run }, show) {
  const choose = () => {
    show([]);
    run();
  };
  const props = { type: "button", role: "menuitem", onclick: choose };
  return el("button", props, text, note !== undefined && el("small", {}, note));
}
