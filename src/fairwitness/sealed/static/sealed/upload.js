// @ts-check
/**
 * One file on its way to the line: sealed here part by part, the next one while the one before is being sent.
 *
 * A connection that breaks and a line that starts again cost time and nothing else: what was sealed is kept until the line
 * has it, and is sent again as the same bytes. The line learns the size that the file was padded to, and no more.
 */

import { b64, unb64 } from "../crypto/browser/encoding.js";
import { nextPower } from "../crypto/browser/padding.js";
import { CONTENT_HASH, FileSealer, PART } from "../crypto/browser/parts.js";
import { Pace } from "./pace.js";
import { send } from "./sending.js";

/** @typedef {import("../crypto/browser/letters.js").FileEntry} FileEntry */
/** @typedef {import("../crypto/browser/parts.js").FinishedPart} FinishedPart */
/** @typedef {import("../crypto/browser/parts.js").SealedPart} SealedPart */
/** @typedef {{id: string, secret: string, parts: string[]}} Kept what goes on with this upload; it belongs into something sealed */
/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Progress} Progress */
/** @typedef {{uploads: string, ask?: typeof send, toPowerOfTwo?: boolean, waits?: readonly number[]}} How `uploads` is the address of all uploads */

const WAITS = [1, 2, 4, 8, 15, 30, 60]; // seconds before the next try; the last one again and again
const HASH = 32; // bytes
const GONE = new Set(["unknown", "order"]); // the line has lost it: it begins anew
const PASSES = new Set(["broken", "busy"]); // it is asked again, like a line that does not answer
const BEGINNINGS = 3;
const TRIES = 5; // of an answer that is neither the line's own nor worth waiting for

/** What the line, or this browser, cannot do, in one word (`why`) and perhaps in a sentence. */
export class UploadStopped extends Error {
  /**
   * @param {string} why a word of the line's, or `unreadable`, `refused`
   * @param {string} [sentence] in the page's language
   * @param {unknown} [cause]
   */
  constructor(why, sentence = "", cause = undefined) {
    super(sentence, { cause });
    this.why = why;
  }
}

/** One file. */
export class Upload {
  #file;
  #recipient;
  #how;
  #pace = new Pace();
  /** @type {Kept | undefined} */
  #before;
  /** @type {FileSealer | undefined} */
  #sealer;
  /** @type {SealedPart[]} sealed, and not known to be there */
  #unsent = [];
  /** @type {FinishedPart[]} that are there */
  #finished = [];
  /** @type {State} */
  #state = "begun";
  #hashed = 0;
  #gone = 0; // bytes of the part that is on its way
  #paused = false;
  #wake = new AbortController(); // ends whatever waits or is on its way when that changes
  #beginnings = 0;
  /** @type {(progress: Progress) => void} */
  #tell = () => {};

  /** @type {FileEntry | undefined} how a letter lists it, once it is whole */
  entry;
  id = "";
  secret = "";

  /**
   * @param {File} file
   * @param {string} recipient of the conversation or draft
   * @param {How} how
   */
  constructor(file, recipient, how) {
    this.#file = file;
    this.#recipient = recipient;
    this.#how = { ask: send, toPowerOfTwo: false, waits: WAITS, ...how };
  }

  /**
   * Go on with what was sent on another day: the file is read and compared first, and is a new one where it differs.
   * @param {File} file
   * @param {string} recipient the same as before
   * @param {Kept} kept
   * @param {How} how
   */
  static resume(file, recipient, kept, how) {
    const upload = new Upload(file, recipient, how);
    upload.#before = kept;
    return upload;
  }

  /** What goes on with this upload, as far as the line has it; undefined before it has begun. @returns {Kept | undefined} */
  get kept() {
    if (this.id === "") {
      return this.#before;
    }
    const parts = this.#finished.map(({ content, sha256 }) => b64(new Uint8Array([...content, ...sha256])));
    return { id: this.id, secret: this.secret, parts };
  }

  /** How many parts the line has. */
  get arrived() {
    return this.#finished.length;
  }

  /** @returns {Progress} */
  get progress() {
    const total = this.#sealer?.size ?? this.#size;
    const sent = this.#state === "done" ? total : Math.min(total, this.#there + this.#gone);
    return {
      state: this.#paused && this.#state !== "done" ? "paused" : this.#state,
      hashed: this.#hashed,
      sent,
      total,
      bytesPerSecond: this.#pace.bytesPerSecond,
      secondsLeft: this.#pace.secondsFor(total - sent),
    };
  }

