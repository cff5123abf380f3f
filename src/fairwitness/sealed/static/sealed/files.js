// @ts-check
/**
 * The list of a letter's files, beside the box in which they are picked.
 *
 * One after the other is looked through for hidden details, sealed and sent, in the order of the list. Whoever makes the
 * letter waits for `whole()`, and lists what it gives.
 */

import { detailsOf } from "./details.js";
import { FileRow } from "./file-row.js";
import { Refused } from "./line.js";
import { isTooSlowFor } from "./sealing-speed.js";
import { sizeOf } from "./sizes.js";
import { Upload, UploadStopped } from "./upload.js";
import { say, word } from "./words.js";

/** @typedef {import("../crypto/browser/letters.js").FileEntry} FileEntry */
/** @typedef {import("./upload.js").Kept} Kept */
/** @typedef {{id: string, secret?: string}} Claim */
/** @typedef {import("./types.js").KeptFile} KeptFile */
/** @typedef {import("./types.js").How} How */
/** @typedef {import("./types.js").One} One */

export class Files {
  #input;
  #how;
  #list = document.createElement("ul");
  #live = document.createElement("p");
  /** @type {One[]} */
  #all = [];
  /** @type {KeptFile[]} begun on another day, and not picked again yet */
  #begun = [];
  #isSending = false;
  /** @type {(() => void)[]} who waits for a change */
  #waiting = [];

  /**
   * @param {HTMLInputElement} input of type file
   * @param {How} how
   */
  constructor(input, how) {
    this.#input = input;
    this.#how = how;
    this.#list.className = "arrived";
    this.#live.className = "unseen";
    this.#live.setAttribute("role", "status");
    this.moveTo(input);
  }

  /**
   * Show the list beside another box, in the words that the page has now.
   * @param {HTMLInputElement} input
   */
  moveTo(input) {
    this.#input = input;
    this.#list.replaceChildren();
    for (const one of this.#all) {
      this.#show(one);
    }
    this.#showBegun();
    (input.parentElement ?? input).append(this.#list, this.#live);
  }

  /** Those that have arrived, as a letter lists them, in their order. */
  get entries() {
    return this.#all.flatMap(({ entry }) => entry ?? []);
  }

  /** How a draft claims them, whole or not. @returns {Claim[]} */
  get claims() {
    return [
      ...this.#all.flatMap(claimOf),
      ...this.#begun.map(({ upload: { id, secret } }) => ({ id, secret })),
    ];
  }

  /** Those that are not whole yet, so that they can go on on another day. @returns {KeptFile[]} */
  get kept() {
    const now = this.#all.flatMap(({ file, upload, entry, bare = false, toPowerOfTwo = false }) => {
      const kept = entry === undefined ? upload?.kept : undefined;
      return kept === undefined
        ? []
        : [
            {
              name: file.name,
              size: file.size,
              bare,
              toPowerOfTwo,
              upload: kept,
            },
          ];
    });
    return [...now, ...this.#begun];
  }

  /** Names and sizes, for whoever wants to know whether anything has changed. */
  get names() {
    return this.#all.map(({ file }) => [file.name, file.size, file.lastModified]);
  }

  /**
   * The files of a draft: those that are there, and those that were begun and go on when they are picked again.
   * @param {readonly FileEntry[]} entries
   * @param {readonly KeptFile[]} begun
   */
  remember(entries, begun) {
    for (const entry of entries) {
      const one = this.#listed(new File([], entry.name), entry.size);
      one.state = "there";
      one.entry = entry;
      one.row.done(entry);
    }
    this.#begun = [...begun];
    this.#showBegun();
    this.#changed();
  }

