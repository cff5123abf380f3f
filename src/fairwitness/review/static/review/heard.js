// @ts-check
/** Conversations with whoever is reported on, opened: a browser that gives a tip's keys on gives theirs too. */

import { openAll } from "../sealed/conversation.js";
import { conversationKey } from "./keyring.js";

/** @typedef {import("./types.js").NotesTold} NotesTold */
/** @typedef {import("./types.js").WithTipster} WithTipster */

/**
 * All of them.
 * @param {NotesTold} told
 * @param {Pick<WithTipster, "channel" | "sheets">} tipster
 */
export function openHeard({ heard }, { channel, sheets }) {
  return Promise.all(
    heard.map((one) => openAll({ ...one, channel, sheets }, { openGrant: conversationKey })),
  );
}
