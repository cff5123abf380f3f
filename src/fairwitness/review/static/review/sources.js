// @ts-check
/** What of a tip somebody outside has not seen: the tipster's letters with files of plain text, and those among the readers. */

import { openFile } from "../crypto/browser/parts.js";
import { ask } from "../sealed/line.js";
import { openAmongReaders } from "./among-readers.js";
import { conversationKey } from "./keyring.js";

/** @typedef {import("./types.js").NotesTold} NotesTold */
/** @typedef {import("./types.js").WithTipster} WithTipster */
/** @typedef {import("../sealed/conversation.js").OpenedLetter} OpenedLetter */

const PLAIN = /\.(?:txt|md|csv|log|eml)$/iu;
const MOST = 512 * 1024; // bytes of one file
const FILES = 20;

/**
 * Everything that the person reported on may not be quoted.
 * @param {Pick<WithTipster, "letters" | "sheets">} tipster
 * @param {NotesTold} told
 * @param {string} [part] the address of a file's part
 */
export async function sourcesIn(tipster, told, part) {
  const notes = await openAmongReaders(told, tipster.sheets, conversationKey);
  const texts = part === undefined ? [] : await textsIn(tipster.letters, part);
  return [...[...tipster.letters, ...notes.letters].flatMap(wordsOf), ...texts];
}

/**
 * What stands in files of plain text. One that does not open, or is long, is left to the reader's own eyes.
 * @param {readonly OpenedLetter[]} letters
 * @param {string} part
 */
async function textsIn(letters, part) {
  const files = letters.flatMap(({ letter, identity }) =>
    (letter?.files ?? [])
      .filter(({ name, type, size }) => size <= MOST && (type.startsWith("text/plain") || PLAIN.test(name)))
      .map((entry) => ({ entry, identity })),
  );
  const found = await Promise.all(files.slice(0, FILES).map((one) => textOf(one, part)));
  return found.filter((text) => text !== "");
}

/**
 * @param {{entry: import("../crypto/browser/types.js").FileEntry, identity: OpenedLetter["identity"]}} file
 * @param {string} part
 */
async function textOf({ entry, identity }, part) {
  const pieces = [];
  try {
    const fetchPart = async (/** @type {string} */ id, /** @type {number} */ number) => {
      const answer = await ask(part.replace("FILE/0", `${encodeURIComponent(id)}/${number}`));
      return new Uint8Array(await answer.arrayBuffer());
    };
    for await (const piece of openFile(entry, identity ? [identity] : [], fetchPart)) {
      pieces.push(piece);
    }
  } catch {
    return "";
  }
  return await new Blob(pieces).text();
}

/**
 * What stands in a letter.
 * @param {OpenedLetter} one
 */
export function wordsOf({ letter }) {
  return letter === undefined ? [] : [letter.text, ...letter.answers.map(({ text }) => text)];
}
