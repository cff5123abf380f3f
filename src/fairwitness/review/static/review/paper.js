// @ts-check
/** The sheet for whoever told it: their code, once, in their language, to be printed or read out. Left, it is gone. */

import { loadWords, showCode } from "../sealed/code.js";
import { filledIn } from "../sealed/words.js";
import { leaving } from "./typed.js";

/** @typedef {import("../crypto/browser/codes.js").TipCode} TipCode */

let isShown = false; // a code that may not be handed over yet
let address = ""; // of the page that shows it
/** @type {Element | undefined} what somebody pressed who would leave it */
let pressed;

/**
 * In the place of all that was typed.
 * @param {HTMLElement} place
 * @param {TipCode | undefined} code none where nobody gets one
 * @param {Record<string, string>} told days, and which tip it is
 */
export async function showPaper(place, code, told) {
  const done = /** @type {HTMLTemplateElement} */ (place.querySelector("template[data-done]"));
  const papers = [...place.querySelectorAll("template[data-paper]")];
  const shown = document.importNode(done.content, true);
  place.replaceChildren(shown);
  for (const part of place.querySelectorAll("[data-part]")) {
    const wanted = part.getAttribute("data-part");
    const isTrue = { code: code !== undefined, "no-code": code === undefined, "not-mine": told.tip === "" };
    part.toggleAttribute("hidden", !isTrue[/** @type {keyof typeof isTrue} */ (wanted)]);
  }
  const sheet = place.querySelector("[data-printed]");
  if (code !== undefined && sheet !== null) {
    isShown = true;
    address = location.pathname;
    place.classList.add("keep", "code-sheet");
    const show = (/** @type {string} */ language) => fill(sheet, papers, language, code, told);
    for (const button of place.querySelectorAll("[data-in]")) {
      button.addEventListener("click", () => void show(button.getAttribute("data-in") ?? ""));
    }
    await show(document.documentElement.lang.startsWith("zh") ? "zh-hans" : "en");
  }
  place.querySelector("[data-print]")?.addEventListener("click", () => print());
  place.querySelector("[data-handed-over]")?.addEventListener("click", () => {
    clear();
    const onward = document.querySelector("[data-onward]");
    onward instanceof HTMLElement && onward.click();
  });
  scrollTo(0, 0);
  const heading = place.querySelector("h2");
  heading?.focus({ preventScroll: true });
}

/**
 * @param {Element} sheet
 * @param {Element[]} papers
 * @param {string} language
 * @param {TipCode} code
 * @param {Record<string, string>} told
 */
async function fill(sheet, papers, language, code, told) {
  await loadWords(language);
  const paper = papers.find((one) => one.getAttribute("data-paper") === language);
  const made = document.importNode(/** @type {HTMLTemplateElement} */ (paper).content, true);
  const texts = document.createTreeWalker(made, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    text.nodeValue = filledIn(text.nodeValue ?? "", told);
  }
  await showCode(
    [...made.querySelectorAll(".entry")].filter((one) => one instanceof HTMLElement),
    code,
  );
  if (isShown) {
    sheet.replaceChildren(made);
  }
}

/** Nothing of it stays in the page. */
function clear() {
  isShown = false;
  document.querySelector(".code-sheet [data-printed]")?.replaceChildren();
}

/**
 * Ask first: a code that is left is gone for ever, and with it the way back of whoever told it.
 * @param {Event} event
 * @param {Element | undefined} from
 */
function ask(event, from) {
  const question = document.querySelector("[data-sheet-stays]");
  if (!isShown || !(question instanceof HTMLElement)) {
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  pressed = from;
  if (location.pathname !== address) {
    history.pushState(history.state, "", address); // somebody went back, and is still here
  }
  question.hidden = false;
  question.focus();
}

/** What was pressed, once more, and now it leads on; the list for whoever went back. */
function leave() {
  clear();
  const from = pressed?.isConnected && pressed !== document.body ? pressed : undefined;
  const onward = from ?? document.querySelector("[data-onward]");
  onward instanceof HTMLFormElement
    ? onward.requestSubmit()
    : onward instanceof HTMLElement && onward.click();
}

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("[data-sheet-stays] button") : null;
  if (button?.matches("[data-leave]")) {
    leave();
  } else {
    button?.closest("[data-sheet-stays]")?.toggleAttribute("hidden", true);
  }
});
document.addEventListener("htmx:before:request", (event) => {
  ask(event, event instanceof CustomEvent ? event.detail.ctx.sourceElement : undefined);
});
// Signing out forgets everything at once, and so asks before anything hears of it.
document.addEventListener(
  "submit",
  (event) => {
    if (event.target instanceof HTMLFormElement && event.target.matches("[data-sign-out]")) {
      ask(event, event.target);
    }
  },
  true,
);
leaving.addEventListener("forgotten", clear);
addEventListener("pagehide", clear);
document.addEventListener("htmx:after:swap", clear);
addEventListener("beforeunload", (event) => {
  if (isShown) {
    event.preventDefault();
  }
});
