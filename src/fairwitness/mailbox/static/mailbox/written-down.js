// @ts-check
/** What somebody of the office wrote down: which text counts now, and whether it is agreed to, as the letters of this mailbox say. */

import { b64 } from "../crypto/browser/encoding.js";
import { hashOf } from "../sealed/conversation.js";
import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";

/** @typedef {import("../sealed/conversation.js").OpenedLetter} OpenedLetter */
/** @typedef {import("./types.js").WrittenDown} WrittenDown */

const QUESTION = "recorded"; // sealed/recorded.py has the same
const CORRECTED = "corrected";
const AGREED = "agreed";

/**
 * @param {readonly OpenedLetter[]} letters
 * @param {readonly {id: string, sealed: string}[]} stored
 * @returns {WrittenDown | undefined}
 */
export function writtenDown(letters, stored) {
  const own = letters.filter(
    ({ letter, fromOffice, warnings }) =>
      letter !== undefined && !fromOffice && !warnings.includes("foreign"),
  );
  const newest = own.filter((one) => says(one).includes(CORRECTED)).at(-1) ?? own[0];
  const sealed = stored.find(({ id }) => id === newest?.id)?.sealed;
  const hash = sealed === undefined ? undefined : hashOf(sealed);
  if (newest?.letter === undefined || hash === undefined) {
    return undefined;
  }
  const agreement = `${AGREED} ${b64(hash)}`;
  const isAgreed = own.some((one) => says(one).includes(agreement));
  return { text: newest.letter.text, agreement, isAgreed };
}

/** @param {OpenedLetter} one */
function says({ letter }) {
  return (letter?.answers ?? []).filter(({ question }) => question === QUESTION).map(({ text }) => text);
}

/**
 * What the pressed button says; Refused where it changes nothing.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 * @param {WrittenDown | undefined} written
 * @param {number} limit characters
 */
export function saidOf(form, button, written, limit) {
  const text = form.querySelector("textarea")?.value ?? "";
  if (button?.getAttribute("name") === "agree") {
    return { text: "", answers: [{ question: QUESTION, text: written?.agreement ?? "" }] };
  }
  const { length } = [...text];
  if (length > limit) {
    throw new Refused(word("text-too-long", { length, limit }), "too-long");
  }
  if (["", written?.text.trim().replaceAll("\r\n", "\n")].includes(text.trim())) {
    throw new Refused(word("change-first"), "empty");
  }
  return { text, answers: [{ question: QUESTION, text: CORRECTED }] };
}

/**
 * Which parts of the pages are shown.
 * @param {WrittenDown | undefined} written
 * @param {import("./types.js").Written} told
 */
export function partsOf(written, told) {
  const agreed = written?.isAgreed ? ["is-agreed"] : ["to-agree"];
  return [
    "written-down",
    told.own_code ? "own" : "seen",
    ...agreed,
    ...(told.recording ? ["has-recording"] : []),
    ...(told.destroyed ? ["recording-gone"] : []),
    ...(told.parts ?? []),
  ];
}
