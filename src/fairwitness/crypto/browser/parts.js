// @ts-check
/**
 * Files as parts of 8 MiB, each an age file of its own.
 *
 * Someone without the conversation key learns the Padmé size of a file. Someone with it can tell every part that is
 * missing, moved, cut or taken from another file.
 */

import { SHA256 } from "../../vendor/sha256.js";
import { AgeError, open, seal } from "./age.js";
import { ContentDigest } from "./content-digest.js";
import { bigEndian, concat, equal, fromBigEndian, isZero, unb64 } from "./encoding.js";
import { fileSize } from "./padding.js";
import { ID } from "./shapes.js";

/** @typedef {import("./age.js").Identity} Identity */
/** @typedef {import("./letters.js").FileEntry} FileEntry */
/** @typedef {{fileId: Uint8Array, number: number, last: boolean}} Place of a part: in which file, from 0 */
/** @typedef {{content: Uint8Array, sha256: Uint8Array}} FinishedPart by which the content up to its end is known again, and its hash as stored */
/** @typedef {{number: number, last: boolean, size: number, sealed: Uint8Array<ArrayBuffer>} & FinishedPart} SealedPart */

export const PART = 8 * 1024 * 1024; // bytes of content and zeros in a part
const NUMBER = 4; // bytes
const LAST = 1;
const LENGTH = 8;
export const CONTENT_HASH = 16; // bytes
const HEAD = ID + NUMBER + LAST + LENGTH;

/** A part that opens, but is not the one that belongs here. */
export class PartError extends AgeError {}

/**
 * The plaintext of a part: head, content, zeros up to `size`.
 * @param {Place} place
 * @param {Uint8Array} content
 * @param {number} size bytes of content and zeros
 */
export function packPart(place, content, size) {
  const plaintext = new Uint8Array(HEAD + size);
  const last = bigEndian(place.last ? 1 : 0, LAST);
  const length = bigEndian(content.length, LENGTH);
  plaintext.set(concat(place.fileId, bigEndian(place.number, NUMBER), last, length));
  plaintext.set(content, HEAD);
  return plaintext;
}

/**
 * Undo `packPart`; PartError where this is no part.
 * @param {Uint8Array<ArrayBuffer>} plaintext
 */
export function unpackPart(plaintext) {
  const flag = plaintext[ID + NUMBER];
  const length = fromBigEndian(plaintext.subarray(HEAD - LENGTH, HEAD));
  if (plaintext.length < HEAD || (flag !== 0 && flag !== 1)) {
    throw new PartError("this is no part of a file");
  }
  if (length > plaintext.length - HEAD || plaintext.length - HEAD > PART) {
    throw new PartError("a part that is not as long as it says");
  }
  if (flag === 0 && plaintext.length - HEAD < PART) {
    throw new PartError("a short part before the last");
  }
  if (!isZero(plaintext.subarray(HEAD + length))) {
    throw new PartError("a pad byte that is not zero");
  }
  return {
    fileId: plaintext.slice(0, ID),
    number: fromBigEndian(plaintext.subarray(ID, ID + NUMBER)),
    last: flag === 1,
    content: plaintext.subarray(HEAD, HEAD + length),
  };
}

/** Seals a file part by part; two parts of it are in memory at a time, whatever its size. */
export class FileSealer {
  #content;
  #fileId;
  #recipient;
  #size;
  #digest = new ContentDigest();
  #sha256 = new SHA256().digest(); // of the content so far
  #added = 0; // parts whose content is in it, or on its way
  /** @type {Uint8Array[]} */
  #hashes = [];

  /**
   * @param {Blob} content
   * @param {string} fileId 16 bytes, base64url
   * @param {string} recipient of the conversation
   * @param {number} [size] of content and zeros, where it is to be larger than the Padmé size
   */
  constructor(content, fileId, recipient, size = 0) {
    this.#content = content;
    this.#fileId = unb64(fileId, ID);
    this.#recipient = recipient;
    this.#size = Math.max(size, fileSize(content.size));
  }

