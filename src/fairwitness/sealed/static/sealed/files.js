// @ts-check
/**
 * The list of a letter's files, beside the box in which they are picked.
 *
 * One after the other is looked through for hidden details, sealed and sent, in the order of the list. Whoever makes the
 * letter waits for `whole()`, and lists what it gives.
 */

import { detailsOf } from "./details.js";
import { FileRow, takenOut } from "./file-row.js";
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
  #how;
  #list = document.createElement("ul");
  #live = document.createElement("p");
  #tooMany = document.createElement("p");
  /** @type {string[]} names of those that did not fit */
  #leftOut = [];
  /** @type {One[]} */
  #all = [];
  /** @type {Map<One, HTMLElement>} what was taken out, and stands there to be put back */
  #out = new Map();
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
    this.#how = how;
    this.#list.className = "arrived";
    this.#live.className = "unseen";
    this.#live.setAttribute("role", "status");
    this.#tooMany.setAttribute("role", "alert");
    this.moveTo(input);
    addEventListener("refused", (event) => {
      if (event instanceof CustomEvent && event.detail === "files") {
        void this.#lookForLost();
      }
    });
  }

  /**
   * Show the list beside another box, in the words that the page has now.
   * @param {HTMLInputElement} input
   */
  moveTo(input) {
    this.#list.replaceChildren();
    for (const one of this.#all) {
      this.#show(one);
    }
    for (const one of this.#out.keys()) {
      this.#list.append(this.#showOut(one).element);
    }
    this.#showBegun();
    this.#place();
    this.#leaveOut(this.#leftOut);
    (input.parentElement ?? input).append(this.#list, this.#tooMany, this.#live);
  }

  /** Those that have arrived, as a letter lists them, in their order. */
  get entries() {
    return this.#all.flatMap(({ entry }) => entry ?? []);
  }

  /** To whom those that have begun are sealed, each once. */
  get recipients() {
    return [...new Set(this.#all.flatMap(({ recipient }) => recipient ?? []))];
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

  /** Each by its name, and what became of its hidden details, or will: for a last look. */
  get said() {
    const said = this.#all.map((one) => {
      const became = becameOf(one);
      const { name } = one.file;
      return became === undefined ? name : word(`file-${became}`, { name });
    });
    return [...said, ...this.unfinished.map((name) => word("file-unfinished", { name }))];
  }

  /** Names of those that were begun on another day and not chosen again. */
  get unfinished() {
    return this.#begun.map(({ name }) => name);
  }

  leaveUnfinishedOut() {
    this.#begun = [];
    for (const row of this.#list.querySelectorAll("[data-begun]")) {
      row.remove();
    }
    this.#changed();
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
    this.#leaveOut(files.slice(room).map(({ name }) => name));
    for (const file of files.slice(0, room)) {
      void this.#addOne(file);
    }
    this.#changed();
  }

  /**
   * Say which did not fit, until others are picked.
   * @param {string[]} names
   */
  #leaveOut(names) {
    this.#leftOut = names;
    const told = { limit: this.#how.mostFiles, names: names.join(" · ") };
    this.#tooMany.className = names.length > 0 ? "error" : ""; // an empty one is no warning
    this.#tooMany.textContent = names.length > 0 ? word("files-too-many", told) : "";
  }

  /** Nobody is here to be asked any more: every question is taken as it stands, and what is not looked through yet asks none. */
  takeAsTheyStand() {
    for (const one of this.#all) {
      one.isTakenAsItStands = true;
      if (one.state === "asked") {
        this.#begin(one);
      }
    }
  }

  /** A draft was kept without those that were taken out of it: the line has them no more. */
  keptWithoutThem() {
    for (const [one, place] of this.#out) {
      if (one.entry !== undefined && one.upload === undefined) {
        this.#out.delete(one);
        place.remove();
      }
    }
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
      const stopped = this.#all.find(({ state }) => state === "stopped");
      if (stopped !== undefined) {
        throw new Refused(word("files-stopped", { name: stopped.file.name }));
      }
      if (this.#all.every(({ state }) => state === "there")) {
        return { entries: this.entries, claims: this.#all.flatMap(claimOf) };
      }
      await new Promise((resolve) => this.#waiting.push(() => resolve(undefined)));
    }
  }

  /**
   * The line has refused a letter or a draft, for it has some file no more. Whatever was picked here goes once more by
   * itself; what lay in a draft, and cannot be asked after, has to be chosen again.
   */
  async #lookForLost() {
    const arrived = this.#all.filter(({ state }) => state === "there");
    const asked = arrived.map(async (one) => ((await one.upload?.isGone().catch(() => false)) ? [one] : []));
    const lost = (await Promise.all(asked)).flat();
    for (const one of lost) {
      this.#sendAgain(one);
    }
    for (const one of lost.length > 0 ? [] : arrived.filter(({ upload }) => upload === undefined)) {
      one.isLost = true;
      one.entry = undefined;
      this.#stop(one, word("file-gone"));
    }
    void this.#sendNext();
    this.#changed();
  }

  /** @param {One} one */
  #sendAgain(one) {
    const { element } = one.row;
    one.upload = one.entry = one.before = undefined;
    one.state = "ready";
    this.#show(one);
    element.replaceWith(one.row.element);
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
    this.#out.clear();
    this.#list.replaceChildren();
    this.#leaveOut([]);
    this.#tell("");
    this.#changed();
  }

  /**
   * @param {File} file
   * @param {HTMLElement} [place] to stand in
   */
  async #addOne(file, place) {
    const one = this.#listed(file);
    place && this.#standIn(one, place);
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
    one.remove = () => before?.bare ?? one.details?.removed !== undefined;
    if (one.details === undefined || before !== undefined || one.isTakenAsItStands) {
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
      one.remove = one.row.ask(one.details, one.remove(), () => this.#begin(one));
    }
  }

  /**
   * Seal it now, or say first that this browser takes long for it.
   * @param {One} one
   */
  async #offer(one) {
    const isSlow = this.#how.plain !== undefined && (await isTooSlowFor(one.file.size));
    if (!isSlow || one.isTakenAsItStands) {
      return this.#begin(one);
    }
    one.state = "asked";
    one.offersPlainForm = true;
    this.#offerPlainForm(one);
    this.#changed();
  }

  /** @param {One} one */
  #offerPlainForm(one) {
    one.row.say("");
    one.row.offerPlainForm(
      () => this.#how.plain?.(),
      () => this.#begin(one),
    );
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
      out: () => this.#takeOut(one()),
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
    one.bare !== undefined && this.#sayWhatBecame(one);
    if (one.entry !== undefined) {
      one.row.done(one.entry);
    } else if (one.state === "asked" && one.offersPlainForm) {
      this.#offerPlainForm(one);
    } else if (one.state === "asked") {
      this.#ask(one);
    } else if (one.state === "stopped") {
      one.row.say(word(one.isLost ? "file-gone" : "file-refused"), true);
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
    this.#place();
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
      const upload = await (one.upload ?? this.#uploadOf(one));
      one.upload = upload;
      let told = upload.arrived;
      one.entry = await upload.run(one.gone.signal, (progress) => {
        one.row.show(progress);
        this.#how.goesOn?.();
        if (upload.arrived > told && isPowerOfTwo(upload.arrived)) {
          told = upload.arrived;
          this.#changed(); // what goes on on another day is worth keeping from the first part on
        }
      });
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
    const removed = one.remove() ? await one.details?.removed?.() : undefined;
    const file = removed ?? one.file;
    one.bare = removed !== undefined;
    this.#sayWhatBecame(one);
    const recipient = await this.#how.recipient();
    one.recipient = recipient;
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
  #sayWhatBecame(one) {
    const became = becameOf(one);
    one.row.became(became === undefined ? "" : word(`details-${became}`));
  }

  /**
   * It goes from the line at once; here it stands to be put back.
   * @param {One} one
   */
  #takeOut(one) {
    one.gone.abort();
    one.upload?.cancel();
    this.#all = this.#all.filter((other) => other !== one);
    if (one.isLost) {
      one.row.element.remove(); // there is nothing to put back
      return this.#changed();
    }
    const { element, back } = this.#showOut(one);
    one.row.element.replaceWith(element);
    this.#tell(word("file-is-out", { name: one.file.name }));
    back.focus();
    this.#changed();
  }

  /** @param {One} one */
  #showOut(one) {
    const made = takenOut(one.file.name, () => this.#putBack(one, made.element));
    this.#out.set(one, made.element);
    return made;
  }

  /**
   * The same file once more, in its place; one that lay in the draft lies there still.
   * @param {One} one
   * @param {HTMLElement} place
   */
  #putBack(one, place) {
    if (this.#all.length >= this.#how.mostFiles) {
      return this.#leaveOut([one.file.name]);
    }
    this.#out.delete(one);
    if (one.entry !== undefined && one.upload === undefined) {
      this.#all.push(one);
      this.#show(one);
      this.#standIn(one, place);
    } else {
      void this.#addOne(one.file, place);
    }
    this.#changed();
  }

  /**
   * @param {One} one
   * @param {HTMLElement} place
   */
  #standIn(one, place) {
    place.replaceWith(one.row.element);
    const rows = [...this.#list.children];
    this.#all.sort((a, b) => rows.indexOf(a.row.element) - rows.indexOf(b.row.element));
    one.row.focus();
  }

  /** @param {One} one */
  #earlier(one) {
    const place = this.#all.indexOf(one);
    const before = this.#all[place - 1];
    if (before !== undefined) {
      this.#all.splice(place - 1, 2, one, before);
      before.row.element.before(one.row.element);
      this.#changed();
      one.row.focusEarlier();
    }
  }

  /** A file can go earlier where it and the one before it still wait. */
  #place() {
    for (const [place, one] of this.#all.entries()) {
      one.row.place(waits(one) && waits(this.#all[place - 1]));
    }
  }

  #changed() {
    this.#place();
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

/** @param {number} count */
function isPowerOfTwo(count) {
  return count === 2 ** Math.floor(Math.log2(count));
}

/** @param {One | undefined} one */
function waits(one) {
  return one !== undefined && ["looked-at", "asked", "ready"].includes(one.state);
}

/**
 * What became of its hidden details, or will; undefined where none were found.
 * @param {One} one
 * @returns {"bare" | "nearly-bare" | "as-it-was" | undefined}
 */
function becameOf({ details, bare, remove }) {
  if (details === undefined) {
    return undefined;
  }
  const isBare = bare ?? remove();
  return isBare ? (details.stays.length > 0 ? "nearly-bare" : "bare") : "as-it-was";
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
