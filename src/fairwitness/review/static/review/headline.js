// @ts-check
/** The headline of a tip: a line that a reader has written for the others, sealed among them. The latest counts. */

import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { openAmongReaders } from "./among-readers.js";
import { conversationKey } from "./keyring.js";
import { noteIn } from "./note-in.js";
import { fetchNotes } from "./notes.js";
import { sameUntilChanged, takesOver } from "./noting.js";

/** @typedef {import("../sealed/conversation.js").OpenedLetter} OpenedLetter */
/** @typedef {import("./types.js").WithTipster} WithTipster */

export const HEADLINE = "headline";
const LONGEST = 120; // characters

/**
 * What readers have written as a headline; undefined where nobody has, or nobody's word counts.
 * @param {readonly OpenedLetter[]} notes
 */
export function headlineIn(notes) {
  const told = notes.filter((one) => one.letter !== undefined && one.author !== "?");
  const lines = told.flatMap(
    (one) => one.letter?.answers.filter(({ question }) => question === HEADLINE) ?? [],
  );
  return lines.at(-1)?.text || undefined;
}

/**
 * The same, of a tip whose letters among readers are still to be fetched.
 * @param {string | undefined} url undefined where there are none
 * @param {WithTipster} conversation
 */
export async function headlineOf(url, { sheets }) {
  if (url === undefined) {
    return undefined;
  }
  const { letters } = await openAmongReaders(await fetchNotes(url), sheets, conversationKey);
  return headlineIn(letters);
}

takesOver("[data-headline]", (form) => {
  const typed = form.querySelector("input[type=text]");
  const text = typed instanceof HTMLInputElement ? typed.value.replace(/\s+/g, " ").trim() : "";
  if (text === "") {
    throw new Refused(word("nothing-written"));
  }
  return sameUntilChanged(form, text, () => {
    const answers = [{ question: HEADLINE, text: [...text].slice(0, LONGEST).join("") }];
    return noteIn(form, { answers });
  });
});
