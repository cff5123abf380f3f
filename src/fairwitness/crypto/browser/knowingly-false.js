// @ts-check
/** What is signed before it is said that a tipster knew that something was untrue, and the paper that it is judged by: the same as `crypto/knowingly_false.py`. */

import { open, seal } from "./age.js";
import { b64, dumps, EncodingError, equal, loads, sha256, unb64 } from "./encoding.js";
import { claimOf, isInOrder } from "./findings.js";
import { FrameError, pack, unpack } from "./framing.js";
import { SIGNATURE } from "./keys.js";
import { day, HASH, ID, id, list, text, VERSION } from "./shapes.js";

/** @typedef {import("./types.js").KnowinglyFalse} KnowinglyFalse */
/** @typedef {import("./types.js").Outsider} Outsider */
/** @typedef {import("./types.js").Paper} Paper */

export const KIND = "knowingly-false"; // what two readers sign
export const OUTSIDE = "outsider"; // what somebody from outside signs over both
export const REASONS = ["not-shown", "not-heard", "not-in-order"];
export const LONGEST = 4000; // characters of each part of a paper
const SALT = 16; // bytes

/** No such statement, or no such paper. */
export class NotSoSaid extends Error {}

/** @param {Paper} paper */
export function paperToJson({ line, tip, alleged, untrue, knew, answered, salt }) {
  return dumps({ v: VERSION, line: b64(line), tip, alleged, untrue, knew, answered, salt: b64(salt) });
}

/** @param {KnowinglyFalse} one */
export function knowinglyFalseToJson(one) {
  return dumps({
    v: VERSION,
    line: b64(one.line),
    tip: one.tip,
    claims: one.claims.map((claim) => ({ id: claim.id, version: claim.version })),
    grades: b64(one.grades),
    sheet: b64(one.sheet),
    letter: b64(one.letter),
    answers: b64(one.answers),
    paper: b64(one.paper),
    why: b64(one.why),
    day: one.day,
  });
}

/** @param {Outsider} one */
export function outsiderToJson(one) {
  return dumps({
    v: VERSION,
    line: b64(one.line),
    asked: b64(one.asked),
    first: b64(one.first),
    second: b64(one.second),
    day: one.day,
    says: one.reason === "" ? "yes" : "no",
    ...(one.reason !== "" && { reason: one.reason }),
  });
}

/**
 * @param {Uint8Array} raw
 * @returns {Paper}
 */
export function paperFromJson(raw) {
  return readAs(raw, paperOf, paperToJson);
}

/**
 * @param {Uint8Array} raw
 * @returns {KnowinglyFalse}
 */
export function knowinglyFalseFromJson(raw) {
  return readAs(raw, knowinglyFalseOf, knowinglyFalseToJson);
}

/**
 * @param {Uint8Array} raw
 * @returns {Outsider}
 */
export function outsiderFromJson(raw) {
  return readAs(raw, outsiderOf, outsiderToJson);
}

/**
 * By which the statement names it.
 * @param {Paper} paper
 */
export function hashOfPaper(paper) {
  return sha256(paperToJson(paper));
}

/**
 * Framed with the second reader's signature over the statement that names it, and sealed to whoever may judge it.
 * @param {Paper} paper
 * @param {Uint8Array} second
 * @param {readonly string[]} outsiders
 */
export function sealPaper(paper, second, outsiders) {
  return seal(pack(paperToJson(paper), second), outsiders);
}

/**
 * AgeError, NotSoSaid.
 * @param {Uint8Array} sealed
 * @param {readonly import("./age.js").Identity[]} identities
 */
export async function openPaper(sealed, identities) {
  const plaintext = await open(sealed, identities);
  try {
    return paperFromJson(unpack(plaintext).json);
  } catch (error) {
    throw error instanceof FrameError ? new NotSoSaid(error.message) : error;
  }
}

/**
 * Undo what writes it; NotSoSaid for anything else.
 * @template T
 * @param {Uint8Array} raw
 * @param {(of: Record<string, any>) => T} of
 * @param {(one: T) => Uint8Array} toJson
 * @returns {T}
 */
function readAs(raw, of, toJson) {
  let found;
  try {
    found = of(loads(raw));
  } catch {
    throw new NotSoSaid("this says nothing of what somebody knew");
  }
  if (!equal(toJson(found), raw)) {
    throw new NotSoSaid("in another form than the protocol's");
  }
  return found;
}

/** @param {Record<string, any>} of */
function paperOf(of) {
  return {
    line: unb64(of.line, ID),
    tip: id(of.tip),
    alleged: part(of.alleged),
    untrue: part(of.untrue),
    knew: part(of.knew),
    answered: part(of.answered),
    salt: unb64(of.salt, SALT),
  };
}

/** @param {unknown} value */
function part(value) {
  const found = text(value);
  if (found === "" || [...found].length > LONGEST) {
    throw new EncodingError("a paper with a gap, or too long");
  }
  return found;
}

/** @param {Record<string, any>} of */
function knowinglyFalseOf(of) {
  const claims = list(of.claims, claimOf);
  if (claims.length === 0 || !isInOrder(claims)) {
    throw new EncodingError("no claims, or in another order");
  }
  return {
    line: unb64(of.line, ID),
    tip: id(of.tip),
    claims,
    grades: unb64(of.grades, HASH),
    sheet: unb64(of.sheet, HASH),
    letter: unb64(of.letter, HASH),
    answers: unb64(of.answers, HASH),
    paper: unb64(of.paper, HASH),
    why: unb64(of.why, HASH),
    day: day(of.day),
  };
}

/** @param {Record<string, any>} of */
function outsiderOf(of) {
  const reason = text(of.reason ?? "");
  if (text(of.says) !== (reason === "" ? "yes" : "no") || (reason !== "" && !REASONS.includes(reason))) {
    throw new EncodingError("neither a yes nor a no with its reason");
  }
  return {
    line: unb64(of.line, ID),
    asked: unb64(of.asked, HASH),
    first: unb64(of.first, SIGNATURE),
    second: unb64(of.second, SIGNATURE),
    day: day(of.day),
    reason,
  };
}
