// @ts-check
/** Looking for words in the letters of the tip that is open: in this page's memory, and in no other tip. */

import { say, word } from "../sealed/words.js";
import { changes, mine } from "./keyring.js";
import { SealedLetter } from "./sealed-letter.js";

const NAME = "found"; // of the highlight: sealed/letter.css

/** @returns {SealedLetter[]} */
function letters() {
  return [...document.querySelectorAll("sealed-letter")].filter((one) => one instanceof SealedLetter);
}

/** @param {string} typed */
function look(typed) {
  const wanted = typed.trim();
  const found = letters().map((letter) => ({ letter, ranges: wanted === "" ? [] : letter.find(wanted) }));
  for (const { letter, ranges } of found) {
    letter.closest("article")?.toggleAttribute("hidden", wanted !== "" && ranges.length === 0);
  }
  const ranges = found.flatMap((one) => one.ranges);
  show(ranges);
  const count = word(ranges.length === 0 ? "found-none" : "found-some", { count: ranges.length });
  say(document.querySelector("[data-found]"), wanted === "" ? "" : count);
}

/** @param {readonly Range[]} ranges */
function show(ranges) {
  if ("highlights" in CSS) {
    CSS.highlights.set(NAME, new Highlight(...ranges));
  }
}

function offer() {
  document.querySelector("[data-search]")?.toggleAttribute("hidden", mine() === undefined);
}

document.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLInputElement && target.id === "id_search") {
    look(target.value);
  }
});
document.addEventListener("click", ({ target }) => {
  if (target instanceof HTMLElement && target.matches("[data-print]")) {
    print();
  }
});
document.addEventListener("htmx:before:swap", () => show([]));
document.addEventListener("htmx:after:swap", offer);
changes.addEventListener("unlocked", offer);
changes.addEventListener("locked", () => {
  show([]);
  offer();
});
