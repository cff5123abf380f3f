// @ts-check
/** Another code for the mailbox: the old one signs a letter that names it, and it signs itself the grants of every key (decision 6). */

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
export async function moved(conversation, code, next) {
  const recipient = await recipientOf(next.keys.identity);
  const { verifyingKey } = next.keys.signing;
  const { number, sealed } = await sealNext(conversation, code.keys.signing, {
    text: "",
    answers: [],
    files: [],
    mailbox: { recipient, key: verifyingKey },
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
