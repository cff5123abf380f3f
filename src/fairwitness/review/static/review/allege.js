// @ts-check
/** Saying what is alleged: added, changed, withdrawn and brought back, each sealed here as a letter to the readers. */

import { Refused } from "../sealed/line.js";
import { say, word } from "../sealed/words.js";
import { allegationsIn, answersOf, withdrawnAnswers } from "./allegations.js";
import { openAmongReaders } from "./among-readers.js";
import { typed } from "./deriving.js";
import { conversationKey } from "./keyring.js";
import { noteIn } from "./note-in.js";
import { sameUntilChanged, takesOver } from "./noting.js";
import { leaving } from "./typed.js";

/** @typedef {import("../crypto/browser/letters.js").Answer} Answer */
/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {import("./types.js").Allegation} Allegation */
/** @typedef {import("./types.js").NotesTold} NotesTold */
/** @typedef {{id: string, versions: number}} Seen which one somebody changes, and how often it had been said when they began */

const FORM = "[data-allegation]";
/** @type {Map<string, Seen>} by the form's address: the page is made anew whenever something else of it was sealed */
const changing = new Map();

takesOver(FORM, (form) => {
  const way = form.querySelector("input[name=known]:checked");
  const [text, wrong] = ["#id_alleged", "#id_wrong"].map((box) => textIn(form, box));
  if (text === "") {
    throw new Refused(word("alleged-what"));
  }
  if (!(way instanceof HTMLInputElement)) {
    throw new Refused(word("alleged-how"));
  }
  if (wrong === "") {
    throw new Refused(word("alleged-against"));
  }
  const seen = changing.get(form.action);
  const said = { text, known: way.value, wrong };
  return sameUntilChanged(form, { ...said, seen }, () =>
    sealed(form, seen, answersOf({ id: seen?.id, ...said })),
  );
});

takesOver("[data-withdraw]", (form) => {
  const seen = { id: typed(form, "[name=id]"), versions: Number(typed(form, "[name=versions]")) };
  return sameUntilChanged(form, seen, () => sealed(form, seen, withdrawnAnswers(seen.id)));
});

/**
 * @param {HTMLFormElement} form
 * @param {string} selector
 */
function textIn(form, selector) {
  const box = form.querySelector(selector);
  return box instanceof HTMLTextAreaElement ? box.value.trim() : "";
}

/**
 * Refused where somebody has said it otherwise since `seen`.
 * @param {HTMLFormElement} form
 * @param {Seen | undefined} seen
 * @param {Answer[]} answers
 */
function sealed(form, seen, answers) {
  return noteIn(form, { answers }, seen && { look: (told, sheets) => asSeen(seen, told, sheets) });
}

/**
 * @param {Seen} seen
 * @param {NotesTold} told
 * @param {KeySheet[]} sheets
 */
async function asSeen(seen, told, sheets) {
  const { letters } = await openAmongReaders(told, sheets, conversationKey);
  const now = allegationsIn(letters).find((one) => one.id === seen.id);
  if (now?.versions.length !== seen.versions) {
    throw new Refused(word("alleged-meanwhile"));
  }
}

/**
 * Put one into the form, to say it otherwise or once more.
 * @param {Allegation} allegation
 */
export function change({ id, versions }) {
  const form = document.querySelector(FORM);
  const now = versions.at(-1);
  if (!(form instanceof HTMLFormElement) || now === undefined) {
    return;
  }
  changing.set(form.action, { id, versions: versions.length });
  form.closest("details")?.toggleAttribute("open", true);
  const words = { "#id_alleged": now.text, "#id_wrong": now.wrong };
  for (const [selector, text] of Object.entries(words)) {
    const box = form.querySelector(selector);
    if (box instanceof HTMLTextAreaElement) {
      box.value = text;
    }
  }
  for (const way of form.querySelectorAll("input[name=known]")) {
    if (way instanceof HTMLInputElement) {
      way.checked = way.value === now.known;
    }
  }
  sayWhich();
  const first = form.querySelector("#id_alleged");
  first instanceof HTMLElement && first.focus();
}

/** @param {Allegation} allegation */
export function withdraw({ id, versions }) {
  const form = document.querySelector("[data-withdraw]");
  if (form instanceof HTMLFormElement) {
    put(form, "id", id);
    put(form, "versions", String(versions.length));
    form.requestSubmit();
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string} value
 */
function put(form, name, value) {
  const box = form.elements.namedItem(name);
  if (box instanceof HTMLInputElement) {
    box.value = value;
  }
}

document.addEventListener("reset", ({ target }) => {
  if (target instanceof HTMLFormElement && target.matches(FORM)) {
    changing.delete(target.action);
    sayWhich();
    say(target.querySelector("[data-problem]"), "");
  }
});

/** That one is said otherwise, and none is added. */
function sayWhich() {
  const form = document.querySelector(FORM);
  if (form instanceof HTMLFormElement) {
    say(form.querySelector("[data-changing]"), changing.has(form.action) ? word("alleged-change") : "");
  }
}

document.addEventListener("htmx:after:swap", sayWhich);
leaving.addEventListener("forgotten", () => {
  changing.clear();
  sayWhich();
});
