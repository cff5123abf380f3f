// @ts-check
/** What the elements of these pages share: they open the same, and show it as text in a closed shadow root. */

import { AtTheDesk } from "../review/sealed-letter.js";
import { paragraph } from "../sealed/letter.js";
import { openAll } from "./known.js";

/** @typedef {import("./types.js").Known} Known */

const STYLE = new URL("decisions.css", import.meta.url).href;

export class Deciding extends AtTheDesk {
  /** @type {Known | undefined} */
  #known;

  async load() {
    this.#known = await openAll(this.dataset);
    return this.#known.conversation;
  }

  content() {
    return this.#known === undefined ? [] : [style(), ...this.shows(this.#known)];
  }

  /** Everything as the line says it now. */
  again() {
    return openAll(this.dataset);
  }

  /**
   * @param {Known} _known
   * @returns {Node[]}
   */
  shows(_known) {
    return [];
  }
}

function style() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = STYLE;
  return link;
}

/**
 * @param {string} tag
 * @param {string} text
 */
export function piece(tag, text) {
  const made = document.createElement(tag);
  made.dir = "auto";
  made.textContent = text;
  return made;
}

/**
 * @param {string} name
 * @param {string} text
 */
export function fact(name, text) {
  return [paragraph("soft", name), paragraph("text", text)];
}
