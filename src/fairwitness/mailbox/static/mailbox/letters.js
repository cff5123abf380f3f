// @ts-check
/** `<sealed-letter>` of the mailbox: shows what was opened, by textContent, in a closed shadow root. */

import { letterNodes, Sealed } from "../sealed/letter.js";
import { word } from "../sealed/words.js";

/** @typedef {import("../sealed/conversation.js").OpenedLetter} OpenedLetter */
/** @typedef {import("../sealed/save-file.js").FetchPart} FetchPart */

class SealedLetter extends Sealed {
  /** @type {() => Node[]} */
  #nodes = () => [];

  /**
   * @param {OpenedLetter} opened
   * @param {string} channel
   * @param {FetchPart} fetchPart
   */
  show(opened, channel, fetchPart) {
    const from = word(opened.fromOffice ? "from-readers" : "from-you");
    this.#nodes = () => letterNodes(opened, { from, channel, fetchPart });
  }

  connectedCallback() {
    this.fill(...this.#nodes());
  }
}

customElements.define("sealed-letter", SealedLetter);

/**
 * @param {OpenedLetter} opened
 * @param {string} channel
 * @param {FetchPart} fetchPart
 */
export function article(opened, channel, fetchPart) {
  const made = document.createElement("article");
  const letter = new SealedLetter();
  made.className = opened.fromOffice ? "letter ours" : "letter theirs";
  letter.show(opened, channel, fetchPart);
  made.append(letter);
  return made;
}
