// @ts-check
/** What is signed and published: JSON, a line end, the signature as base64url. */

import { unb64 } from "./encoding.js";
import { SIGNATURE, verify } from "./keys.js";

const LINE_END = 0x0a;

/**
 * The JSON, if the holder of that key signed exactly these bytes as a thing of this kind; undefined for everything else.
 * @param {import("./keys.js").Kind} kind
 * @param {Uint8Array} published
 * @param {Uint8Array} verifyingKey
 */
export function signedJson(kind, published, verifyingKey) {
  const json = jsonOf(published);
  try {
    const written = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      published.slice(json.length + 1),
    );
    return verify(verifyingKey, kind, json, unb64(written, SIGNATURE)) ? json : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The JSON alone, whoever signed it.
 * @param {Uint8Array} published
 */
export function jsonOf(published) {
  const end = published.indexOf(LINE_END);
  return published.slice(0, end < 0 ? published.length : end);
}
