// @ts-check
/**
 * SHA-256 of a file's content as it grows. Where the browser can, a worker works it out beside the page, so that the next part is
 * sealed meanwhile; where it cannot, the page does it.
 */

import { SHA256 } from "../../vendor/sha256.js";
import { soFar } from "./digest-so-far.js";

const WORKER = new URL("./digest-worker.js", import.meta.url).href;
const PATIENCE = 5000; // milliseconds for the worker to be there

/** @type {{createScriptURL: (asked: string) => any} | undefined} */
let policy;

export class ContentDigest {
  #here = new SHA256();
  /** @type {Promise<Worker | undefined> | undefined} */
  #beside;
  #ended = new AbortController();

  /**
   * Add what comes next. One at a time: the one before has to be answered.
   * @param {Uint8Array<ArrayBuffer>} content all of its buffer; taken away
   * @returns {Promise<Uint8Array>} SHA-256 of all that was added
   */
  async add(content) {
    this.#beside ??= startWorker();
    const worker = await this.#beside;
    this.#ended.signal.throwIfAborted();
    if (worker !== undefined) {
      return await askWorker(worker, content, this.#ended.signal);
    }
    this.#here.update(content);
    return soFar(this.#here);
  }

  /** Nothing more comes. Who waits for an answer is told that there is none. */
  async end() {
    this.#ended.abort();
    (await this.#beside)?.terminate();
  }
}

/** @returns {Promise<Worker | undefined>} once it has said that it is there; undefined where there is none */
function startWorker() {
  return new Promise((resolve) => {
    try {
      const worker = new Worker(allowed(), { type: "module" });
      const giveUp = () => {
        worker.terminate();
        resolve(undefined);
      };
      const timer = setTimeout(giveUp, PATIENCE);
      worker.onerror = giveUp;
      worker.onmessage = () => {
        clearTimeout(timer);
        resolve(worker);
      };
    } catch {
      resolve(undefined); // no workers here, or none that load modules
    }
  });
}

/** The worker's address, by the one policy that the line's pages allow: whatever it is asked, it names this worker. */
function allowed() {
  policy ??= /** @type {any} */ (globalThis).trustedTypes?.createPolicy("digest-worker", {
    createScriptURL: () => WORKER,
  });
  return policy?.createScriptURL("") ?? WORKER;
}

/**
 * @param {Worker} worker
 * @param {Uint8Array<ArrayBuffer>} content
 * @param {AbortSignal} ended
 * @returns {Promise<Uint8Array>}
 */
function askWorker(worker, content, ended) {
  return new Promise((resolve, reject) => {
    ended.addEventListener("abort", () => reject(ended.reason));
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = () => reject(new Error("the worker has ended"));
    worker.postMessage(content, [content.buffer]);
  });
}
