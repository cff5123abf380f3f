// @ts-check
/** `<sealed-left-out>`: what was signed so that somebody is not heard yet, and all that is wrong about it. */

import { b64, unb64 } from "../crypto/browser/encoding.js";
import { KIND, unheardFromJson } from "../crypto/browser/unheard.js";
import { hashOf } from "../sealed/conversation.js";
import { paragraph } from "../sealed/letter.js";
import { word } from "../sealed/words.js";
import { openAmongReaders } from "./among-readers.js";
import { openConversation } from "./conversation.js";
import { conversationKey } from "./keyring.js";
import { fetchNotes } from "./notes.js";
import { AtTheDesk } from "./sealed-letter.js";
import { whoSigned } from "./signed-by-two.js";

/** @typedef {import("../crypto/browser/types.js").Unheard} Unheard */
/** @typedef {import("./types.js").WithTipster} WithTipster */
/** @typedef {{statement?: Unheard, by: string[], reason?: string, problems: string[]}} JudgedUnheard */

const HALF = 2; // of the signatures: with both it is done

class SealedLeftOut extends AtTheDesk {
  /** @type {JudgedUnheard} */
  #judged = { by: [], problems: ["refer-form"] };

  get json() {
    return unb64(this.dataset.statement ?? "");
  }

  /** @param {string} url */
  async load(url) {
    const conversation = await super.load(url);
    this.#judged = await this.judge(conversation);
    return conversation;
  }

  /** What is wrong about it now. */
  async again() {
    this.#judged = await this.judge(await openConversation(this.dataset.sealed ?? ""));
    return this.#judged.problems;
  }

  /**
   * @param {WithTipster} conversation
   * @returns {Promise<JudgedUnheard>}
   */
  async judge({ sheets, line, letters }) {
    const { tip = "", notes: url = "", signatures: all = "" } = this.dataset;
    const statement = statementIn(this.json);
    if (statement === undefined) {
      return { by: [], problems: ["refer-form"] };
    }
    const told = await fetchNotes(url);
    const notes = await openAmongReaders(told, sheets, conversationKey);
    const signatures = all.split(" ").map((one) => unb64(one));
    // What is done was signed by those who were readers then; what is to be signed, by those of today.
    const counting = signatures.length === HALF ? sheets : sheets.slice(-1);
    const noteHashes = new Map(
      told.letters.map(({ id, sealed }) => [id, b64(hashOf(sealed) ?? new Uint8Array())]),
    );
    const reviewers = counting.flatMap((sheet) => sheet.reviewers);
    const known = { reviewers, letters, notes: notes.letters, noteHashes };
    const found = whoSigned(KIND, { json: this.json, signatures }, statement.why, known);
    return {
      statement,
      by: found.by,
      reason: found.reason,
      problems: [
        ...(statement.tip === tip && b64(statement.line) === line ? [] : ["refer-other"]),
        ...(found.isSigned ? [] : ["refer-unsigned"]),
        ...(found.isByRecorder ? ["refer-by-recorder"] : []),
        ...(found.isReason ? [] : ["refer-no-reason"]),
      ],
    };
  }

  content() {
    const { statement, by, reason, problems } = this.#judged;
    const warnings = problems.map((name) => paragraph("error", word(name)));
    document.querySelector("[data-agree-left-out] button")?.classList.toggle("quiet", problems.length > 0);
    if (statement === undefined) {
      return warnings;
    }
    const list = document.createElement("dl");
    const told = [
      ["refer-ground", word(`unheard-${statement.ground}`)],
      ["unheard-until", statement.until],
      ["refer-by", by.length === 0 ? "?" : by.join(" · ")],
      ["refer-why", reason ?? "?"],
    ];
    list.append(...told.flatMap(([name, text]) => [piece("dt", word(name)), piece("dd", text)]));
    return [...warnings, list];
  }
}

/** @param {Uint8Array} json */
function statementIn(json) {
  try {
    return unheardFromJson(json);
  } catch {
    return undefined;
  }
}

/**
 * What this page shows as signed, judged by what the line says now.
 */
export async function lookAtLeftOut() {
  const shown = document.querySelector("sealed-left-out");
  return shown instanceof SealedLeftOut
    ? { json: shown.json, problems: await shown.again() }
    : { json: new Uint8Array(), problems: ["refer-form"] };
}

/**
 * @param {"dt" | "dd"} tag
 * @param {string} text
 */
function piece(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  made.dir = "auto";
  return made;
}

customElements.define("sealed-left-out", SealedLeftOut);
