// @ts-check
/** A name that two keys guard: sealed inside to the conversation's first key, outside to whoever guards names, and bound there to its conversation. The same as `crypto/names.py`. */

import { open, seal } from "./age.js";
import { b64, concat, dumps, EncodingError, equal, loads, taggedHash, unb64 } from "./encoding.js";
import { FrameError, pack, unpack } from "./framing.js";
import { verify } from "./keys.js";
import { ID, id, KEY, text, VERSION } from "./shapes.js";

/** @typedef {import("./age.js").Identity} Identity */
/** @typedef {import("./types.js").Name} Name */

export const LONGEST = 300; // characters of each of the two
const KIND = "name";
const FRAME = 32; // bytes, before what the outer layer holds
const INNER = 5755; // bytes of every name that is sealed to one key
const BEGINS = "age-encryption.org/v1\n-> mlkem768x25519 ";

/** What was opened is no name, not from the key that it names, or of another conversation. */
export class NotAName extends Error {}

/**
 * Sign, seal to the conversation's first key, and that once more, bound to the conversation, to everybody who guards names.
 * @param {Name} name
 * @param {import("./keys.js").SigningKey} signing
 * @param {string} to
 * @param {{line: Uint8Array, custodians: readonly {recipient: string}[]}} sheet
 */
export async function sealName(name, signing, to, { line, custodians }) {
  if (!equal(name.author, signing.verifyingKey) || isTooLong(name)) {
    throw new NotAName("a name is signed by its author, and is no longer than 300 characters");
  }
  const json = nameToJson(name);
  const inner = await seal(pack(json, signing.sign(KIND, json)), [to]);
  return await seal(
    concat(boundTo(line, name.conversation), inner),
    custodians.map(({ recipient }) => recipient),
  );
}

/**
 * Take the outer layer off; AgeError. What is left opens with the conversation's key alone. NotAName where it was sealed for another
 * conversation, or where no sealed name is inside: a name that somebody has moved into their own tip is opened for nobody.
 * @param {Uint8Array} sealed
 * @param {readonly Identity[]} identities
 * @param {{line: Uint8Array, conversation: string}} asked
 */
export async function peel(sealed, identities, { line, conversation }) {
  const whole = await open(sealed, identities);
  const inner = whole.subarray(FRAME);
  if (!equal(whole.subarray(0, FRAME), boundTo(line, conversation)) || !isSealedName(inner)) {
    throw new NotAName("sealed for another conversation, or no name");
  }
  return inner;
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

/**
 * @param {Uint8Array} line
 * @param {string} conversation
 */
function boundTo(line, conversation) {
  return taggedHash("fairwitness/1/sealed-name", line, unb64(conversation, ID));
}

/**
 * By size and beginning, which is all that anybody sees of it.
 * @param {Uint8Array} inner
 */
function isSealedName(inner) {
  const beginning = new TextDecoder("latin1").decode(inner.subarray(0, BEGINS.length));
  return inner.length === INNER && beginning === BEGINS;
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
