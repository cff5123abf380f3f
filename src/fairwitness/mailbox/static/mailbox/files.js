// @ts-check
/** Files of a letter: sealed and sent one after the other, before the letter that lists them. */

import { Refused } from "../sealed/line.js";
import { Upload, UploadStopped } from "../sealed/upload.js";
import { nextKey } from "../sealed/writing.js";

/** @typedef {import("../crypto/browser/letters.js").FileEntry} FileEntry */
/** @typedef {import("../sealed/conversation.js").Conversation} Conversation */
/** @typedef {import("../sealed/screens.js").Screens} Screens */

export class Files {
  #screens;
  #uploads;
  /** @type {WeakMap<File, Upload>} */
  #begun = new WeakMap();

  /**
   * @param {Screens} screens
   * @param {string} uploads the address of all uploads
   */
  constructor(screens, uploads) {
    this.#screens = screens;
    this.#uploads = uploads;
  }

  /** @param {string} screen */
  #picked(screen) {
    const box = this.#screens.one(screen, "input[type=file]");
    return box instanceof HTMLInputElement ? [...(box.files ?? [])] : [];
  }

  /**
   * What is picked, so that it can be compared.
   * @param {string} screen
   */
  names(screen) {
    return this.#picked(screen).map((file) => [file.name, file.size, file.lastModified]);
  }

  /**
   * Seal and send what is picked; those that are there already are not sent again.
   * @param {string} screen
   * @param {Conversation} conversation
   */
  async sent(screen, conversation) {
    const { recipient } = await nextKey(conversation);
    /** @type {FileEntry[]} */
    const entries = [];
    const uploads = [];
    for (const file of this.#picked(screen)) {
      const upload = this.#begun.get(file) ?? new Upload(file, recipient, { uploads: this.#uploads });
      this.#begun.set(file, upload);
      entries.push(await upload.run().catch(stopped));
      uploads.push({ id: upload.id, secret: upload.secret });
    }
    return { entries, uploads };
  }

  /** @param {string} screen */
  empty(screen) {
    const box = this.#screens.one(screen, "input[type=file]");
    if (box instanceof HTMLInputElement) {
      box.value = "";
    }
  }

  forget() {
    this.#begun = new WeakMap();
  }
}

/**
 * @param {unknown} error
 * @returns {never}
 */
function stopped(error) {
  throw error instanceof UploadStopped && error.message !== ""
    ? new Refused(error.message, error.why)
    : error;
}
