// @ts-check
/** What was typed or chosen at the desk and is not sent: it stays in this document's memory while somebody looks at another page, and nowhere else. */

import { b64 } from "../crypto/browser/encoding.js";
import { changes, mine } from "./keyring.js";

const BOXES = "form:not([data-sign-in]) :is(textarea, input[type=text]):not([data-words], [data-code])"; // words that were shown are no text to keep

/** Beside words, and the rows that are ticked. Never what says that somebody is sure, nor what somebody else has consented to. */
const CHOICES =
  ":is([data-allegation], [data-hand-over], [data-refer], [data-ask-export]) input:is([type=radio], [type=checkbox]), input[form=chosen]";

/** @typedef {HTMLTextAreaElement | HTMLInputElement} Box */

/** Says `forgotten`, when nothing of what was typed may stay. */
export const leaving = new EventTarget();
/** Texts that the line keeps, sealed to whoever has typed them: nobody loses them with this document. */
export const isSafe = new Set();
let whose = ""; // the verifying key of whoever has typed

/** @type {Map<string, Map<string, string>>} by the page's address, and there by form and box */
const kept = new Map();
/** @type {Map<string, Map<string, boolean>>} what was ticked or not, by the whole address: another view of the list has other rows */
const ticked = new Map();

/** @returns {Box[]} */
function boxes() {
  return /** @type {Box[]} */ ([...document.querySelectorAll(BOXES)]);
}

/** @returns {HTMLInputElement[]} */
function choices() {
  return [...document.querySelectorAll(CHOICES)].filter((one) => one instanceof HTMLInputElement);
}

/** @param {Box} box */
function nameOf(box) {
  return `${box.form?.getAttribute("action")} ${box.id || box.name}`;
}

/**
 * What a choice stands for as well: whatever was chosen of how things stood before is another one by now.
 * @param {HTMLInputElement} choice
 */
function placeOf(choice) {
  return `${nameOf(choice)} ${choice.value}`;
}

/** @param {Box} box */
function isTyped(box) {
  return box.value !== box.defaultValue;
}

/** @param {HTMLInputElement} choice */
function isChanged({ checked, defaultChecked }) {
  return checked !== defaultChecked;
}

/**
 * Keep what stands in the boxes of the page that is left.
 * @param {string} address its path, and what was asked of it
 * @param {HTMLFormElement | undefined} sent the form whose words have been taken up
 */
export function keepTyped(address, sent) {
  const found = boxes().filter((box) => isTyped(box) && box.form !== sent);
  kept.set(pathOf(address), new Map(found.map((box) => [nameOf(box), box.value])));
  const changed = choices().filter((one) => isChanged(one) && one.form !== sent);
  ticked.set(address, new Map(changed.map((one) => [placeOf(one), one.checked])));
}

/** @param {string} address */
function pathOf(address) {
  return address.split("?")[0];
}

/**
 * Put it back, where the page has the box and nothing else stands in it.
 * @param {string} address
 */
export function putBack(address) {
  for (const box of boxes()) {
    const before = kept.get(pathOf(address))?.get(nameOf(box));
    if (before !== undefined && box.value === "") {
      box.value = before;
      box.closest("details")?.toggleAttribute("open", true); // nobody looks for their words in what is folded
    }
  }
  for (const one of choices()) {
    const before = ticked.get(address)?.get(placeOf(one));
    if (before !== undefined && !isChanged(one)) {
      one.checked = before;
      one.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}

/** Whoever signs out leaves nothing here, and nobody finds what somebody else has typed. */
function forget() {
  kept.clear();
  ticked.clear();
  isSafe.clear();
  for (const box of boxes()) {
    box.value = box.defaultValue;
  }
  for (const one of choices()) {
    one.checked = one.defaultChecked;
  }
  leaving.dispatchEvent(new Event("forgotten"));
}

/** Whether something would be lost with this document. */
function isAnythingLeft() {
  const left = [...kept.values()].flatMap((page) => [...page.values()]);
  const now = boxes().filter(isTyped);
  return [...left, ...now.map(({ value }) => value)].some((text) => !isSafe.has(text));
}

addEventListener("beforeunload", (event) => {
  if (isAnythingLeft()) {
    event.preventDefault();
  }
});
document.addEventListener("submit", ({ target }) => {
  if (target instanceof HTMLFormElement && target.matches("[data-sign-out]")) {
    forget();
  }
});
changes.addEventListener("unlocked", () => {
  const now = b64(mine()?.signing.verifyingKey ?? new Uint8Array());
  if (whose !== "" && whose !== now) {
    forget();
  }
  whose = now;
});
