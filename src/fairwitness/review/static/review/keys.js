// @ts-check
/** The desk by single keys: never while somebody types, never with another key held, and not at all where they are turned off. */

const ROWS = ".tips > li > a.tip";
const TYPED_IN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
let isOn = true; // in this document's memory: a preference tells who sits here

function rows() {
  return /** @type {HTMLElement[]} */ ([...document.querySelectorAll(ROWS)]);
}

/** The row with the focus, or with something of it. */
function here() {
  return rows().findIndex((row) => row.closest("li")?.contains(document.activeElement));
}

/** @param {1 | -1} step */
function go(step) {
  const all = rows();
  const from = here();
  const to = from === -1 ? (step === 1 ? 0 : all.length - 1) : from + step;
  const row = all[Math.min(Math.max(to, 0), all.length - 1)];
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
}

function tick() {
  const box = rows()[here()]?.closest("li")?.querySelector("input[type=checkbox]");
  if (box instanceof HTMLInputElement) {
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Shown, or shut again. */
function help() {
  const keys = document.getElementById("keys");
  const box = keys?.querySelector("[data-keys-on]");
  if (keys instanceof HTMLDialogElement && box instanceof HTMLInputElement) {
    box.checked = isOn;
    keys.open ? keys.close() : keys.showModal();
  }
}

function list() {
  const link = document.querySelector(".desk-top nav a");
  if (link instanceof HTMLElement) {
    link.click();
  }
}

function search() {
  document.getElementById("id_search")?.focus();
}

/** @type {Record<string, () => void>} */
const KEYS = { j: () => go(1), k: () => go(-1), x: tick, u: list, "/": search };
/** @type {Record<string, () => void>} within the list alone: elsewhere they scroll */
const ARROWS = { ArrowDown: () => go(1), ArrowUp: () => go(-1) };

document.addEventListener("keydown", (event) => {
  const on = event.target;
  const isHeld = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  if (
    !(on instanceof HTMLElement) ||
    isHeld ||
    on.matches(TYPED_IN) ||
    document.querySelector("dialog[open]")
  ) {
    return;
  }
  const act = event.key === "?" ? help : (isOn && KEYS[event.key]) || (on.matches(ROWS) && ARROWS[event.key]);
  if (act) {
    event.preventDefault();
    act();
  }
});
document.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLInputElement && target.matches("[data-keys-on]")) {
    isOn = target.checked;
  }
});
document.addEventListener("click", ({ target }) => {
  if (target instanceof HTMLElement && target.matches("[data-keyboard]")) {
    help();
  }
});
