// @ts-check
/** The mailbox's pages in another language: all of it is fetched before anything is changed, and what was typed is carried over. */

import { loadWords } from "../sealed/code.js";
import { fetchDocument, Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";

export { takeFrame } from "../sealed/frame.js";

/** @typedef {import("../sealed/screens.js").Screens} Screens */

/**
 * The pages, and the page behind the link, for what stands around them and for its addresses.
 * @param {Screens} screens
 * @param {HTMLAnchorElement} link to the other language
 */
export async function fetchOther(screens, link) {
  const [pages, page] = await Promise.all([
    fetchDocument(screens.inLanguage(link.hreflang)),
    fetchDocument(link.pathname),
    loadWords(link.hreflang),
  ]);
  const place = page.getElementById("mailbox");
  if (place === null) {
    throw new Refused(word("unreachable"), "unreachable"); // something else answered in its place
  }
  return { pages, page, addresses: place.dataset, action: page.querySelector("form")?.action ?? "" };
}

/**
 * What was typed on each page, and which parts of it are shown.
 * @param {Screens} from
 * @param {Screens} to
 */
export function carryOver(from, to) {
  for (const name of from.made.filter((one) => one !== "enter")) {
    to.parts(name, shownParts(from, name));
    const boxes = to.all(name, "textarea");
    for (const [place, box] of from.all(name, "textarea").entries()) {
      /** @type {HTMLTextAreaElement} */ (boxes[place]).value = /** @type {HTMLTextAreaElement} */ (
        box
      ).value;
    }
  }
}

/**
 * @param {Screens} screens
 * @param {string} name
 */
export function shownParts(screens, name) {
  return screens.all(name, "[data-part]").flatMap((part) => (part.hidden ? [] : (part.dataset.part ?? "")));
}
