// @ts-check
/** Grades: how credible one reader finds one thing alleged, signed and sealed among the readers. The same as `crypto/grades.py`. */

import { open, seal } from "./age.js";
import { b64, dumps, EncodingError, equal, loads, taggedHash, unb64 } from "./encoding.js";
import { pack, unpack } from "./framing.js";
import { verify } from "./keys.js";
import { day, HASH, ID, id, KEY, list, number, text, VERSION } from "./shapes.js";

/** @typedef {import("./age.js").Identity} Identity */
/** @typedef {import("./types.js").Grade} Grade */

export const STEPS = [1, 2, 3, 4, 5, 6]; // from shown by several things to cannot be judged
export const SPEAKS = ["for", "against", "neither"]; // of what is alleged
const WAYS = ["direct", "document", "told", "inferred", "unknown"];

/** What was opened is no grade, or not from the key that it names. */
export class GradeError extends Error {}

/**
 * Sign it with the key that it names, and seal it.
 * @param {Grade} grade
 * @param {import("./keys.js").SigningKey} signing
 * @param {string} recipient
 */
export async function sealGrade(grade, signing, recipient) {
  const json = gradeToJson(grade);
  gradeFromJson(json); // nobody signs what nobody reads
  return await seal(pack(json, signing.sign("grade", json)), [recipient]);
}

/**
 * Open one that is signed by whom it names; an error where not. Whether that is a reader, the key sheets say.
 * @param {Uint8Array} sealed
 * @param {Identity} identity
 */
export async function openGrade(sealed, identity) {
  const { json, signature } = unpack(await open(sealed, [identity]));
  const grade = gradeFromJson(json);
  if (!verify(grade.author, "grade", json, signature)) {
    throw new GradeError("not signed by whom it names");
  }
  return grade;
}

/**
 * The bytes that are signed.
 * @param {Grade} grade
 */
export function gradeToJson(grade) {
  return dumps({
    v: VERSION,
    line: b64(grade.line),
    tip: grade.tip,
    allegation: grade.allegation,
    version: grade.version,
    said: b64(grade.said),
    author: b64(grade.author),
    day: grade.day,
    credibility: grade.credibility,
    access: grade.access,
    answers: grade.answers.map((one) => ({ id: one.id, speaks: one.speaks })),
    reasons: grade.reasons,
  });
}

/**
 * Undo `gradeToJson`; GradeError for anything that it would not have written.
 * @param {Uint8Array} raw
 * @returns {Grade}
 */
export function gradeFromJson(raw) {
  const grade = read(raw);
  if (!equal(gradeToJson(grade), raw)) {
    throw new GradeError("a grade in another form than the protocol's");
  }
  return grade;
}

/** @param {Uint8Array} raw */
function read(raw) {
  try {
    return gradeOf(loads(raw));
  } catch {
    throw new GradeError("what was opened is no grade");
  }
}

/**
 * @param {Record<string, any>} of
 * @returns {Grade}
 */
function gradeOf(of) {
  const [version, credibility] = [number(of.version), number(of.credibility)];
  const [access, reasons] = [text(of.access), text(of.reasons)];
  const answers = list(of.answers, marked);
  const isInOrder = answers.every((one, place) => place === 0 || answers[place - 1].id < one.id);
  if (
    !isInOrder ||
    version < 1 ||
    !STEPS.includes(credibility) ||
    !WAYS.includes(access) ||
    reasons.trim() === ""
  ) {
    throw new EncodingError("a step or a way that nobody knows, or no reasons");
  }
  return {
    line: unb64(of.line, ID),
    tip: id(of.tip),
    allegation: id(of.allegation),
    version,
    said: unb64(of.said, HASH),
    author: unb64(of.author, KEY),
    day: day(of.day),
    credibility,
    access,
    answers,
    reasons,
  };
}

/**
 * @param {any} of
 * @returns {import("./types.js").Marked}
 */
function marked(of) {
  const speaks = text(of.speaks);
  if (!SPEAKS.includes(speaks)) {
    throw new EncodingError("neither for, nor against, nor neither");
  }
  return { id: id(of.id), speaks };
}

/**
 * Of several grades by the SHA-256 of each as stored, in whichever order they come.
 * @param {readonly Uint8Array[]} hashes
 */
export function hashOfGrades(hashes) {
  return hashOf("fairwitness/1/grades", hashes);
}

/**
 * The same of letters of the other side; also where there are none.
 * @param {readonly Uint8Array[]} hashes
 */
export function hashOfAnswers(hashes) {
  return hashOf("fairwitness/1/answers", hashes);
}

/**
 * @param {string} label
 * @param {readonly Uint8Array[]} hashes
 */
function hashOf(label, hashes) {
  const sorted = [...hashes].sort((one, other) => {
    const place = one.findIndex((byte, at) => byte !== other[at]);
    return place === -1 ? 0 : one[place] - other[place];
  });
  return taggedHash(label, ...sorted);
}
