// @ts-check
/** What two readers sign who have graded apart from one another: the same as `crypto/findings.py`. */

import { b64, dumps, EncodingError, equal, loads, unb64 } from "./encoding.js";
import { HASH, ID, id, list, number, text, VERSION } from "./shapes.js";

/** @typedef {import("./types.js").Claim} Claim */
/** @typedef {import("./types.js").Finding} Finding */

export const CONFIRMED = "confirmed";
const VERDICTS = [CONFIRMED];
const ABOUT = ["yes", "no"];

/** No statement of a finding. */
export class FindingError extends Error {}

/**
 * The bytes that both sign.
 * @param {Finding} finding
 */
export function findingToJson(finding) {
  return dumps({
    v: VERSION,
    line: b64(finding.line),
    tip: finding.tip,
    verdict: finding.verdict,
    claims: finding.claims.map((one) => ({ id: one.id, version: one.version })),
    grades: b64(finding.grades),
    sheet: b64(finding.sheet),
    answers: b64(finding.answers),
    asked: finding.asked.map((one) => ({ id: one.id, about: one.about })),
    why: b64(finding.why),
  });
}

/**
 * Undo `findingToJson`; FindingError for anything that it would not have written.
 * @param {Uint8Array} raw
 * @returns {Finding}
 */
export function findingFromJson(raw) {
  const finding = read(raw);
  if (!equal(findingToJson(finding), raw)) {
    throw new FindingError("a statement in another form than the protocol's");
  }
  return finding;
}

/** @param {Uint8Array} raw */
function read(raw) {
  try {
    return findingOf(loads(raw));
  } catch {
    throw new FindingError("this is no statement of a finding");
  }
}

/**
 * @param {Record<string, any>} of
 * @returns {Finding}
 */
function findingOf(of) {
  const [verdict, claims] = [text(of.verdict), list(of.claims, claimOf)];
  const asked = list(of.asked, askedOf);
  if (!VERDICTS.includes(verdict) || claims.length === 0 || !(isInOrder(claims) && isInOrder(asked))) {
    throw new EncodingError("a verdict that nobody knows, or claims in another order");
  }
  return {
    line: unb64(of.line, ID),
    tip: id(of.tip),
    verdict,
    claims,
    grades: unb64(of.grades, HASH),
    sheet: unb64(of.sheet, HASH),
    answers: unb64(of.answers, HASH),
    asked,
    why: unb64(of.why, HASH),
  };
}

/**
 * By the bytes of their ids in ASCII, each once.
 * @param {readonly {id: string}[]} named
 */
export function isInOrder(named) {
  return named.every((one, place) => place === 0 || named[place - 1].id < one.id);
}

/**
 * @param {any} of
 * @returns {import("./types.js").Asked}
 */
function askedOf(of) {
  const about = text(of.about);
  if (!ABOUT.includes(about)) {
    throw new EncodingError("neither about them nor not");
  }
  return { id: id(of.id), about };
}

/**
 * @param {any} of
 * @returns {Claim}
 */
export function claimOf(of) {
  const version = number(of.version);
  if (version < 1) {
    throw new EncodingError("no wording");
  }
  return { id: id(of.id), version };
}