  #showBegun() {
    for (const { name } of this.#begun) {
      const row = document.createElement("li");
      row.dataset.begun = name;
      row.textContent = word("file-pick-again", { name });
      this.#list.append(row);
    }
  }

  /** @param {readonly File[]} files */
  add(files) {
    const room = Math.max(0, this.#how.mostFiles - this.#all.length);
    if (files.length > room) {
      this.#tell(word("files-too-many", { limit: this.#how.mostFiles }));
    }
    for (const file of files.slice(0, room)) {
      void this.#addOne(file);
    }
    this.#changed();
  }

  /**
   * When all of them have arrived; what is still asked is taken as it stands. Refused with the first thing that went wrong.
   * @returns {Promise<{entries: FileEntry[], claims: Claim[]}>}
   */
  async whole() {
    for (;;) {
      for (const one of this.#all.filter(({ state }) => state === "asked")) {
        this.#begin(one);
      }
      if (this.#all.some(({ state }) => state === "stopped")) {
        throw new Refused(word("files-stopped"));
      }
      if (this.#all.every(({ state }) => state === "there")) {
        return { entries: this.entries, claims: this.#all.flatMap(claimOf) };
      }
      await new Promise((resolve) => this.#waiting.push(() => resolve(undefined)));
    }
  }

  /** Let go of all of them, and of what is on its way. */
  forget() {
    for (const one of this.#all) {
      one.gone.abort();
      one.upload?.cancel();
    }
    this.clear();
  }

  /** Begin again with nothing: they belong to a letter now. */
  clear() {
    this.#all = [];
    this.#begun = [];
    this.#list.replaceChildren();
    this.#changed();
  }

  /** @param {File} file */
  async #addOne(file) {
    const one = this.#listed(file);
    if (file.size > this.#how.mostBytes) {
      return this.#stop(one, word("file-too-large", { limit: sizeOf(this.#how.mostBytes) }));
    }
    const before = this.#begun.find((kept) => kept.name === file.name && kept.size === file.size);
    if (before !== undefined) {
      this.#begun = this.#begun.filter((kept) => kept !== before);
      this.#list.querySelector(`[data-begun="${CSS.escape(file.name)}"]`)?.remove();
      one.before = before;
    }
    one.row.say(word("file-looking"));
    one.details = await detailsOf(file);
    if (one.details === undefined || before !== undefined) {
      one.remove = () => before?.bare ?? false;
      return await this.#offer(one);
    }
    one.state = "asked";
    this.#ask(one);
    this.#tell(word("file-asked-about", { name: file.name }));
    this.#changed();
  }

  /** @param {One} one */
  #ask(one) {
    one.row.say(word("file-asked"));
    if (one.details !== undefined) {
      one.remove = one.row.ask(one.details, () => this.#begin(one));
    }
  }

  /**
   * Seal it now, or say first that this browser takes long for it.
   * @param {One} one
   */
  async #offer(one) {
    if (this.#how.plain !== undefined && (await isTooSlowFor(one.file.size))) {
      one.state = "asked";
      one.row.say("");
      one.row.offerPlainForm(this.#how.plain, () => this.#begin(one));
      return this.#changed();
    }
    this.#begin(one);
  }

  /**
   * @param {File} file
   * @param {number} [size]
   */
  #listed(file, size = file.size) {
    /** @type {One} */
    const one = {
      file,
      size,
      gone: new AbortController(),
      state: "looked-at",
      remove: () => false,
      row: this.#rowOf(file.name, size, () => one),
    };
    this.#all.push(one);
    this.#list.append(one.row.element);
    return one;
  }

  /**
   * @param {string} name
   * @param {number} size
   * @param {() => One} one
   */
  #rowOf(name, size, one) {
    return new FileRow(name, size, {
      pause: () => one().upload?.pause(),
      goOn: () => one().upload?.resume(),
      remove: () => this.#remove(one()),
      earlier: () => this.#earlier(one()),
    });
  }

  /**
   * A new row for it, in the words that the page has now.
   * @param {One} one
   */
  #show(one) {
    one.row = this.#rowOf(one.file.name, one.size, () => one);
    this.#list.append(one.row.element);
    one.row.place(one === this.#all[0]);
    if (one.entry !== undefined) {
      one.row.done(one.entry);
    } else if (one.state === "asked") {
      this.#ask(one);
    } else if (one.state === "stopped") {
      one.row.say(word("file-refused"), true);
    } else if (one.upload !== undefined) {
      one.row.show(one.upload.progress);
    } else {
      one.row.say(word("file-waits"));
    }
  }

  /** @param {One} one */
  #begin(one) {
    one.row.answered();
    one.state = "ready";
    one.row.say(word("file-waits"));
    this.#changed();
    void this.#sendNext();
  }

  /** One file at a time, in the order of the list. */
  async #sendNext() {
    const one = this.#all.find(({ state }) => state === "ready");
    if (this.#isSending || one === undefined) {
      return;
    }
    this.#isSending = true;
    one.state = "on its way";
    try {
      await this.#send(one);
    } finally {
      this.#isSending = false;
      this.#changed();
      void this.#sendNext();
    }
  }

  /** @param {One} one */
  async #send(one) {
    try {
      one.upload ??= await this.#uploadOf(one);
      one.entry = await one.upload.run(one.gone.signal, (progress) => one.row.show(progress));
      one.state = "there";
      one.row.done(one.entry);
      this.#tell(word("file-is-there", { name: one.file.name }));
    } catch (error) {
      if (!one.gone.signal.aborted) {
        this.#stop(one, sentenceOf(error));
      }
    }
  }

  /** @param {One} one */
  async #uploadOf(one) {
    one.bare = one.remove();
    const file = one.bare ? ((await one.details?.removed?.()) ?? one.file) : one.file;
    const recipient = await this.#how.recipient();
    one.toPowerOfTwo = one.before?.toPowerOfTwo ?? this.#how.toPowerOfTwo?.() ?? false;
    const how = { uploads: this.#how.uploads, toPowerOfTwo: one.toPowerOfTwo };
    return one.before === undefined
      ? new Upload(file, recipient, how)
      : Upload.resume(file, recipient, one.before.upload, how);
  }

  /**
   * @param {One} one
   * @param {string} sentence
   */
  #stop(one, sentence) {
    one.state = "stopped";
    one.row.say(sentence, true);
    this.#tell(`${one.file.name}: ${sentence}`);
    this.#changed();
  }

  /** @param {One} one */
  #remove(one) {
    const next = one.row.element.nextElementSibling ?? one.row.element.previousElementSibling;
    one.gone.abort();
    one.upload?.cancel();
    this.#all = this.#all.filter((other) => other !== one);
    one.row.element.remove();
    this.#tell(word("file-removed", { name: one.file.name }));
    /** @type {HTMLElement} */ (next?.querySelector("button:last-of-type") ?? this.#input).focus();
    this.#changed();
  }

  /** @param {One} one */
  #earlier(one) {
    const place = this.#all.indexOf(one);
    const before = this.#all[place - 1];
    if (before !== undefined) {
      this.#all.splice(place - 1, 2, one, before);
      before.row.element.before(one.row.element);
      this.#changed();
    }
  }

  #changed() {
    for (const [place, { row }] of this.#all.entries()) {
      row.place(place === 0);
    }
    this.#how.changed?.();
    for (const wake of this.#waiting.splice(0)) {
      wake();
    }
  }

  /** @param {string} sentence for who does not see the list */
  #tell(sentence) {
    say(this.#live, sentence);
  }
}

/**
 * What lies in the draft already needs no secret.
 * @param {One} one
 * @returns {Claim[]}
 */
function claimOf({ entry, upload }) {
  const id = upload?.id || entry?.id;
  return id === undefined ? [] : [{ id, ...(upload && { secret: upload.secret }) }];
}

/** @param {unknown} error */
function sentenceOf(error) {
  if (error instanceof UploadStopped) {
    return error.message || word(error.why === "unreadable" ? "file-unreadable" : "file-refused");
  }
  return error instanceof Refused ? error.message : word("file-refused");
}
