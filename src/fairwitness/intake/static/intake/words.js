// @ts-check
/** The sentences that the scripts say, in the language of the page. */

/** @type {Map<string, string>} */
const WORDS = new Map();

/**
 * Learn what stands in a place of a page.
 * @param {ParentNode} from
 */
export function learnWords(from) {
  for (const one of from.querySelectorAll("[data-word]")) {
    WORDS.set(one.getAttribute("data-word") ?? "", one.textContent ?? "");
  }
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} [values] what stands in braces
 */
export function word(name, values = {}) {
  return filledIn(WORDS.get(name) ?? name, values);
}

/**
 * @param {string} sentence
 * @param {Record<string, string | number>} values
 */
export function filledIn(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (braced, key) => String(values[key] ?? braced));
}
