// @ts-check
/** Showing a code, in the boxes that the server's own page has for it. */

/** @typedef {import("../crypto/browser/codes.js").TipCode} TipCode */

/**
 * What showing a code needs on a page of this language: loaded before there is one, so that it never fails to be shown.
 * @param {string} language
 */
export function loadWords(language) {
  return language.startsWith("zh")
    ? import("../crypto/browser/zh_hans.js")
    : import("../crypto/browser/english.js");
}

/**
 * Fill in twelve entries: number and word, or number and character where the page is Chinese.
 * @param {readonly HTMLElement[]} entries
 * @param {TipCode} code
 */
export async function showCode(entries, code) {
  const isChinese = entries[0]?.querySelector(".word")?.hasAttribute("lang");
  const beside = await (isChinese ? code.characters("zh-hans") : code.words());
  for (const [place, entry] of entries.entries()) {
    fill(entry.querySelector(".number"), String(code.numbers[place]).padStart(4, "0"));
    fill(entry.querySelector(".word"), beside[place] ?? "");
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
