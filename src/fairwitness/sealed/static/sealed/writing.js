// @ts-check
/** The next letter of a conversation, sealed and signed here. */

import { recipientOf } from "../crypto/browser/age.js";
import { sealLetter } from "../crypto/browser/letters.js";
import { nextNumber } from "./conversation.js";
import { Refused } from "./line.js";
import { word } from "./words.js";

/** @typedef {import("../crypto/browser/letters.js").Letter} Letter */
/** @typedef {import("./conversation.js").Conversation} Conversation */

/**
 * What the next letter is sealed to; Refused where no key counts.
 * @param {Pick<Conversation, "newest">} conversation
 */
export async function nextKey(conversation) {
  if (conversation.newest === undefined) {
    throw new Refused(word("no-key-counts"));
  }
  const { n, identity } = conversation.newest;
  return { n, recipient: await recipientOf(identity) };
}

/**
 * Seal what somebody says, behind all letters that are there.
 * @param {Pick<Conversation, "id" | "newest" | "letters" | "last">} conversation
 * @param {import("../crypto/browser/keys.js").SigningKey} signing the author's
 * @param {Pick<Letter, "text" | "answers" | "files" | "mailbox" | "sheet"> & {day?: string}} said `day` where it goes on another than this one
 */
export async function sealNext(conversation, signing, said) {
  const { n, recipient } = await nextKey(conversation);
  const letter = {
    conversation: conversation.id,
    n,
    author: signing.verifyingKey,
    seq: nextNumber(conversation, signing.verifyingKey),
    seen: conversation.last,
    tier: /** @type {const} */ ("browser"),
    day: new Date().toISOString().slice(0, 10),
    ...said,
  };
  return { number: n, sealed: await sealLetter(letter, signing, recipient) };
}
