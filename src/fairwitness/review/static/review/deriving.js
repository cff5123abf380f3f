// @ts-check
/** From what somebody typed to the two secrets; and every failure as a sentence. */

import { CodeError } from "../crypto/browser/codes.js";
import { unb64 } from "../crypto/browser/encoding.js";
import { SIGN_IN_NAME, StaffPassphrase } from "../crypto/browser/staff.js";
import { Refused } from "../sealed/line.js";
import { say, word } from "../sealed/words.js";

/** @typedef {Awaited<ReturnType<StaffPassphrase["derive"]>>} Secrets */

/**
 * @param {HTMLFormElement} form with the line's id
 * @param {string} typedName
 * @returns {Promise<Secrets>}
 */
export async function secretsIn(form, typedName) {
  const name = typedName.trim().toLowerCase();
  const passphrase = await StaffPassphrase.read(typed(form, "[data-words]"));
  if (!SIGN_IN_NAME.test(name)) {
    throw new Refused(word("name-form"));
  }
  if (globalThis.crypto?.subtle === undefined) {
    throw new Refused(word("no-crypto"));
  }
  say(form.querySelector("[data-status]"), word("deriving"));
  return passphrase.derive(unb64(form.dataset.line ?? "", 16), name);
}

/**
 * What stands in a box, or "".
 * @param {ParentNode} within
 * @param {string} selector
 */
export function typed(within, selector) {
  const input = within.querySelector(selector);
  return input instanceof HTMLInputElement ? input.value : "";
}

/**
 * Nothing of it stays in the page.
 * @param {ParentNode} within
 */
export function forgetTyped(within) {
  for (const input of within.querySelectorAll("[data-words], [data-code]")) {
    if (input instanceof HTMLInputElement) {
      input.value = "";
    }
  }
}

/** @param {unknown} error */
export function sentenceOf(error) {
  if (error instanceof CodeError) {
    return error.why === "count"
      ? word("words-count", { count: error.count })
      : word("words-word", { entry: error.entry });
  }
  return error instanceof Refused ? error.message : word("refused");
}

/**
 * One at a time: the button sleeps meanwhile, and what went wrong is said in the form.
 * @param {HTMLFormElement} form
 * @param {() => Promise<void>} what
 */
export async function once(form, what) {
  const buttons = [...form.querySelectorAll("button")].filter((button) => !button.matches("[data-close]"));
  const problem = form.querySelector("[data-problem]");
  if (buttons.some((button) => button.disabled)) {
    return;
  }
  say(problem, "");
  for (const button of buttons) {
    button.disabled = true;
  }
  try {
    await what();
  } catch (error) {
    say(problem, sentenceOf(error));
  }
  say(form.querySelector("[data-status]"), "");
  for (const button of buttons) {
    button.disabled = false;
  }
}

document.addEventListener("change", (event) => {
  const box = event.target;
  const words = box instanceof Element ? box.closest("form")?.querySelector("[data-words]") : null;
  if (
    box instanceof HTMLInputElement &&
    box.matches("[data-show-words]") &&
    words instanceof HTMLInputElement
  ) {
    words.type = box.checked ? "text" : "password";
  }
});
