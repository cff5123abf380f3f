// @ts-check
/** Drafts: an unsent tip, sealed to its own mailbox. Who goes on with one seals to the key inside, so it counts whose it is. */

import { equal } from "./encoding.js";
import { LetterError, openLetter } from "./letters.js";

/** @typedef {import("./types.js").Letter & {identity: import("./age.js").Identity}} Draft */

/**
 * Open a draft that this mailbox's own key has signed; AgeError or LetterError for everything else. Anybody who knows the
 * mailbox's recipient can seal to it: a line could put a key of its own inside.
 * @param {Uint8Array} sealed
 * @param {import("./keys.js").MailboxKeys} keys
 * @returns {Promise<Draft>}
 */
export async function openDraft(sealed, keys) {
  const { identity, ...letter } = await openLetter(sealed, [keys.identity]);
  if (!equal(letter.author, keys.signing.verifyingKey)) {
    throw new LetterError("a draft that this mailbox has not signed");
  }
  if (letter.n !== 0 || letter.seq !== 0 || identity === undefined) {
    throw new LetterError("this letter is no draft");
  }
  return { ...letter, identity };
}
