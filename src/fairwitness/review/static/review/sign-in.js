// @ts-check
/** Signing in, and opening a locked desk: secrets are worked out here, one of them is sent, and the page stays, so that the keys do. */

import { open } from "../crypto/browser/age.js";
import { unb64 } from "../crypto/browser/encoding.js";
import { StaffKeys } from "../crypto/browser/staff.js";
import { ask, keepToken, Refused } from "../sealed/line.js";
import { say, word } from "../sealed/words.js";
import { forgetTyped, once, secretsIn, typed } from "./deriving.js";
import { formerKeys, lock, unlock } from "./keyring.js";
import { canPasskeys, usePasskey } from "./passkeys.js";
import { renewToken } from "./sending.js";

/** @typedef {import("../crypto/browser/age.js").Identity} Identity */
/** @typedef {{ second?: string, name: string, sign_in_name: string, sealed_seed: string | null, former: string[], token: string }} Answer */

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) {
    return;
  }
  if (form.matches("[data-sign-in]")) {
    event.preventDefault();
    once(form, () => withToken(form, byWords));
  } else if (form.matches("[data-sign-out]")) {
    lock();
  }
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-use-passkey]") : null;
  const form = button?.closest("form");
  if (form instanceof HTMLFormElement) {
    once(form, () => withToken(form, byPasskey));
  }
});

/** On a new page: what needs this module works from now on. */
export function wake() {
  for (const button of document.querySelectorAll("button[data-wakes]")) {
    button.removeAttribute("disabled");
  }
  for (const button of document.querySelectorAll("[data-use-passkey]")) {
    button.toggleAttribute("hidden", !canPasskeys());
  }
}

/**
 * A cover lies long, and in another tab somebody may have signed out, or in again: its form gets the token of now first.
 * @param {HTMLFormElement} form
 * @param {(form: HTMLFormElement) => Promise<void>} way
 */
async function withToken(form, way) {
  if (form.closest("dialog") !== null) {
    await renewToken(form.action); // which is there for whoever is signed in no more, as well
  }
  await way(form);
}

/** @param {HTMLFormElement} form */
async function byWords(form) {
  const name = typed(form, "[name=name]");
  const secrets = await secretsIn(form, name);
  const code = typed(form, "[data-code]");
  const sent = {
    name: name.trim().toLowerCase(),
    secret: secrets.signIn,
    place: typed(form, "[data-place]"),
  };
  const answer = await told(form.action, code === "" ? sent : { ...sent, code });
  if (answer.second === undefined) {
    await go(form, answer, secrets.unlock);
  } else {
    asksForSecond(form, answer.second);
  }
}

/** @param {HTMLFormElement} form */
async function byPasskey(form) {
  const tells = (/** @type {string} */ sentence) => say(form.querySelector("[data-status]"), sentence);
  const { posted, unlock: identity } = await usePasskey(form, unb64(form.dataset.line ?? "", 16), tells);
  const answer = await told(form.dataset.byPasskey ?? "", {
    ...posted,
    place: typed(form, "[data-place]"),
  });
  if (answer.sealed_seed !== null && identity !== undefined) {
    return go(form, answer, identity);
  }
  belongs(form, answer);
  const name = form.querySelector("[name=name]");
  if (name instanceof HTMLInputElement) {
    name.value = answer.sign_in_name;
  }
  say(form.querySelector("[data-problem]"), word("passkey-without-keys"));
  focus(form, "[data-words]");
}

/**
 * The keys are here: on to the desk, or back to the page below.
 * @param {HTMLFormElement} form
 * @param {Answer} answer
 * @param {Identity} identity
 */
async function go(form, answer, identity) {
  belongs(form, answer);
  const keys = await StaffKeys.fromSeed(await open(unb64(answer.sealed_seed ?? ""), [identity]));
  const before = await formerKeys(answer.former, keys);
  forgetTyped(form);
  unlock(keys, before);
  const onward = document.querySelector("[data-onward]");
  if (form.closest("dialog") === null && onward instanceof HTMLElement) {
    onward.click();
  }
}

/**
 * What lies below a locked desk is its reader's: whoever else comes begins with a page of their own.
 * @param {HTMLFormElement} form
 * @param {Answer} answer
 */
function belongs(form, answer) {
  if (form.closest("dialog") !== null && typed(form, "[name=name]") !== answer.sign_in_name) {
    location.reload();
    throw new Refused(word("passkey-other"));
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} which
 */
function asksForSecond(form, which) {
  const box = form.querySelector("[data-second]");
  const again = box?.hasAttribute("hidden") === false;
  box?.removeAttribute("hidden");
  say(form.querySelector("[data-second-hint]"), word(`second-${which}`));
  focus(form, "[data-code]");
  if (again) {
    throw new Refused(word(`second-${which}`));
  }
}

/**
 * @param {string} url
 * @param {Record<string, string>} sent
 * @returns {Promise<Answer>}
 */
async function told(url, sent) {
  const answer = await (await ask(url, { method: "POST", body: new URLSearchParams(sent) })).json();
  if (answer.token !== undefined) {
    renew(answer.token);
  }
  return answer;
}

/**
 * A new session has a new token, and the forms on this page are to be sent all the same.
 * @param {string} token
 */
function renew(token) {
  keepToken(token);
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    if (input instanceof HTMLInputElement) {
      input.value = token;
    }
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} selector
 */
function focus(form, selector) {
  const input = form.querySelector(selector);
  if (input instanceof HTMLInputElement) {
    setTimeout(() => input.focus());
  }
}
