// @ts-check
/** Who advises a person reported on: said in letters of that person's own, which no line and no reader can write. */

import { parseHybridRecipient } from "./age.js";
import { b64, unb64 } from "./encoding.js";

/** @typedef {import("./letters.js").Letter} Letter */
/** @typedef {{recipient: string, key: Uint8Array}} MailboxAddress */

export const GIVEN = "adviser"; // questions of a letter's answers; crypto/advisers.py has the same
export const ENDED = "adviser-ended";
const KEY = 32; // bytes

/**
 * What a letter says that lets somebody advise from now on.
 * @param {MailboxAddress} to
 */
export function gives({ recipient, key }) {
  return { question: GIVEN, text: `${recipient} ${b64(key)}` };
}

/** What a letter says after which nobody advises. */
export function ends() {
  return { question: ENDED, text: "" };
}

/**
 * The mailbox that it gives to an adviser; undefined of every other letter.
 * @param {Letter} letter
 * @returns {MailboxAddress | undefined}
 */
export function givenIn({ answers }) {
  const said = answers.find(({ question }) => question === GIVEN)?.text ?? "";
  const [recipient = "", key = ""] = said.split(" ");
  try {
    parseHybridRecipient(recipient);
    return { recipient, key: unb64(key, KEY) };
  } catch {
    return undefined;
  }
}

/**
 * Whether nobody advises from then on.
 * @param {Letter} letter
 */
export function isEndedIn({ answers }) {
  return answers.some(({ question }) => question === ENDED);
}

/**
 * The adviser's mailbox at each letter, and behind the last; undefined where nobody advises.
 *
 * Only what is signed with the key of the person whose mailbox it is lets somebody in. A letter of the adviser's own moves it to another code.
 * @param {readonly (Letter | undefined)[]} letters
 * @param {readonly string[]} owners that person's key at each letter, base64url
 */
export function advisersOf(letters, owners) {
  /** @type {MailboxAddress | undefined} */
  let now;
  const walked = [now];
  for (const [place, letter] of letters.entries()) {
    if (letter !== undefined && place > 0 && b64(letter.author) === owners[place]) {
      now = givenIn(letter) ?? (isEndedIn(letter) ? undefined : now);
    } else if (now && letter?.mailbox && b64(letter.author) === b64(now.key)) {
      now = letter.mailbox;
    }
    walked.push(now);
  }
  return walked;
}
