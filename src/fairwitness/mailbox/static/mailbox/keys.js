// @ts-check
/** The keys of the mailbox that is open, in this module's memory and nowhere else. */

import { openGrant } from "../crypto/browser/grants.js";
import { MailboxKeys } from "../crypto/browser/keys.js";

/** @typedef {import("../crypto/browser/codes.js").TipCode} TipCode */
/** @typedef {import("../crypto/browser/grants.js").Grant} Grant */

/** What a code opens: what finds the mailbox, and what is derived from the rest of the code. */
export class Code {
  /**
   * @param {TipCode} code
   * @param {Uint8Array} locator
   * @param {Uint8Array} seed
   * @param {MailboxKeys} keys
   */
  constructor(code, locator, seed, keys) {
    this.code = code;
    this.locator = locator;
    this.seed = seed;
    this.keys = keys;
  }

  /**
   * Takes as long as 100 000 rounds take: a second on an old phone.
   * @param {TipCode} code
   * @param {Uint8Array} line
   */
  static async derived(code, line) {
    const seed = await code.mailboxSeed(line);
    return new Code(code, code.locator(line), seed, await MailboxKeys.fromSeed(seed));
  }

  /** Who opens the conversation. */
  get reader() {
    return {
      own: this.keys.signing.verifyingKey,
      /**
       * @param {string} conversation
       * @param {number} n
       * @param {Uint8Array} sealed
       */
      openGrant: (conversation, n, sealed) => openGrant(sealed, this.keys.identity, conversation, n),
    };
  }
}
