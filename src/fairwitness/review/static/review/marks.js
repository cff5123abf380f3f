// @ts-check
/** The mark: which sentence or file of which letter of the tipster's tells of harm, and who was harmed. */

import { QUESTION } from "../sealed/passing-on.js";
import { sentencesOf } from "./sentences.js";

/** @typedef {import("../crypto/browser/letters.js").Answer} Answer */
/** @typedef {import("../crypto/browser/letters.js").Letter} Letter */
/** @typedef {import("../sealed/conversation.js").OpenedLetter} OpenedLetter */
/** @typedef {import("./types.js").Choice} Choice */
/** @typedef {import("./types.js").Mark} Mark */

const LETTER = "harm-letter"; // the hash of the letter as stored, base64url
const SENTENCE = "harm-sentence"; // as it stands there
const FILE = "harm-file"; // its id
const HARMED = "harmed"; // names of the closed list, with spaces between
/** Answers that are ticks, or tell who writes and not what happened. */
const TELL_NO_HARM = ["kind", "known", "name", "contact", "guess", QUESTION];

/**
 * Everything that can be marked, letter by letter.
 * @param {readonly OpenedLetter[]} letters
 * @param {ReadonlyMap<string, string>} hashes of the letters as stored, by their ids
 * @returns {Choice[]}
 */
export function choicesIn(letters, hashes) {
  return letters.filter(isTheirs).flatMap((one) => {
    const from = { letter: hashes.get(one.id) ?? "", day: one.day };
    const sentences = tellings(one.letter).flatMap(sentencesOf);
    return [
      ...[...new Set(sentences)].map((sentence) => ({ ...from, sentence })),
      ...(one.letter?.files ?? []).map(({ id, name }) => ({ ...from, file: id, name })),
    ];
  });
}

/**
 * What the tipster has signed: nobody else's letter tells of harm.
 * @param {OpenedLetter} one
 */
export function isTheirs(one) {
  return (
    !one.fromOffice &&
    one.author === undefined &&
    one.letter !== undefined &&
    !one.warnings.includes("foreign")
  );
}

/** @param {Letter | undefined} letter */
function tellings(letter) {
  const told = letter?.answers.filter((answer) => !TELL_NO_HARM.includes(answer.question)) ?? [];
  return letter === undefined ? [] : [letter.text, ...told.map((answer) => answer.text)];
}

/**
 * How a mark stands in its letter.
 * @param {Mark} mark
 * @returns {Answer[]}
 */
export function answersOf({ letter, sentence, file, harmed }) {
  return [
    { question: LETTER, text: letter },
    file === undefined ? { question: SENTENCE, text: sentence ?? "" } : { question: FILE, text: file },
    { question: HARMED, text: harmed.join(" ") },
  ];
}

/**
 * Undo `answersOf`; undefined where a letter is no mark.
 * @param {Letter} letter
 * @returns {Mark | undefined}
 */
export function markIn({ answers }) {
  const said = (/** @type {string} */ question) => answers.find((one) => one.question === question)?.text;
  const letter = said(LETTER);
  const harmed = said(HARMED)?.split(" ") ?? [];
  return letter === undefined ? undefined : { letter, sentence: said(SENTENCE), file: said(FILE), harmed };
}

/**
 * The letter in which a mark stands, letter by letter; undefined where it stands in none of the tipster's.
 * @param {Mark} mark
 * @param {readonly OpenedLetter[]} letters
 * @param {ReadonlyMap<string, string>} hashes
 */
export function placeOf({ letter, sentence, file }, letters, hashes) {
  const named = letters.find((one) => isTheirs(one) && hashes.get(one.id) === letter);
  if (sentence !== undefined && file !== undefined) {
    return undefined;
  }
  const holds =
    file === undefined
      ? sentence && tellings(named?.letter).some((text) => text.includes(sentence))
      : named?.letter?.files.some((one) => one.id === file);
  return holds ? named : undefined;
}
