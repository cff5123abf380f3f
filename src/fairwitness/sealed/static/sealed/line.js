// @ts-check
/** Talking to the line: every failure is a sentence that can be shown. */

import { word } from "./words.js";

/** What the line did not do, in words for who reads them. */
export class Refused extends Error {
  /**
   * @param {string} sentence
   * @param {string} [why] one of the protocol's few names; `unreachable` where nothing came back
   * @param {number} [status] of the answer
   */
  constructor(sentence, why = "", status = 0) {
    super(sentence);
    this.why = why;
    this.status = status;
  }

  /** Whether it may have been taken up all the same: there was no answer, or none of the line's own. */
  get mayHaveArrived() {
    return this.why === "unreachable" || this.status >= 500;
  }
}

/**
 * Whether it went wrong in this browser, and the server's own form could do it: the line was reached, and has not said why it does not take it.
 * @param {any} error
 */
export function couldGoPlainly(error) {
  return error instanceof Refused ? error.why === "malformed" : error?.word !== "unreachable";
}

/** The newest form token; signing in changes it. Later pages carry it. */
let token = "";

/** @param {string} newest */
export function keepToken(newest) {
  token = newest;
}

/**
 * @param {string} url
 * @param {RequestInit} [options]
 * @returns {Promise<Response>}
 */
export async function ask(url, options = {}) {
  const inPage = document.querySelector("input[name=csrfmiddlewaretoken]");
  const headers = new Headers(options.headers);
  headers.set("X-CSRFToken", inPage instanceof HTMLInputElement ? inPage.value : token);
  headers.set("Accept", "application/json");
  let answer;
  try {
    answer = await fetch(url, { credentials: "same-origin", ...options, headers, redirect: "error" });
  } catch {
    throw new Refused(word("unreachable"), "unreachable");
  }
  if (!answer.ok) {
    throw await refusalOf(answer);
  }
  return answer;
}

/**
 * @param {string} url
 * @param {object | string | Uint8Array<ArrayBuffer>} told an object, or its JSON where the same bytes are to be sent again
 * @param {RequestInit} [options]
 */
export function tell(url, told, options = {}) {
  const isJson = typeof told === "string" || told instanceof Uint8Array;
  const body = isJson ? told : JSON.stringify(told);
  return ask(url, { ...options, method: "POST", body, headers: { "Content-Type": "application/json" } });
}

/**
 * The whole of an answer in JSON; a line that breaks off in the middle is one that cannot be reached.
 * @param {Response} answer
 * @returns {Promise<any>}
 */
export async function read(answer) {
  try {
    return await answer.json();
  } catch {
    throw new Refused(word("unreachable"), "unreachable");
  }
}

/** @param {Response} answer */
async function refusalOf(answer) {
  try {
    const { error, why } = await answer.json();
    dispatchEvent(new CustomEvent("refused", { detail: why }));
    return new Refused(typeof error === "string" ? error : word("refused"), String(why ?? ""), answer.status);
  } catch {
    return new Refused(word("refused"), "", answer.status);
  }
}

const PATIENCE = 120_000; // milliseconds: Tor is slow, and nobody waits for ever

/**
 * A page as a document, in which no script runs. `fetch` cannot do that: the policy lets no text become a document.
 * @param {string} url
 * @returns {Promise<Document>}
 */
export function fetchDocument(url) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "document";
    request.timeout = PATIENCE;
    request.onloadend = () => {
      const found = request.status === 200 ? request.responseXML : null;
      found === null ? reject(new Refused(word("unreachable"), "unreachable")) : resolve(found);
    };
    request.send();
  });
}
