// @ts-check
/** The page about signing in: whatever changes it asks for the eight words, which become what is sent and what seals. */

import { open, recipientOf, seal } from "../crypto/browser/age.js";
import { b64, randomBytes, unb64 } from "../crypto/browser/encoding.js";
import { fingerprintOf, StaffKeys, StaffPassphrase } from "../crypto/browser/staff.js";
import { ask, Refused } from "../sealed/line.js";
import { say, word } from "../sealed/words.js";
import { forgetTyped, once, secretsIn, typed } from "./deriving.js";
import { canPasskeys, makePasskey } from "./passkeys.js";
import { done } from "./recovery-codes.js";

/** @typedef {import("./deriving.js").Secrets} Secrets */
/** @typedef {(form: HTMLFormElement, confirmed: HTMLFormElement, secrets: Secrets) => Promise<void>} Change */

const SVG = "http://www.w3.org/2000/svg";
const SEED = 32; // bytes
const QUIET = 4; // light squares around a picture that apps read
/** @type {Record<string, Change>} */
const CHANGES = {
  passkey: addPasskey,
  app: newApp,
  codes: async (form, _, { signIn }) => done(await sent(form.action, { secret: signIn })),
  drop: async (form, _, { signIn }) => done(await sent(form.action, { secret: signIn })),
  keys: newKeys,
  remove: async (form, confirmed, { signIn }) => {
    const sure = confirmed.querySelector("[data-sure] input");
    const isSure = sure instanceof HTMLInputElement && sure.checked ? "yes" : "";
    done(await sent(form.action, { secret: signIn, sure: isSure }));
  },
};
/** @type {HTMLFormElement | undefined} what the words are asked for */
let wanted;
/** @type {{ form: HTMLFormElement, secret: string, app: string } | undefined} an app that has to show its first code */
let begun;

/** @type {{ form: HTMLFormElement, former: Uint8Array, line: Uint8Array, name: string, secret: string, words: StaffPassphrase } | undefined} */
let made; // new keys that wait for their words to be typed

/** On a new page: what cannot be done here is not offered. */
export function showSecurity() {
  const note = document.querySelector("[data-no-passkeys]");
  note?.toggleAttribute("hidden", canPasskeys());
  document.querySelector("[data-secured=passkey]")?.toggleAttribute("hidden", !canPasskeys());
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) {
    return;
  }
  if (form.matches("[data-secured]")) {
    event.preventDefault();
    confirm(form);
  } else if (form.matches("[data-confirmed]")) {
    event.preventDefault();
    once(form, () => change(form));
  } else if (form.matches("[data-words-again]")) {
    event.preventDefault();
    once(form, () => withNewWords(form));
  } else if (form.matches("[data-app-code]")) {
    event.preventDefault();
    once(form, () => addApp(form));
  }
});

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("[data-close]")) {
    const dialog = target.closest("dialog");
    dialog && forgetTyped(dialog);
    dialog?.querySelector("[data-eight]")?.replaceChildren();
    made = undefined;
    dialog?.close();
  } else if (target?.closest("[data-print]")) {
    print();
  }
});

/** @param {HTMLFormElement} form */
function confirm(form) {
  if (form.matches("[data-secured=passkey]") && typed(form, "[name=name]").trim() === "") {
    const name = form.querySelector("[name=name]");
    name instanceof HTMLElement && name.focus();
    return say(form.querySelector("[data-problem]"), word("passkey-name"));
  }
  say(form.querySelector("[data-problem]"), "");
  wanted = form;
  const dialog = dialogOf("[data-confirm]");
  say(dialog.querySelector("[data-problem]"), "");
  const sure = dialog.querySelector("[data-sure]");
  sure?.toggleAttribute("hidden", form.dataset.last === undefined);
  const box = sure?.querySelector("input");
  if (box) {
    box.checked = false;
    box.required = form.dataset.last !== undefined;
  }
  dialog.showModal();
}

/** @param {HTMLFormElement} confirmed */
async function change(confirmed) {
  const form = wanted;
  if (form === undefined) {
    return;
  }
  const secrets = await secretsIn(confirmed, confirmed.dataset.name ?? "");
  await CHANGES[form.dataset.secured ?? ""]?.(form, confirmed, secrets);
  forgetTyped(confirmed);
  dialogOf("[data-confirm]").close();
}

/** @type {Change} */
async function addPasskey(form, confirmed, secrets) {
  const line = unb64(confirmed.dataset.line ?? "", 16);
  const tells = (/** @type {string} */ sentence) => say(confirmed.querySelector("[data-status]"), sentence);
  const name = confirmed.dataset.name ?? "";
  const kept = await sent(confirmed.dataset.signInAt ?? "", { name, secret: secrets.signIn });
  const seed = await open(unb64(kept.sealed_seed), [secrets.unlock]);
  const { posted, unlock } = await makePasskey(form, line, name, tells);
  const sealed = unlock && b64(await seal(seed, [await recipientOf(unlock)]));
  const more = { ...posted, name: typed(form, "[name=name]"), secret: secrets.signIn };
  done(await sent(form.action, sealed === undefined ? more : { ...more, sealed_seed: sealed }));
}

