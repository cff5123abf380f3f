// @ts-check
/** The byte rules that everything else is built from: base64url, JSON with one form, a hash with a label. */

import { sha256 as sha256OfAge } from "../../vendor/age.js";

const BASE64URL = /^[A-Za-z0-9_-]*$/;
const LONE_SURROGATE = /\p{Surrogate}/u; // a pair is one character under the flag u
const NUMERAL = /^[0-9]+$/;
const ARGUMENTS = 0x8000; // of one call, which every engine takes
const DEEPEST = 100; // lists and objects inside one another; no language's stack ends before

/** Bytes or text that no one who follows the protocol writes. */
export class EncodingError extends Error {}

/**
 * Unpadded base64url.
 * @param {Uint8Array} raw
 */
export function b64(raw) {
  let binary = "";
  for (let start = 0; start < raw.length; start += ARGUMENTS) {
    binary += String.fromCharCode(...raw.subarray(start, start + ARGUMENTS));
  }
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * Undo `b64`. Only the one spelling that `b64` gives is accepted, and only `size` bytes where that is named.
 * @param {unknown} text
 * @param {number} [size]
 */
export function unb64(text, size) {
  if (typeof text !== "string" || !BASE64URL.test(text) || text.length % 4 === 1) {
    throw new EncodingError("not base64url");
  }
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const raw = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  if (b64(raw) !== text) {
    throw new EncodingError("base64url with stray bits");
  }
  if (size !== undefined && raw.length !== size) {
    throw new EncodingError(`${raw.length} bytes where ${size} belong`);
  }
  return raw;
}

/**
 * JSON in its one form, UTF-8: keys as they come, no space, integers only.
 * @param {Record<string, unknown>} value
 */
export function dumps(value) {
  refuseWhatOneLanguageWritesOtherwise(value);
  return utf8(JSON.stringify(value));
}

/**
 * Undo `dumps`: an object, and only in the one form; another spelling of the same object is an EncodingError.
 * @param {Uint8Array} raw
 * @returns {Record<string, any>}
 */
export function loads(raw) {
  const value = parse(raw);
  if (typeof value !== "object" || value === null || Array.isArray(value) || !equal(dumps(value), raw)) {
    throw new EncodingError("not the one form of a JSON object");
  }
  return value;
}

/** @param {Uint8Array} raw */
function parse(raw) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw));
  } catch {
    throw new EncodingError("not JSON");
  }
}

/** @param {unknown} value */
function refuseWhatOneLanguageWritesOtherwise(value, depth = 0) {
  if (depth > DEEPEST) {
    throw new EncodingError("nested too deep");
  }
  if (typeof value === "string") {
    refuseLoneSurrogates(value);
  } else if (typeof value === "number") {
    refuseAllButNaturalNumbers(value);
  } else if (Array.isArray(value)) {
    for (const inner of value) {
      refuseWhatOneLanguageWritesOtherwise(inner, depth + 1);
    }
  } else if (typeof value === "object" && value !== null) {
    refuseInObject(value, depth);
  } else {
    throw new EncodingError("neither text, integer, list nor object");
  }
}

/**
 * @param {object} value
 * @param {number} depth
 */
function refuseInObject(value, depth) {
  for (const [key, inner] of Object.entries(value)) {
    if (NUMERAL.test(key)) {
      throw new EncodingError("a key that is no word"); // engines move such keys to the front
    }
    refuseLoneSurrogates(key);
    refuseWhatOneLanguageWritesOtherwise(inner, depth + 1);
  }
}

/** @param {string} text */
function refuseLoneSurrogates(text) {
  if (LONE_SURROGATE.test(text)) {
    throw new EncodingError("a lone surrogate");
  }
}

/** @param {number} value */
function refuseAllButNaturalNumbers(value) {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new EncodingError("an integer out of range");
  }
}

/** @param {string} text */
export function utf8(text) {
  return new TextEncoder().encode(text);
}

/** @param {...Uint8Array} pieces */
export function concat(...pieces) {
  const whole = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let place = 0;
  for (const piece of pieces) {
    whole.set(piece, place);
    place += piece.length;
  }
  return whole;
}

/**
 * Whether these are the same bytes. Not in constant time: never for a secret that someone else could be guessing at.
 * @param {Uint8Array} one
 * @param {Uint8Array} other
 */
export function equal(one, other) {
  return one.length === other.length && one.every((byte, place) => byte === other[place]);
}

/** @param {Uint8Array} raw */
export function isZero(raw) {
  return raw.every((byte) => byte === 0);
}

/**
 * A natural number in `size` bytes, big-endian.
 * @param {number} number
 * @param {number} size
 */
export function bigEndian(number, size) {
  const raw = new Uint8Array(size);
  let rest = number;
  for (let place = size - 1; place >= 0; place--) {
    raw[place] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return raw;
}

/**
 * Undo `bigEndian`. Above 2**53 the number is no longer exact, and larger than any size we have.
 * @param {Uint8Array} raw
 */
export function fromBigEndian(raw) {
  return raw.reduce((number, byte) => number * 256 + byte, 0);
}

/** @param {Uint8Array} raw */
export function sha256(raw) {
  return sha256OfAge(raw);
}

/**
 * `H(label, a, b…)` of the protocol: SHA-256 of label, a zero byte, then each part behind its 4-byte length.
 * @param {string} label
 * @param {...Uint8Array} parts
 */
export function taggedHash(label, ...parts) {
  const framed = parts.flatMap((part) => [bigEndian(part.length, 4), part]);
  return sha256(concat(utf8(label), new Uint8Array(1), ...framed));
}

/** @param {number} size */
export function randomBytes(size) {
  return crypto.getRandomValues(new Uint8Array(size));
}

/** 16 random bytes: an id that tells nothing. */
export function newId() {
  return b64(randomBytes(16));
}
