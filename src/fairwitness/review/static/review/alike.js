// @ts-check
/** Tips on one page of the queue that say the same: said, and all but the first ticked where a reader wants it. Compared in this page's memory, kept nowhere, and no tip is moved for it. */

import { word } from "../sealed/words.js";
import { changes } from "./keyring.js";

const LEAST = 3; // that say the same
const COMPARED = 300; // letters, without spaces, digits and signs

/** @type {Map<Element, string>} what the summaries say that are on the page */
const said = new Map();

/**
 * A tip was opened in the list.
 * @param {Element} summary
 * @param {string} text
 */
export function compare(summary, text) {
  const letters = text.toLowerCase().replace(/[^\p{L}]/gu, "");
  if (letters !== "") {
    said.set(summary, [...letters].slice(0, COMPARED).join(""));
    show();
  }
}

/** @param {Element} summary that is no longer on the page */
export function forget(summary) {
  if (said.delete(summary)) {
    show();
  }
}

/** The boxes of those that say the same as one above them; none of a tip that has to be seen first. */
function boxesAlike() {
  /** @type {Map<string, HTMLInputElement[]>} */
  const alike = new Map();
  for (const row of document.querySelectorAll("[data-alike] ~ ul.tips > li:not([data-first])")) {
    const summary = row.querySelector("sealed-summary");
    const text = summary === null ? undefined : said.get(summary);
    const box = row.querySelector("input[name=tip]");
    if (text !== undefined && box instanceof HTMLInputElement) {
      alike.set(text, [...(alike.get(text) ?? []), box]);
    }
  }
  return [...alike.values()].filter((boxes) => boxes.length >= LEAST).flatMap((boxes) => boxes.slice(1));
}

function show() {
  const note = document.querySelector("[data-alike]");
  const boxes = note === null ? [] : boxesAlike();
  note?.toggleAttribute("hidden", boxes.length === 0);
  const sentence = note?.querySelector("[data-said]");
  if (sentence) {
    sentence.textContent = boxes.length === 0 ? "" : word("alike", { number: boxes.length });
  }
}

document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("[data-tick-alike]") !== null) {
    for (const box of boxesAlike()) {
      box.checked = true;
    }
  }
});
changes.addEventListener("locked", () => {
  said.clear();
  show();
});
