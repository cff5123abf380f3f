// @ts-check
/** Fields that letters, grants and sheets share: what may stand in them. */

import { EncodingError, unb64 } from "./encoding.js";

export const VERSION = 1;
export const ID = 16; // bytes
export const HASH = 32;
export const KEY = 32;

/**
 * @param {unknown} value
 * @returns {string}
 */
export function text(value) {
  if (typeof value !== "string") {
    throw new EncodingError("something else where text belongs");
  }
  return value;
}

/**
 * @param {unknown} value
 * @returns {number}
 */
export function number(value) {
  if (typeof value !== "number") {
    throw new EncodingError("something else where a number belongs");
  }
  return value;
}

/**
 * An id stays the text that it is.
 * @param {unknown} value
 */
export function id(value) {
  unb64(value, ID);
  return text(value);
}

/** @param {unknown} value */
export function day(value) {
  const date = new Date(`${text(value)}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text(value)) || Number.isNaN(date.getTime())) {
    throw new EncodingError("no day");
  }
  if (date.toISOString().slice(0, 10) !== value || text(value).startsWith("0000")) {
    throw new EncodingError("no day");
  }
  return text(value);
}

/**
 * @template T
 * @param {unknown} value
 * @param {(of: any) => T} read
 * @returns {T[]}
 */
export function list(value, read) {
  if (!Array.isArray(value)) {
    throw new EncodingError("something else where a list belongs");
  }
  return value.map(read);
}

/**
 * Bytes by their base64url; undefined where the key was left out.
 * @param {unknown} value
 * @param {number} size
 */
export function optionalBytes(value, size) {
  return value === undefined ? undefined : unb64(value, size);
}
