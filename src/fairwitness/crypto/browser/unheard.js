// @ts-check
/** What two readers sign when they do not hear the person reported on yet: the same as `crypto/unheard.py`. */

import { b64, dumps, EncodingError, equal, loads, unb64 } from "./encoding.js";
import { day, HASH, ID, id, text, VERSION } from "./shapes.js";

/** @typedef {import("./types.js").Unheard} Unheard */

export const KIND = "left-out";
const GROUNDS = ["evidence", "danger", "nobody"];

/** No such statement. */
export class UnheardError extends Error {}

/**
 * The bytes that both sign.
 * @param {Unheard} statement
 */
export function unheardToJson(statement) {
  return dumps({
    v: VERSION,
    line: b64(statement.line),
    tip: statement.tip,
    ground: statement.ground,
    asked: statement.asked,
    until: statement.until,
    why: b64(statement.why),
  });
}

/**
 * Undo `unheardToJson`; UnheardError for anything that it would not have written.
 * @param {Uint8Array} raw
 * @returns {Unheard}
 */
export function unheardFromJson(raw) {
  const statement = read(raw);
  if (!equal(unheardToJson(statement), raw)) {
    throw new UnheardError("a statement in another form than the protocol's");
  }
  return statement;
}

/** @param {Uint8Array} raw */
function read(raw) {
  try {
    return statementOf(loads(raw));
  } catch {
    throw new UnheardError("this says nothing of hearing somebody later");
  }
}

/**
 * @param {Record<string, any>} of
 * @returns {Unheard}
 */
function statementOf(of) {
  const [ground, asked, until] = [text(of.ground), day(of.asked), day(of.until)];
  if (!GROUNDS.includes(ground) || until <= asked) {
    throw new EncodingError("a ground that nobody knows, or no end");
  }
  return { line: unb64(of.line, ID), tip: id(of.tip), ground, asked, until, why: unb64(of.why, HASH) };
}
