// @ts-check
/** What two readers sign when a tip is passed on to a body outside: the same as `crypto/referrals.py`. */

import { b64, dumps, EncodingError, equal, loads, unb64 } from "./encoding.js";
import { HASH, ID, id, text, VERSION } from "./shapes.js";

/** @typedef {import("./types.js").Ground} Ground */
/** @typedef {import("./types.js").Statement} Statement */

export const CONFIRMED = "confirmed";
export const DANGER = "danger-to-life";
const BODY = /^[a-z][a-z0-9-]{0,39}$/; // as a charter names it

/** No statement, or one that does not go with its ground. */
export class StatementError extends Error {}

/**
 * The bytes that both sign.
 * @param {Statement} statement
 */
export function statementToJson(statement) {
  return dumps({
    v: VERSION,
    line: b64(statement.line),
    tip: statement.tip,
    ground: statement.ground,
    body: statement.body,
    charter: b64(statement.charter),
    why: b64(statement.why),
    ...(statement.consent && { consent: b64(statement.consent) }),
  });
}

/**
 * Undo `statementToJson`; StatementError for anything that it would not have written.
 * @param {Uint8Array} raw
 * @returns {Statement}
 */
export function statementFromJson(raw) {
  const statement = read(raw);
  if (!equal(statementToJson(statement), raw)) {
    throw new StatementError("a statement in another form than the protocol's");
  }
  return statement;
}

/** @param {Uint8Array} raw */
function read(raw) {
  try {
    return statementOf(loads(raw));
  } catch {
    throw new StatementError("this is no statement of a referral");
  }
}

/**
 * @param {Record<string, any>} of
 * @returns {Statement}
 */
function statementOf(of) {
  const body = text(of.body);
  const ground = groundOf(of.ground);
  if (!BODY.test(body) || (ground === CONFIRMED) !== (of.consent !== undefined)) {
    throw new EncodingError("a body that nobody knows, or a yes that does not belong here");
  }
  return {
    line: unb64(of.line, ID),
    tip: id(of.tip),
    ground,
    body,
    charter: unb64(of.charter, HASH),
    why: unb64(of.why, HASH),
    ...(of.consent !== undefined && { consent: unb64(of.consent, HASH) }),
  };
}

/**
 * @param {unknown} ground
 * @returns {Ground}
 */
function groundOf(ground) {
  if (ground !== CONFIRMED && ground !== DANGER) {
    throw new EncodingError("a ground that nobody knows");
  }
  return ground;
}
