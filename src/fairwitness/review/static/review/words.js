// @ts-check
/** The sentences that scripts say, in the language of the page; they stand hidden in it. */

/**
 * @param {string} name
 * @param {Record<string, string | number>} [values] what stands in braces
 */
export function word(name, values = {}) {
  const found = document.querySelector(`[data-word="${CSS.escape(name)}"]`);
  const sentence = found?.textContent ?? name;
  return sentence.replace(/\{(\w+)\}/g, (_, key) => String(values[key] ?? ""));
}

/**
 * Say something in a place that is hidden while it is empty.
 * @param {Element | null} place
 * @param {string} sentence
 */
export function say(place, sentence) {
  if (place instanceof HTMLElement) {
    place.textContent = sentence;
    place.hidden = sentence === "" && place.matches("[data-problem], [data-desk-stops], [data-sheet-news]");
  }
}
