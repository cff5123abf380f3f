// @ts-check
/** Sending what is sealed from a page that may be older than the session: whoever has signed in again in another tab sends once more. */

import { fetchDocument, Refused, tell } from "../sealed/line.js";

const TOKEN = "input[name=csrfmiddlewaretoken]";

/**
 * Signing in changes the form's token, and a page that was open before has the old one: it is asked for anew, once.
 * @param {string} url
 * @param {string} body
 */
export async function send(url, body) {
  try {
    return await tell(url, body);
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 403) {
      throw error;
    }
    await renewToken().catch(() => {}); // whoever is signed in no more is told so by the next answer
    return await tell(url, body);
  }
}

/**
 * Into every form of this page.
 * @param {string} page where it is asked for
 */
export async function renewToken(page = location.pathname) {
  const newest = (await fetchDocument(page)).querySelector(TOKEN);
  for (const input of document.querySelectorAll(TOKEN)) {
    if (input instanceof HTMLInputElement && newest instanceof HTMLInputElement) {
      input.value = newest.value;
    }
  }
}
