// @ts-check
/** The secrets of one tip, from the first word to *sent*: in this object and nowhere else. */

import { generateHybridIdentity, holderOf } from "../crypto/browser/age.js";
import { TipCode } from "../crypto/browser/codes.js";
import { commitToJson, draftToJson } from "../crypto/browser/commits.js";
import { b64, newId, randomBytes, unb64 } from "../crypto/browser/encoding.js";
import { sealGrant } from "../crypto/browser/grants.js";
import { MailboxKeys } from "../crypto/browser/keys.js";
import { sealLetter } from "../crypto/browser/letters.js";
import { holdersOf } from "../crypto/browser/sheets.js";

/** @typedef {import("../crypto/browser/commits.js").Sent} Sent */
/** @typedef {import("../crypto/browser/letters.js").Answer} Answer */
/** @typedef {import("../crypto/browser/letters.js").FileEntry} FileEntry */
/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {{text: string, answers: Answer[], files: FileEntry[], uploads: Sent[]}} Told */

export const PLACE = "screen"; // where somebody stopped
export const BEGUN = "begun"; // what goes on with files that have not arrived whole
/** Answers that are acted on, or lead back to where one was, and are never passed on: intake/actions.py has the same. */
const NOT_FOR_READERS = ["exclude", "about", "guard", PLACE, BEGUN];

/** Everybody who could read the tip is excluded. */
export class NobodyLeft extends Error {}

/** Two keys were to guard the tipster's name, and nobody guards names any more. */
export class NobodyGuards extends Error {}

/** Others guard names by now than the tipster was shown. */
export class OthersGuard extends Error {}

export const APART = ["name", "contact"]; // what two keys guard

/**
 * Whether two keys are to guard the name that was told.
 * @param {Told} told
 */
export function isApart({ answers }) {
  const isNamed = answers.some(({ question }) => APART.includes(question));
  return isNamed && answers.some(({ question, text }) => question === "guard" && text === "two-keys");
}

/** A tip that is being written. Shows nothing of itself when printed. */
export class Sealing {
  #line;
  #conversation = newId();
  #identity = generateHybridIdentity();
  /** @type {TipCode | undefined} */
  #code;
  /** @type {MailboxKeys | undefined} */
  #keys;

  /** @param {Uint8Array} line the line id */
  constructor(line) {
    this.#line = line;
  }

  /**
   * The secrets of a draft that was kept: its conversation and its key are inside.
   * @param {Uint8Array} line
   * @param {TipCode} code
   * @param {MailboxKeys} keys
   * @param {import("../crypto/browser/drafts.js").Draft} draft
   */
  static goingOn(line, code, keys, draft) {
    const sealing = new Sealing(line);
    sealing.#conversation = draft.conversation;
    sealing.#identity = draft.identity;
    sealing.#code = code;
    sealing.#keys = keys;
    return sealing;
  }

  recipient() {
    return this.#identity.recipient();
  }

  get code() {
    return this.#code;
  }

  /** Make a code, in the place of one that is taken. */
  async newCode() {
    const code = TipCode.generate();
    this.#keys = await MailboxKeys.fromSeed(await code.mailboxSeed(this.#line));
    this.#code = code;
    return code;
  }

  /**
   * The request that keeps what was told so far, sealed to the code's own mailbox. It holds the conversation key.
   * @param {Told} told
   */
  async draft(told) {
    const { keys, shown } = await this.#mailbox();
    const letter = { ...this.#letter(keys, told), identity: this.#identity };
    const sealed = await sealLetter(letter, keys.signing, shown.recipient);
    return draftToJson(shown, sealed, told.uploads);
  }

  /**
   * The request that commits: the first letter, and key 0 for every reader of the sheet who is not excluded and for the mailbox.
   * @param {Told} told
   * @param {KeySheet} sheet checked by `fetchSheet`
   * @param {readonly string[]} excluded holders, base64url
   * @param {boolean} noAnswer nobody keeps the code: the mailbox is neither named nor granted
   */
  async commit(told, sheet, excluded, noAnswer) {
    const { keys, shown } = await this.#mailbox();
    const isIn = (/** @type {string} */ one) => !excluded.includes(b64(holderOf(one)));
    const readers = holdersOf(sheet).filter(isIn);
    if (!sheet.reviewers.some((one) => isIn(one.recipient))) {
      throw new NobodyLeft();
    }
    const name = await this.#apart(told, keys.signing, sheet);
    const away = [...NOT_FOR_READERS, ...(name === undefined ? [] : APART)];
    const heard = told.answers.filter((one) => !away.includes(one.question));
    const address = { recipient: shown.recipient, key: shown.key };
    const letter = {
      ...this.#letter(keys, { ...told, answers: heard }),
      sheet: sheet.hash,
      ...(!noAnswer && { mailbox: address }),
    };
    const grants = readers.map((one) => this.#grant(one));
    if (!noAnswer) {
      grants.push(this.#grant(shown.recipient, keys.signing, sheet.hash));
    }
    return commitToJson({
      commit: randomBytes(16),
      code: shown,
      conversation: this.#conversation,
      grants: await Promise.all(grants),
      excluded: excluded.map((one) => unb64(one)),
      letter: await sealLetter(letter, keys.signing, await this.recipient()),
      uploads: told.uploads.filter((one) => told.files.some(({ id }) => id === one.id)), // others never arrived
      noAnswer,
      ...(name && { name }),
    });
  }

  /**
   * Name and way to reach them, sealed to whoever guards names, where the tipster wants them guarded. NobodyGuards: they are never
   * given to the readers instead.
   * @param {Told} told
   * @param {MailboxKeys["signing"]} signing
   * @param {KeySheet} sheet
   */
  async #apart(told, signing, sheet) {
    if (!isApart(told)) {
      return undefined;
    }
    if (sheet.custodians.length === 0) {
      throw new NobodyGuards();
    }
    const said = new Map(told.answers.map(({ question, text }) => [question, text]));
    const name = {
      conversation: this.#conversation,
      author: signing.verifyingKey,
      name: said.get("name") ?? "",
      contact: said.get("contact") ?? "",
    };
    const { sealName } = await import("../crypto/browser/names.js");
    return await sealName(name, signing, await this.recipient(), sheet);
  }

  /**
   * The own is signed, with the sheet (decision 30).
   * @param {string} recipient
   * @param {MailboxKeys["signing"]} [signing]
   * @param {Uint8Array} [sheet]
   */
  async #grant(recipient, signing, sheet) {
    const holder = holderOf(recipient);
    const key = { conversation: this.#conversation, n: 0, holder, identity: this.#identity };
    const grant = { ...key, by: signing?.verifyingKey, sheet };
    return { holder, sealed: await sealGrant(grant, recipient, signing) };
  }

  /**
   * @param {MailboxKeys} keys
   * @param {Told} told
   */
  #letter(keys, told) {
    return {
      conversation: this.#conversation,
      n: 0,
      author: keys.signing.verifyingKey,
      seq: 0,
      tier: /** @type {const} */ ("browser"),
      day: new Date().toISOString().slice(0, 10),
      text: told.text,
      answers: told.answers,
      files: told.files,
    };
  }

  async #mailbox() {
    if (this.#code === undefined || this.#keys === undefined) {
      throw new TypeError("a code comes first");
    }
    const keys = this.#keys;
    const shown = {
      locator: this.#code.locator(this.#line),
      auth: keys.auth,
      recipient: await keys.identity.recipient(),
      key: keys.signing.verifyingKey,
    };
    return { keys, shown };
  }
}
