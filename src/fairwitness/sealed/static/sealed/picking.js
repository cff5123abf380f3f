// @ts-check
/**
 * The box in which files are picked: by its button, by dropping them there, by pasting. What looks through them, seals and
 * sends them is loaded when there is the first one: files.js, of which the rest here is the front.
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
  #toPowerOfTwo = document.createElement("input");
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
    this.#how = { ...how, toPowerOfTwo: () => this.#toPowerOfTwo.checked };
    this.#toPowerOfTwo.type = "checkbox";
    this.#status.setAttribute("role", "status");
    this.moveTo(input);
  }

  /**
   * The same files beside another box.
   * @param {HTMLInputElement} input
   */
  moveTo(input) {
    this.#input = input;
    input.after(this.#padding(), this.#status);
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

  #padding() {
    const label = document.createElement("label");
    const words = document.createElement("span");
    label.className = "choice";
    words.textContent = word("file-padding");
    label.append(this.#toPowerOfTwo, words);
    return label;
  }

  /** @param {readonly File[]} files */
  add(files) {
    this.#coming.push(...files);
    this.#loading = this.#load();
    return this.#loading;
  }

  /**
   * @param {readonly FileEntry[]} entries
   * @param {readonly KeptFile[]} begun
   */
  async remember(entries, begun) {
    if (entries.length + begun.length > 0) {
      await this.add([]);
      this.#list?.remember(entries, begun);
    }
  }

  get entries() {
    return this.#list?.entries ?? [];
  }

  get claims() {
    return this.#list?.claims ?? [];
  }

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

  get said() {
    return [...(this.#list?.said ?? []), ...this.#coming.map(({ name }) => name)];
  }

  /** Names of those that were begun on another day and not chosen again. */
  get unfinished() {
    return this.#list?.unfinished ?? [];
  }

  leaveUnfinishedOut() {
    this.#list?.leaveUnfinishedOut();
  }

  /** Whoever goes on leaves no question open. */
  async takeAsTheyStand() {
    await this.#loading;
    this.#list?.takeAsTheyStand();
  }

  keptWithoutThem() {
    this.#list?.keptWithoutThem();
  }

  async whole() {
    await this.#loading;
    if (this.#coming.length > 0) {
      throw new Refused(word("files-not-loaded"));
    }
    return (await this.#list?.whole()) ?? { entries: [], claims: [] };
  }

  clear() {
    this.#coming = [];
    this.#list?.clear();
  }

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
