// @ts-check
/** Photographs as JPEG (ITU-T T.81): segments before the picture, the picture, and what some telephones hang behind it. */

import { once, remade, text } from "./details.js";
import { onlyOrientation, readExif, readXmp } from "./exif.js";

/** @typedef {import("./details.js").Found} Found */
/** @typedef {{marker: number, start: number, end: number}} Segment with its two bytes of marker */

const [APP0, APP1, APP2, APP13, APP14, APP15, COM, SOS, EOI] = [
  0xe0, 0xe1, 0xe2, 0xed, 0xee, 0xef, 0xfe, 0xda, 0xd9,
];
const EXIF = "Exif\0\0";
const PROFILE = "ICC_PROFILE\0"; // how colours are meant

/**
 * @param {File} file
 * @returns {Promise<import("./details.js").Details>}
 */
export async function readJpeg(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { segments, end } = takenApart(bytes);
  /** @type {Found[]} */
  const found = [];
  let orientation = 1;
  for (const segment of segments.filter((one) => !isNeeded(bytes, one))) {
    const content = bytes.subarray(segment.start + 4, segment.end);
    if (segment.marker === APP1 && text(content, 0, EXIF)) {
      const exif = readExif(content.subarray(EXIF.length));
      orientation = exif.orientation;
      found.push(...exif.found);
    } else if (segment.marker === APP1) {
      found.push(...readXmp(new TextDecoder().decode(content)));
    } else {
      found.push({ kind: segment.marker === APP13 ? "author" : "other", text: "" });
    }
  }
  if (end < bytes.length) {
    found.push({ kind: "other", text: "" });
  }
  const removed = async () => remade(file, without(bytes, segments, end, orientation));
  return { found: once(found), stays: [], removed };
}

/**
 * Every segment, and where the picture ends. An error where this is no JPEG to its end.
 * @param {Uint8Array} bytes
 */
function takenApart(bytes) {
  /** @type {Segment[]} */
  const segments = [];
  let place = 2;
  for (;;) {
    if (bytes[place] !== 0xff) {
      throw new Error("no marker");
    }
    while (bytes[place + 1] === 0xff) {
      place += 1; // fill bytes
    }
    const marker = bytes[place + 1];
    if (marker === EOI) {
      return { segments, end: place + 2 };
    }
    const length = (bytes[place + 2] << 8) | bytes[place + 3];
    const end = marker === SOS ? endOfScan(bytes, place + 2 + length) : place + 2 + length;
    if (length < 2 || end > bytes.length || marker === undefined) {
      throw new Error("cut off");
    }
    segments.push({ marker, start: place, end });
    place = end;
  }
}

/**
 * Behind the coded picture: at the next marker that is neither a zero that was put in nor a restart.
 * @param {Uint8Array} bytes
 * @param {number} start
 */
function endOfScan(bytes, start) {
  for (let place = bytes.indexOf(0xff, start); place >= 0; place = bytes.indexOf(0xff, place + 1)) {
    const next = bytes[place + 1];
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) {
      return place;
    }
  }
  throw new Error("cut off");
}

/**
 * Whether a picture looks the same only with it: everything but the applications' segments, and of those three.
 * @param {Uint8Array} bytes
 * @param {Segment} segment
 */
function isNeeded(bytes, { marker, start }) {
  const isApplications = (marker >= APP0 && marker <= APP15) || marker === COM;
  const isProfile = marker === APP2 && text(bytes, start + 4, PROFILE);
  return !isApplications || isProfile || marker === APP0 || marker === APP14;
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Segment[]} segments
 * @param {number} end
 * @param {number} orientation
 */
function without(bytes, segments, end, orientation) {
  const kept = segments
    .filter((one) => isNeeded(bytes, one))
    .map((one) => bytes.subarray(one.start, one.end));
  const turned = orientation === 1 ? [] : [exifSegment(orientation)];
  return [bytes.subarray(0, 2), ...turned, ...kept, bytes.subarray(end - 2, end)];
}

/** @param {number} orientation */
function exifSegment(orientation) {
  const content = [...new TextEncoder().encode(EXIF), ...onlyOrientation(orientation)];
  return new Uint8Array([0xff, APP1, 0, content.length + 2, ...content]);
}
