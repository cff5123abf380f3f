// @ts-check
/** A file that its sender sealed on another machine: opened a second time, with the reviewer's own key. */

import { AgeError, open } from "../crypto/browser/age.js";
import { button, working } from "../sealed/attachments.js";
import { blobOf, handOver, NotHandedOver } from "../sealed/save-file.js";
import { say, word } from "../sealed/words.js";
import { armor } from "../vendor/armor.js";
import { mine } from "./keyring.js";

/** @typedef {import("../sealed/attachments.js").Attachment} Attachment */

const TYPE = "application/x-age"; // sealed/elsewhere.py
const ENDING = /\.age$/i;
const DASH = 0x2d; // armor begins with one, a binary file with a letter

/**
 * A button that opens both and hands over what is inside.
 * @param {Attachment} file
 */
export function openTwice(file) {
  return file.entry.type === TYPE
    ? [button("open-mine", file.entry, (pressed) => working(pressed, file, () => saveInside(file)))]
    : [];
}

/** @param {Attachment} file `identity` is the conversation's key */
async function saveInside({ entry, identity, fetchPart, status }) {
  const sealed = await blobOf(entry, identity, fetchPart, status);
  handOver(await openWithMine(sealed), entry.name.replace(ENDING, ""));
  say(status, word("downloaded"));
}

/** @param {Blob} sealed */
async function openWithMine(sealed) {
  const keys = mine();
  if (keys === undefined) {
    throw new NotHandedOver(word("locked"));
  }
  try {
    return new Blob([await open(await binary(sealed), [keys.identity])], { type: sealed.type });
  } catch (error) {
    if (error instanceof AgeError && error.message === "none of the keys opens this file") {
      throw new NotHandedOver(word("not-for-me"));
    }
    throw error;
  }
}

/** @param {Blob} sealed */
async function binary(sealed) {
  const raw = new Uint8Array(await sealed.arrayBuffer());
  const first = raw.find((byte) => byte > 0x20);
  if (first !== DASH) {
    return raw;
  }
  try {
    return armor.decode(new TextDecoder("utf-8", { fatal: true }).decode(raw));
  } catch {
    throw new AgeError("the armor around the file is damaged");
  }
}
