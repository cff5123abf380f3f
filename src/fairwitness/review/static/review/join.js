// @ts-check
/** Somebody who was invited makes their keys here. Words and seed are in this module's memory; what is sent opens nothing. */

import { recipientOf, seal } from "../crypto/browser/age.js";
import { b64, randomBytes, unb64 } from "../crypto/browser/encoding.js";
import { fingerprintOf, SIGN_IN_NAME, StaffKeys, StaffPassphrase } from "../crypto/browser/staff.js";
import { ask, Refused } from "../sealed/line.js";
import { say, word } from "../sealed/words.js";
import { sentenceOf } from "./deriving.js";

const SEED = 32; // bytes
const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-join]"));
const [name = "", secret = ""] = location.hash.slice(1).split("/");
history.replaceState(null, "", location.pathname); // the invitation stays in no history

let passphrase = StaffPassphrase.generate();
const seed = randomBytes(SEED); // one seed, however often it is sent: an answer may be lost

/** @param {string} selector */
const part = (selector) => form.querySelector(selector);

/** @param {string} step */
function show(step) {
  for (const section of form.querySelectorAll("[data-step]")) {
    section.toggleAttribute("hidden", section.getAttribute("data-step") !== step);
  }
  say(part("[data-problem]"), "");
  const heading = part(`[data-step=${step}] h2`);
  if (heading instanceof HTMLElement) {
    heading.focus();
  }
}

async function showWords() {
  const words = await passphrase.words();
  const list = part("[data-words]");
  list?.replaceChildren(
    ...words.map((said, place) => {
      const entry = document.createElement("li");
      const number = document.createElement("span");
      number.className = "number";
      number.textContent = String(passphrase.numbers[place]).padStart(4, "0");
      entry.append(said, " ", number);
      return entry;
    }),
  );
  show("words");
}

async function join() {
  const typed = part("#id_again");
  const again = await StaffPassphrase.read(typed instanceof HTMLInputElement ? typed.value : "");
  if (again.numbers.join() !== passphrase.numbers.join()) {
    throw new Refused(word("not-the-same"));
  }
  say(part("[data-status]"), word("deriving"));
  const keys = await StaffKeys.fromSeed(seed);
  const recipient = await recipientOf(keys.identity);
  const secrets = await passphrase.derive(unb64(form.dataset.line ?? "", 16), name);
  const sealed = await seal(seed, [await recipientOf(secrets.unlock)]);
  const sent = new URLSearchParams({
    name,
    secret,
    password: secrets.signIn,
    recipient,
    key: b64(keys.signing.verifyingKey),
    sealed_seed: b64(sealed),
  });
  const { waits } = await (await ask(form.action, { method: "POST", body: sent })).json();
  for (const one of form.querySelectorAll("[data-when]")) {
    one.toggleAttribute("hidden", one.getAttribute("data-when") !== (waits ? "signed" : "now"));
  }
  const shown = part("[data-fingerprint]");
  if (shown !== null) {
    shown.textContent = fingerprintOf(recipient, keys.signing.verifyingKey);
  }
  part("[data-words]")?.replaceChildren();
  seed.fill(0);
  passphrase = StaffPassphrase.generate();
  if (typed instanceof HTMLInputElement) {
    typed.value = "";
  }
  show("done");
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = part("[data-step=again] button:not([type])");
  if (button?.hasAttribute("disabled")) {
    return;
  }
  button?.toggleAttribute("disabled", true);
  say(part("[data-problem]"), "");
  try {
    await join();
  } catch (error) {
    say(part("[data-problem]"), sentenceOf(error));
  }
  say(part("[data-status]"), "");
  button?.toggleAttribute("disabled", false);
});
part("[data-make]")?.addEventListener("click", showWords);
part("[data-look]")?.addEventListener("click", showWords);
part("[data-written]")?.addEventListener("click", () => {
  show("again");
  const typed = part("#id_again");
  if (typed instanceof HTMLInputElement) {
    typed.focus();
  }
});

const isInvited = SIGN_IN_NAME.test(name) && secret !== "";
part("[data-no-invitation]")?.toggleAttribute("hidden", isInvited);
part("[data-make]")?.toggleAttribute("disabled", !isInvited || globalThis.crypto?.subtle === undefined);
const shown = part("[data-name]");
if (isInvited && shown !== null) {
  shown.textContent = name;
}
