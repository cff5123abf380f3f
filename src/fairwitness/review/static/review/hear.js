// @ts-check
/** Hearing the other side: a reader writes a summary, it is compared with what the tipster wrote, and sealed to a code that is made here. If anything fails, what was written stays. */

import { Refused, read } from "../sealed/line.js";
import { say, word } from "../sealed/words.js";
import { freshlyKeyed } from "./next-key.js";
import { sentenceOf } from "./noting.js";
import { showPaper } from "./paper.js";
import { nameIn, tellingSentences } from "./quotes.js";
import { sealedHearing } from "./sealed-hearing.js";
import { send } from "./sending.js";
import { sourcesIn } from "./sources.js";

const FORM = "[data-hear]";
const CODES_TO_TRY = 8; // a first row is taken once in 17 million million tips

/** @type {WeakMap<HTMLFormElement, {said: string, body: string, code: import("../crypto/browser/codes.js").TipCode}>} what is sealed and still to be taken up */
const waiting = new WeakMap();
/** @type {WeakMap<HTMLFormElement, string>} a summary that its writer seals although it shares wording */
const allowed = new WeakMap();

/** The summary shares wording, and nobody has said that it is to go all the same. */
class Shares extends Error {}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form instanceof HTMLFormElement && form.matches(FORM)) {
    event.preventDefault();
    void submit(form);
  }
});

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("[data-shared] button") : null;
  const place = button?.closest("[data-shared]");
  if (!(button instanceof HTMLButtonElement && button.form && place instanceof HTMLElement)) {
    return;
  }
  place.hidden = true;
  place.querySelector("ul")?.replaceChildren();
  if (button.matches("[data-anyway]")) {
    allowed.set(button.form, JSON.stringify(answersIn(button.form)));
    button.form.requestSubmit();
  } else {
    button.form.querySelector("textarea")?.focus();
  }
});

/** @param {HTMLFormElement} form */
async function submit(form) {
  const button = form.querySelector("button:not([type])");
  const problem = form.querySelector("[data-problem]");
  const place = form.closest("[data-hearing]");
  if (!(button instanceof HTMLButtonElement && place instanceof HTMLElement) || button.disabled) {
    return;
  }
  button.disabled = true;
  say(problem, "");
  say(form.querySelector("[data-status]"), word("working-recorded"));
  try {
    const { code, told } = await handedOver(form);
    form.reset();
    await showPaper(place, code, told);
  } catch (error) {
    if (!(error instanceof Shares)) {
      say(problem, sentenceOf(error));
      problem?.scrollIntoView({ block: "center" });
    }
  } finally {
    say(form.querySelector("[data-status]"), "");
    button.disabled = false;
  }
}

/**
 * The code, and the days that the line promises with it.
 * @param {HTMLFormElement} form
 */
async function handedOver(form) {
  const answers = answersIn(form);
  if (answers.length < form.querySelectorAll("textarea").length) {
    throw new Refused(word("summary-what-first"));
  }
  const said = JSON.stringify(answers);
  for (let left = CODES_TO_TRY; ; left--) {
    const before = waiting.get(form);
    const sealed = before?.said === said ? before : { said, ...(await sealedIn(form, answers, said)) };
    waiting.set(form, sealed);
    try {
      const told = await read(await send(form.action, sealed.body));
      waiting.delete(form);
      return { code: sealed.code, told };
    } catch (error) {
      if (!(error instanceof Refused && error.mayHaveArrived)) {
        waiting.delete(form); // it was made for how things stood before
      }
      if (left === 0 || !(error instanceof Refused && error.why === "taken")) {
        throw error;
      }
    }
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {{question: string, text: string}[]} answers
 * @param {string} said
 */
async function sealedIn(form, answers, said) {
  const { conversation, told } = await freshlyKeyed(form.dataset);
  if (allowed.get(form) !== said) {
    const sources = await sourcesIn(conversation, told, form.dataset.part);
    askAbout(
      form,
      answers.flatMap(({ text }) => tellingSentences(text, sources, [])),
    );
  }
  const { tip = "", line = "" } = form.dataset;
  return await sealedHearing({ tip, line, conversation, told }, answers);
}

/**
 * Name what is shared, and ask; Shares where there is something to ask.
 * @param {HTMLFormElement} form
 * @param {readonly string[]} sentences
 */
function askAbout(form, sentences) {
  const place = form.querySelector("[data-shared]");
  if (!(place instanceof HTMLElement) || sentences.length === 0) {
    return;
  }
  nameIn(place, sentences);
  place.hidden = false;
  place.focus();
  throw new Shares();
}

/** @param {HTMLFormElement} form */
function answersIn(form) {
  return [...form.querySelectorAll("textarea")]
    .filter(({ value }) => value.trim() !== "")
    .map(({ name, value }) => ({ question: name, text: value }));
}
