// @ts-check
/** Pictures that are made of chunks: PNG (W3C, third edition) and WebP (RFC 9649). */

import { crc32 } from "./crc32.js";
import { once, remade, text } from "./details.js";
import { onlyOrientation, readExif, readXmp } from "./exif.js";

/** @typedef {import("./details.js").Found} Found */
/** @typedef {{name: string, start: number, end: number, content: Uint8Array<ArrayBuffer>}} Chunk */

const PNG_HEAD = 8;
const WEBP_HEAD = 12;
const WORDS = new Set(["tEXt", "zTXt", "iTXt"]);
const NOT_NEEDED = new Set([...WORDS, "eXIf", "tIME"]);
const HAS_EXIF = 0x08; // flags of VP8X
const HAS_XMP = 0x04;
/** @type {[import("./details.js").Kind, RegExp][]} */
const KEYWORDS = [
  ["author", /^(Author|Copyright)/i],
  ["time", /^(Creation Time|date:)/i],
  ["software", /^Software/i],
];

/**
 * @param {File} file
 * @returns {Promise<import("./details.js").Details>}
 */
export async function readPng(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { chunks, end } = pngChunks(bytes);
  /** @type {Found[]} */
  const found = [];
  let orientation = 1;
  for (const { name, content } of chunks) {
    if (name === "eXIf") {
      const exif = readExif(content);
      orientation = exif.orientation;
      found.push(...exif.found);
    } else if (name === "tIME") {
      found.push({ kind: "time", text: "" });
    } else if (WORDS.has(name)) {
      found.push(...said(new TextDecoder().decode(content)));
    }
  }
  if (end < bytes.length) {
    found.push({ kind: "other", text: "" });
  }
  const removed = async () => remade(file, pngWithout(bytes, chunks, orientation));
  return { found: once(found), stays: [], removed };
}

/**
 * @param {string} words keyword, a zero, and what is said
 * @returns {Found[]}
 */
function said(words) {
  const [keyword, text] = words.split("\0", 2);
  if (keyword.startsWith("XML:com.adobe.xmp")) {
    return readXmp(words);
  }
  const kind = KEYWORDS.find(([, names]) => names.test(keyword))?.[0] ?? "other";
  return [{ kind, text: kind === "other" ? "" : (text ?? "").slice(0, 120) }];
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
function pngChunks(bytes) {
  const view = new DataView(bytes.buffer);
  /** @type {Chunk[]} */
  const chunks = [];
  for (let start = PNG_HEAD; ; ) {
    const end = start + 12 + view.getUint32(start);
    const name = nameAt(bytes, start + 4);
    if (end > bytes.length) {
      throw new Error("cut off");
    }
    chunks.push({ name, start, end, content: bytes.subarray(start + 8, end - 4) });
    if (name === "IEND") {
      return { chunks, end };
    }
    start = end;
  }
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Chunk[]} chunks
 * @param {number} orientation
 */
function pngWithout(bytes, chunks, orientation) {
  const kept = chunks.filter(({ name }) => !NOT_NEEDED.has(name));
  const pieces = kept.map(({ start, end }) => bytes.subarray(start, end));
  const turned = orientation === 1 ? [] : [pngChunk("eXIf", onlyOrientation(orientation))];
  return [bytes.subarray(0, PNG_HEAD), pieces[0], ...turned, ...pieces.slice(1)]; // IHDR is the first
}

/**
 * @param {string} name
 * @param {Uint8Array} content
 */
function pngChunk(name, content) {
  const bytes = new Uint8Array(12 + content.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(content, 8);
  view.setUint32(8 + content.length, crc32(bytes.subarray(4, 8 + content.length)));
  return bytes;
}

/**
 * @param {File} file
 * @returns {Promise<import("./details.js").Details>}
 */
export async function readWebp(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { chunks, end } = webpChunks(bytes);
  /** @type {Found[]} */
  const found = [];
  let orientation = 1;
  for (const { name, content } of chunks) {
    if (name === "EXIF") {
      const exif = readExif(text(content, 0, "Exif\0\0") ? content.subarray(6) : content);
      orientation = exif.orientation;
      found.push(...exif.found);
    } else if (name === "XMP ") {
      found.push(...readXmp(new TextDecoder().decode(content)));
    }
  }
  if (end < bytes.length) {
    found.push({ kind: "other", text: "" });
  }
  const removed = async () => remade(file, webpWithout(bytes, chunks, orientation));
  return { found: once(found), stays: [], removed };
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
function webpChunks(bytes) {
  const view = new DataView(bytes.buffer);
  const end = view.getUint32(4, true) + 8;
  /** @type {Chunk[]} */
  const chunks = [];
  for (let start = WEBP_HEAD; start < end; ) {
    const size = view.getUint32(start + 4, true);
    const next = start + 8 + size + (size % 2);
    if (next > bytes.length) {
      throw new Error("cut off");
    }
    const content = bytes.subarray(start + 8, start + 8 + size);
    chunks.push({ name: nameAt(bytes, start), start, end: next, content });
    start = next;
  }
  return { chunks, end };
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Chunk[]} chunks
 * @param {number} orientation
 */
function webpWithout(bytes, chunks, orientation) {
  const isTurned = orientation !== 1;
  const pieces = chunks
    .filter(({ name }) => name !== "EXIF" && name !== "XMP ")
    .map(({ name, start, end }) => {
      const piece = bytes.slice(start, end);
      if (name === "VP8X") {
        piece[8] = (piece[8] & ~(HAS_EXIF | HAS_XMP)) | (isTurned ? HAS_EXIF : 0);
      }
      return piece;
    });
  const exif = onlyOrientation(orientation);
  const turned = isTurned
    ? [new Uint8Array([...new TextEncoder().encode("EXIF"), exif.length, 0, 0, 0, ...exif])]
    : [];
  const all = [...pieces, ...turned];
  const head = bytes.slice(0, WEBP_HEAD);
  const size = all.reduce((sum, piece) => sum + piece.length, WEBP_HEAD - 8);
  new DataView(head.buffer).setUint32(4, size, true);
  return [head, ...all];
}

/**
 * @param {Uint8Array} bytes
 * @param {number} start
 */
function nameAt(bytes, start) {
  return String.fromCharCode(...bytes.subarray(start, start + 4));
}