/** @type {Change} */
async function newKeys(form, confirmed, secrets) {
  const { signInAt = "", name = "" } = confirmed.dataset;
  const line = unb64(confirmed.dataset.line ?? "", 16);
  const kept = await sent(signInAt, { name, secret: secrets.signIn });
  const former = await open(unb64(kept.sealed_seed), [secrets.unlock]);
  const box = form.querySelector("[name=words]");
  if (!(box instanceof HTMLInputElement && box.checked)) {
    return await keep(form.action, former, secrets.signIn, secrets);
  }
  made = { form, former, line, name, secret: secrets.signIn, words: StaffPassphrase.generate() };
  const words = await made.words.words();
  const dialog = dialogOf("[data-new-words]");
  dialog.querySelector("[data-eight]")?.replaceChildren(
    ...words.map((said) => {
      const entry = document.createElement("li");
      entry.textContent = said;
      return entry;
    }),
  );
  say(dialog.querySelector("[data-problem]"), "");
  dialog.showModal();
}

/** @param {HTMLFormElement} again */
async function withNewWords(again) {
  if (made === undefined) {
    return;
  }
  const { form, former, line, name, secret, words } = made;
  const typedWords = await StaffPassphrase.read(typed(again, "[data-words]"));
  if (typedWords.numbers.join() !== words.numbers.join()) {
    throw new Refused(word("not-the-same"));
  }
  say(again.querySelector("[data-status]"), word("deriving"));
  await keep(form.action, former, secret, await words.derive(line, name));
  made = undefined;
  forgetTyped(again);
  const dialog = dialogOf("[data-new-words]");
  dialog.querySelector("[data-eight]")?.replaceChildren();
  dialog.close();
}

/**
 * New keys under these words, with the seed of today sealed to them; the line says which numbers wait, and they must be those of this browser.
 * @param {string} url
 * @param {Uint8Array} former
 * @param {string} secret of the words of today
 * @param {Secrets} under
 */
async function keep(url, former, secret, under) {
  const seed = randomBytes(SEED);
  const keys = await StaffKeys.fromSeed(seed);
  const recipient = await recipientOf(keys.identity);
  const answer = await sent(url, {
    secret,
    password: under.signIn,
    recipient,
    key: b64(keys.signing.verifyingKey),
    sealed_seed: b64(await seal(seed, [await recipientOf(under.unlock)])),
    former_seed: b64(await seal(former, [recipient])),
  });
  const numbers = fingerprintOf(recipient, keys.signing.verifyingKey);
  if (answer.fingerprint !== numbers) {
    throw new Refused(word("keys-other"));
  }
  const dialog = dialogOf("[data-numbers]");
  say(dialog.querySelector("[data-fingerprint]"), numbers);
  dialog.showModal();
}

/** @type {Change} */
async function newApp(form, _, { signIn }) {
  const { app, picture } = await sent(form.dataset.new ?? "", { secret: signIn });
  begun = { form, secret: signIn, app };
  const dialog = dialogOf("[data-app]");
  say(dialog.querySelector("[data-app-text]"), app.match(/.{1,4}/g).join(" "));
  dialog.querySelector("[data-picture]")?.replaceChildren(drawn(picture));
  dialog.showModal();
}

/** @param {HTMLFormElement} form */
async function addApp(form) {
  if (begun === undefined) {
    return;
  }
  const { secret, app } = begun;
  const answer = await sent(begun.form.action, { secret, app, code: typed(form, "[data-code]") });
  begun = undefined;
  forgetTyped(form);
  const dialog = dialogOf("[data-app]");
  dialog.querySelector("[data-picture]")?.replaceChildren();
  say(dialog.querySelector("[data-app-text]"), "");
  dialog.close();
  done(answer);
}

/**
 * @param {string} url
 * @param {Record<string, string>} fields
 */
async function sent(url, fields) {
  return (await ask(url, { method: "POST", body: new URLSearchParams(fields) })).json();
}

/**
 * @param {string} which
 * @returns {HTMLDialogElement}
 */
function dialogOf(which) {
  const found = document.querySelector(`dialog${which}`);
  if (!(found instanceof HTMLDialogElement)) {
    throw new Refused(word("refused"));
  }
  return found;
}

/** @param {number[][]} rows */
function drawn(rows) {
  const size = rows.length + 2 * QUIET;
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", `0 0 ${size} ${size}`);
  const path = document.createElementNS(SVG, "path");
  const squares = rows.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark === 1 ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : [])),
  );
  path.setAttribute("d", squares.join(""));
  picture.append(path);
  return picture;
}
