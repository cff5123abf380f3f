// @ts-check
/** The box in which files are picked: by its button, dropping, pasting. The rest is the front of files.js, loaded with the first. */

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

  /** @param {HTMLInputElement} input */
  isBeside(input) {
    return this.#input === input;
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
      /** @type {Files} */ (this.#list).remember(entries, begun); // or an error: none is forgotten unseen
    }
  }

  get entries() {
    return this.#list?.entries ?? [];
  }

  get recipients() {
    return this.#list?.recipients ?? [];
  }

  get claims() {
    return this.#list?.claims ?? [];
  }

  get kept() {
    return this.#list?.kept ?? [];
  }

  get names() {
    return [
      ...(this.#list?.names ?? []),
      ...this.#coming.map(({ name, size, lastModified }) => [name, size, lastModified]),
    ];
  }

  get said() {
    return [...(this.#list?.said ?? []), ...this.#coming.map(({ name }) => name)];
  }

  get unfinished() {
    return this.#list?.unfinished ?? [];
  }

  leaveUnfinishedOut() {
    this.#list?.leaveUnfinishedOut();
  }

  async takeAsTheyStand() {
    await this.#loading;
    this.#list?.takeAsTheyStand();
  }

  keptWithoutThem() {
    this.#list?.keptWithoutThem();
  }

  async whole() {
    const { length } = this.#coming;
    await this.#loading;
    if (length > 0 && this.#list === undefined) {
      throw new Refused(this.#status.innerText); // once
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
      const names = this.said.join(" · ");
      this.#coming = [];
      this.#how.changed?.();
      return say(this.#status, word("files-not-loaded", { names }));
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
