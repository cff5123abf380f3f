// @ts-check
/** The request's body for what a form tells a tip's readers: sealed with keys that count, behind what they have written so far. */

import { freshlyKeyed } from "./next-key.js";
import { myKeys, sealNote, signedNote } from "./noting.js";

/** @typedef {import("../crypto/browser/letters.js").Letter} Letter */
/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {import("./types.js").NotesTold} NotesTold */

/**
 * @param {HTMLFormElement} form it names the tip, and where its letters and keys are
 * @param {Partial<Pick<Letter, "text" | "answers">>} says
 * @param {{also?: Record<string, unknown>, look?: (told: NotesTold, sheets: KeySheet[]) => Promise<void>}} more what is sent beside it, and a last
 * look at what readers have written so far: Refused from there, and nothing is sealed
 */
export async function noteIn(form, { text = "", answers = [] }, { also = {}, look } = {}) {
  const { signing } = myKeys();
  const { tip = "" } = form.dataset;
  const { conversation, told } = await freshlyKeyed(form.dataset);
  const { sheets } = conversation;
  await look?.(told, sheets);
  const { sent } = await sealNote({ tip, told, sheets, signing }, { text, answers });
  return signedNote({ ...sent, ...also }, signing);
}
