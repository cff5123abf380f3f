// @ts-check
/** What is signed before a name that two keys guard is opened: the same as `crypto/name_requests.py`. */

import { b64, dumps, EncodingError, equal, loads, unb64 } from "./encoding.js";
import { day, HASH, ID, id, KEY, text, VERSION } from "./shapes.js";

/** @typedef {import("./types.js").NameAsked} NameAsked */
/** @typedef {import("./types.js").NameConsent} NameConsent */
/** @typedef {import("./types.js").NameAnswered} NameAnswered */

export const ASKED = "name-asked"; // kinds of what is signed
export const CONSENT = "consent";
export const ANSWERED = "name-answered";
export const BY_CONSENT = "consent";
const DUTIES = ["court-order", "prosecutor", "law"];
const TOLD = ["before", "jeopardises"];
const REASONS = ["not-in-order", "not-shown", "concerned"];

/** No such statement. */
export class RequestError extends Error {}

/** @param {NameAsked} one */
export function askedToJson(one) {
  return dumps({
    v: VERSION,
    line: b64(one.line),
    tip: one.tip,
    conversation: one.conversation,
    name: b64(one.name),
    mailbox: b64(one.mailbox),
    ground: one.ground,
    ...(one.told !== "" && { told: one.told }),
    asked: one.asked,
    why: b64(one.why),
  });
}

/** @param {NameConsent} one */
export function consentToJson(one) {
  return dumps({ v: VERSION, line: b64(one.line), asked: b64(one.asked), says: one.says, day: one.day });
}

/** @param {NameAnswered} one */
export function answeredToJson(one) {
  return dumps({
    v: VERSION,
    line: b64(one.line),
    asked: b64(one.asked),
    day: one.day,
    ...(one.sealed === undefined ? { reason: one.reason } : { sealed: b64(one.sealed) }),
  });
}

/**
 * @param {Uint8Array} raw
 * @returns {NameAsked}
 */
export function askedFromJson(raw) {
  return readAs(raw, askedOf, askedToJson);
}

/**
 * @param {Uint8Array} raw
 * @returns {NameConsent}
 */
export function consentFromJson(raw) {
  return readAs(raw, consentOf, consentToJson);
}

/**
 * @param {Uint8Array} raw
 * @returns {NameAnswered}
 */
export function answeredFromJson(raw) {
  return readAs(raw, answeredOf, answeredToJson);
}

/**
 * Undo what writes it; RequestError for anything else.
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
    throw new RequestError("this says nothing of a sealed name");
  }
  if (!equal(toJson(found), raw)) {
    throw new RequestError("a statement in another form than the protocol's");
  }
  return found;
}

/** @param {Record<string, any>} of */
function askedOf(of) {
  const [ground, told] = [text(of.ground), text(of.told ?? "")];
  const isRight = ground === BY_CONSENT ? told === "" : DUTIES.includes(ground) && TOLD.includes(told);
  if (!isRight) {
    throw new EncodingError("a ground that nobody knows");
  }
  return {
    line: unb64(of.line, ID),
    tip: id(of.tip),
    conversation: id(of.conversation),
    name: unb64(of.name, HASH),
    mailbox: unb64(of.mailbox, KEY),
    ground,
    told,
    asked: day(of.asked),
    why: unb64(of.why, HASH),
  };
}

/** @param {Record<string, any>} of */
function consentOf(of) {
  if (of.says !== "yes" && of.says !== "no") {
    throw new EncodingError("neither yes nor no");
  }
  return { line: unb64(of.line, ID), asked: unb64(of.asked, HASH), says: text(of.says), day: day(of.day) };
}

/** @param {Record<string, any>} of */
function answeredOf(of) {
  const sealed = of.sealed === undefined ? undefined : unb64(of.sealed, HASH);
  const reason = text(of.reason ?? "");
  if ((sealed !== undefined) === (reason !== "") || (reason !== "" && !REASONS.includes(reason))) {
    throw new EncodingError("neither opened nor refused");
  }
  return { line: unb64(of.line, ID), asked: unb64(of.asked, HASH), day: day(of.day), sealed, reason };
}
