// @ts-check
/** A conversation, fetched as cipher, and opened with the reviewer's keys. */

import { openAll } from "../sealed/conversation.js";
import { ask, read } from "../sealed/line.js";
import { conversationKey } from "./keyring.js";
import { readSheets } from "./sheets-seen.js";

/** @typedef {import("../sealed/conversation.js").Conversation} Conversation */

/**
 * Fetch and open a conversation; DeskStops where its key sheets are not to be trusted.
 * @param {string} url
 * @returns {Promise<Conversation>}
 */
export async function openConversation(url) {
  const told = await read(await ask(url));
  const sheets = readSheets(told.line, told.channel, told.office, told.sheets);
  return await openAll({ ...told, sheets }, { openGrant: conversationKey });
}
