// @ts-check
/** What two readers sign of what a tipster knew: whether it holds, by the grades, the sheet, the letters and the paper that this browser has opened itself. */

import { b64, equal, unb64, utf8 } from "../crypto/browser/encoding.js";
import { hashOfAnswers } from "../crypto/browser/grades.js";
import {
  hashOfPaper,
  KIND,
  knowinglyFalseFromJson,
  paperFromJson,
} from "../crypto/browser/knowingly-false.js";
import { whoSigned } from "../review/signed-by-two.js";
import { hashOf } from "../sealed/conversation.js";
import { gradesOf } from "./findings.js";
import { sheetIn } from "./rivals.js";
import { isShownUntrue } from "./split.js";

/** @typedef {import("../crypto/browser/types.js").Paper} Paper */
/** @typedef {import("./types.js").JudgedKnowing} JudgedKnowing */
/** @typedef {import("./types.js").Known} Known */

export const QUESTION = "knowing"; // in the letter among readers: the paper, as JSON
export const PARTS = /** @type {const} */ (["alleged", "untrue", "knew", "answered"]);

/**
 * The letter that told the tipster, and every letter of theirs since then, by their hashes as stored.
 * @param {Known} known
 * @param {string} letter its id
 */
export function heardIn({ conversation: { letters, stored } }, letter) {
  const place = letters.findIndex(({ id, fromOffice }) => id === letter && fromOffice);
  const later = letters.flatMap(({ fromOffice }, at) => (at > place && !fromOffice ? [at] : []));
  const since = place < 0 ? [] : later;
  return {
    letter: place < 0 ? undefined : hashOf(stored[place]),
    answers: hashOfAnswers(since.flatMap((at) => hashOf(stored[at]) ?? [])),
    isAnyUnread: since.some((at) => letters[at].letter === undefined),
  };
}

/**
 * All claims that stand, in the order of the protocol.
 * @param {Known} known
 */
export function claimsOf({ claims }) {
  const named = claims.map(({ id, version }) => ({ id, version }));
  return named.sort((one, other) => (one.id < other.id ? -1 : 1));
}

/**
 * What keeps it from being signed, whoever asks.
 * @param {Known} known
 * @param {string} letter
 */
export function whyNotKnown(known, letter) {
  const steps = known.claims.map(({ grades }) => grades.map(({ credibility }) => credibility));
  const heard = heardIn(known, letter);
  return [
    ...(known.isAnyWrong ? ["grade-wrong"] : []),
    ...(steps.length > 0 && steps.every(isShownUntrue) ? [] : ["knowing-not-untrue"]),
    ...(heard.isAnyUnread ? ["knowing-unread"] : []),
    ...(heard.letter === undefined ? ["knowing-other-letters"] : []),
    ...(sheetIn(known.notes.letters, known.noteHashes) === undefined ? ["rivals-none"] : []),
  ];
}

/**
 * What was signed, by whom, the paper, and the names of the sentences that say what is wrong about it.
 * @param {{json: Uint8Array, signatures: Uint8Array[], tip: string, letter: string, isDone: boolean}} signed
 * @param {Known} known
 * @returns {JudgedKnowing}
 */
export function judgedKnowing(signed, known) {
  const statement = statementIn(signed.json);
  if (statement === undefined) {
    return { by: [], problems: ["refer-form"] };
  }
  const { by, isReason, isByRecorder, isSigned } = whoSigned(KIND, signed, statement.why, {
    reviewers: known.conversation.sheets.slice(signed.isDone ? 0 : -1).flatMap((sheet) => sheet.reviewers),
    letters: known.conversation.letters,
    notes: known.notes.letters,
    noteHashes: known.noteHashes,
  });
  const paper = paperIn(known, statement.why);
  const isPaper = paper !== undefined && equal(hashOfPaper(paper), statement.paper);
  const isHere = statement.tip === signed.tip && b64(statement.line) === known.conversation.line;
  return {
    by,
    ...(isPaper && { paper }),
    problems: [
      ...(isHere ? [] : ["refer-other"]),
      ...(isSigned ? [] : ["refer-unsigned"]),
      ...(isByRecorder ? ["refer-by-recorder"] : []),
      ...(isReason ? [] : ["refer-no-reason"]),
      ...(isPaper && paper.tip === statement.tip && equal(paper.line, statement.line)
        ? []
        : ["knowing-other-paper"]),
      ...(signed.isDone ? [] : wrongWith(statement, signed.letter, by, known)),
    ],
  };
}

/**
 * @param {import("../crypto/browser/types.js").KnowinglyFalse} statement
 * @param {string} letter
 * @param {readonly string[]} by
 * @param {Known} known
 */
function wrongWith(statement, letter, by, known) {
  const claims = claimsOf(known);
  const areSame =
    claims.length === statement.claims.length &&
    claims.every(({ id, version }, at) => {
      const named = statement.claims[at];
      return named.id === id && named.version === version;
    });
  const haveGraded = known.claims.every(({ grades }) =>
    by.every((name) => grades.some((one) => one.by === name)),
  );
  const heard = heardIn(known, letter);
  const isHeard = heard.letter !== undefined && equal(heard.letter, statement.letter);
  const sheet = sheetIn(known.notes.letters, known.noteHashes);
  return [
    ...(areSame ? [] : ["find-other-words"]),
    ...(haveGraded ? [] : ["find-not-graded"]),
    ...(equal(gradesOf(claims, known), statement.grades) ? [] : ["find-other-grades"]),
    ...(sheet?.hash === b64(statement.sheet) ? [] : ["find-other-sheet"]),
    ...(isHeard && equal(heard.answers, statement.answers) ? [] : ["knowing-other-letters"]),
    ...whyNotKnown(known, letter),
  ];
}

/**
 * Out of the letter among readers that has this hash.
 * @param {Known} known
 * @param {Uint8Array} why
 * @returns {Paper | undefined}
 */
function paperIn({ notes, noteHashes }, why) {
  const found = notes.letters.find(({ id }) => noteHashes.get(id) === b64(why));
  const told = found?.letter?.answers.find(({ question }) => question === QUESTION);
  try {
    return told && paperFromJson(utf8(told.text));
  } catch {
    return undefined;
  }
}

/**
 * Whether a text among readers is such a paper, and nothing that was told.
 * @param {string} text
 */
export function isPaper(text) {
  try {
    return paperFromJson(utf8(text)) !== undefined;
  } catch {
    return false;
  }
}

/** @param {Uint8Array} json */
function statementIn(json) {
  try {
    return knowinglyFalseFromJson(json);
  } catch {
    return undefined;
  }
}

/** @param {string} text several, base64url */
export function allOf(text) {
  return text
    .split(" ")
    .filter((one) => one !== "")
    .map((one) => unb64(one));
}