  /** How many parts there will be. */
  get count() {
    return Math.ceil(this.#size / PART);
  }

  /** Bytes of content and zeros. */
  get size() {
    return this.#size;
  }

  /**
   * Go on behind parts that were sealed before, if this is the same content so far. If not, this sealer is of no use any more.
   * @param {readonly FinishedPart[]} finished from the first on
   * @param {(bytes: number) => void} [hashed] told how far it is
   */
  async goOn(finished, hashed = () => {}) {
    if (this.#hashes.length > 0 || finished.length > this.count) {
      return false;
    }
    for (const [number, part] of finished.entries()) {
      this.#sha256 = await this.#add(await this.#read(number));
      if (!equal(this.#soFar, part.content)) {
        return false;
      }
      this.#hashes.push(part.sha256);
      hashed(Math.min((number + 1) * PART, this.#size));
    }
    return true;
  }

  /**
   * Every part that is left, once and in order. Keep the bytes until they have arrived: what is sent again is the same bytes.
   * @returns {AsyncGenerator<SealedPart>}
   */
  async *parts() {
    /** @type {Promise<Uint8Array<ArrayBuffer>> | undefined} the next content, read while this one is sealed */
    let ahead;
    for (let number = this.#hashes.length; number < this.count; number++) {
      if (number !== this.#hashes.length || number !== this.#added) {
        throw new PartError("a file is sealed once");
      }
      const last = number === this.count - 1;
      const content = await (ahead ?? this.#read(number));
      ahead = last ? undefined : this.#read(number + 1);
      ahead?.catch(() => {}); // it is waited for in its turn
      const size = Math.min(PART, this.#size - number * PART);
      const plaintext = packPart({ fileId: this.#fileId, number, last }, content, size);
      const digest = this.#add(content);
      digest.catch(() => {}); // the same
      const sealed = await seal(plaintext, [this.#recipient]);
      const sha256 = await digestOf(sealed);
      this.#sha256 = await digest;
      if (last) {
        void this.end();
      }
      this.#hashes.push(sha256);
      yield { number, last, size, sealed, sha256, content: this.#soFar };
    }
  }

  /** @param {Uint8Array<ArrayBuffer>} content */
  #add(content) {
    this.#added += 1;
    return this.#digest.add(content);
  }

  /** By which all of the content up to here is known again when somebody comes back: half of its SHA-256. It stays sealed. */
  get #soFar() {
    return this.#sha256.slice(0, CONTENT_HASH);
  }

  /** Nothing more is sealed. */
  async end() {
    await this.#digest.end();
  }

  /** @param {number} number */
  async #read(number) {
    const start = number * PART;
    return new Uint8Array(await this.#content.slice(start, start + PART).arrayBuffer());
  }

  /** What the letter says of the file beside id, name and type; after the last part. */
  get facts() {
    if (this.#hashes.length < this.count) {
      throw new PartError("the file is not sealed to its end");
    }
    return { size: this.#content.size, sha256: this.#sha256, parts: [...this.#hashes] };
  }
}

/**
 * The content of an attachment, only as its letter lists it, at most 8 MiB at a time. PartError at the first byte that
 * is not. What was given out before the error is to be thrown away: only at the end is the file known to be whole.
 * @param {FileEntry} entry
 * @param {readonly Identity[]} identities
 * @param {(id: string, number: number) => Promise<Uint8Array>} fetchPart
 */
export async function* openFile(entry, identities, fetchPart) {
  const digest = new SHA256();
  let size = 0;
  let isOver = false; // whether zeros have begun: no content follows them
  for (const [number, hash] of entry.parts.entries()) {
    const sealed = await fetchPart(entry.id, number);
    if (!equal(await digestOf(sealed), hash)) {
      throw new PartError("a part is not the one that its letter lists");
    }
    const part = unpackPart(await open(sealed, identities));
    refuseElsewhere(entry, number, part);
    if (isOver && part.content.length > 0) {
      throw new PartError("content behind the zeros");
    }
    isOver = part.content.length < PART;
    digest.update(part.content);
    size += part.content.length;
    yield part.content;
  }
  if (size !== entry.size || !equal(digest.digest(), entry.sha256)) {
    throw new PartError("the file is not the one that its letter lists");
  }
}

/**
 * @param {FileEntry} entry
 * @param {number} number
 * @param {Place} part
 */
function refuseElsewhere(entry, number, part) {
  const last = number === entry.parts.length - 1;
  if (!equal(part.fileId, unb64(entry.id, ID)) || part.number !== number || part.last !== last) {
    throw new PartError("a part of another file, or at another place");
  }
}

/**
 * SHA-256 by the browser itself, for parts are large.
 * @param {Uint8Array} raw
 */
async function digestOf(raw) {
  const bytes = /** @type {Uint8Array<ArrayBuffer>} */ (raw);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
