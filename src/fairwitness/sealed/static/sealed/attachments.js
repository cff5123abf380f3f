// @ts-check
/**
 * A file in a letter: looked at in the page where it is a picture or plain text, saved where it is anything else.
 *
 * What it is, its first bytes say and not its name: a picture that a browser draws without running anything in it.
 * Never SVG, which can hold scripts.
 */

import { sizeOf } from "./sizes.js";
import { say, word } from "./words.js";

/** @typedef {import("../crypto/browser/letters.js").FileEntry} FileEntry */
/** @typedef {import("../crypto/browser/age.js").Identity} Identity */
/** @typedef {import("./save-file.js").FetchPart} FetchPart */
/** @typedef {{entry: FileEntry, identity: Identity | undefined, fetchPart: FetchPart, row: HTMLLIElement, status: HTMLElement}} Attachment */
/** @typedef {(file: Attachment) => HTMLButtonElement[]} MoreButtons what else a page offers for a file that fits into memory */

const MIB = 1024 * 1024;
const LARGEST = 500 * MIB; // beyond that a browser's memory does not do
const LOOKED_AT = 32 * MIB; // bytes of a picture that a phone can draw
const READ = MIB; // bytes of plain text
/** @type {[string, number[]][]} what pictures begin with; `-1` is any byte */
const PICTURES = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/gif", [0x47, 0x49, 0x46, 0x38]],
  ["image/webp", [0x52, 0x49, 0x46, 0x46, -1, -1, -1, -1, 0x57, 0x45, 0x42, 0x50]],
];
const MAY_BE_PICTURE = /^image\/(png|jpeg|gif|webp)$/;
const TEXT = /\.(txt|csv|log|md)$/i;

/**
 * A row of a letter's list.
 * @param {FileEntry} entry
 * @param {Identity | undefined} identity
 * @param {FetchPart} fetchPart
 * @param {MoreButtons} [more]
 */
export function rowOf(entry, identity, fetchPart, more = () => []) {
  const row = document.createElement("li");
  const status = document.createElement("span");
  status.className = "soft";
  status.setAttribute("role", "status");
  const name = document.createElement("span");
  name.className = "name";
  name.dir = "auto";
  name.textContent = entry.name;
  const size = document.createElement("span");
  size.className = "soft";
  size.textContent = sizeOf(entry.size);
  row.append(name, size);
  const file = { entry, identity, fetchPart, row, status };
  row.append(...buttons(file), ...(entry.size > LARGEST ? [] : more(file)), status);
  return row;
}

/** @param {Attachment} file */
function buttons(file) {
  const { entry } = file;
  if (entry.size > LARGEST && !canStream()) {
    say(file.status, word("file-in-parts", { count: entry.parts.length }));
    return [
      button("download-parts", entry, (pressed) =>
        working(pressed, file, ({ saveParts }) => saveParts(entry, file.fetchPart, file.status)),
      ),
      button("download-key", entry, (pressed) =>
        working(pressed, file, ({ keyFile }) => keyFile(entry, file.identity)),
      ),
    ];
  }
  const save = button("download", entry, (pressed) =>
    working(pressed, file, ({ saveFile }) => saveFile(entry, file.identity, file.fetchPart, file.status)),
  );
  if (!mayBeLookedAt(entry)) {
    return [save];
  }
  return [
    save,
    button("look", entry, (pressed) => working(pressed, file, ({ blobOf }) => look(file, blobOf))),
  ];
}

/** @param {FileEntry} entry */
function mayBeLookedAt(entry) {
  return MAY_BE_PICTURE.test(entry.type) ? entry.size <= LOOKED_AT : isText(entry) && entry.size <= READ;
}

/** @param {FileEntry} entry */
function isText(entry) {
  return entry.type.startsWith("text/plain") || TEXT.test(entry.name);
}

/**
 * @param {string} name of its sentence
 * @param {FileEntry} entry
 * @param {(pressed: HTMLButtonElement) => void} press
 */
export function button(name, entry, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = word(name);
  made.setAttribute("aria-label", `${word(name)}: ${entry.name}`);
  made.addEventListener("click", () => press(made));
  return made;
}

/** Whether this browser writes to a disk while it opens. */
function canStream() {
  return "showSaveFilePicker" in window;
}

/**
 * Do something that takes a while, with what opens files; what goes wrong is said beside the file.
 * @param {HTMLButtonElement} pressed
 * @param {Attachment} file
 * @param {(opening: typeof import("./save-file.js")) => unknown} work
 */
export async function working(pressed, file, work) {
  pressed.disabled = true;
  const opening = await import("./save-file.js").catch(() => undefined);
  try {
    await (opening === undefined ? say(file.status, word("unreachable")) : work(opening));
  } catch (error) {
    say(file.status, opening?.sentenceOf(error) ?? "");
  } finally {
    pressed.disabled = false;
  }
}

/**
 * @param {Attachment} file
 * @param {typeof import("./save-file.js").blobOf} blobOf
 */
async function look(file, blobOf) {
  const { entry, identity, fetchPart, row, status } = file;
  const blob = await blobOf(entry, identity, fetchPart, status);
  const bytes = new Uint8Array(await blob.slice(0, LOOKED_AT).arrayBuffer());
  const kind = PICTURES.find(([, begin]) => begin.every((byte, place) => byte < 0 || bytes[place] === byte));
  const shown = kind ? await picture(blob, kind[0], entry.name) : isText(entry) ? plain(bytes) : undefined;
  if (shown === undefined) {
    return say(status, word("not-to-look-at"));
  }
  row.querySelector(".looked-at")?.remove();
  shown.className = "looked-at";
  row.append(shown);
  say(status, "");
}

/**
 * @param {Blob} blob
 * @param {string} type
 * @param {string} name
 */
async function picture(blob, type, name) {
  const drawn = document.createElement("img");
  const address = URL.createObjectURL(blob.slice(0, blob.size, type));
  drawn.alt = name;
  drawn.src = address;
  try {
    await drawn.decode();
    return drawn;
  } catch {
    return undefined;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** @param {Uint8Array} bytes */
function plain(bytes) {
  try {
    const text = document.createElement("pre");
    text.dir = "auto";
    text.tabIndex = 0;
    text.textContent = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text;
  } catch {
    return undefined;
  }
}
