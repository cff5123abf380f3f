// @ts-check
/**
 * The next key of a tip's conversations, made here once somebody was taken off, and sealed to everybody who goes on.
 *
 * Who that is, the line says; but only those whom the office's signed sheet names get it, and the tipster's mailbox as the letters name it.
 */

import { generateHybridIdentity, holderOf } from "../crypto/browser/age.js";
import { b64 } from "../crypto/browser/encoding.js";
import { sealGrant } from "../crypto/browser/grants.js";
import { Refused } from "../sealed/line.js";
import { say } from "../sealed/words.js";
import { nextKey } from "../sealed/writing.js";
import { OtherReaders, openAmongReaders } from "./among-readers.js";
import { openConversation } from "./conversation.js";
import { openHeard } from "./heard.js";
import { changes, conversationKey, mine } from "./keyring.js";
import { fetchNotes } from "./notes.js";
import { myKeys, sentenceOf, signedNote } from "./noting.js";
import { send } from "./sending.js";

/** @typedef {import("../crypto/browser/keys.js").SigningKey} SigningKey */
/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {import("./types.js").NotesTold} NotesTold */
/** @typedef {import("./types.js").WithTipster} WithTipster */

const FORM = "[data-next-key]";

/**
 * A conversation of a tip and what readers wrote, with keys that whoever was taken off does not have: they are made first where they are missing.
 * @param {DOMStringMap} of `tip`, and the addresses `sealed`, `notes` and `keys`; `tipster`, where `sealed` is another conversation than the tipster's
 */
export async function freshlyKeyed({ tip = "", sealed = "", notes = "", keys = "", tipster = sealed }) {
  const found = { conversation: await openConversation(sealed), told: await fetchNotes(notes) };
  if (found.told.renew.length === 0) {
    return found;
  }
  const { signing } = myKeys();
  const conversation = tipster === sealed ? found.conversation : await openConversation(tipster);
  await send(keys, await renewal(tip, { ...found, conversation }, signing));
  return { conversation: await openConversation(sealed), told: await fetchNotes(notes) };
}

/**
 * The request's body.
 * @param {string} tip
 * @param {{conversation: WithTipster, told: NotesTold}} found
 * @param {SigningKey} signing
 */
async function renewal(tip, { conversation, told }, signing) {
  const among = await openAmongReaders(told, conversation.sheets, conversationKey);
  const heard = await openHeard(told, conversation);
  const old = [conversation, among, ...heard].filter(({ id }) => told.renew.includes(id));
  const keys = old.map(async (one) => {
    const theirs = heard.indexOf(/** @type {import("../sealed/conversation.js").Conversation} */ (one));
    const going =
      theirs < 0
        ? recipients(conversation, told, one === conversation)
        : recipients(
            { ...heard[theirs], sheets: conversation.sheets },
            { ...told, mailbox: told.heard[theirs].mailbox, adviser: told.heard[theirs].adviser },
            true,
            false,
          );
    return await sealedTo(one.id, (await nextKey(one)).n + 1, going, signing);
  });
  return signedNote({ tip, keys: await Promise.all(keys) }, signing);
}

/**
 * Who goes on; OtherReaders where the line names somebody whom the sheet, or the letters, do not.
 * @param {Pick<WithTipster, "letters" | "sheets" | "adviser">} conversation
 * @param {NotesTold & {adviser?: string}} told
 * @param {boolean} withMailbox
 * @param {boolean} withRecovery it opens what a tipster told, and nothing else
 */
function recipients({ letters, sheets, adviser }, told, withMailbox, withRecovery = withMailbox) {
  const sheet = sheets[sheets.length - 1];
  const known = new Map(sheet.reviewers.map((one) => [b64(holderOf(one.recipient)), one.recipient]));
  const wanted = [...told.readers];
  if (withRecovery && sheet.recovery !== undefined) {
    const holder = b64(holderOf(sheet.recovery.recipient));
    known.set(holder, sheet.recovery.recipient);
    wanted.push(holder);
  }
  if (withMailbox && told.mailbox !== "") {
    const moved = letters.filter((one, place) => place === 0 || one.movesMailbox);
    const mailbox = moved.at(-1)?.letter?.mailbox?.recipient ?? "";
    known.set(mailbox === "" ? "" : b64(holderOf(mailbox)), mailbox);
    wanted.push(told.mailbox);
  }
  if (withMailbox && (told.adviser ?? "") !== "") {
    known.set(adviser === undefined ? "" : b64(holderOf(adviser)), adviser ?? "");
    wanted.push(told.adviser ?? "");
  }
  return wanted.map((holder) => {
    const recipient = known.get(holder);
    if (!recipient) {
      throw new OtherReaders();
    }
    return recipient;
  });
}

/**
 * @param {string} conversation
 * @param {number} n
 * @param {readonly string[]} going
 * @param {SigningKey} signing
 */
async function sealedTo(conversation, n, going, signing) {
  const identity = generateHybridIdentity();
  const by = signing.verifyingKey;
  const grants = going.map(async (recipient) => {
    const grant = { conversation, n, holder: holderOf(recipient), identity, by };
    return { holder: b64(grant.holder), sealed: b64(await sealGrant(grant, recipient, signing)) };
  });
  return { conversation, n, grants: await Promise.all(grants) };
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form instanceof HTMLFormElement && form.matches(FORM)) {
    event.preventDefault();
    makeIn(form);
  }
});

/**
 * By itself as soon as the keys are here, and again by the button where that fails. Nothing else of the page changes.
 * @param {HTMLFormElement} form
 */
async function makeIn(form) {
  const button = form.querySelector("button");
  const problem = form.querySelector("[data-problem]");
  say(problem, "");
  if (button === null || button.disabled) {
    return;
  }
  button.disabled = true;
  try {
    await freshlyKeyed({ ...form.dataset, keys: form.action });
    form.remove();
  } catch (error) {
    say(problem, error instanceof Refused ? error.message : sentenceOf(error));
  } finally {
    button.disabled = false;
  }
}

/** Each form once. */
const tried = new WeakSet();

/** Make what the page says is missing. */
export function makeMissingKeys() {
  for (const form of document.querySelectorAll(FORM)) {
    if (form instanceof HTMLFormElement && mine() !== undefined && !tried.has(form)) {
      tried.add(form);
      form.requestSubmit();
    }
  }
}

changes.addEventListener("unlocked", makeMissingKeys);
