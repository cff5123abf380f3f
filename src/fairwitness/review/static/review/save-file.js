// @ts-check
/** Saving an attachment: fetched part by part, opened and checked here, and handed over only when it is whole. */

import { AgeError } from "../crypto/browser/age.js";
import { openFile } from "../crypto/browser/parts.js";
import { ask, Refused } from "./line.js";
import { say, word } from "./words.js";

/** @typedef {import("../crypto/browser/letters.js").FileEntry} FileEntry */
/** @typedef {import("../crypto/browser/age.js").Identity} Identity */

const LARGEST = 500 * 1024 * 1024; // bytes; beyond that a browser's memory does not do

/** What was opened is not to be handed over as it is, for a reason that the page has a sentence for. */
export class NotHandedOver extends Error {}

/** @param {Blob} blob */
const asItIs = async (blob) => blob;

/**
 * @param {FileEntry} entry
 * @param {Identity | undefined} identity
 * @param {string} partUrl with FILE and 0 in place of id and number
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} status
 * @param {(content: Blob) => Promise<Blob>} [further] what is done with the content before it is handed over
 * @param {string} [name] under which it is
 */
export async function saveFile(
  entry,
  identity,
  partUrl,
  button,
  status,
  further = asItIs,
  name = entry.name,
) {
  if (entry.size > LARGEST) {
    return say(status, word("file-too-large"));
  }
  button.disabled = true;
  try {
    const pieces = await contentOf(entry, identity, partUrl, status);
    handOver(await further(new Blob(pieces, { type: "application/octet-stream" })), name);
    say(status, word("downloaded"));
  } catch (error) {
    const known = error instanceof Refused || error instanceof NotHandedOver;
    const sentence = known ? error.message : word("refused");
    say(status, error instanceof AgeError ? word("file-damaged") : sentence);
  } finally {
    button.disabled = false;
  }
}

/**
 * @param {FileEntry} entry
 * @param {Identity | undefined} identity
 * @param {string} partUrl
 * @param {HTMLElement} status
 */
async function contentOf(entry, identity, partUrl, status) {
  /** @type {BlobPart[]} */
  const pieces = [];
  let fetched = 0;
  const fetchPart = async (/** @type {string} */ id, /** @type {number} */ number) => {
    fetched += 1;
    say(status, word("downloading", { done: fetched, all: entry.parts.length }));
    const answer = await ask(partUrl.replace("FILE/0", `${encodeURIComponent(id)}/${number}`));
    return new Uint8Array(await answer.arrayBuffer());
  };
  for await (const piece of openFile(entry, identity ? [identity] : [], fetchPart)) {
    pieces.push(/** @type {BlobPart} */ (/** @type {unknown} */ (piece)));
  }
  return pieces;
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
function handOver(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
