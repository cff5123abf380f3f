// @ts-check
/** Fetching what is public and the same for everybody. */

import { fetchDocument } from "../sealed/line.js";
import { NotReady } from "./not-ready.js";

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
 * A page as a document, in which no script runs.
 * @param {string} url
 */
export async function fetchPage(url) {
  try {
    return await fetchDocument(url);
  } catch {
    throw new NotReady("unreachable");
  }
}
