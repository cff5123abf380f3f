// @ts-check
/** A name that two keys guard: sealed inside to the conversation's first key, outside to whoever guards names. The same as `crypto/names.py`. */

import { open, seal } from "./age.js";
import { b64, dumps, EncodingError, equal, loads, unb64 } from "./encoding.js";
import { FrameError, pack, unpack } from "./framing.js";
import { verify } from "./keys.js";
import { id, KEY, text, VERSION } from "./shapes.js";

/** @typedef {import("./age.js").Identity} Identity */
/** @typedef {import("./types.js").Name} Name */

export const LONGEST = 300; // characters of each of the two
const KIND = "name";

/** What was opened is no name, or not from the key that it names. */
export class NotAName extends Error {}

/**
 * Sign, seal to the conversation's first key, and that once more to everybody who guards names.
 * @param {Name} name
 * @param {import("./keys.js").SigningKey} signing
 * @param {string} to
 * @param {readonly string[]} custodians
 */
export async function sealName(name, signing, to, custodians) {
  if (!equal(name.author, signing.verifyingKey) || isTooLong(name)) {
    throw new NotAName("a name is signed by its author, and is no longer than 300 characters");
  }
  const json = nameToJson(name);
  return await seal(await seal(pack(json, signing.sign(KIND, json)), [to]), custodians);
}

/**
 * Take the outer layer off; AgeError. What is left opens with the conversation's key alone.
 * @param {Uint8Array} sealed
 * @param {readonly Identity[]} identities
 */
export function peel(sealed, identities) {
  return open(sealed, identities);
}

/**
 * Open what is left, and verify it. AgeError, NotAName.
 * @param {Uint8Array} inner
 * @param {Identity} identity
 * @param {string} conversation
 */
export async function openName(inner, identity, conversation) {
  const { json, signature } = frameOf(await open(inner, [identity]));
  const name = nameFromJson(json);
  if (name.conversation !== conversation || !verify(name.author, KIND, json, signature)) {
    throw new NotAName("not of this conversation, or not signed by the author that it names");
  }
  return name;
}

/** @param {Name} name */
export function nameToJson({ conversation, author, name, contact }) {
  return dumps({ v: VERSION, conversation, author: b64(author), name, contact });
}

/**
 * @param {Uint8Array} raw
 * @returns {Name}
 */
export function nameFromJson(raw) {
  const found = read(raw);
  if (!equal(nameToJson(found), raw)) {
    throw new NotAName("a name in another form than the protocol's");
  }
  return found;
}

/** @param {Uint8Array} raw */
function read(raw) {
  try {
    const of = loads(raw);
    const found = {
      conversation: id(of.conversation),
      author: unb64(of.author, KEY),
      name: text(of.name),
      contact: text(of.contact),
    };
    if (isTooLong(found) || (found.name === "" && found.contact === "")) {
      throw new EncodingError("too long, or nothing");
    }
    return found;
  } catch {
    throw new NotAName("what was opened is no name");
  }
}

/** @param {Name} name */
function isTooLong({ name, contact }) {
  return Math.max([...name].length, [...contact].length) > LONGEST;
}

/** @param {Uint8Array} plaintext */
function frameOf(plaintext) {
  try {
    return unpack(plaintext);
  } catch (error) {
    throw error instanceof FrameError ? new NotAName(error.message) : error;
  }
}
