// @ts-check
/** What a reader signs who knows that a code has reached the person reported on: the same as `crypto/handed_over.py`. */

import { b64, dumps, EncodingError, equal, loads, unb64 } from "./encoding.js";
import { day, ID, id, text, VERSION } from "./shapes.js";

/** @typedef {import("./types.js").HandedOver} HandedOver */

export const KIND = "handed-over";
const WAYS = ["person", "post", "adviser"];

/** No such statement. */
export class HandedOverError extends Error {}

/**
 * The bytes that are signed.
 * @param {HandedOver} statement
 */
export function handedOverToJson(statement) {
  return dumps({
    v: VERSION,
    line: b64(statement.line),
    tip: statement.tip,
    hearing: statement.hearing,
    way: statement.way,
    day: statement.day,
  });
}

/**
 * Undo `handedOverToJson`; HandedOverError for anything that it would not have written.
 * @param {Uint8Array} raw
 * @returns {HandedOver}
 */
export function handedOverFromJson(raw) {
  const statement = read(raw);
  if (!equal(handedOverToJson(statement), raw)) {
    throw new HandedOverError("a statement in another form than the protocol's");
  }
  return statement;
}

/** @param {Uint8Array} raw */
function read(raw) {
  try {
    return statementOf(loads(raw));
  } catch {
    throw new HandedOverError("this says of no code that it was handed over");
  }
}

/**
 * @param {Record<string, any>} of
 * @returns {HandedOver}
 */
function statementOf(of) {
  const way = text(of.way);
  if (!WAYS.includes(way)) {
    throw new EncodingError("a way that nobody knows");
  }
  return { line: unb64(of.line, ID), tip: id(of.tip), hearing: id(of.hearing), way, day: day(of.day) };
}
