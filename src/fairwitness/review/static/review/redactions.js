// @ts-check
/** What can be redacted of a letter, and what is left of it. */

import { ENDED, GIVEN } from "../crypto/browser/advisers.js";
import { QUESTION, redactedToText } from "../crypto/browser/redactions.js";
import { QUESTION as RECORDED } from "./recorder.js";
import { sentencesOf } from "./sentences.js";

/** @typedef {import("../crypto/browser/letters.js").Letter} Letter */
/** @typedef {import("../crypto/browser/types.js").Redacted} Redacted */
/** @typedef {import("./types.js").Passage} Passage */

const OF_NOBODY = [QUESTION, RECORDED, GIVEN, ENDED]; // they say what was done with the letter, and by which reader
export const GONE = "▇▇▇"; // what stands where something was

/**
 * Every sentence, answer and file of a letter, in order; nothing of what an earlier redaction has left in the place of something, nor that the tip was recorded.
 * @param {Pick<Letter, "text" | "answers" | "files">} letter
 * @returns {Passage[]}
 */
export function passagesOf({ text, answers, files }) {
  return [
    ...sentencesOf(text).map((sentence) => ({ sentence })),
    ...answers.filter(({ question }) => !OF_NOBODY.includes(question)).map((answer) => ({ answer })),
    ...files.map((file) => ({ file })),
  ];
}

/**
 * What is left of a letter once these are gone, and what it says of itself.
 * @param {Letter} letter
 * @param {readonly Passage[]} going
 * @param {Redacted} before
 * @returns {Pick<Letter, "text" | "answers" | "files" | "sheet" | "mailbox">}
 */
export function leftOf(letter, going, before) {
  // The longer first: a sentence may stand within another one.
  const sentences = going.flatMap(({ sentence }) => (sentence === undefined ? [] : [sentence]));
  sentences.sort((one, other) => other.length - one.length);
  // By what they say, and not by which objects they are: the letter has been opened again since somebody chose.
  const answered = new Set(
    going.map(({ answer }) => answer && JSON.stringify([answer.question, answer.text])),
  );
  const files = new Set(going.map(({ file }) => file?.id));
  const answers = letter.answers.filter(
    ({ question, text }) => question !== QUESTION && !answered.has(JSON.stringify([question, text])),
  );
  return {
    text: sentences.reduce((text, sentence) => text.replaceAll(sentence, GONE), letter.text),
    answers: [...answers, { question: QUESTION, text: redactedToText(before) }],
    files: letter.files.filter(({ id }) => !files.has(id)),
    ...(letter.sheet && { sheet: letter.sheet }),
    ...(letter.mailbox && { mailbox: letter.mailbox }),
  };
}
