// @ts-check
/** `<sealed-notes>`: what readers of a tip have written to one another, in a closed shadow root as letters are; and the box for one more. */

import { paragraph, warningNodes } from "../sealed/letter.js";
import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { openAmongReaders } from "./among-readers.js";
import { conversationKey } from "./keyring.js";
import { noteIn } from "./note-in.js";
import { fetchNotes } from "./notes.js";
import { sameUntilChanged, takesOver } from "./noting.js";
import { AtTheDesk } from "./sealed-letter.js";

/** @typedef {import("./types.js").Notes} Notes */
/** @typedef {import("../sealed/conversation.js").OpenedLetter} OpenedLetter */

class SealedNotes extends AtTheDesk {
  /** @type {Notes | undefined} */
  #notes;

  /** @param {string} url */
  async load(url) {
    const conversation = await super.load(url);
    const told = await fetchNotes(this.dataset.notes ?? "");
    this.#notes = await openAmongReaders(told, conversation.sheets, conversationKey);
    return conversation;
  }

  content() {
    const written = (this.#notes?.letters ?? []).filter(saysSomething);
    return written.length === 0
      ? []
      : [paragraph("soft", word("notes-among")), ...written.flatMap((one) => nodesOf(one))];
  }
}

/**
 * A mark alone stands in a place of its own.
 * @param {OpenedLetter} one
 */
function saysSomething({ letter, warnings }) {
  return letter === undefined || letter.text !== "" || warnings.length > 0;
}

/** @param {OpenedLetter} one */
function nodesOf({ letter, author, day, warnings }) {
  const from = `${word("from", { name: author ?? "?" })} · ${letter?.day ?? day}`;
  return [
    ...(letter === undefined ? [] : [paragraph("soft", from)]),
    ...warningNodes(warnings),
    ...(letter === undefined ? [] : [paragraph("text", letter.text)]),
  ];
}

takesOver("[data-note]", (form) => {
  const text = form.querySelector("textarea")?.value ?? "";
  if (text.trim() === "") {
    throw new Refused(word("note-empty"));
  }
  return sameUntilChanged(form, text, () => noteIn(form, { text }));
});

customElements.define("sealed-notes", SealedNotes);
