// @ts-check
/** Rival explanations: rows, evidence in columns, and in each cell for, against or neither. Nothing is added up. */

import { counts } from "../review/allegations.js";

/** @typedef {import("../crypto/browser/letters.js").Answer} Answer */
/** @typedef {import("../sealed/conversation.js").OpenedLetter} OpenedLetter */
/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Row} Row */
/** @typedef {import("./types.js").Sheet} Sheet */
/** @typedef {import("./types.js").Weighed} Weighed */

const QUESTION = "rivals";
/** Always there, and first. */
export const FIXED = ["alleged", "mistaken", "planted"];
export const CELLS = ["for", "against", "neither"];
export const MOST = { rows: 8, items: 24 };

/** @returns {Sheet} with nothing weighed yet */
export function empty() {
  return { rows: FIXED.map((id) => ({ id })), items: [] };
}

/**
 * How it stands in its letter.
 * @param {Sheet} sheet
 * @returns {Answer[]}
 */
export function answersOf({ rows, items }) {
  const told = {
    rows: rows.map(({ id, text }) => (text === undefined ? { id } : { id, text })),
    items: items.map(({ id, text, from, independent, cells }) => ({ id, text, from, independent, cells })),
  };
  return [{ question: QUESTION, text: JSON.stringify(told) }];
}

/**
 * The latest one that a reader has sealed; undefined where there is none.
 * @param {readonly OpenedLetter[]} notes
 * @param {ReadonlyMap<string, string>} hashes of the letters as stored, by their ids
 * @returns {Weighed | undefined}
 */
export function sheetIn(notes, hashes) {
  const found = notes.filter(counts).flatMap((note) => {
    const said = note.letter?.answers.find(({ question }) => question === QUESTION)?.text;
    const sheet = said === undefined ? undefined : read(said);
    return sheet === undefined ? [] : [{ note, sheet }];
  });
  const last = found.at(-1);
  return (
    last && {
      ...last.sheet,
      letter: last.note.id,
      hash: hashes.get(last.note.id) ?? "",
      author: last.note.author ?? "?",
      day: last.note.day,
      versions: found.length,
    }
  );
}

/**
 * @param {string} said
 * @returns {Sheet | undefined}
 */
function read(said) {
  try {
    const { rows, items } = JSON.parse(said);
    const sheet = { rows: rows.map(row), items: items.map(item) };
    const isShort = sheet.rows.length <= MOST.rows && sheet.items.length <= MOST.items;
    return isShort && FIXED.every((id, place) => sheet.rows[place]?.id === id) ? sheet : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {any} of
 * @returns {Row}
 */
function row({ id, text }) {
  return text === undefined ? { id: String(id) } : { id: String(id), text: String(text) };
}

/**
 * @param {any} of
 * @returns {Item}
 */
function item({ id, text, from, independent, cells }) {
  const told = { id: String(id), text: String(text), from: String(from) };
  const whose = independent === "yes" || independent === "no" ? independent : "";
  return { ...told, independent: whose, cells: cells.map(String) };
}

/**
 * Whether a piece is independent of the tipster and speaks for what is alleged: what the other side answers never is that piece.
 * @param {Item} item
 * @param {readonly string[]} heard
 */
function bearsOut({ id, independent, cells }, heard) {
  return independent === "yes" && cells[0] === "for" && !heard.includes(id);
}

/**
 * Why nothing can be confirmed with it yet: names of sentences.
 * @param {Sheet | undefined} sheet
 * @param {readonly string[]} heard ids of what the person reported on has answered
 */
export function missingIn(sheet, heard) {
  if (sheet === undefined) {
    return ["rivals-none"];
  }
  const { rows, items } = sheet;
  const isFull = items.every(
    ({ text, from, independent, cells }) =>
      text.trim() !== "" &&
      from.trim() !== "" &&
      independent !== "" &&
      cells.length === rows.length &&
      cells.every((cell) => CELLS.includes(cell)),
  );
  const isNamed = rows.slice(FIXED.length).every(({ text }) => (text ?? "").trim() !== "");
  const ids = items.map(({ id }) => id);
  return [
    ...(isFull && isNamed ? [] : ["rivals-gaps"]),
    ...(items.some((one) => bearsOut(one, heard)) ? [] : ["rivals-dependent"]),
    ...(heard.every((id) => ids.includes(id)) ? [] : ["rivals-unheard"]),
  ];
}
