// @ts-check
/** Grants: one conversation key, sealed to one holder. */

import { holderOf, open, parseHybridIdentity, recipientOf, seal } from "./age.js";
import { b64, dumps, equal, isZero, loads, unb64 } from "./encoding.js";
import { FrameError, pack, unpack } from "./framing.js";
import { SIGNATURE, verify } from "./keys.js";
import { HASH, id, KEY, number, optionalBytes, VERSION } from "./shapes.js";

/** @typedef {import("./age.js").Identity} Identity */

/** @typedef {import("./types.js").Grant} Grant */

/** What was opened is no grant, or one for something else, or not from the key that it names. */
export class GrantError extends Error {}

/**
 * Seal a grant to its holder, signed where `grant.by` names a signer.
 * @param {Grant} grant
 * @param {string} recipient
 * @param {import("./keys.js").SigningKey} [signing]
 */
export async function sealGrant(grant, recipient, signing) {
  const signer = signing?.verifyingKey ?? new Uint8Array();
  if (!equal(holderOf(recipient), grant.holder) || !equal(signer, grant.by ?? new Uint8Array())) {
    throw new GrantError("a grant for one holder cannot be sealed to another, nor signed by another");
  }
  const json = grantToJson(grant);
  return await seal(pack(json, signing?.sign("grant", json) ?? new Uint8Array(SIGNATURE)), [recipient]);
}

/**
 * Open a grant that must be for this conversation, number and holder, and signed if it names a signer.
 *
 * AgeError or GrantError where not. Whether the signer may grant, the key sheets say; a key after 0 without a signer
 * is refused here.
 * @param {Uint8Array} sealed
 * @param {Identity} holder
 * @param {string} conversation
 * @param {number} n
 */
export async function openGrant(sealed, holder, conversation, n) {
  const frame = frameOf(await open(sealed, [holder]));
  const grant = grantFromJson(frame.json);
  const forHolder = equal(grant.holder, holderOf(await recipientOf(holder)));
  if (grant.conversation !== conversation || grant.n !== n || !forHolder) {
    throw new GrantError("a grant for something else");
  }
  if (!isSignedAsItSays(grant, frame.json, frame.signature)) {
    throw new GrantError("not signed by whom it names");
  }
  return grant;
}

/** @param {Uint8Array} plaintext */
function frameOf(plaintext) {
  try {
    return unpack(plaintext);
  } catch (error) {
    throw error instanceof FrameError ? new GrantError(error.message) : error;
  }
}

/**
 * @param {Grant} grant
 * @param {Uint8Array} json
 * @param {Uint8Array} signature
 */
function isSignedAsItSays(grant, json, signature) {
  if (grant.by === undefined) {
    return grant.n === 0 && isZero(signature);
  }
  return verify(grant.by, "grant", json, signature);
}

/**
 * The bytes that are signed.
 * @param {Grant} grant
 */
export function grantToJson(grant) {
  return dumps({
    v: VERSION,
    conversation: grant.conversation,
    n: grant.n,
    holder: b64(grant.holder),
    identity: grant.identity.reveal(),
    ...(grant.by && { by: b64(grant.by) }),
    ...(grant.sheet && { sheet: b64(grant.sheet) }),
  });
}

/**
 * Undo `grantToJson`; GrantError for anything that it would not have written.
 * @param {Uint8Array} raw
 * @returns {Grant}
 */
export function grantFromJson(raw) {
  const grant = readGrant(raw);
  if (!equal(grantToJson(grant), raw)) {
    throw new GrantError("a grant in another form than the protocol's");
  }
  return grant;
}

/**
 * @param {Uint8Array} raw
 * @returns {Grant}
 */
function readGrant(raw) {
  try {
    const of = loads(raw);
    return {
      conversation: id(of.conversation),
      n: number(of.n),
      holder: unb64(of.holder, HASH),
      identity: parseHybridIdentity(of.identity),
      by: optionalBytes(of.by, KEY),
      sheet: optionalBytes(of.sheet, HASH),
    };
  } catch {
    throw new GrantError("what was opened is no grant");
  }
}
