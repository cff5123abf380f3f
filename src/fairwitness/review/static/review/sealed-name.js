// @ts-check
/** `<sealed-name-asked>`: what was signed so that a name is opened, and all that is wrong about it; `<sealed-name>`: the name, for the two who asked. */

import { AgeError, open } from "../crypto/browser/age.js";
import { b64, equal, sha256, unb64 } from "../crypto/browser/encoding.js";
import { verify } from "../crypto/browser/keys.js";
import { ANSWERED, ASKED, answeredFromJson, BY_CONSENT } from "../crypto/browser/name-requests.js";
import { NotAName, openName } from "../crypto/browser/names.js";
import { hashOf } from "../sealed/conversation.js";
import { paragraph } from "../sealed/letter.js";
import { word } from "../sealed/words.js";
import { openAmongReaders } from "./among-readers.js";
import { openConversation } from "./conversation.js";
import { conversationKey, everyKey } from "./keyring.js";
import { askedIn, facts } from "./name-signatures.js";
import { fetchNotes } from "./notes.js";
import { AtTheDesk } from "./sealed-letter.js";
import { whoSigned } from "./signed-by-two.js";

/** @typedef {import("../crypto/browser/types.js").Name} Name */
/** @typedef {import("../crypto/browser/types.js").NameAsked} NameAsked */
/** @typedef {import("./types.js").WithTipster} WithTipster */
/** @typedef {{statement?: NameAsked, by: string[], reason?: string, problems: string[]}} JudgedAsked */

/**
 * The tipster's keys in order, base64url: the first letter's, and those of the codes that they have taken since.
 * @param {Pick<WithTipster, "letters">} conversation
 */
export function mailboxesOf({ letters }) {
  return letters
    .filter((one, place) => place === 0 || one.movesMailbox)
    .map(({ letter, redacted }) => letter?.mailbox?.key ?? redacted?.author ?? letter?.author)
    .map((key) => (key === undefined ? "" : b64(key)));
}

class SealedNameAsked extends AtTheDesk {
  /** @type {JudgedAsked} */
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
   * @returns {Promise<JudgedAsked>}
   */
  async judge(conversation) {
    const { sheets, line, letters } = conversation;
    const { tip = "", notes: url = "", signatures: all = "", kept = "" } = this.dataset;
    const statement = askedIn(this.json);
    if (statement === undefined) {
      return { by: [], problems: ["refer-form"] };
    }
    const told = await fetchNotes(url);
    const notes = await openAmongReaders(told, sheets, conversationKey);
    const signatures = all.split(" ").map((one) => unb64(one));
    const noteHashes = new Map(
      told.letters.map(({ id, sealed }) => [id, b64(hashOf(sealed) ?? new Uint8Array())]),
    );
    const { reviewers } = sheets[sheets.length - 1]; // it is opened for nobody else
    const known = { reviewers, letters, notes: notes.letters, noteHashes };
    const found = whoSigned(ASKED, { json: this.json, signatures }, statement.why, known);
    const isHere = statement.tip === tip && statement.conversation === conversation.id;
    const isThis = isHere && b64(statement.line) === line && b64(statement.name) === kept;
    const isTheirs =
      statement.ground !== BY_CONSENT || b64(statement.mailbox) === mailboxesOf(conversation).at(-1);
    return {
      statement,
      by: found.by,
      reason: found.reason,
      problems: [
        ...(isThis ? [] : ["refer-other"]),
        ...(isTheirs ? [] : ["name-other-mailbox"]),
        ...(found.isSigned ? [] : ["refer-unsigned"]),
        ...(found.isByRecorder ? ["refer-by-recorder"] : []),
        ...(found.isReason ? [] : ["refer-no-reason"]),
      ],
    };
  }

  content() {
    const { statement, by, reason, problems } = this.#judged;
    const warnings = problems.map((name) => paragraph("error", word(name)));
    document.querySelector("[data-agree-name] button")?.classList.toggle("quiet", problems.length > 0);
    if (statement === undefined) {
      return warnings;
    }
    const { ground, told, asked } = statement;
    const rows = [
      [word("refer-ground"), word(`name-ground-${ground}`)],
      ...(told === "" ? [] : [[word("name-told"), word(`name-told-${told}`)]]),
      [word("name-asked-on"), asked],
      [word("refer-by"), by.length === 0 ? "?" : by.join(" · ")],
      [word("refer-why"), reason ?? "?"],
    ];
    return [...warnings, facts(rows)];
  }
}

/**
 * What this page shows as signed, judged by what the line says now.
 */
export async function lookAtAsked() {
  const shown = document.querySelector("sealed-name-asked");
  return shown instanceof SealedNameAsked
    ? { json: shown.json, problems: await shown.again() }
    : { json: new Uint8Array(), problems: ["refer-form"] };
}

class SealedName extends AtTheDesk {
  /** @type {{name?: Name, by?: string, problems: string[]}} */
  #opened = { problems: [] };

  /** @param {string} url */
  async load(url) {
    const conversation = await super.load(url);
    this.#opened = await this.read(conversation);
    return conversation;
  }

  /**
   * The name, and who has taken the outer layer off; it lives as long as this element shows it.
   * @param {WithTipster} conversation
   */
  async read(conversation) {
    const by = this.#guardian(conversation);
    const unsigned = by === undefined ? ["name-not-by-guardian"] : [];
    const first = conversation.keys.get(0);
    if (first === undefined) {
      return { by, problems: [...unsigned, "name-no-key"] };
    }
    try {
      const identities = everyKey().map(({ identity }) => identity);
      const inner = await open(unb64(this.dataset.opened ?? ""), identities);
      const name = await openName(inner, first, conversation.id);
      const isTheirs = mailboxesOf(conversation).includes(b64(name.author));
      return { by, name, problems: [...unsigned, ...(isTheirs ? [] : ["name-not-theirs"])] };
    } catch (error) {
      if (error instanceof AgeError || error instanceof NotAName) {
        return { by, problems: [...unsigned, "name-damaged"] };
      }
      throw error;
    }
  }

  /** @param {WithTipster} conversation */
  #guardian({ sheets }) {
    const { statement = "", answer = "", signature = "", opened = "" } = this.dataset;
    const json = unb64(answer);
    const said = answeredFromJson(json);
    const isThis =
      equal(said.asked, sha256(unb64(statement))) &&
      said.sealed !== undefined &&
      equal(said.sealed, sha256(unb64(opened)));
    const known = sheets.flatMap((sheet) => sheet.custodians);
    const by = known.find(({ key }) => verify(key, ANSWERED, json, unb64(signature)));
    return isThis ? by?.name : undefined;
  }

  content() {
    const { name, by, problems } = this.#opened;
    const warnings = problems.map((one) => paragraph("error", word(one)));
    if (name === undefined) {
      return warnings;
    }
    const rows = [
      [word("name-name"), name.name === "" ? "–" : name.name],
      [word("name-contact"), name.contact === "" ? "–" : name.contact],
      [word("name-opened-by"), by ?? "?"],
    ];
    return [...warnings, facts(rows)];
  }
}

customElements.define("sealed-name-asked", SealedNameAsked);
customElements.define("sealed-name", SealedName);
