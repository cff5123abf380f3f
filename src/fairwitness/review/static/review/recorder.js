// @ts-check
/** Who wrote a tip down for somebody else, as its sealed first letter says: the line can neither name another reader nor nobody. */

import { b64 } from "../crypto/browser/encoding.js";

/** @typedef {import("../sealed/conversation.js").OpenedLetter} OpenedLetter */

export const QUESTION = "recorded"; // sealed/recorded.py has the same

/**
 * How it came and by whose hand, for the first letter.
 * @param {string} way
 * @param {Uint8Array} key that signs, of whoever writes it down
 */
export function recordedBy(way, key) {
  return { question: QUESTION, text: `${way} ${b64(key)}` };
}

/**
 * Whether one of these keys is of whoever wrote it down: they neither mark nor sign it.
 * @param {readonly (Uint8Array | undefined)[]} keys
 * @param {readonly Pick<OpenedLetter, "letter">[]} letters between tipster and readers
 */
export function haveRecorded(keys, [first]) {
  const said = first?.letter?.answers.find(({ question }) => question === QUESTION)?.text;
  const by = said?.split(" ")[1];
  return keys.some((key) => key !== undefined && b64(key) === by);
}
