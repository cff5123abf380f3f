// @ts-check
/** Photographs as HEIC and AVIF: what they tell is named. Taking it out would mean to write such a file anew, which nothing small does soundly. */

import { once, text } from "./details.js";
import { readExif, readXmp } from "./exif.js";

const BRANDS = ["heic", "heix", "mif1", "msf1", "avif"];
const EXIF = "Exif\0\0";

/**
 * @param {File} file
 * @param {Uint8Array} head
 * @returns {Promise<import("./details.js").Details>}
 */
export async function readHeic(file, head) {
  if (!BRANDS.some((brand) => text(head, 8, brand))) {
    return { found: [], stays: [], removed: undefined };
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const exif = placeOf(bytes, EXIF);
  const xmp = placeOf(bytes, "<x:xmpmeta");
  const told = exif < 0 ? [] : readExif(bytes.subarray(exif + EXIF.length)).found;
  const also = xmp < 0 ? [] : readXmp(new TextDecoder().decode(bytes.subarray(xmp, xmp + 65_536)));
  return { found: once([...told, ...also]), stays: [], removed: undefined };
}

/**
 * @param {Uint8Array} bytes
 * @param {string} letters
 */
function placeOf(bytes, letters) {
  const first = letters.charCodeAt(0);
  for (let place = bytes.indexOf(first); place >= 0; place = bytes.indexOf(first, place + 1)) {
    if (text(bytes, place, letters)) {
      return place;
    }
  }
  return -1;
}
