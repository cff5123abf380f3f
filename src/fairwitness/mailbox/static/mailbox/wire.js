// @ts-check
/** What goes to the line from the mailbox: what finds it and what lets in, and sealed things. Never the code, and never its seed. */

import { b64, unb64 } from "../crypto/browser/encoding.js";
import { Refused, read, tell } from "../sealed/line.js";
import { word } from "../sealed/words.js";

/** @typedef {import("./keys.js").Code} Code */
/** @typedef {{kind: "letter" | "notice" | "filler", id: string, n: number, from_office: boolean, day: string, sentence: string}} Entry */
/** @typedef {import("./types.js").Standing} Standing */
/** @typedef {import("./types.js").Opened} Opened */

export class Wire {
  #addresses;
  #who;

  /**
   * @param {DOMStringMap} addresses
   * @param {Code} code
   */
  constructor(addresses, code) {
    this.#addresses = addresses;
    this.#who = { locator: b64(code.locator), auth: b64(code.keys.auth) };
  }

  /** @returns {Promise<Opened>} */
  async open() {
    const told = await read(await this.#ask("open", {}));
    if (!isWhole(told)) {
      throw new Refused(word("answer-damaged"), "damaged");
    }
    return told;
  }

  /**
   * One sealed letter, or as many bytes that are none.
   * @param {string} id
   * @returns {Promise<string>}
   */
  async letter(id) {
    return String((await read(await this.#ask("letter", { id }))).sealed);
  }

  /**
   * One sealed part of a file.
   * @param {string} file
   * @param {number} number
   */
  async part(file, number) {
    const answer = await this.#ask("part", { file, number });
    return new Uint8Array(await answer.arrayBuffer());
  }

  /**
   * What is to be sent, as text: the same again while nobody knows whether it has arrived.
   * @param {object} told
   */
  body(told) {
    return JSON.stringify({ ...this.#who, ...told });
  }

  /** @param {string} body */
  async answer(body) {
    await read(await tell(this.#addresses.answer ?? "", body));
  }

  /** @param {string} body */
  async agree(body) {
    await read(await tell(this.#addresses.agree ?? "", body));
  }

  /** @param {string} body */
  async code(body) {
    await read(await tell(this.#addresses.code ?? "", body));
  }

  /** @param {string} body */
  async adviser(body) {
    await read(await tell(this.#addresses.adviser ?? "", body));
  }

  /** @param {object} told */
  async adviserEnd(told) {
    await read(await this.#ask("adviserEnd", told));
  }

  /** @param {object} told */
  async name(told) {
    await read(await this.#ask("name", told));
  }

  async receipt() {
    return String((await read(await this.#ask("receipt", {}))).text);
  }

  /** @returns {Promise<Opened>} */
  async withdraw() {
    return await read(await this.#ask("withdraw", {}));
  }

  /** @param {string} step what the page offered */
  async again(step) {
    await read(await this.#ask("again", { step }));
  }

  /**
   * @param {string} name
   * @param {object} told
   */
  #ask(name, told) {
    return tell(this.#addresses[name] ?? "", this.body(told));
  }
}

/**
 * Whether that has the form of an answer: of a tip its lists, and what stands in them. What they say is looked at letter by letter.
 * @param {any} told
 */
function isWhole(told) {
  const lists = [told?.entries, told?.grants, told?.sheets];
  const isList = (/** @type {unknown} */ one) => Array.isArray(one) && !one.includes(null);
  const isTip = () => lists.every(isList) && typeof told.standing?.received === "string";
  return told?.what === "tip" ? isTip() : typeof told?.what === "string";
}

/**
 * Bytes of what the line says; none where it is no base64url.
 * @param {string} text
 */
export function bytesOf(text) {
  try {
    return unb64(text);
  } catch {
    return new Uint8Array();
  }
}
