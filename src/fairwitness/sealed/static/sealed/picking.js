// @ts-check
/**
 * The box in which files are picked: by its button, by dropping them there, by pasting. What looks through them, seals and
 * sends them is loaded when there is the first one.
 */

import { Refused } from "./line.js";
import { say, word } from "./words.js";

/** @typedef {import("../crypto/browser/letters.js").FileEntry} FileEntry */
/** @typedef {import("./files.js").Files} Files */
/** @typedef {import("./files.js").How} How */
/** @typedef {import("./files.js").KeptFile} KeptFile */

export class Picking {
  #input;
  #how;
  #status = document.createElement("p");
  /** @type {Files | undefined} */
  #list;
  /** @type {File[]} picked before the list was there */
  #coming = [];
  #loading = Promise.resolve();

  /**
   * @param {HTMLInputElement} input of type file
   * @param {How} how
   */
  constructor(input, how) {
    this.#input = input;
    this.#how = how;
    this.#status.setAttribute("role", "status");
    this.moveTo(input);
  }

  /**
   * The same files beside another box.
   * @param {HTMLInputElement} input
   */
  moveTo(input) {
    this.#input = input;
    input.after(this.#status);
    this.#list?.moveTo(input);
    input.addEventListener("change", () => {
      this.add([...(input.files ?? [])]);
      input.value = ""; // the same file can be picked again
    });
    const place = /** @type {HTMLElement} */ (input.form ?? input);
    place.addEventListener(
      "dragover",
      (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault(),
    );
    place.addEventListener("drop", (event) => this.#brought(event, event.dataTransfer));
    place.addEventListener("paste", (event) => this.#brought(event, event.clipboardData));
  }

  /** @param {readonly File[]} files */
  add(files) {
    this.#coming.push(...files);
    this.#loading = this.#load();
    return this.#loading;
  }

  /**
   * The files of a draft: those that are there, and those that were begun and go on when they are picked again.
   * @param {readonly FileEntry[]} entries
   * @param {readonly KeptFile[]} begun
   */
  async remember(entries, begun) {
    if (entries.length + begun.length > 0) {
      await this.add([]);
      this.#list?.remember(entries, begun);
    }
  }

  /** Those that have arrived, as a letter lists them, in their order. */
  get entries() {
    return this.#list?.entries ?? [];
  }

  /** How a draft claims them, whole or not. */
  get claims() {
    return this.#list?.claims ?? [];
  }

  /** Those that are not whole yet, so that they can go on on another day. */
  get kept() {
    return this.#list?.kept ?? [];
  }

  /** Names and sizes of all that were picked, for whoever wants to know whether anything has changed. */
  get names() {
    return [
      ...(this.#list?.names ?? []),
      ...this.#coming.map(({ name, size, lastModified }) => [name, size, lastModified]),
    ];
  }

  /** When all of them have arrived; Refused with the first thing that went wrong. */
  async whole() {
    await this.#loading;
    if (this.#coming.length > 0) {
      throw new Refused(word("files-not-loaded"));
    }
    return (await this.#list?.whole()) ?? { entries: [], claims: [] };
  }

  /** Begin again with nothing: they belong to a letter now. */
  clear() {
    this.#coming = [];
    this.#list?.clear();
  }

  /** Let go of all of them, and of what is on its way. */
  forget() {
    this.#coming = [];
    this.#list?.forget();
  }

  async #load() {
    const loaded = await import("./files.js").catch(() => undefined);
    if (loaded === undefined) {
      return say(this.#status, word("files-not-loaded"));
    }
    say(this.#status, "");
    this.#list ??= new loaded.Files(this.#input, this.#how);
    this.#list.add(this.#coming.splice(0));
  }

  /**
   * @param {Event} event
   * @param {DataTransfer | null} brought
   */
  #brought(event, brought) {
    const files = [...(brought?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      this.add(files);
    }
  }
}
