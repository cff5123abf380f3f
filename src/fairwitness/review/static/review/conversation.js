// @ts-check
/** A conversation, fetched as cipher, and opened with the reviewer's keys. */

import { b64 } from "../crypto/browser/encoding.js";
import { hashOf, openAll } from "../sealed/conversation.js";
import { ask, read } from "../sealed/line.js";
import { conversationKey } from "./keyring.js";
import { readSheets } from "./sheets-seen.js";

/** @typedef {import("./types.js").WithTipster} WithTipster */

/**
 * Fetch and open a conversation; DeskStops where its key sheets are not to be trusted.
 * @param {string} url
 * @returns {Promise<WithTipster>}
 */
export async function openConversation(url) {
  const told = await read(await ask(url));
  const sheets = readSheets(told.line, told.channel, told.office, told.sheets);
  /** @type {import("../sealed/types.js").Stored[]} */
  const letters = told.letters;
  const opened = await openAll({ ...told, sheets }, { openGrant: conversationKey });
  /** @type {Map<string, string>} */
  const hashes = new Map();
  /** @type {Map<string, string>} */
  const own = new Map();
  for (const [place, { id, sealed }] of letters.entries()) {
    const hash = opened.letters[place].redacted?.hash ?? hashOf(sealed);
    if (hash !== undefined) {
      hashes.set(id, b64(hash));
      if (place >= told.own_from) {
        own.set(id, b64(hash));
      }
    }
  }
  return { ...opened, line: told.line, sheets, hashes, own, stored: letters.map(({ sealed }) => sealed) };
}
