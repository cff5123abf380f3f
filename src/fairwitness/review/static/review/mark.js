// @ts-check
/** Marking: the sentence and who was harmed are sealed here, to the readers alone. If anything fails, what was chosen stays. */

import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { answersOf } from "./marks.js";
import { noteIn } from "./note-in.js";
import { sameUntilChanged, takesOver } from "./noting.js";
import { chosenIn } from "./sealed-mark.js";

/** @typedef {import("./types.js").Mark} Mark */

takesOver("[data-mark]", (form) => {
  const mark = chosen(form);
  return sameUntilChanged(form, mark, () => noteIn(form, { answers: answersOf(mark) }));
});

/**
 * @param {HTMLFormElement} form
 * @returns {Mark}
 */
function chosen(form) {
  const choice = chosenIn(form.querySelector("sealed-sentences"));
  const ticked = form.querySelectorAll("input[type=checkbox]:checked");
  const harmed = [...ticked].map((box) => (box instanceof HTMLInputElement ? box.value : ""));
  if (choice === undefined) {
    throw new Refused(word("mark-which"));
  }
  if (harmed.length === 0) {
    throw new Refused(word("mark-whom"));
  }
  return { letter: choice.letter, sentence: choice.sentence, file: choice.file, harmed };
}
