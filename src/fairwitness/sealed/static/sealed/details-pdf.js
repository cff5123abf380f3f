// @ts-check
/**
 * PDF (ISO 32000): author, program and dates, in the clear, in packed lists of objects, and in XMP.
 *
 * They are overwritten in their places, in all versions that the file keeps, so that nothing in it moves. That is offered only where
 * what comes out of it tells nothing any more, and no signature is spoilt by it.
 */

import { once, remade } from "./details.js";
import { readXmp, shown } from "./exif.js";
import { placesIn, pointsElsewhere } from "./pdf-strings.js";

/** @typedef {import("./details.js").Found} Found */

const MOST_STREAMS = 200; // packed ones that are looked into
const XMP = /<x:xmpmeta[\s\S]{0,1048576}?<\/x:xmpmeta>/g;
const STREAM = />>\s*stream\r?\n/g;
const DICTIONARY = 8192; // characters before a stream, at most
const PACKED = /\/Type\s*\/(?:ObjStm|Metadata)\b/;
const METADATA = /\/Type\s*\/Metadata\b/; // and no picture that only names its own
const FLATE = /\/Filter\s*\[?\s*\/FlateDecode\s*\]?/;
const UNTOUCHED = /\/ByteRange\b|\/Encrypt\b/; // signed, or locked
const COMMENTS =
  /\/Subtype\s*\/(Text|FreeText|Highlight|Underline|StrikeOut|Squiggly|Ink|Stamp|Caret|FileAttachment)\b/;
const PICTURES = /\/DCTDecode\b/; // JPEG, which may have details of its own

/** @typedef {{words: string, start: number, end: number}} Stream its dictionary, and where its bytes are */
/** @typedef {{bytes: Uint8Array<ArrayBuffer>, whole: string, streams: Stream[]}} Pdf the bytes, and as text what they are */

/**
 * @param {File} file
 * @returns {Promise<import("./details.js").Details>}
 */
export async function readPdf(file) {
  const pdf = pdfOf(new Uint8Array(await file.arrayBuffer()));
  const { found, texts } = await toldIn(pdf);
  const stays = staysIn(texts, found);
  if (found.length === 0 || !isOpen(pdf, texts)) {
    return { found, stays, removed: undefined };
  }
  const left = await toldIn(pdfOf(bare(pdf)));
  const removed = async () => remade(file, [bare(pdfOf(new Uint8Array(await file.arrayBuffer())))]);
  return { found, stays, removed: left.found.length === 0 ? removed : undefined };
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Pdf}
 */
function pdfOf(bytes) {
  const whole = new TextDecoder("latin1").decode(bytes);
  return { bytes, whole, streams: streamsIn(whole) };
}

/**
 * Whether all of it could be looked into, and may be changed.
 * @param {Pdf} pdf
 * @param {string[]} texts the whole, and what was packed in it
 */
function isOpen({ whole, streams }, texts) {
  const packed = streams.filter(({ words }) => PACKED.test(words));
  const isRead = packed.every(
    ({ words }) => !/\/DecodeParms\b/.test(words) && (FLATE.test(words) || !/\/Filter\b/.test(words)),
  );
  const isThere = !texts.some(pointsElsewhere);
  return isRead && isThere && packed.length < MOST_STREAMS && !UNTOUCHED.test(whole);
}

/** @param {Pdf} pdf */
async function toldIn(pdf) {
  const texts = [pdf.whole, ...(await unpacked(pdf))];
  const packets = texts.flatMap((text) => text.match(XMP) ?? []);
  const strings = texts.flatMap(placesIn).map((one) => ({ kind: one.kind, text: shown(decoded(one.bytes)) }));
  return { texts, found: once([...strings.filter((one) => one.text !== ""), ...packets.flatMap(readXmp)]) };
}

/**
 * @param {string[]} texts
 * @param {Found[]} found
 * @returns {Found[]}
 */
function staysIn(texts, found) {
  /** @type {Found[]} */
  const stays = texts.some((text) => COMMENTS.test(text)) ? [{ kind: "comments", text: "" }] : [];
  const hasPictures = found.length > 0 && texts.some((text) => PICTURES.test(text));
  return hasPictures ? [...stays, { kind: "pictures", text: "" }] : stays;
}

/**
 * The same file, byte for byte as long, without what it tells in the clear and in XMP.
 * @param {Pdf} pdf
 */
