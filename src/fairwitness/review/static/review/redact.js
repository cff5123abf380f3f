// @ts-check
/** Redacting: what is left of a letter is sealed here and signed by whoever redacts, and with it what quotes the words that go. */

import { recipientOf } from "../crypto/browser/age.js";
import { b64, sha256, unb64 } from "../crypto/browser/encoding.js";
import { sealLetter } from "../crypto/browser/letters.js";
import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { openAmongReaders } from "./among-readers.js";
import { conversationKey } from "./keyring.js";
import { answersOf, markIn } from "./marks.js";
import { freshlyKeyed } from "./next-key.js";
import { myKeys, sameUntilChanged, signedNote, takesOver } from "./noting.js";
import { GONE, leftOf } from "./redactions.js";
import { goingFrom } from "./sealed-passages.js";

/** @typedef {import("../crypto/browser/keys.js").SigningKey} SigningKey */
/** @typedef {import("../crypto/browser/letters.js").Letter} Letter */
/** @typedef {import("../sealed/conversation.js").OpenedLetter} OpenedLetter */
/** @typedef {import("./types.js").Notes} Notes */
/** @typedef {import("./types.js").Passage} Passage */
/** @typedef {import("./types.js").WithTipster} WithTipster */

takesOver("[data-redact]", (form) => {
  const going = goingFrom(form.querySelector("sealed-passages"));
  const why = form.querySelector("input[name=why]:checked");
  const sure = form.querySelector("input[name=sure]");
  if (going.length === 0) {
    throw new Refused(word("redact-which"));
  }
  if (!(why instanceof HTMLInputElement)) {
    throw new Refused(word("redact-why"));
  }
  if (!(sure instanceof HTMLInputElement && sure.checked)) {
    throw new Refused(word("redact-sure"));
  }
  return sameUntilChanged(form, { going, why: why.value }, () => redacted(form, going, why.value));
});

/**
 * The request's body.
 * @param {HTMLFormElement} form
 * @param {readonly Passage[]} going
 * @param {string} why
 */
async function redacted(form, going, why) {
  const { signing } = myKeys();
  const { tip = "", letter: id } = form.dataset;
  const { conversation, told } = await freshlyKeyed(form.dataset);
  const place = conversation.letters.findIndex((one) => one.id === id);
  const opened = conversation.letters[place];
  if (opened?.letter === undefined) {
    throw new Refused(word("damaged"));
  }
  const among = await openAmongReaders(told, conversation.sheets, conversationKey);
  const marking = among.letters.findIndex((one) => one.id === told.marked);
  const letters = [
    await leftSealed(conversation, place, conversation.stored[place], { going, why }, signing),
  ];
  if (isQuoted(among.letters[marking], conversation.hashes.get(opened.id), going)) {
    letters.push(await unquoted(among, marking, told.letters[marking].sealed, why, signing));
  }
  const files = going.flatMap(({ file }) => (file === undefined ? [] : [file.id]));
  return signedNote({ tip, letters, files }, signing);
}

/**
 * Whether the mark quotes a sentence of this letter that goes.
 * @param {OpenedLetter | undefined} note
 * @param {string | undefined} hash
 * @param {readonly Passage[]} going
 */
function isQuoted(note, hash, going) {
  const mark = note?.letter && markIn(note.letter);
  return (
    mark !== undefined &&
    mark.letter === hash &&
    going.some(({ sentence }) => sentence && sentence === mark.sentence)
  );
}

/**
 * The mark without the sentence: which letter it stood in, and who was harmed, stays.
 * @param {Notes} among
 * @param {number} place
 * @param {string} stored
 * @param {string} why
 * @param {SigningKey} signing
 */
function unquoted(among, place, stored, why, signing) {
  const { letter } = among.letters[place];
  const going = letter?.answers.map((answer) => ({ answer })) ?? [];
  const mark = letter && markIn(letter);
  const kept = mark ? answersOf({ ...mark, sentence: GONE }) : [];
  return leftSealed(among, place, stored, { going, why, kept }, signing);
}

/**
 * One letter, as it is sent.
 * @param {Pick<WithTipster, "id" | "newest" | "letters">} of
 * @param {number} place
 * @param {string} stored
 * @param {{going: readonly Passage[], why: string, kept?: Letter["answers"]}} chosen
 * @param {SigningKey} signing
 */
async function leftSealed({ id, newest, letters }, place, stored, { going, why, kept = [] }, signing) {
  const opened = letters[place];
  if (newest === undefined || opened.letter === undefined) {
    throw new Refused(word("no-key-counts"));
  }
  const hash = sha256(unb64(stored));
  const { author, seq, seen, tier, day } = opened.redacted ?? opened.letter;
  const before = { hash: opened.redacted?.hash ?? hash, author, seq, seen, tier, day, why };
  const left = leftOf(opened.letter, going, before);
  const letter = {
    conversation: id,
    n: newest.n,
    author: signing.verifyingKey,
    seq,
    ...(seen && { seen }),
    tier: /** @type {const} */ ("browser"),
    day: new Date().toISOString().slice(0, 10),
    ...left,
    answers: [...kept, ...left.answers],
  };
  const sealed = await sealLetter(letter, signing, await recipientOf(newest.identity));
  return { id: opened.id, before: b64(hash), number: newest.n, sealed: b64(sealed) };
}
