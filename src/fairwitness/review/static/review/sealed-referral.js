// @ts-check
/** `<sealed-consents>`: what the tipster answered, body by body; `<sealed-referral>`: what was signed, with all that is wrong about it. */

import { b64, unb64 } from "../crypto/browser/encoding.js";
import { hashOf } from "../sealed/conversation.js";
import { paragraph } from "../sealed/letter.js";
import { word, wordOr } from "../sealed/words.js";
import { openAmongReaders } from "./among-readers.js";
import { bodiesHere, consentsIn } from "./consents.js";
import { openConversation } from "./conversation.js";
import { conversationKey } from "./keyring.js";
import { fetchNotes } from "./notes.js";
import { judged } from "./referrals.js";
import { AtTheDesk } from "./sealed-letter.js";

/** @typedef {import("../crypto/browser/types.js").Statement} Statement */
/** @typedef {import("./types.js").Judged} Judged */
/** @typedef {import("./types.js").WithTipster} WithTipster */

const HALF = 2; // of the signatures: with both it is done

class SealedConsents extends AtTheDesk {
  /** @param {WithTipster} conversation */
  content({ letters, own }) {
    const consents = [...consentsIn(letters, own, bodiesHere())];
    return consents.length === 0
      ? [paragraph("soft", word("consents-none"))]
      : [
          facts(
            consents.map(([slug, { says, day, words }]) => [
              `${bodyOf(slug)} · ${day}`,
              word(`consent-${says}`),
              ...words,
            ]),
          ),
        ];
  }
}

class SealedReferral extends AtTheDesk {
  /** @type {Judged | undefined} */
  #judged;

  /** @param {string} url */
  async load(url) {
    const conversation = await super.load(url);
    this.#judged = await this.judge(conversation);
    return conversation;
  }

  get json() {
    return unb64(this.dataset.statement ?? "");
  }

  /** @param {WithTipster} conversation */
  async judge({ sheets, line, letters, own }) {
    const { tip = "", charter = "", notes: url = "", signatures = "" } = this.dataset;
    const told = await fetchNotes(url);
    const notes = await openAmongReaders(told, sheets, conversationKey);
    const signed = signatures.split(" ").map((one) => unb64(one));
    const isDone = signed.length === HALF;
    // What is done was signed by those who were readers then; what is to be signed, by those of today.
    const counting = isDone ? sheets : sheets.slice(-1);
    const known = {
      line,
      letters,
      own,
      reviewers: counting.flatMap((sheet) => sheet.reviewers),
      notes: notes.letters,
      noteHashes: new Map(
        told.letters.map(({ id, sealed }) => [id, b64(hashOf(sealed) ?? new Uint8Array())]),
      ),
      bodies: bodiesHere(),
    };
    return judged({ json: this.json, signatures: signed, tip, charter, isDone }, known);
  }

  /** What is wrong about it now; that the tipster has said no meanwhile is told once, where it keeps nobody from signing. */
  async again() {
    const before = this.#judged?.no;
    this.#judged = await this.judge(await openConversation(this.dataset.sealed ?? ""));
    const { no, problems } = this.#judged;
    return no === before || problems.length > 0 ? problems : ["refer-no-now"];
  }

  content() {
    const { statement, by = [], reason, problems = [], no, words = [] } = this.#judged ?? {};
    const warnings = problems.map((name) => paragraph("error", word(name)));
    document.querySelector("[data-agree] button")?.classList.toggle("quiet", problems.length > 0);
    if (statement === undefined) {
      return warnings;
    }
    const isDone = this.dataset.done !== undefined;
    const hasYes = statement.consent !== undefined && !isDone && problems.length === 0;
    return [
      ...warnings,
      ...(no === undefined ? [] : this.#no(no, statement, isDone)),
      facts(
        [
          ["refer-body", bodyOf(statement.body)],
          ["refer-ground", word(`ground-${statement.ground}`)],
          ["refer-by", by.length === 0 ? "?" : by.join(" · ")],
          ["refer-why", reason ?? "?"],
          ...(words.length === 0 ? [] : [["refer-words", ...words]]),
        ].map(([name, ...texts]) => [word(name), ...texts]),
      ),
      ...(hasYes ? [paragraph("soft", word("refer-yes"))] : []),
    ];
  }

  /**
   * That the tipster has said no, where that does not keep anybody from signing, or came after both had signed.
   * @param {string} day
   * @param {Statement} statement
   * @param {boolean} isDone
   */
  #no(day, { consent }, isDone) {
    if (consent === undefined) {
      return [paragraph("error", word("refer-said-no", { day }))];
    }
    return isDone ? [paragraph("error", word("refer-no-since", { day }))] : [];
  }
}

/**
 * What this page shows as signed, judged by what the line says now.
 */
export async function lookAgain() {
  const shown = document.querySelector("sealed-referral");
  if (!(shown instanceof SealedReferral)) {
    return { json: new Uint8Array(), problems: ["refer-form"] };
  }
  return { json: shown.json, problems: await shown.again() };
}

/**
 * Its name in the charter.
 * @param {string} slug
 */
function bodyOf(slug) {
  return wordOr([`body-${slug}`], slug);
}

/** @param {string[][]} told names and what is said of each */
function facts(told) {
  const list = document.createElement("dl");
  for (const [name, ...texts] of told) {
    list.append(piece("dt", name), ...texts.map((text) => piece("dd", text)));
  }
  return list;
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

customElements.define("sealed-consents", SealedConsents);
customElements.define("sealed-referral", SealedReferral);
