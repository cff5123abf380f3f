// @ts-check
/** What a passkey unlocks: the WebAuthn extension `prf` works out 32 bytes in it, which never leave the browser. */

import { identityFromSeed } from "./age.js";
import { taggedHash } from "./encoding.js";
import { derive } from "./keys.js";

/**
 * What the passkey is asked about: the same for everybody on one line, and another on every line.
 * @param {Uint8Array} line
 */
export function prfInput(line) {
  return taggedHash("fairwitness/1/passkey", line);
}

/**
 * The age identity to which a staff seed is sealed a second time.
 * @param {Uint8Array} output 32 bytes of the passkey's
 */
export async function unlockedBy(output) {
  if (output.length !== 32) {
    throw new RangeError("a passkey works out 32 bytes");
  }
  return identityFromSeed(await derive(output, "fairwitness/1/unlock-by-passkey"));
}
