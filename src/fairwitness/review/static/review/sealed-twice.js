// @ts-check
/** A file that its sender sealed on another machine: opened a second time, with the reviewer's own key. */

import { AgeError, open } from "../crypto/browser/age.js";
import { armor } from "../vendor/armor.js";
import { mine } from "./keyring.js";
import { NotHandedOver, saveFile } from "./save-file.js";
import { word } from "./words.js";

/** @typedef {import("../crypto/browser/letters.js").FileEntry} FileEntry */
/** @typedef {import("../crypto/browser/age.js").Identity} Identity */

const TYPE = "application/x-age"; // sealed/elsewhere.py
const ENDING = /\.age$/i;
const DASH = 0x2d; // armor begins with one, a binary file with a letter

/** @param {FileEntry} entry */
export function isSealedTwice(entry) {
  return entry.type === TYPE;
}

/**
 * A button that opens both and hands over what is inside.
 * @param {FileEntry} entry
 * @param {Identity | undefined} identity the conversation's key
 * @param {string} partUrl
 * @param {HTMLElement} status
 */
export function twiceOpener(entry, identity, partUrl, status) {
  const button = document.createElement("button");
  button.textContent = word("open-mine");
  button.setAttribute("aria-label", `${word("open-mine")}: ${entry.name}`);
  button.addEventListener("click", () =>
    saveFile(entry, identity, partUrl, button, status, openWithMine, entry.name.replace(ENDING, "")),
  );
  return button;
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