  get #size() {
    return this.#how.toPowerOfTwo ? nextPower(this.#file.size) : this.#file.size;
  }

  get #there() {
    return this.#finished.length * PART;
  }

  /**
   * Send what is left. Called again after an error, it goes on from there.
   * @param {AbortSignal} [signal] gives up; `cancel` then lets the line forget it
   * @param {(progress: Progress) => void} [tell]
   * @returns {Promise<FileEntry>} or UploadStopped, or the signal's reason
   */
  async run(signal = new AbortController().signal, tell = () => {}) {
    this.#tell = tell;
    const wake = () => this.#wake.abort();
    const online = () => this.#state === "waiting" && wake();
    signal.addEventListener("abort", wake);
    addEventListener("online", online);
    try {
      while (this.entry === undefined) {
        await this.#once(signal);
      }
      return this.entry;
    } finally {
      this.#tell = () => {}; // a part may still be on its way: nobody is told of it any more
      signal.removeEventListener("abort", wake);
      removeEventListener("online", online);
    }
  }

  /** Stop for now; what was on its way is sent again. */
  pause() {
    this.#paused = true;
    this.#wake.abort();
    this.#say();
  }

  /** Go on after a pause. */
  resume() {
    this.#paused = false;
    this.#wake.abort();
    this.#say();
  }

  /** Whether the line says that it has it no more. */
  async isGone() {
    const { status, told } = await this.#how.ask({ method: "GET", url: this.#url, headers: this.#right });
    return status === 404 && told.why === "unknown";
  }

  /** Let the line forget what it has of it. Nothing is waited for: what cannot be forgotten now is so a day later. */
  cancel() {
    void this.#sealer?.end();
    if (this.id !== "") {
      void this.#letGo({ method: "DELETE", url: this.#url, headers: this.#right });
    }
  }

  /** @param {import("./sending.js").Sending} sending */
  async #letGo(sending) {
    for (const seconds of [0, ...this.#how.waits]) {
      await pastOr(seconds, new AbortController().signal);
      const { status } = await this.#how.ask(sending);
      if (status >= 200 && status < 500) {
        return; // it is gone, or the line has said why it stays
      }
    }
  }

  get #url() {
    return `${this.#how.uploads}${this.id}/`;
  }

  get #right() {
    return { "Upload-Secret": this.secret };
  }

  /**
   * From where it stands to the end, or to the point where the line has lost it.
   * @param {AbortSignal} signal
   */
  async #once(signal) {
    try {
      const sealer = this.#sealer ?? (await this.#begin(signal));
      this.#sealer = sealer;
      await this.#sendAll(sealer, signal);
      const type = this.#file.type || "application/octet-stream";
      this.entry = { id: this.id, name: this.#file.name, type, ...sealer.facts };
      this.#become("done");
    } catch (error) {
      const lost = error instanceof UploadStopped && GONE.has(error.why);
      if (!lost || this.#beginnings >= BEGINNINGS) {
        throw error;
      }
      this.#forget();
    }
  }

  #forget() {
    void this.#sealer?.end();
    this.#before = this.#sealer = undefined;
    this.#unsent = [];
    this.#finished = [];
    this.#gone = 0;
    this.id = this.secret = "";
  }

  /** @param {AbortSignal} signal */
  async #begin(signal) {
    const before = this.#before;
    const sealer = before && (await this.#goOn(before, signal));
    if (sealer !== undefined) {
      return sealer;
    }
    this.#forget();
    this.#beginnings += 1;
    const told = await this.#ask(signal, { method: "POST", url: this.#how.uploads });
    this.id = told.id;
    this.secret = told.secret;
    return this.#newSealer();
  }

  #newSealer() {
    const size = this.#how.toPowerOfTwo ? this.#size : 0;
    return new FileSealer(this.#file, this.id, this.#recipient, size);
  }

  /**
   * A sealer that stands behind what was sent before; undefined where this is another file.
   * @param {Kept} before
   * @param {AbortSignal} signal
   */
  async #goOn(before, signal) {
    this.id = before.id;
    this.secret = before.secret;
    const { stored } = await this.#ask(signal, { method: "GET", url: this.#url, headers: this.#right });
    const known = before.parts.map(finishedPart).slice(0, stored.length);
    const sealer = this.#newSealer();
    this.#become("hashing");
    const isSame = await this.#reading(
      sealer.goOn(known, (hashed) => {
        signal.throwIfAborted();
        this.#hashed = hashed;
        this.#say();
      }),
    );
    if (!isSame) {
      void sealer.end();
      return undefined;
    }
    if (stored.length > known.length) {
      const url = `${this.#url}${known.length}/`; // their hashes were not kept, and a letter has to list them
      await this.#ask(signal, { method: "DELETE", url, headers: this.#right });
    }
    this.#finished = known;
    return sealer;
  }

  /**
   * @param {FileSealer} sealer
   * @param {AbortSignal} signal
   */
  async #sendAll(sealer, signal) {
    this.#become("sending");
    for (const part of [...this.#unsent]) {
      await this.#sendPart(part, signal);
    }
    let onItsWay = Promise.resolve();
    const parts = sealer.parts();
    for (;;) {
      const next = await this.#reading(parts.next());
      if (next.value !== undefined) {
        this.#unsent.push(next.value);
      }
      await onItsWay;
      if (next.done) {
        return;
      }
      signal.throwIfAborted();
      onItsWay = this.#sendPart(next.value, signal);
      onItsWay.catch(() => {}); // it is waited for when the next part is sealed
    }
  }

  /**
   * @param {SealedPart} part
   * @param {AbortSignal} signal
   */
  async #sendPart(part, signal) {
    const share = part.size / part.sealed.length; // of what goes over the wire is content
    await this.#ask(signal, {
      method: "PUT",
      url: `${this.#url}${part.number}/`,
      headers: { ...this.#right, "Content-Type": "application/octet-stream" },
      body: part.sealed,
      onSent: (bytes) => {
        this.#gone = bytes * share;
        this.#pace.note(this.#there + this.#gone);
        this.#say();
      },
    });
    this.#gone = 0;
    this.#unsent.shift();
    this.#finished.push({ content: part.content, sha256: part.sha256 });
    this.#pace.note(this.#there);
    this.#say();
  }

  /**
   * Ask until the line answers; UploadStopped with its own word where it refuses.
   * @param {AbortSignal} signal
   * @param {import("./sending.js").Sending} sending
   * @returns {Promise<Record<string, any>>}
   */
  async #ask(signal, sending) {
    for (let tries = 0; ; tries++) {
      await this.#unpaused(signal);
      const answer = await this.#try(sending);
      signal.throwIfAborted();
      if (answer === undefined) {
        tries = -1; // it was paused, or the network is back: no try was lost
        continue;
      }
      if (answer.status >= 200 && answer.status < 300) {
        return answer.told;
      }
      const isOurs = typeof answer.told.why === "string" && !PASSES.has(answer.told.why);
      if (isOurs || (answer.status >= 400 && answer.status < 500 && tries >= TRIES)) {
        throw new UploadStopped(isOurs ? answer.told.why : "refused", answer.told.error);
      }
      await this.#wait(signal, this.#how.waits[Math.min(tries, this.#how.waits.length - 1)]);
    }
  }

  /**
   * @param {import("./sending.js").Sending} sending
   * @returns {Promise<import("./sending.js").Answer | undefined>} undefined where it was woken meanwhile
   */
  async #try(sending) {
    const wake = this.#freshWake();
    try {
      return await this.#how.ask({ ...sending, signal: wake });
    } catch (error) {
      if (wake.aborted) {
        return undefined;
      }
      throw error;
    } finally {
      this.#gone = 0;
    }
  }

  /**
   * @param {AbortSignal} signal
   * @param {number} seconds
   */
  async #wait(signal, seconds) {
    const state = this.#state;
    this.#pace.rest();
    this.#become("waiting");
    await pastOr(seconds * (0.75 + Math.random() / 2), this.#freshWake());
    signal.throwIfAborted();
    this.#become(state);
  }

  /** @param {AbortSignal} signal */
  async #unpaused(signal) {
    signal.throwIfAborted();
    while (this.#paused) {
      this.#pace.rest();
      await pastOr(Number.POSITIVE_INFINITY, this.#freshWake());
      signal.throwIfAborted();
    }
  }

  #freshWake() {
    if (this.#wake.signal.aborted) {
      this.#wake = new AbortController();
    }
    return this.#wake.signal;
  }

  /**
   * A file that somebody changes or takes away while it is read is no file any more.
   * @template Result
   * @param {Promise<Result>} work
   */
  async #reading(work) {
    try {
      return await work;
    } catch (error) {
      throw error instanceof DOMException && error.name !== "AbortError"
        ? new UploadStopped("unreadable")
        : error;
    }
  }

  /** @param {State} state */
  #become(state) {
    this.#state = state;
    this.#say();
  }

  #say() {
    this.#tell(this.progress);
  }
}

/** @param {string} kept */
function finishedPart(kept) {
  const bytes = unb64(kept, CONTENT_HASH + HASH);
  return { content: bytes.subarray(0, CONTENT_HASH), sha256: bytes.subarray(CONTENT_HASH) };
}

/**
 * @param {number} seconds
 * @param {AbortSignal} wake
 * @returns {Promise<void>} when they have gone by, or at once when it is woken
 */
function pastOr(seconds, wake) {
  return new Promise((resolve) => {
    const timer = Number.isFinite(seconds) ? setTimeout(resolve, seconds * 1000) : undefined;
    wake.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
