// @ts-check
/** What was answered on the screens, read from their boxes, and what does not fit. */

import { word } from "../sealed/words.js";

/** @typedef {import("../sealed/screens.js").Screens} Screens */
/** @typedef {import("../crypto/browser/letters.js").Answer} Answer */
/** @typedef {"story" | "aside" | "which"} Branch */
/** @typedef {{question: string, text: string, shown: string}} Answered `shown` in the words of the page */

/**
 * The answers of one screen's form, in the order of its boxes; those that were left empty are not among them.
 * @param {HTMLFormElement} form
 * @returns {Answered[]}
 */
export function answersIn(form) {
  /** @type {Map<string, Answered>} */
  const found = new Map();
  for (const box of boxesIn(form)) {
    const before = found.get(box.name);
    const text = box.name === "text" ? box.value : box.value.trim();
    const shown = isTick(box) ? (box.closest("label")?.querySelector("span")?.textContent ?? "") : text;
    if (text !== "" && (!isTick(box) || box.checked)) {
      found.set(box.name, {
        question: box.name,
        text: before ? `${before.text} ${text}` : text,
        shown: before ? `${before.shown} · ${shown}` : shown,
      });
    }
  }
  if (!found.has("name") && !found.has("contact")) {
    found.delete("guard"); // nothing is there to be guarded
  }
  return [...found.values()];
}

/**
 * @param {HTMLFormElement} form
 * @param {readonly Answer[]} answers
 */
export function fillIn(form, answers) {
  const told = new Map(answers.map(({ question, text }) => [question, text]));
  for (const box of boxesIn(form)) {
    const text = told.get(box.name) ?? "";
    if (!isTick(box)) {
      box.value = text;
    } else {
      const isChosen = told.has(box.name) ? box.value === text : box.defaultChecked;
      box.checked = box.type === "radio" ? isChosen : text.split(" ").includes(box.value);
    }
  }
}

/**
 * What does not fit into its box, or was chosen as it cannot be.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} about sizes, as the page names them
 */
export function problemsIn(form, about) {
  const found = boxesIn(form).flatMap((box) => tooLong(box, about));
  const readers = boxesIn(form).filter((box) => box.name === "exclude");
  if (readers.length > 0 && readers.every((box) => isTick(box) && box.checked)) {
    found.push({ sentence: word("nobody-left"), box: "id_exclude" });
  }
  return found;
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} box
 * @param {HTMLElement} about
 */
function tooLong(box, about) {
  const { mostText, mostLine, mostParagraph } = about.dataset;
  const limit = Number(
    box.name === "text" ? mostText : box instanceof HTMLTextAreaElement ? mostParagraph : mostLine,
  );
  const length = [...box.value].length; // characters, as the server counts them
  box.ariaInvalid = length > limit ? "true" : null;
  const sentence = word(box.name === "text" ? "text-too-long" : "too-long", { length, limit });
  return length > limit ? [{ sentence, box: box.id }] : [];
}

/** @param {HTMLFormElement} form */
function boxesIn(form) {
  return [...form.elements].filter(isBox);
}

/**
 * @param {unknown} one
 * @returns {one is HTMLInputElement | HTMLTextAreaElement}
 */
function isBox(one) {
  const isInput = one instanceof HTMLInputElement && !["hidden", "file"].includes(one.type);
  return isInput || one instanceof HTMLTextAreaElement;
}

/**
 * @param {unknown} box
 * @returns {box is HTMLInputElement}
 */
function isTick(box) {
  return box instanceof HTMLInputElement && ["radio", "checkbox"].includes(box.type);
}

/**
 * Where the ticked sentence of the scope guide leads, as the page says it; undefined where none is ticked. Nothing is sent.
 * @param {ParentNode} form
 * @returns {Branch | undefined}
 */
export function branchOf(form) {
  const ticked = form.querySelector("input[name=about]:checked");
  const branch = ticked?.closest("[data-branch]")?.getAttribute("data-branch");
  return branch === "story" || branch === "aside" || branch === "which" ? branch : undefined;
}

/**
 * @param {ParentNode} form
 * @param {string} name
 * @param {string} value
 */
export function tick(form, name, value) {
  for (const box of form.querySelectorAll(`input[name=${name}]`)) {
    if (box instanceof HTMLInputElement) {
      box.checked = box.value === value;
    }
  }
}
