// @ts-check
/** What a letter says that takes the place of a redacted one: the same as `crypto/redactions.py`. */

import { b64, dumps, EncodingError, loads, unb64 } from "./encoding.js";
import { day, HASH, KEY, number, text } from "./shapes.js";

/** @typedef {import("./types.js").Letter} Letter */
/** @typedef {import("./types.js").Redacted} Redacted */

export const QUESTION = "redacted";
export const REASONS = ["not-needed", "others", "sensitive", "asked"];
const TIERS = ["browser", "arrival", "offline"];

/**
 * As it stands in the answer.
 * @param {Redacted} redacted
 */
export function redactedToText(redacted) {
  const json = dumps({
    hash: b64(redacted.hash),
    author: b64(redacted.author),
    seq: redacted.seq,
    tier: redacted.tier,
    day: redacted.day,
    why: redacted.why,
    ...(redacted.seen && { seen: b64(redacted.seen) }),
  });
  return new TextDecoder().decode(json);
}

/**
 * What a letter says that it stands in the place of; undefined where it stands in its own. Whether its author may say so, the key sheets say.
 * @param {Pick<Letter, "answers"> | undefined} letter
 * @returns {Redacted | undefined}
 */
export function redactedIn(letter) {
  const said = letter?.answers.filter(({ question }) => question === QUESTION) ?? [];
  try {
    return said.length === 1 ? read(loads(new TextEncoder().encode(said[0].text))) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {any} of
 * @returns {Redacted}
 */
function read(of) {
  if (!TIERS.includes(of.tier) || !REASONS.includes(of.why)) {
    throw new EncodingError("a tier or a reason that nobody knows");
  }
  return {
    hash: unb64(of.hash, HASH),
    author: unb64(of.author, KEY),
    seq: number(of.seq),
    tier: of.tier,
    day: day(of.day),
    why: text(of.why),
    ...(of.seen !== undefined && { seen: unb64(of.seen, HASH) }),
  };
}