function bare({ bytes, whole, streams }) {
  const copy = bytes.slice();
  for (const { start, end } of placesIn(withoutStreams(whole, streams))) {
    const [open, close] = whole[start] === "(" ? "()" : "<>";
    copy.fill(0x20, start, end);
    copy.set(
      [/** @type {string} */ (open).charCodeAt(0), /** @type {string} */ (close).charCodeAt(0)],
      start,
    );
  }
  for (const packet of whole.matchAll(XMP)) {
    copy.fill(0x20, packet.index, packet.index + packet[0].length);
  }
  for (const { words, start, end } of streams) {
    if (METADATA.test(words) && FLATE.test(words)) {
      copy.set(blankZlib(end - start), start);
    }
  }
  return copy;
}

/**
 * @param {string} whole
 * @returns {Stream[]}
 */
function streamsIn(whole) {
  return [...whole.matchAll(STREAM)].flatMap((found) => {
    const before = whole.slice(Math.max(0, found.index - DICTIONARY), found.index);
    const words = before.slice(before.lastIndexOf("obj") + 3);
    const start = found.index + found[0].length;
    const length = /\/Length\s+(\d+)\b(?!\s+\d+\s+R)/.exec(words)?.[1];
    const said = start + Number(length ?? Number.NaN);
    if (/^\s*endstream/.test(whole.slice(said, said + 20))) {
      return [{ words, start, end: said }];
    }
    const end = whole.indexOf("endstream", start);
    return end < start ? [] : [{ words, start, end: withoutLineEnd(whole, start, end) }];
  });
}

/**
 * @param {string} whole
 * @param {number} start
 * @param {number} end
 */
function withoutLineEnd(whole, start, end) {
  const lineEnd = /\r?\n?$/.exec(whole.slice(Math.max(start, end - 2), end))?.[0] ?? "";
  return end - lineEnd.length;
}

/**
 * The same text, with spaces where streams are: what looks like a key there is part of a picture or a page.
 * @param {string} whole
 * @param {Stream[]} streams
 */
function withoutStreams(whole, streams) {
  let kept = "";
  for (const { start, end } of streams) {
    if (start >= kept.length) {
      kept += whole.slice(kept.length, start) + " ".repeat(end - start);
    }
  }
  return kept + whole.slice(kept.length);
}

/**
 * Spaces, packed as they are, as many as make this many bytes (RFC 1950, RFC 1951). Nothing where there is no room for it.
 * @param {number} size
 */
function blankZlib(size) {
  const blocks = Math.ceil(Math.max(0, size - 6) / (5 + 65_535));
  const spaces = size - 6 - 5 * blocks;
  if (spaces < 0) {
    return new Uint8Array(0);
  }
  const made = new Uint8Array(size).fill(0x20);
  made.set([0x78, 0x01]);
  let at = 2;
  for (let left = spaces, block = blocks; block > 0; block--) {
    const length = Math.min(left, 65_535);
    const last = block === 1 ? 1 : 0;
    made.set([last, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255], at);
    at += 5 + length;
    left -= length;
  }
  let [a, b] = [1, 0]; // Adler-32
  for (let count = 0; count < spaces; count++) {
    a = (a + 0x20) % 65_521;
    b = (b + a) % 65_521;
  }
  made.set([b >> 8, b & 255, a >> 8, a & 255], at);
  return made;
}

/** @param {Uint8Array} bytes */
function decoded(bytes) {
  const isUtf16 = bytes[0] === 0xfe && bytes[1] === 0xff;
  return new TextDecoder(isUtf16 ? "utf-16be" : "utf-8").decode(bytes);
}

/**
 * Packed lists of objects, among them perhaps the one that names the author, and packed XMP.
 * @param {Pdf} pdf
 */
async function unpacked({ bytes, streams }) {
  const packed = streams.filter(({ words }) => PACKED.test(words));
  return await Promise.all(
    packed.slice(0, MOST_STREAMS).map(({ start, end }) => inflated(bytes.subarray(start, end))),
  );
}

/** @param {Uint8Array<ArrayBuffer>} packed */
async function inflated(packed) {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  let text = "";
  const decoder = new TextDecoder("latin1");
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      text += decoder.decode(next.value, { stream: true });
    }
  } catch {
    // the line's end behind a stream counts as damage; what came before it is there
  }
  return text;
}
