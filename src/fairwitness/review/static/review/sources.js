// @ts-check
/** What of a tip somebody outside has not seen: the tipster's letters, and those among the readers. */

import { openAmongReaders } from "./among-readers.js";
import { conversationKey } from "./keyring.js";

/** @typedef {import("./types.js").NotesTold} NotesTold */
/** @typedef {import("./types.js").WithTipster} WithTipster */
/** @typedef {import("../sealed/conversation.js").OpenedLetter} OpenedLetter */

/**
 * Everything that the person reported on may not be quoted.
 * @param {Pick<WithTipster, "letters" | "sheets">} tipster
 * @param {NotesTold} told
 */
export async function sourcesIn(tipster, told) {
  const notes = await openAmongReaders(told, tipster.sheets, conversationKey);
  return [...tipster.letters, ...notes.letters].flatMap(wordsOf);
}

/**
 * What stands in a letter.
 * @param {OpenedLetter} one
 */
export function wordsOf({ letter }) {
  return letter === undefined ? [] : [letter.text, ...letter.answers.map(({ text }) => text)];
}
