// @ts-check
/**
 * What a file tells beside its content: where and when a photograph was taken and with which camera, who wrote a document.
 *
 * Told by the first bytes, not by the name. What reads a kind of file is loaded when one of that kind is picked.
 */

/** @typedef {"place" | "time" | "camera" | "serial" | "author" | "company" | "software" | "comments" | "pictures" | "other"} Kind */
/** @typedef {{kind: Kind, text: string}} Found `text` is what stands in the file, or empty where only that it is there can be said */
/** @typedef {import("./types.js").Details} Details */
/** @typedef {(file: File, head: Uint8Array) => Promise<Details>} Reader */

const HEAD = 256 * 1024; // bytes that are read first
const LARGEST = 128 * 1024 * 1024; // bytes of a photograph or a document that is read whole

/** @type {[(head: Uint8Array) => boolean, () => Promise<Reader>][]} */
const READERS = [
  [(head) => begins(head, 0xff, 0xd8, 0xff), async () => (await import("./details-jpeg.js")).readJpeg],
  [(head) => begins(head, 0x89, 0x50, 0x4e, 0x47), async () => (await import("./details-chunks.js")).readPng],
  [
    (head) => text(head, 0, "RIFF") && text(head, 8, "WEBP"),
    async () => (await import("./details-chunks.js")).readWebp,
  ],
  [(head) => text(head, 4, "ftyp"), async () => (await import("./details-heic.js")).readHeic],
  [(head) => text(head, 0, "%PDF-"), async () => (await import("./details-pdf.js")).readPdf],
  [(head) => begins(head, 0x50, 0x4b, 3, 4), async () => (await import("./details-office.js")).readOffice],
];

/**
 * What a file tells beside its content; undefined where nothing was found, or where it is of a kind that nobody here can read.
 * @param {File} file
 * @returns {Promise<Details | undefined>}
 */
export async function detailsOf(file) {
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const reader = READERS.find(([is]) => is(head));
  if (reader === undefined || file.size > LARGEST) {
    return undefined;
  }
  try {
    const details = await (await reader[1]())(file, head);
    return details.found.length > 0 || details.stays.length > 0 ? details : undefined;
  } catch {
    return undefined; // a damaged file is sent as it is: nothing is said of it that is not known
  }
}

/**
 * The same name and type, with other bytes. Its day is the first there is: a clock tells as much as an author does.
 * @param {File} file
 * @param {BlobPart[]} pieces
 */
export function remade(file, pieces) {
  return new File(pieces, file.name, { type: file.type, lastModified: 0 });
}

/**
 * Each kind and text once, nothing empty of a kind that has a text.
 * @param {Found[]} found
 */
export function once(found) {
  const known = new Map(found.map((one) => [`${one.kind} ${one.text}`, one]));
  const said = new Set(found.filter((one) => one.text !== "").map((one) => one.kind));
  return [...known.values()].filter((one) => one.text !== "" || !said.has(one.kind));
}

/**
 * @param {Uint8Array} head
 * @param {...number} bytes
 */
function begins(head, ...bytes) {
  return bytes.every((byte, place) => head[place] === byte);
}

/**
 * @param {Uint8Array} bytes
 * @param {number} start
 * @param {string} letters
 */
export function text(bytes, start, letters) {
  return [...letters].every((letter, place) => bytes[start + place] === letter.charCodeAt(0));
}
