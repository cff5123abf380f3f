// @ts-check
/** Another code: the one in force signs a letter that names it, and it signs itself the grants of every key. In the place of the old one (decision 6), or beside it for an adviser (decision 41). */

import { ends, gives } from "../crypto/browser/advisers.js";
import { holderOf, recipientOf } from "../crypto/browser/age.js";
import { b64 } from "../crypto/browser/encoding.js";
import { sealGrant } from "../crypto/browser/grants.js";
import { sealNext } from "../sealed/writing.js";

/** @typedef {import("../sealed/conversation.js").Conversation} Conversation */
/** @typedef {import("./keys.js").Code} Code */

/**
 * What the line has to be told for it.
 * @param {Conversation} conversation
 * @param {Code} code the one in force
 * @param {Code} next
 */
export function moved(conversation, code, next) {
  return letIn(conversation, code, next, (mailbox) => ({ answers: [], mailbox }));
}

/**
 * The same of a code that is for an adviser.
 * @param {Conversation} conversation
 * @param {Code} code the one in force
 * @param {Code} next the adviser's
 */
export function advised(conversation, code, next) {
  return letIn(conversation, code, next, (mailbox) => ({ answers: [gives(mailbox)] }));
}

/**
 * The letter after which nobody advises.
 * @param {Conversation} conversation
 * @param {Code} code
 */
export async function ended(conversation, code) {
  const said = { text: "", answers: [ends()], files: [] };
  const { number, sealed } = await sealNext(conversation, code.keys.signing, said);
  return { number, sealed: b64(sealed) };
}

/**
 * @param {Conversation} conversation
 * @param {Code} code
 * @param {Code} next
 * @param {(mailbox: {recipient: string, key: Uint8Array}) => {answers: {question: string, text: string}[], mailbox?: {recipient: string, key: Uint8Array}}} said
 */
async function letIn(conversation, code, next, said) {
  const recipient = await recipientOf(next.keys.identity);
  const { verifyingKey } = next.keys.signing;
  const { number, sealed } = await sealNext(conversation, code.keys.signing, {
    text: "",
    files: [],
    ...said({ recipient, key: verifyingKey }),
  });
  const grants = [];
  for (const [n, identity] of conversation.keys) {
    const grant = {
      conversation: conversation.id,
      n,
      holder: holderOf(recipient),
      identity,
      by: verifyingKey,
    };
    grants.push({ n, sealed: b64(await sealGrant(grant, recipient, next.keys.signing)) });
  }
  const made = {
    locator: b64(next.locator),
    auth: b64(next.keys.auth),
    recipient,
    key: b64(verifyingKey),
  };
  return { next: made, number, sealed: b64(sealed), grants };
}
