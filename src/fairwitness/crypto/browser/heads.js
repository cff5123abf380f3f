// @ts-check
/** Heads of the journal, and the key of the line that signs them: by them a browser knows that it is shown the reward sheet that all are shown. */

import { b64, dumps, equal, loads, unb64 } from "./encoding.js";
import { signedJson } from "./published.js";
import { day, HASH, ID, KEY, optionalBytes, VERSION } from "./shapes.js";

/** What was read is no head and no line's key, or not signed by whom it has to be. */
export class HeadError extends Error {}

/**
 * The line's key, if the holder of the verifying key `office` signed it.
 * @param {Uint8Array} published
 * @param {Uint8Array} office
 */
export function readLineKey(published, office) {
  const read = readSigned("line-key", published, office, (of) => ({
    line: unb64(of.line, ID),
    office: unb64(of.office, KEY),
    key: unb64(of.key, KEY),
  }));
  const { line, key } = read;
  if (!equal(read.office, office)) {
    throw new HeadError("this line's key is another office's");
  }
  return { line, key };
}

/**
 * The head, if the line's key signed it; `rewards` is the hash of the reward sheet in force.
 * @param {Uint8Array} published
 * @param {Uint8Array} lineKey
 */
export function readHead(published, lineKey) {
  return readSigned("head", published, lineKey, (of) => ({
    line: unb64(of.line, ID),
    day: day(of.day),
    hash: unb64(of.hash, HASH),
    rewards: optionalBytes(of.rewards, HASH),
  }));
}

/**
 * @template {Record<string, Uint8Array | string | undefined>} T
 * @param {import("./keys.js").Kind} kind
 * @param {Uint8Array} published
 * @param {Uint8Array} key
 * @param {(of: Record<string, any>) => T} read its fields in order
 */
function readSigned(kind, published, key, read) {
  const json = signedJson(kind, published, key);
  if (json === undefined) {
    throw new HeadError("not signed by that key");
  }
  const fields = fieldsOf(json, read);
  const told = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === "string" ? value : value && b64(value),
  ]);
  const written = Object.fromEntries(told.filter(([, value]) => value !== undefined));
  if (!equal(dumps({ v: VERSION, ...written }), json)) {
    throw new HeadError("in another form than the protocol's");
  }
  return fields;
}

/**
 * @template T
 * @param {Uint8Array} json
 * @param {(of: Record<string, any>) => T} read
 */
function fieldsOf(json, read) {
  try {
    return read(loads(json));
  } catch {
    throw new HeadError("in another form than the protocol's");
  }
}
