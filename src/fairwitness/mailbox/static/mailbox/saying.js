// @ts-check
/** What stands in the boxes of a page that is sent; Refused, with a sentence, where it cannot be sent like that. */

import { recipientOf } from "../crypto/browser/age.js";
import { Refused } from "../sealed/line.js";
import { QUESTION } from "../sealed/passing-on.js";
import { word } from "../sealed/words.js";

/** @typedef {import("../sealed/conversation.js").Conversation} Conversation */
/** @typedef {{text: string, answers: import("../crypto/browser/letters.js").Answer[]}} Said */

const MAY_BE_EMPTY = "meeting"; // the wish needs no words

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} about sizes, as the page names them
 * @param {number} files how many go with it
 * @returns {Said}
 */
export function letterIn(form, about, files) {
  const text = form.querySelector("textarea")?.value ?? "";
  mustFit(text, "text-too-long", Number(about.dataset.mostText));
  if (text.trim() === "" && files === 0) {
    throw new Refused(word("nothing-written"), "empty");
  }
  return { text, answers: [] };
}

/**
 * @param {string} screen
 * @param {HTMLFormElement} form
 * @param {HTMLElement} about
 * @param {HTMLElement | null} button
 * @returns {Said}
 */
export function answersIn(screen, form, about, button) {
  const answers = [...form.querySelectorAll("textarea")]
    .filter((box) => box.value.trim() !== "")
    .map((box) => ({ question: box.name, text: box.value }));
  for (const { text } of answers) {
    mustFit(text, "too-long", Number(about.dataset.mostParagraph));
  }
  if (screen === QUESTION) {
    const text = /** @type {HTMLButtonElement} */ (button).value; // an old browser does not tell, and sends nothing
    return { text: answers[0]?.text ?? "", answers: [{ question: QUESTION, text }] };
  }
  if (answers.length === 0 && !screen.startsWith(`${MAY_BE_EMPTY}-`)) {
    throw new Refused(word("one-answer"), "empty");
  }
  const wish = [{ question: MAY_BE_EMPTY, text: "yes" }];
  return { text: "", answers: answers.length > 0 ? answers : wish };
}

/**
 * The same conversation, its next letter sealed to the key to which all these files are: whoever reads on holds the older keys
 * too, and a file opens with its letter's key alone. Undefined where no one key that counts is theirs.
 * @param {Conversation} conversation
 * @param {readonly string[]} recipients
 * @returns {Promise<Conversation | undefined>}
 */
export async function keyedLike(conversation, recipients) {
  for (const [n, identity] of conversation.keys) {
    const own = await recipientOf(identity);
    if (recipients.every((one) => one === own)) {
      return { ...conversation, newest: { n, identity } };
    }
  }
  return undefined;
}

/**
 * @param {string} text
 * @param {string} name of the sentence
 * @param {number} limit characters
 */
function mustFit(text, name, limit) {
  const { length } = [...text];
  if (length > limit) {
    throw new Refused(word(name, { length, limit }), "too-long");
  }
}
