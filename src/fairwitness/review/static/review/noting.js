// @ts-check
/** A letter to the other readers of a tip, sealed and signed here: behind what they have written, or as the first that they write. */

import { b64, dumps, newId } from "../crypto/browser/encoding.js";
import { Refused } from "../sealed/line.js";
import { say, word } from "../sealed/words.js";
import { sealNext } from "../sealed/writing.js";
import { beginAmongReaders, OtherReaders, openAmongReaders } from "./among-readers.js";
import { comeBackTo } from "./coming-back.js";
import { conversationKey, mine } from "./keyring.js";
import { send } from "./sending.js";
import { DeskStops } from "./sheets-seen.js";

/** @typedef {import("../crypto/browser/keys.js").SigningKey} SigningKey */
/** @typedef {import("../crypto/browser/letters.js").Letter} Letter */
/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {import("./types.js").NotesTold} NotesTold */

/**
 * What is sent of it, in the order of the protocol, and the sealed letter itself.
 * @param {{tip: string, told: NotesTold, sheets: KeySheet[], signing: SigningKey}} where
 * @param {Pick<Letter, "text" | "answers">} says
 */
export async function sealNote({ tip, told, sheets, signing }, says) {
  const sheet = sheets[sheets.length - 1];
  const isFirst = told.conversation === "";
  const { notes, grants } = isFirst
    ? await beginAmongReaders(sheet, told.readers, signing)
    : { notes: await openAmongReaders(told, sheets, conversationKey), grants: [] };
  const said = { ...says, files: [], ...(isFirst && { sheet: sheet.hash }) };
  const { number, sealed } = await sealNext(notes, signing, said);
  return { sealed, sent: { tip, conversation: notes.id, grants, id: newId(), number, sealed: b64(sealed) } };
}

/**
 * The request's body: JSON, a line end, and the sender's signature over it.
 * @param {Record<string, unknown>} sent
 * @param {SigningKey} signing
 */
export function signedNote(sent, signing) {
  const json = dumps(sent);
  return `${new TextDecoder().decode(json)}\n${b64(signing.sign("note", json))}`;
}

/**
 * Why a note was not sent.
 * @param {unknown} error
 */
export function sentenceOf(error) {
  if (error instanceof OtherReaders) {
    return word("mark-readers");
  }
  return error instanceof Refused || error instanceof DeskStops ? error.message : word("refused");
}

/** @type {WeakMap<HTMLFormElement, {told: string, body: string}>} what is sealed or signed and still to be taken up */
const waiting = new WeakMap();

/**
 * Send what such forms say, sealed and signed here, and go on; if anything fails, what was written stays.
 * @param {string} forms a selector
 * @param {(form: HTMLFormElement) => Promise<string>} bodyOf the request's body; Refused with a sentence
 */
export function takesOver(forms, bodyOf) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form instanceof HTMLFormElement && form.matches(forms)) {
      event.preventDefault();
      submit(form, bodyOf);
    }
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {(form: HTMLFormElement) => Promise<string>} bodyOf
 */
async function submit(form, bodyOf) {
  const button = form.querySelector("button");
  const problem = form.querySelector("[data-problem]");
  say(problem, "");
  if (button === null || button.disabled) {
    return;
  }
  button.disabled = true;
  try {
    await send(form.action, await bodyOf(form));
    form.reset(); // what was taken up waits nowhere
    comeBackTo(form, word("taken-up"));
    const onward = document.querySelector("[data-onward]");
    if (onward instanceof HTMLElement) {
      onward.click();
    }
  } catch (error) {
    say(problem, sentenceOf(error));
    problem?.scrollIntoView({ block: "center" });
    if (error instanceof Refused && error.status === 409) {
      waiting.delete(form); // it was made for how things stood before
    }
  } finally {
    button.disabled = false;
  }
}

/**
 * The request's body; the same one again while nothing else is chosen.
 * @param {HTMLFormElement} form
 * @param {unknown} chosen
 * @param {() => Promise<string>} make
 */
export async function sameUntilChanged(form, chosen, make) {
  const told = JSON.stringify(chosen);
  const before = waiting.get(form);
  if (before?.told === told) {
    return before.body;
  }
  const body = await make();
  waiting.set(form, { told, body });
  return body;
}

/** This reader's keys; Refused while they are locked. */
export function myKeys() {
  const keys = mine();
  if (keys === undefined) {
    throw new Refused(word("locked"));
  }
  return keys;
}
