// @ts-check
/** What cameras write into photographs: Exif (CIPA DC-008, a TIFF file in small) and XMP (ISO 16684, XML). Read, never changed. */

/** @typedef {import("./details.js").Found} Found */
/** @typedef {import("./details.js").Kind} Kind */

const EXIF = 0x8769; // where a second list of tags lies
const GPS = 0x8825;
const ORIENTATION = 0x0112;
const LONGEST = 120; // characters that are shown of what stands there
const MOST = 500; // tags of a list: more is no camera's
/** @type {Record<number, Kind>} */
const TAGS = {
  271: "camera",
  272: "camera",
  305: "software",
  306: "time",
  315: "author",
  33432: "author",
  36867: "time",
  36868: "time",
  40093: "author",
  37500: "other",
  37510: "other",
  42032: "author",
  42033: "serial",
  42036: "camera",
  42037: "serial",
  42016: "serial",
};
/** @type {[Kind, RegExp][]} */
const XMP = [
  ["place", /GPSL(?:atitude|ongitude)|photoshop:City|Iptc4xmpCore:Location|photoshop:Country/],
  ["camera", /tiff:(?:Make|Model)|aux:Lens/],
  ["serial", /SerialNumber|OwnerName/],
  ["author", /dc:creator|photoshop:AuthorsPosition|dc:rights|xmpRights:Owner|pdf:Author/],
  ["time", /xmp:(?:CreateDate|ModifyDate|MetadataDate)|photoshop:DateCreated|DateTimeOriginal/],
  ["software", /xmp:CreatorTool|pdf:Producer|softwareAgent/],
];
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]; // bytes of a value, by the TIFF type

/** One TIFF structure. Whatever points outside it counts as not there. */
class Tiff {
  /** @param {Uint8Array} bytes from its byte order on */
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.little = bytes[0] === 0x49;
  }

  /** @param {number} place */
  short(place) {
    return place + 2 <= this.bytes.length ? this.view.getUint16(place, this.little) : 0;
  }

  /** @param {number} place */
  long(place) {
    return place + 4 <= this.bytes.length ? this.view.getUint32(place, this.little) : 0;
  }

  /**
   * The tags of a list: number, type, count, and where the value lies.
   * @param {number} start
   */
  *tags(start) {
    const count = start > 0 ? Math.min(this.short(start), MOST) : 0;
    for (let place = start + 2; place < start + 2 + count * 12; place += 12) {
      const [type, values] = [this.short(place + 2), this.long(place + 4)];
      const size = (SIZES[type] ?? 0) * values;
      const at = size > 4 ? this.long(place + 8) : place + 8;
      if (size > 0 && at + size <= this.bytes.length) {
        yield { tag: this.short(place), type, values, at };
      }
    }
  }

  /**
   * @param {number} at
   * @param {number} size
   */
  words(at, size) {
    return shown(new TextDecoder().decode(this.bytes.subarray(at, at + size)));
  }

  /**
   * Degrees, minutes and seconds as one number.
   * @param {number} at
   */
  degrees(at) {
    const [whole, minutes, seconds] = [0, 8, 16].map(
      (step) => this.long(at + step) / this.long(at + step + 4),
    );
    return whole + minutes / 60 + (seconds || 0) / 3600;
  }
}

/**
 * What an Exif block tells.
 * @param {Uint8Array} bytes from the byte order on
 * @returns {{found: Found[], orientation: number}} 1 where it is upright
 */
export function readExif(bytes) {
  const tiff = new Tiff(bytes);
  /** @type {Found[]} */
  const found = [];
  let orientation = 1;
  const lists = [tiff.long(4)];
  for (const start of lists) {
    for (const { tag, type, values, at } of tiff.tags(start)) {
      if (tag === EXIF && lists.length < 4) {
        lists.push(tiff.long(at));
      } else if (tag === GPS) {
        found.push({ kind: "place", text: placeOf(tiff, tiff.long(at)) });
      } else if (tag === ORIENTATION) {
        orientation = tiff.short(at);
      } else if (TAGS[tag] !== undefined) {
        found.push({ kind: TAGS[tag], text: type === 2 ? tiff.words(at, values) : "" });
      }
    }
  }
  return { found, orientation: orientation >= 1 && orientation <= 8 ? orientation : 1 };
}

/**
 * @param {Tiff} tiff
 * @param {number} start
 */
function placeOf(tiff, start) {
  const tags = new Map([...tiff.tags(start)].map((one) => [one.tag, one]));
  const number = (/** @type {number} */ tag, /** @type {string} */ negative) => {
    const [side, degrees] = [tags.get(tag), tags.get(tag + 1)];
    if (degrees === undefined || degrees.values < 3) {
      return Number.NaN;
    }
    const sign = side !== undefined && tiff.words(side.at, 1) === negative ? -1 : 1;
    return sign * tiff.degrees(degrees.at);
  };
  const [latitude, longitude] = [number(1, "S"), number(3, "W")];
  return Number.isFinite(latitude + longitude) ? `${latitude.toFixed(5)}, ${longitude.toFixed(5)}` : "";
}

/**
 * What an XMP packet tells; its values are shown where they are short and plain.
 * @param {string} packet
 * @returns {Found[]}
 */
export function readXmp(packet) {
  return XMP.filter(([, names]) => names.test(packet)).map(([kind, names]) => {
    const value = new RegExp(
      `(?:${names.source})(?:="([^"<]*)"|[^>]*>(?:\\s*<rdf:(?:Seq|Bag|Alt)>\\s*<rdf:li[^>]*>)?([^<]*)<)`,
    );
    const told = packet.match(value);
    return { kind, text: shown(told?.[1] ?? told?.[2] ?? "") };
  });
}

/**
 * An Exif block that says how the picture is to be turned, and nothing else.
 * @param {number} orientation
 */
export function onlyOrientation(orientation) {
  const bytes = new Uint8Array(26);
  const view = new DataView(bytes.buffer);
  bytes.set([0x4d, 0x4d, 0, 42]);
  view.setUint32(4, 8);
  view.setUint16(8, 1); // one tag
  view.setUint16(10, ORIENTATION);
  view.setUint16(12, 3); // a short
  view.setUint32(14, 1);
  view.setUint16(18, orientation);
  return bytes;
}

/** @param {string} told */
export function shown(told) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  const plain = told.replace(/[\u0000-\u001f\u007f-\u009f\ufffd]+/g, " ").trim();
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain;
}
