// @ts-check
/** What a reader types, as it is kept: signed by them, about one box of one tip, and sealed to their own key. The line can neither read it nor make one up. */

import { recipientOf } from "../crypto/browser/age.js";
import { equal, unb64 } from "../crypto/browser/encoding.js";
import { openLetter, sealLetter } from "../crypto/browser/letters.js";

/** @typedef {import("../crypto/browser/staff.js").StaffKeys} StaffKeys */

/**
 * @param {{tip: string, box: string}} where
 * @param {string} text
 * @param {StaffKeys} keys
 */
export async function sealDraft({ tip, box }, text, { signing, identity }) {
  const letter = {
    conversation: tip,
    n: 0,
    author: signing.verifyingKey,
    seq: 0,
    tier: /** @type {const} */ ("browser"),
    day: new Date().toISOString().slice(0, 10),
    text: "",
    answers: [{ question: box, text }],
    files: [],
  };
  return await sealLetter(letter, signing, await recipientOf(identity));
}

/**
 * Its text; undefined for what this reader has not written in that box of that tip, or has written with none of these keys.
 * @param {string} sealed base64url
 * @param {{tip: string, box: string}} where
 * @param {readonly StaffKeys[]} keys those of today, and those before: a draft is sealed to what its author had then
 */
export async function openDraft(sealed, { tip, box }, keys) {
  try {
    const letter = await openLetter(
      unb64(sealed),
      keys.map(({ identity }) => identity),
    );
    const isBy = keys.some(({ signing }) => equal(letter.author, signing.verifyingKey));
    const isTheirs = letter.conversation === tip && isBy;
    return isTheirs ? letter.answers.find(({ question }) => question === box)?.text : undefined;
  } catch {
    return undefined;
  }
}
