// @ts-check
/** Handing a tip over with a word, and adding a reader: both are sealed here. If anything fails, what was written stays. */

import { holderOf } from "../crypto/browser/age.js";
import { b64 } from "../crypto/browser/encoding.js";
import { sealGrant } from "../crypto/browser/grants.js";
import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { nextKey } from "../sealed/writing.js";
import { openAmongReaders } from "./among-readers.js";
import { openConversation } from "./conversation.js";
import { openHeard } from "./heard.js";
import { conversationKey } from "./keyring.js";
import { noteIn } from "./note-in.js";
import { fetchNotes } from "./notes.js";
import { myKeys, sameUntilChanged, signedNote, takesOver } from "./noting.js";

/** @typedef {import("../crypto/browser/age.js").Identity} Identity */

takesOver("[data-hand-over]", (form) => {
  const to = chosenIn(form, "to");
  const text = form.querySelector("textarea")?.value ?? "";
  if (text.trim() === "") {
    throw new Refused(word("hand-over-word"));
  }
  return sameUntilChanged(form, { to, text }, () => noteIn(form, { text }, { also: { to } }));
});

takesOver("[data-add-reader]", (form) => added(form, chosenIn(form, "holder")));

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function chosenIn(form, name) {
  const chosen = form.querySelector(`input[name=${name}]:checked`);
  if (!(chosen instanceof HTMLInputElement)) {
    throw new Refused(word("colleague-first"));
  }
  return chosen.value;
}

/**
 * Every key that is here and counts, sealed to somebody whom the office's signed sheet of today names.
 * @param {HTMLFormElement} form
 * @param {string} holder
 */
async function added(form, holder) {
  const { tip = "", sealed = "", notes = "" } = form.dataset;
  return await everyKeyFor({ tip, sealed, notes }, holder);
}

/**
 * @param {{tip: string, sealed: string, notes: string}} of the tip, and where its letters are
 * @param {string} holder base64url
 */
export async function everyKeyFor({ tip, sealed, notes }, holder) {
  const { signing } = myKeys();
  const conversation = await openConversation(sealed);
  const told = await fetchNotes(notes);
  const among = await openAmongReaders(told, conversation.sheets, conversationKey);
  const sheet = conversation.sheets[conversation.sheets.length - 1];
  const reader = sheet.reviewers.find((one) => b64(holderOf(one.recipient)) === holder);
  if (reader === undefined) {
    throw new Refused(word("add-not-on-sheet"));
  }
  await nextKey(conversation);
  /** @type {(of: string, n: number, identity: Identity) => Promise<object>} */
  const sealedTo = async (of, n, identity) => {
    const [to, by] = [holderOf(reader.recipient), signing.verifyingKey];
    const grant = { conversation: of, n, holder: to, identity, by };
    return { conversation: of, n, sealed: b64(await sealGrant(grant, reader.recipient, signing)) };
  };
  const heard = await openHeard(told, conversation);
  const keys = [conversation, among, ...heard].flatMap(({ id, keys }) =>
    [...keys].map(([n, identity]) => sealedTo(id, n, identity)),
  );
  return signedNote({ tip, holder, keys: await Promise.all(keys) }, signing);
}
