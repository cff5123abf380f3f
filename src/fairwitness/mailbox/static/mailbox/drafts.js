// @ts-check
/** A code of a tip that is not sent yet leads back into telling it. */

import { openDraft } from "../crypto/browser/drafts.js";
import { goOn } from "../intake/telling.js";
import { forgetWords, learnWords, word } from "../sealed/words.js";
import { bytesOf } from "./wire.js";

/** @typedef {import("./keys.js").Code} Code */
/** @typedef {import("./wire.js").Opened} Opened */

/**
 * Go on with it in this page. Rejects where this browser cannot, with a sentence for it if there is one; `isForeign` where the
 * draft is not the mailbox's own, so that nothing is to be entrusted to this line.
 * @param {Document} pages where the page says what telling needs, channel by channel
 * @param {HTMLElement} main
 * @param {Code} code
 * @param {Opened} draft
 * @param {string} token of the forms
 */
export async function toTheDraft(pages, main, { code, keys }, draft, token) {
  const place = pages.querySelector(`[data-telling="${CSS.escape(draft.channel)}"] > div`);
  if (!(place instanceof HTMLElement)) {
    throw new TypeError("a channel that the charter has not got");
  }
  const own = await openDraft(bytesOf(draft.sealed), keys).catch(() => {
    const sentence = word("draft-foreign");
    throw Object.assign(new Error("not the mailbox's own"), { sentence, isForeign: true });
  });
  forgetWords(pages);
  try {
    await goOn(place, main, { code, keys, draft: own, until: draft.until, token });
  } catch (error) {
    learnWords(pages);
    const name = error instanceof Error && "word" in error ? String(error.word) : "";
    const sentence = place.querySelector(`[data-word="${CSS.escape(name)}"]`)?.textContent ?? undefined;
    throw Object.assign(new Error("the draft stays closed"), { sentence });
  }
}
