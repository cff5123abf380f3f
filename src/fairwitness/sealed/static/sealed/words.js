// @ts-check
/** The sentences that scripts say, in the language of the page; they stand hidden in it, or in a page that was fetched. */

/** @type {ParentNode[]} */
const places = [document];

/** @param {ParentNode} place */
export function learnWords(place) {
  places.push(place);
}

/** @param {ParentNode} place */
export function forgetWords(place) {
  places.splice(places.indexOf(place), 1);
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} [values] what stands in braces
 */
export function word(name, values = {}) {
  const wanted = `[data-word="${CSS.escape(name)}"]`;
  const found = places.map((place) => place.querySelector(wanted)).find((one) => one !== null);
  return filledIn(found?.textContent ?? name, values);
}

/**
 * @param {string} sentence
 * @param {Record<string, string | number>} values
 */
export function filledIn(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (braced, key) => String(values[key] ?? braced));
}

/**
 * The first of these names that the page has a sentence for, or else what is to be said instead.
 * @param {string[]} names
 * @param {string} otherwise
 */
export function wordOr(names, otherwise) {
  const said = names.map((name) => word(name));
  return said.find((sentence, place) => sentence !== names[place]) ?? otherwise;
}

/**
 * Say something in a place that is hidden while it is empty.
 * @param {Element | null} place
 * @param {string} sentence
 */
export function say(place, sentence) {
  if (place instanceof HTMLElement) {
    place.textContent = sentence;
    place.hidden = sentence === "" && place.matches("[data-problem], [data-desk-stops]");
  }
}
