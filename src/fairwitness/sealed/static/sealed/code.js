// @ts-check
/** Showing a code, in the boxes that the server's own page has for it. */

/** @typedef {import("../crypto/browser/codes.js").TipCode} TipCode */

/**
 * Fill in twelve entries: number and word, or number and character where the page is Chinese.
 * @param {readonly HTMLElement[]} entries
 * @param {TipCode} code
 */
export function showCode(entries, code) {
  const characters = code.characters("zh-hans");
  for (const [place, entry] of entries.entries()) {
    const inWords = entry.querySelector(".word");
    const isCharacter = inWords?.hasAttribute("lang") === true;
    fill(entry.querySelector(".number"), String(code.numbers[place]).padStart(4, "0"));
    fill(inWords, (isCharacter ? characters : code.words)[place] ?? "");
  }
}

/**
 * @param {Element | null} box
 * @param {string} text
 */
function fill(box, text) {
  if (box !== null) {
    box.textContent = text;
  }
}
