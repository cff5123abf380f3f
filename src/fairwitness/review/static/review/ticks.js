// @ts-check
/** What readers have ticked of what is to be done in a state: said in a letter among them. Of each state the latest counts. */

import { counts } from "./allegations.js";

/** @typedef {import("../crypto/browser/letters.js").Answer} Answer */
/** @typedef {import("../sealed/conversation.js").OpenedLetter} OpenedLetter */
/** @typedef {import("./types.js").Ticks} Ticks */

const TICKED = "ticked"; // the state, and behind it the names of what is done in it

/**
 * @param {string} state
 * @param {readonly string[]} tasks
 * @returns {Answer[]}
 */
export function answersOf(state, tasks) {
  return [{ question: TICKED, text: [state, ...tasks].join(" ") }];
}

/**
 * Undo `answersOf`, for one state; nothing is ticked where nobody has.
 * @param {readonly OpenedLetter[]} notes
 * @param {string} state
 * @returns {Ticks}
 */
export function ticksIn(notes, state) {
  const told = notes.filter(counts).flatMap((note) => {
    const said = note.letter?.answers.filter((one) => one.question === TICKED) ?? [];
    return said.map(({ text }) => ({ words: text.split(" "), author: note.author ?? "?", day: note.day }));
  });
  const latest = told.filter(({ words }) => words[0] === state).at(-1);
  return { tasks: latest?.words.slice(1) ?? [], author: latest?.author, day: latest?.day };
}
