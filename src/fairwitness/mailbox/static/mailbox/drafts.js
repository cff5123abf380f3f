// @ts-check
/** A code of a tip that is not sent yet leads back into telling it. */

import { goOn } from "../intake/telling.js";
import { forgetWords, learnWords } from "../sealed/words.js";
import { bytesOf } from "./wire.js";

/** @typedef {import("./keys.js").Code} Code */
/** @typedef {import("./wire.js").Opened} Opened */

/**
 * Go on with it in this page. Rejects where this browser cannot, with the name of a sentence in `place` if there is one for it.
 * @param {Document} pages where the page says what telling needs, channel by channel
 * @param {HTMLElement} main
 * @param {Code} code
 * @param {Opened} draft
 */
export async function toTheDraft(pages, main, { code, keys }, draft) {
  const place = pages.querySelector(`[data-telling="${CSS.escape(draft.channel)}"] > div`);
  if (!(place instanceof HTMLElement)) {
    throw new TypeError("a channel that the charter has not got");
  }
  forgetWords(pages);
  try {
    await goOn(place, main, { code, keys, sealed: bytesOf(draft.sealed), until: draft.until });
  } catch (error) {
    learnWords(pages);
    const name = error instanceof Error && "word" in error ? String(error.word) : "";
    const sentence = place.querySelector(`[data-word="${CSS.escape(name)}"]`)?.textContent ?? undefined;
    throw Object.assign(new Error("the draft stays closed"), { sentence });
  }
}
