// @ts-check
/**
 * A conversation with the person reported on, sealed here: keys of its own, a code that is handed over, and the summary, signed by the reader.
 *
 * Its first letter is the code's own and says nothing but which sheet and which mailbox count: so that person's browser finds out by itself who the readers are.
 */

import { generateHybridIdentity, holderOf, recipientOf } from "../crypto/browser/age.js";
import { TipCode } from "../crypto/browser/codes.js";
import { b64, newId, sha256, unb64 } from "../crypto/browser/encoding.js";
import { sealGrant } from "../crypto/browser/grants.js";
import { MailboxKeys } from "../crypto/browser/keys.js";
import { sealLetter } from "../crypto/browser/letters.js";
import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { OtherReaders } from "./among-readers.js";
import { myKeys, signedNote } from "./noting.js";

/** @typedef {import("../crypto/browser/keys.js").SigningKey} SigningKey */
/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {import("./types.js").NotesTold} NotesTold */
/** @typedef {import("./types.js").WithTipster} WithTipster */

/**
 * The request's body, and the code that opens what is in it.
 * @param {{tip: string, line: string, conversation: WithTipster, told: NotesTold}} of
 * @param {{question: string, text: string}[]} answers
 */
export async function sealedHearing({ tip, line, conversation, told }, answers) {
  const { signing } = myKeys();
  const sheet = conversation.sheets[conversation.sheets.length - 1];
  const day = new Date().toISOString().slice(0, 10);
  if (sheet.until < day) {
    throw new Refused(word("sheet-over"));
  }
  const code = TipCode.generate();
  const keys = await MailboxKeys.fromSeed(await code.mailboxSeed(unb64(line, 16)));
  const mailbox = { recipient: await recipientOf(keys.identity), key: keys.signing.verifyingKey };
  const made = { id: newId(), identity: generateHybridIdentity() };
  const to = await recipientOf(made.identity);
  const letter = {
    conversation: made.id,
    n: 0,
    seq: 0,
    tier: /** @type {const} */ ("browser"),
    day,
    files: [],
  };
  const opening = await sealLetter(
    { ...letter, author: mailbox.key, sheet: sheet.hash, mailbox, text: "", answers: [] },
    keys.signing,
    to,
  );
  const summary = await sealLetter(
    { ...letter, author: signing.verifyingKey, seen: sha256(opening), text: "", answers },
    signing,
    to,
  );
  const sent = {
    tip,
    code: {
      locator: b64(code.locator(unb64(line, 16))),
      auth: b64(keys.auth),
      recipient: mailbox.recipient,
      key: b64(mailbox.key),
    },
    conversation: made.id,
    grants: [
      ...(await Promise.all(readersOf(sheet, told).map((one) => granted(made, one, signing)))),
      await granted(made, mailbox.recipient, keys.signing, sheet.hash),
    ],
    opening: b64(opening),
    id: newId(),
    sealed: b64(summary),
  };
  return { code, body: signedNote(sent, signing) };
}

/**
 * Whoever reads the tip, as the sheet names them; OtherReaders where the line names somebody else.
 * @param {KeySheet} sheet
 * @param {NotesTold} told
 */
function readersOf(sheet, told) {
  const known = new Map(sheet.reviewers.map((one) => [b64(holderOf(one.recipient)), one.recipient]));
  return told.readers.map((holder) => {
    const recipient = known.get(holder);
    if (recipient === undefined) {
      throw new OtherReaders();
    }
    return recipient;
  });
}

/**
 * @param {{id: string, identity: import("../crypto/browser/age.js").Identity}} made
 * @param {string} recipient
 * @param {SigningKey} signing
 * @param {Uint8Array} [sheet] in the mailbox's own: which readers count, once the first letter says it no more
 */
async function granted({ id, identity }, recipient, signing, sheet) {
  const holder = holderOf(recipient);
  const grant = { conversation: id, n: 0, holder, identity, by: signing.verifyingKey, sheet };
  return { holder: b64(holder), sealed: b64(await sealGrant(grant, recipient, signing)) };
}
