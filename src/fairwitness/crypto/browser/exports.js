// @ts-check
/** What two readers sign before a tip leaves the line: the same as `crypto/exports.py`. */

import { b64, dumps, EncodingError, equal, loads, unb64 } from "./encoding.js";
import { HASH, ID, id, list, number, text, VERSION } from "./shapes.js";

/** @typedef {import("./types.js").ExportStatement} ExportStatement */

export const AUTHORITY = "authority"; // with the tipster's yes
export const TIPSTER = "tipster"; // who asks for a copy of their own
export const BASES = ["court-order", "prosecutor", AUTHORITY, TIPSTER];
const BY_LETTER = [AUTHORITY, TIPSTER]; // a letter of the tipster's says so
export const ALONG = ["files", "known", "notes"]; // what stays here unless it is chosen

/** No statement of an export. */
export class ExportError extends Error {}

/**
 * The bytes that both sign.
 * @param {ExportStatement} statement
 */
export function exportToJson(statement) {
  return dumps({
    v: VERSION,
    line: b64(statement.line),
    tip: statement.tip,
    basis: statement.basis,
    along: statement.along,
    letters: statement.letters,
    why: b64(statement.why),
    ...(statement.consent && { consent: b64(statement.consent) }),
  });
}

/**
 * Undo `exportToJson`; ExportError for anything that it would not have written.
 * @param {Uint8Array} raw
 * @returns {ExportStatement}
 */
export function exportFromJson(raw) {
  const statement = read(raw);
  if (!equal(exportToJson(statement), raw)) {
    throw new ExportError("a statement in another form than the protocol's");
  }
  return statement;
}

/** @param {Uint8Array} raw */
function read(raw) {
  try {
    return statementOf(loads(raw));
  } catch {
    throw new ExportError("this is no statement of an export");
  }
}

/**
 * @param {Record<string, any>} of
 * @returns {ExportStatement}
 */
function statementOf(of) {
  const [basis, along, letters] = [text(of.basis), list(of.along, text), number(of.letters)];
  const isInOrder = ALONG.filter((one) => along.includes(one)).join(" ") === along.join(" ");
  if (!BASES.includes(basis) || !isInOrder || letters < 1) {
    throw new EncodingError("a basis or a thing to take along that nobody knows");
  }
  if (BY_LETTER.includes(basis) !== (of.consent !== undefined)) {
    throw new EncodingError("a letter of the tipster's that does not belong here, or is not named");
  }
  return {
    line: unb64(of.line, ID),
    tip: id(of.tip),
    basis,
    along,
    letters,
    why: unb64(of.why, HASH),
    ...(of.consent !== undefined && { consent: unb64(of.consent, HASH) }),
  };
}
