// @ts-check
/** Asking for a name that two keys guard: the reason is sealed to the readers, and what is said of it signed, here. */

import { b64, sha256, unb64 } from "../crypto/browser/encoding.js";
import { ASKED, askedToJson, BY_CONSENT } from "../crypto/browser/name-requests.js";
import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { freshlyKeyed } from "./next-key.js";
import { myKeys, sameUntilChanged, sealNote, signedNote, takesOver } from "./noting.js";
import { lookAtAsked, mailboxesOf } from "./sealed-name.js";

takesOver("[data-ask-name], [data-agree-name]", async (form) =>
  form.matches("[data-agree-name]") ? await agreement(form) : await proposal(form),
);

/**
 * The second signature, over exactly what was looked at.
 * @param {HTMLFormElement} form
 */
async function agreement(form) {
  const { signing } = myKeys();
  const { json, problems } = await lookAtAsked();
  if (problems.length > 0) {
    throw new Refused(problems.map((name) => word(name)).join(" "));
  }
  const { asked = "" } = form.dataset;
  return JSON.stringify({ asked, signature: b64(signing.sign(ASKED, json)) });
}

/** @param {HTMLFormElement} form */
function proposal(form) {
  const [ground, told] = ["ground", "told"].map((name) => chosenIn(form, name));
  const text = form.querySelector("textarea")?.value ?? "";
  const isByConsent = ground === BY_CONSENT;
  if (ground === "" || (told === "" && !isByConsent) || text.trim() === "") {
    throw new Refused(word("name-ask-whole"));
  }
  const written = { ground, told: isByConsent ? "" : told, text };
  return sameUntilChanged(form, written, () => signed(form, written));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function chosenIn(form, name) {
  const chosen = form.querySelector(`input[name=${name}]:checked`);
  return chosen instanceof HTMLInputElement ? chosen.value : "";
}

/**
 * @param {HTMLFormElement} form
 * @param {{ground: string, told: string, text: string}} written
 */
async function signed(form, { ground, told: whether, text }) {
  const { signing } = myKeys();
  const { tip = "", kept = "", mailbox = "" } = form.dataset;
  const { conversation, told } = await freshlyKeyed(form.dataset);
  if (ground === BY_CONSENT && mailboxesOf(conversation).at(-1) !== mailbox) {
    throw new Refused(word("name-other-mailbox")); // whoever said yes there would not be the tipster
  }
  const { sheets } = conversation;
  const { sealed, sent } = await sealNote({ tip, told, sheets, signing }, { text, answers: [] });
  const json = askedToJson({
    line: sheets[sheets.length - 1].line,
    tip,
    conversation: conversation.id,
    name: unb64(kept, 32),
    mailbox: unb64(mailbox, 32),
    ground,
    told: whether,
    asked: told.today, // the page may be from yesterday
    why: sha256(sealed),
  });
  return signedNote({ ...sent, statement: b64(json), signature: b64(signing.sign(ASKED, json)) }, signing);
}
