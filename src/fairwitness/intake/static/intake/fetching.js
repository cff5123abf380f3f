// @ts-check
/** Fetching what is public and the same for everybody. */

import { NotReady } from "./not-ready.js";

const PATIENCE = 120_000; // milliseconds: Tor is slow, and nobody waits for ever

/**
 * @param {string} url
 * @returns {Promise<Record<string, any>>}
 */
export async function fetchJson(url) {
  try {
    return await (await fetch(url, { credentials: "omit", redirect: "error" })).json();
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
