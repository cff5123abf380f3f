// @ts-check
/** Saving an attachment: fetched part by part, opened and checked here, and handed over only when it is whole. */

import { AgeError } from "../crypto/browser/age.js";
import { openFile } from "../crypto/browser/parts.js";
import { Refused } from "./line.js";
import { say, word } from "./words.js";

/** @typedef {import("../crypto/browser/letters.js").FileEntry} FileEntry */
/** @typedef {import("../crypto/browser/age.js").Identity} Identity */
/** @typedef {(id: string, number: number) => Promise<Uint8Array>} FetchPart one sealed part, as it is stored */

const STREAMED = 64 * 1024 * 1024; // bytes; from here on straight to the disk, where the browser can

/** What was opened is not to be handed over as it is, for a reason that the page has a sentence for. */
export class NotHandedOver extends Error {}

/**
 * @param {FileEntry} entry
 * @param {Identity | undefined} identity
 * @param {FetchPart} fetchPart
 * @param {HTMLElement} status
 */
export async function saveFile(entry, identity, fetchPart, status) {
  if (entry.size > STREAMED && "showSaveFilePicker" in window) {
    await streamFile(entry, identity, fetchPart, status);
  } else {
    handOver(await blobOf(entry, identity, fetchPart, status), entry.name);
  }
  say(status, word("downloaded"));
}

/**
 * Straight to the disk, part by part; nothing stands under the file's name before all of it was found right.
 * @param {FileEntry} entry
 * @param {Identity | undefined} identity
 * @param {FetchPart} fetchPart
 * @param {HTMLElement} status
 */
async function streamFile(entry, identity, fetchPart, status) {
  const picker = /** @type {any} */ (window).showSaveFilePicker;
  const file = await picker({ suggestedName: entry.name });
  const target = await file.createWritable();
  try {
    for await (const piece of pieces(entry, identity, fetchPart, status)) {
      await target.write(piece);
    }
    await target.close();
  } catch (error) {
    await target.abort();
    throw error;
  }
}

/**
 * All of the content, in memory.
 * @param {FileEntry} entry
 * @param {Identity | undefined} identity
 * @param {FetchPart} fetchPart
 * @param {HTMLElement} status
 */
export async function blobOf(entry, identity, fetchPart, status) {
  /** @type {BlobPart[]} */
  const whole = [];
  for await (const piece of pieces(entry, identity, fetchPart, status)) {
    whole.push(/** @type {BlobPart} */ (/** @type {unknown} */ (piece)));
  }
  return new Blob(whole, { type: "application/octet-stream" });
}

/**
 * @param {FileEntry} entry
 * @param {Identity | undefined} identity
 * @param {FetchPart} fetchPart
 * @param {HTMLElement} status
 */
function pieces(entry, identity, fetchPart, status) {
  let fetched = 0;
  return openFile(entry, identity ? [identity] : [], (id, number) => {
    fetched += 1;
    say(status, word("downloading", { done: fetched, all: entry.parts.length }));
    return fetchPart(id, number);
  });
}

/**
 * The sealed parts as they are stored, one file each, for `fairwitness open`.
 * @param {FileEntry} entry
 * @param {FetchPart} fetchPart
 * @param {HTMLElement} status
 */
export async function saveParts(entry, fetchPart, status) {
  const digits = String(entry.parts.length).length;
  for (const number of entry.parts.keys()) {
    say(status, word("saving-parts", { done: number + 1, all: entry.parts.length }));
    const part = /** @type {BlobPart} */ (/** @type {unknown} */ (await fetchPart(entry.id, number)));
    handOver(new Blob([part]), `${entry.name}.${String(number).padStart(digits, "0")}.age`);
  }
  say(status, word("saved-parts"));
}

/**
 * The key that opens them. It opens the whole conversation: whoever has the file can read it.
 * @param {FileEntry} entry
 * @param {Identity | undefined} identity
 */
export function keyFile(entry, identity) {
  handOver(new Blob([`${identity?.reveal() ?? ""}\n`], { type: "text/plain" }), `${entry.name}.key`);
}

/**
 * What to say of something that went wrong while a file was fetched, opened or saved.
 * @param {unknown} error
 */
export function sentenceOf(error) {
  if (error instanceof DOMException && error.name === "AbortError") {
    return ""; // whoever closes the dialogue knows it
  }
  const known = error instanceof Refused || error instanceof NotHandedOver;
  const sentence = known ? error.message : word("refused");
  return error instanceof AgeError ? word("file-damaged") : sentence;
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
export function handOver(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
