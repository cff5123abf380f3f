// @ts-check
/** What two readers sign: whether it holds, by the grades, the sheet and the claims that this browser has opened itself. */

import { b64, equal } from "../crypto/browser/encoding.js";
import { findingFromJson } from "../crypto/browser/findings.js";
import { hashOfAnswers, hashOfGrades } from "../crypto/browser/grades.js";
import { whoSigned } from "../review/signed-by-two.js";
import { missingIn, sheetIn } from "./rivals.js";
import { isBorneOut } from "./split.js";

/** @typedef {import("../crypto/browser/types.js").Finding} Finding */
/** @typedef {import("./types.js").Claim} Claim */
/** @typedef {import("./types.js").Judged} Judged */
/** @typedef {import("./types.js").Known} Known */

/**
 * What was signed, by whom and why, and the names of the sentences that say what is wrong about it.
 * @param {{json: Uint8Array, signatures: Uint8Array[], tip: string, isDone: boolean}} signed
 * @param {Known} known
 * @returns {Judged}
 */
export function judgedFinding(signed, known) {
  const finding = findingIn(signed.json);
  if (finding === undefined) {
    return { by: [], claims: [], about: [], problems: ["refer-form"] };
  }
  const { by, reason, isReason, isByRecorder, isSigned } = whoSigned("finding", signed, finding.why, {
    // What is done was signed by those who were readers then; what is to be signed, by those of today.
    reviewers: known.conversation.sheets.slice(signed.isDone ? 0 : -1).flatMap((sheet) => sheet.reviewers),
    letters: known.conversation.letters,
    notes: known.notes.letters,
    noteHashes: known.noteHashes,
  });
  const isHere = finding.tip === signed.tip && b64(finding.line) === known.conversation.line;
  return {
    finding,
    by,
    reason,
    claims: finding.claims.map((named) => shown(named, known)),
    about: finding.asked.map(({ id, about }) => ({ number: known.heard.indexOf(id) + 1, about })),
    problems: [
      ...(isHere ? [] : ["refer-other"]),
      ...(isSigned ? [] : ["refer-unsigned"]),
      ...(isByRecorder ? ["refer-by-recorder"] : []),
      ...(isReason ? [] : ["refer-no-reason"]),
      ...(signed.isDone ? [] : wrongWith(finding, by, known)),
    ],
  };
}

/**
 * The wording that was signed.
 * @param {{id: string, version: number}} named
 * @param {Known} known
 */
function shown(named, { claims }) {
  const found = claims.find((one) => one.id === named.id && one.version === named.version);
  return { number: found?.number ?? 0, text: found?.text ?? "" };
}

/**
 * What keeps these claims from being called confirmed, whoever asks.
 * @param {readonly Claim[]} claims
 * @param {Known} known
 */
export function whyNot(claims, known) {
  const heard = known.answers.map(({ id }) => id);
  const grades = claims.flatMap((one) => one.grades);
  const steps = claims.map(({ grades }) => grades.map(({ credibility }) => credibility));
  return [
    ...(known.isAnyWrong ? ["grade-wrong"] : []),
    ...(claims.every(({ grades }) => grades.length > 1) ? [] : ["find-alone"]),
    ...(steps.every((of) => of.length < 2 || isBorneOut(of)) ? [] : ["find-not-borne"]),
    ...(known.isAnyUnread ? ["find-unread"] : []),
    ...(known.isAnyUnhanded ? ["handed-forged"] : []),
    ...(grades.every(({ answers }) => areAll(answers, heard)) ? [] : ["find-unmarked"]),
    ...missingIn(sheetIn(known.notes.letters, known.noteHashes), heard),
  ];
}

/**
 * Whether these are all, and none is another.
 * @param {readonly {id: string}[]} named
 * @param {readonly string[]} ids
 */
function areAll(named, ids) {
  return named.length === ids.length && named.every(({ id }) => ids.includes(id));
}

/**
 * @param {Finding} finding
 * @param {readonly string[]} by
 * @param {Known} known
 */
function wrongWith(finding, by, known) {
  const claims = finding.claims.map(({ id, version }) =>
    known.claims.find((one) => one.id === id && one.version === version),
  );
  const standing = claims.filter((one) => one !== undefined);
  if (standing.length < claims.length) {
    return ["find-other-words"];
  }
  const haveGraded = standing.every(({ grades }) =>
    by.every((name) => grades.some((one) => one.by === name)),
  );
  const sheet = sheetIn(known.notes.letters, known.noteHashes);
  return [
    ...(haveGraded ? [] : ["find-not-graded"]),
    ...(equal(gradesOf(standing, known), finding.grades) ? [] : ["find-other-grades"]),
    ...(sheet?.hash === b64(finding.sheet) ? [] : ["find-other-sheet"]),
    ...(equal(answersOf(known), finding.answers) && areAll(finding.asked, known.asked)
      ? []
      : ["find-other-answers"]),
    ...whyNot(standing, known),
  ];
}

/**
 * Over every answer of the other side that is there now, as stored.
 * @param {Known} known
 */
export function answersOf({ answers }) {
  return hashOfAnswers(answers.map(({ hash }) => hash));
}

/**
 * Over every grade of these claims that the line has handed out, as stored.
 * @param {readonly {id: string, version: number}[]} claims
 * @param {Known} known
 */
export function gradesOf(claims, { stored }) {
  return hashOfGrades(claims.flatMap(({ id, version }) => stored.get(`${id} ${version}`) ?? []));
}

/** @param {Uint8Array} json */
function findingIn(json) {
  try {
    return findingFromJson(json);
  } catch {
    return undefined;
  }
}
