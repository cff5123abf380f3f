// @ts-check
/** `<sealed-letter>` of the mailbox: shows what was opened, by textContent, in a closed shadow root. */

import { letterNodes, Sealed } from "../sealed/letter.js";
import { word } from "../sealed/words.js";

/** @typedef {import("../sealed/conversation.js").OpenedLetter} OpenedLetter */
/** @typedef {import("../sealed/letter.js").RowOf} RowOf */
/** @typedef {import("../sealed/save-file.js").FetchPart} FetchPart */

class SealedLetter extends Sealed {
  /** @type {() => Node[]} */
  #nodes = () => [];

  /**
   * @param {OpenedLetter} opened
   * @param {string} channel
   * @param {FetchPart} fetchPart
   * @param {RowOf} [rowOf]
   * @param {boolean} [isRecorded] by somebody of the office
   */
  show(opened, channel, fetchPart, rowOf, isRecorded) {
    const side = opened.fromOffice ? "readers" : besideYou(opened);
    const isSigned = opened.letter !== undefined && !opened.warnings.includes("foreign");
    const claimed = opened.fromOffice ? "claimed-readers" : "claimed-you";
    const from = word(isSigned && isRecorded ? "from-recorded" : isSigned ? `from-${side}` : claimed);
    this.#nodes = () => letterNodes(opened, { from, channel, fetchPart, rowOf });
  }

  connectedCallback() {
    this.fill(...this.#nodes());
  }
}

/**
 * Whose letter it is of those who share a mailbox's conversation.
 * @param {OpenedLetter} opened
 */
function besideYou({ isOwn, isAdvisers }) {
  return isOwn ? "you" : isAdvisers ? "adviser" : "advised";
}

customElements.define("sealed-letter", SealedLetter);

/**
 * @param {OpenedLetter} opened
 * @param {string} channel
 * @param {FetchPart} fetchPart
 * @param {RowOf} [rowOf]
 * @param {boolean} [isRecorded]
 */
export function article(opened, channel, fetchPart, rowOf, isRecorded) {
  const made = document.createElement("article");
  const letter = new SealedLetter();
  made.className = opened.fromOffice ? "letter ours" : "letter theirs";
  letter.show(opened, channel, fetchPart, rowOf, isRecorded);
  made.append(letter);
  return made;
}

/**
 * What shows files: loaded where a letter has any.
 * @param {readonly OpenedLetter[]} letters
 */
export async function rowsFor(letters) {
  const hasFiles = letters.some(({ letter }) => (letter?.files.length ?? 0) > 0);
  return hasFiles ? (await import("../sealed/attachments.js")).rowOf : undefined;
}
