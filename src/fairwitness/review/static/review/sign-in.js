// @ts-check
/** Signing in: both secrets are worked out here, one of them is sent, and the page stays, so that the keys do. */

import { open } from "../crypto/browser/age.js";
import { CodeError } from "../crypto/browser/codes.js";
import { unb64 } from "../crypto/browser/encoding.js";
import { SIGN_IN_NAME, StaffKeys, StaffPassphrase } from "../crypto/browser/staff.js";
import { ask, keepToken, Refused } from "../sealed/line.js";
import { say, word } from "../sealed/words.js";
import { lock, unlock } from "./keyring.js";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form instanceof HTMLFormElement && form.matches("[data-sign-in]")) {
    event.preventDefault();
    submit(form);
  } else if (form instanceof HTMLFormElement && form.matches("[data-sign-out]")) {
    lock();
  }
});

document.addEventListener("change", (event) => {
  const box = event.target;
  const typed = document.getElementById("id_words");
  if (
    box instanceof HTMLInputElement &&
    box.matches("[data-show-words]") &&
    typed instanceof HTMLInputElement
  ) {
    typed.type = box.checked ? "text" : "password";
  }
});

/** @param {HTMLFormElement} form */
async function submit(form) {
  const problem = form.querySelector("[data-problem]");
  const button = form.querySelector("button");
  say(problem, "");
  if (button?.disabled) {
    return;
  }
  button?.toggleAttribute("disabled", true);
  try {
    await signIn(form);
    const onward = document.querySelector("[data-onward]");
    if (onward instanceof HTMLElement) {
      onward.click();
    }
  } catch (error) {
    say(problem, sentenceOf(error));
    button?.toggleAttribute("disabled", false);
    say(form.querySelector("[data-status]"), "");
  }
}

/** @param {HTMLFormElement} form */
async function signIn(form) {
  const name = value(form, "#id_name").trim().toLowerCase();
  const passphrase = await StaffPassphrase.read(value(form, "#id_words"));
  if (!SIGN_IN_NAME.test(name)) {
    throw new Refused(word("name-form"));
  }
  if (globalThis.crypto?.subtle === undefined) {
    throw new Refused(word("no-crypto"));
  }
  say(form.querySelector("[data-status]"), word("deriving"));
  const secrets = await passphrase.derive(unb64(form.dataset.line ?? "", 16), name);
  const sent = new URLSearchParams({ name, secret: secrets.signIn });
  const answer = await (await ask(form.action, { method: "POST", body: sent })).json();
  unlock(await StaffKeys.fromSeed(await open(unb64(answer.sealed_seed), [secrets.unlock])));
  keepToken(answer.token);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} selector
 */
function value(form, selector) {
  const input = form.querySelector(selector);
  return input instanceof HTMLInputElement ? input.value : "";
}

/** @param {unknown} error */
function sentenceOf(error) {
  if (error instanceof CodeError) {
    return error.why === "count"
      ? word("words-count", { count: error.count })
      : word("words-word", { entry: error.entry });
  }
  return error instanceof Refused ? error.message : word("refused");
}
