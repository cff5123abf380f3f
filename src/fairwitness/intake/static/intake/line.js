// @ts-check
/** Talking to the line. Nothing goes there but what the callers have sealed. */

import { NotReady, Refused } from "./problems.js";
import { word } from "./words.js";

const PATIENCE = 120_000; // milliseconds for one request: Tor is slow, and nobody waits for ever

/**
 * Send bytes of JSON; Refused where the line says no, or nothing.
 * @param {string} url
 * @param {Uint8Array<ArrayBuffer>} body
 * @returns {Promise<Record<string, any>>}
 */
export async function send(url, body) {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  const answer = await patiently(url, { method: "POST", body, headers });
  const told = await answer.json().catch(() => undefined);
  if (answer.ok && told !== undefined) {
    return told;
  }
  const refused = answer.status >= 400 && answer.status < 500;
  throw new Refused(
    refused ? String(told?.why ?? "refused") : "",
    told?.error ?? word(refused ? "refused" : "unreachable"),
  );
}

/**
 * Fetch something public.
 * @param {string} url
 * @returns {Promise<Record<string, any>>}
 */
export async function fetchJson(url) {
  try {
    return await (await patiently(url, { cache: "no-store" })).json();
  } catch {
    throw new NotReady("unreachable");
  }
}

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
      found === null ? reject(new NotReady("unreachable")) : resolve(found);
    };
    request.send();
  });
}

/**
 * @param {string} url
 * @param {RequestInit} options
 */
async function patiently(url, options) {
  const ended = new AbortController();
  const clock = setTimeout(() => ended.abort(), PATIENCE);
  try {
    return await fetch(url, { ...options, credentials: "omit", redirect: "error", signal: ended.signal });
  } catch {
    throw new Refused("", word("unreachable"));
  } finally {
    clearTimeout(clock);
  }
}
