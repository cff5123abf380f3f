// @ts-check
/** Talking to the line: every failure is a sentence that can be shown. */

import { word } from "./words.js";

/** Something that the line did not do, in words for the person at the desk. */
export class Refused extends Error {}

/** The newest form token; signing in changes it, and the pages that come after carry it themselves. */
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
    answer = await fetch(url, { ...options, headers, credentials: "same-origin", redirect: "error" });
  } catch {
    throw new Refused(word("unreachable"));
  }
  if (!answer.ok) {
    throw new Refused(await sentenceOf(answer));
  }
  return answer;
}

/** @param {Response} answer */
async function sentenceOf(answer) {
  try {
    const told = (await answer.json()).error;
    return typeof told === "string" ? told : word("refused");
  } catch {
    return word("refused");
  }
}
