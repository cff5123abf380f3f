// @ts-check
/** What a page asks before a letter goes: whether it repeats what readers wrote to one another, and whether somebody has written since. */

import { commonTexts } from "./beginning.js";
import { openConversation } from "./conversation.js";
import { boxOf } from "./drafts.js";
import { nameIn, quotedSentences, tellingSentences } from "./quotes.js";
import { sourcesIn, wordsOf } from "./sources.js";
import { leaving } from "./typed.js";

/** @typedef {import("./types.js").NotesTold} NotesTold */
/** @typedef {import("./types.js").WithTipster} WithTipster */

/** @type {Map<string, string>} a text that its writer sends although it repeats what readers wrote, by the form's address */
const allowed = new Map();
/** @type {Map<string, number>} how many letters there were when somebody sent theirs all the same, by the same */
const seenUpTo = new Map();
/** @type {WeakMap<HTMLElement, string>} the text about which a page asks */
const asked = new WeakMap();

leaving.addEventListener("forgotten", () => {
  allowed.clear();
  seenUpTo.clear();
});

/**
 * Asks, where there is something to ask; whoever has answered is not asked the same again.
 * @param {HTMLFormElement} form
 * @param {string} text
 * @param {WithTipster} conversation
 * @param {NotesTold} notes
 */
export async function askFirst(form, text, conversation, notes) {
  askAboutNewer(form, conversation.letters.length);
  if (allowed.get(form.action) !== text) {
    askAbout(form, text, await quotedIn(text, conversation, notes, form.dataset));
  }
}

/** The page asks about the letter, and nobody has said that it is to go all the same. */
export class Asks extends Error {}

/**
 * Asks where somebody has written since this page was made: a colleague may have asked the same, or the tipster answered.
 * @param {HTMLFormElement} form
 * @param {number} count of letters that there are now
 */
function askAboutNewer(form, count) {
  const place = form.querySelector("[data-newer]");
  const letters = document.querySelector("[data-conversation]");
  const shown = letters?.querySelectorAll("sealed-letter").length ?? count;
  if (place instanceof HTMLElement && count > Math.max(shown, seenUpTo.get(form.action) ?? 0)) {
    place.dataset.newer = String(count);
    place.hidden = false;
    place.focus();
    throw new Asks();
  }
}

/**
 * Sentences of the text that stand in the letters among readers of this tip, and for the person reported on in the tipster's, and nowhere in this conversation.
 * @param {string} text
 * @param {WithTipster} conversation
 * @param {NotesTold} told
 * @param {DOMStringMap} of `tipster` and `part`: where the tipster's letters and files are, if they are others
 */
async function quotedIn(text, conversation, told, { tipster, part }) {
  const theirs = tipster === undefined ? [] : (await openConversation(tipster)).letters;
  const sources = await sourcesIn({ letters: theirs, sheets: conversation.sheets }, told, part);
  const named = tipster === undefined ? quotedSentences : tellingSentences;
  return named(text, sources, [...conversation.letters.flatMap(wordsOf), ...commonTexts()]);
}

/**
 * Name what is repeated, and ask; Asks where there is something to ask.
 * @param {HTMLFormElement} form
 * @param {string} text
 * @param {readonly string[]} sentences
 */
function askAbout(form, text, sentences) {
  const place = form.querySelector("[data-quoted]");
  if (!(place instanceof HTMLElement) || sentences.length === 0) {
    return;
  }
  nameIn(place, sentences);
  asked.set(place, text);
  place.hidden = false;
  place.focus();
  throw new Asks();
}

/**
 * Ask no more; what was named stands in the page no longer.
 * @param {HTMLElement} place
 */
function answered(place) {
  place.hidden = true;
  place.querySelector("ul")?.replaceChildren();
}

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("[data-newer] button") : null;
  const place = button?.closest("[data-newer]");
  if (!(button instanceof HTMLButtonElement && button.form && place instanceof HTMLElement)) {
    return;
  }
  place.hidden = true;
  if (button.matches("[data-anyway]")) {
    seenUpTo.set(button.form.action, Number(place.dataset.newer));
    button.form.requestSubmit();
  } else {
    const onward = document.querySelector("[data-onward]");
    onward instanceof HTMLElement && onward.click(); // the page anew, with the text in its box
  }
});

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("[data-quoted] button") : null;
  const place = button?.closest("[data-quoted]");
  if (!(button instanceof HTMLButtonElement && button.form && place instanceof HTMLElement)) {
    return;
  }
  const text = asked.get(place) ?? "";
  answered(place);
  if (button.matches("[data-all-the-same]")) {
    allowed.set(button.form.action, text);
    button.form.requestSubmit();
  } else {
    boxOf(button.form).focus();
  }
});
