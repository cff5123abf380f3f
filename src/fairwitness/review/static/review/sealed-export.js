// @ts-check
/** `<sealed-export>`: what was signed so that a tip leaves the line, with all that is wrong about it. */

import { b64, unb64 } from "../crypto/browser/encoding.js";
import { TIPSTER } from "../crypto/browser/exports.js";
import { hashOf } from "../sealed/conversation.js";
import { paragraph } from "../sealed/letter.js";
import { word } from "../sealed/words.js";
import { openAmongReaders } from "./among-readers.js";
import { bodiesHere } from "./consents.js";
import { openConversation } from "./conversation.js";
import { judgedExport } from "./exports.js";
import { conversationKey } from "./keyring.js";
import { fetchNotes } from "./notes.js";
import { AtTheDesk } from "./sealed-letter.js";

/** @typedef {import("./types.js").JudgedExport} JudgedExport */
/** @typedef {import("./types.js").Notes} Notes */
/** @typedef {import("./types.js").WithTipster} WithTipster */

export class SealedExport extends AtTheDesk {
  /** @type {JudgedExport | undefined} */
  #judged;

  /** @param {string} url */
  async load(url) {
    const conversation = await super.load(url);
    this.#judged = (await this.#judge(conversation)).judged;
    return conversation;
  }

  get json() {
    return unb64(this.dataset.statement ?? "");
  }

  /** Everything as the line says it now, and what is wrong about it. */
  async again() {
    const conversation = await openConversation(this.dataset.sealed ?? "");
    return { conversation, ...(await this.#judge(conversation)) };
  }

  /** @param {WithTipster} conversation */
  async #judge({ sheets, line, letters, own }) {
    const { tip = "", notes: url = "", signatures = "" } = this.dataset;
    const told = await fetchNotes(url);
    const notes = await openAmongReaders(told, sheets, conversationKey);
    const known = {
      line,
      letters,
      own,
      reviewers: sheets.slice(-1).flatMap((sheet) => sheet.reviewers),
      notes: notes.letters,
      noteHashes: new Map(
        told.letters.map(({ id, sealed }) => [id, b64(hashOf(sealed) ?? new Uint8Array())]),
      ),
      bodies: bodiesHere(),
    };
    const signed = { json: this.json, signatures: signatures.split(" ").map((one) => unb64(one)), tip };
    return { judged: judgedExport(signed, known), notes };
  }

  content() {
    const { statement, by = [], reason, wish, problems = [] } = this.#judged ?? {};
    const warnings = problems.map((name) => paragraph("error", word(name)));
    for (const button of document.querySelectorAll("[data-agree-export] button, [data-make-export] button")) {
      button.classList.toggle("quiet", problems.length > 0);
    }
    if (statement === undefined) {
      return warnings;
    }
    const along = statement.along.map((one) => word(`along-${one}`));
    return [
      ...warnings,
      facts([
        ["export-basis", word(`basis-${statement.basis}`), reason ?? "?"],
        ...(wish === undefined || statement.basis !== TIPSTER
          ? []
          : [["export-wish", `${wish.day} · ${wish.text}`]]),
        ["export-letters", word("export-up-to", { count: statement.letters })],
        ["export-along", ...(along.length === 0 ? [word("along-nothing")] : along)],
        ["refer-by", by.length === 0 ? "?" : by.join(" · ")],
      ]),
    ];
  }
}

/** The one on this page; undefined where there is none. */
export function exportHere() {
  const shown = document.querySelector("sealed-export");
  return shown instanceof SealedExport ? shown : undefined;
}

/** @param {string[][]} told names and what is said of each */
function facts(told) {
  const list = document.createElement("dl");
  for (const [name, ...texts] of told) {
    const asked = document.createElement("dt");
    asked.textContent = word(name);
    list.append(
      asked,
      ...texts.map((text) => {
        const one = document.createElement("dd");
        one.dir = "auto";
        one.textContent = text;
        return one;
      }),
    );
  }
  return list;
}

customElements.define("sealed-export", SealedExport);
