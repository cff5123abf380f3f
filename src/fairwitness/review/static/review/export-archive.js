// @ts-check
/**
 * The archive of an export: an age file's content goes from the line through this browser to the disk, and nothing is packed.
 *
 * The files come first. Only when all of them were whole does the line note that an export is made, and adds its part.
 */

import { AgeError } from "../crypto/browser/age.js";
import { sha256, utf8 } from "../crypto/browser/encoding.js";
import { openFile } from "../crypto/browser/parts.js";
import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { makeZip } from "../vendor/zip.js";
import { pageOf, plainOf } from "./export-page.js";

/** @typedef {import("./export-page.js").Told} Told */
/** @typedef {import("../sealed/save-file.js").FetchPart} FetchPart */
/** @typedef {import("./types.js").Added} Added */
/** @typedef {import("./types.js").Leaving} Leaving */
/** @typedef {{statement: Uint8Array, signers: string[]}} SignedStatement */
/** @typedef {{error?: unknown}} Failed */
/** @typedef {Omit<Told, "added"> & SignedStatement} Ready what is known before the line adds its part */

/**
 * Everything, and at its end the sum of each file. A file of the tipster's is checked by its own sums as it is opened: where one is wrong, the stream fails.
 * @param {Ready} told
 * @param {FetchPart} fetchPart
 * @param {() => Promise<Added>} made the line notes it
 * @param {(name: string) => void} onward
 */
export function archiveOf(told, fetchPart, made, onward) {
  /** @type {Failed} */
  const failed = {};
  const files = told.letters.flatMap(({ letter }) => letter.files);
  const opened = files.map((file) => ({ file, content: remembering(failed, whole(file, fetchPart)) }));
  const stream = makeZip(remembering(failed, entries(told, opened, made, onward)));
  return { stream, failed };
}

/**
 * The same; what went wrong is kept, for a browser says of a stream that fails nothing but that.
 * @template T
 * @param {Failed} failed
 * @param {AsyncIterable<T>} stream
 */
async function* remembering(failed, stream) {
  try {
    yield* stream;
  } catch (error) {
    failed.error = error;
    throw error;
  }
}

/**
 * @param {Ready} told
 * @param {{file: Leaving["files"][number], content: AsyncIterable<Uint8Array>}[]} opened
 * @param {() => Promise<Added>} made
 * @param {(name: string) => void} onward
 */
async function* entries(told, opened, made, onward) {
  const day = new Date(`${new Date().toISOString().slice(0, 10)}T12:00:00`); // no hour of anybody's
  const sums = [];
  for (const { file, content } of opened) {
    onward(file.path);
    sums.push(`${hex(file.entry.sha256)}  ${file.path}`);
    yield { name: file.path, input: /** @type {any} */ (content), lastModified: day };
  }
  for (const [name, content] of texts({ ...told, added: await made() })) {
    sums.push(`${hex(sha256(content))}  ${name}`);
    yield { name, input: content, lastModified: day };
  }
  yield { name: "SHA256SUMS", input: utf8(`${sums.join("\n")}\n`), lastModified: day };
}

/**
 * Refused, with its name, where it does not open.
 * @param {Leaving["files"][number]} file
 * @param {FetchPart} fetchPart
 */
async function* whole({ path, entry, identity }, fetchPart) {
  try {
    yield* openFile(entry, identity ? [identity] : [], fetchPart);
  } catch (error) {
    const isLost = error instanceof AgeError || (error instanceof Refused && error.why === "gone");
    throw isLost ? new Refused(word("export-damaged", { name: path })) : error;
  }
}

/**
 * @param {Told & SignedStatement} told
 * @returns {Iterable<[string, Uint8Array]>}
 */
function* texts(told) {
  const { added, letters, statement, signers } = told;
  yield ["tip.html", utf8(pageOf(told))];
  for (const [place, { heading, letter }] of letters.entries()) {
    const number = String(place + 1).padStart(3, "0");
    yield [`letters/${number}.txt`, utf8(plainOf(heading, letter))];
  }
  yield ["statement.json", statement];
  const signed = added.signatures.map((signature, place) => ({ by: signers[place] ?? "?", signature }));
  yield ["signatures.json", utf8(`${JSON.stringify(signed, undefined, 1)}\n`)];
  yield ["journal.json", utf8(`${JSON.stringify(added.journal, undefined, 1)}\n`)];
  yield ["journal-head", utf8(added.head)];
}

/** @param {Uint8Array} bytes */
function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
