// @ts-check
/** Cutting what somebody wrote into sentences, each of which stands in it letter by letter. */

const CLOSING = "[”’」』）》\"')\\]]*";
/** Up to a stop and what closes behind it, or to the end of the line. A full stop within a number or an address is none. */
const SENTENCE = new RegExp(
  `[^\\r\\n]+?(?:[。！？…]+${CLOSING}|[.!?]+${CLOSING}(?=\\s|$|\\p{Script=Han})|(?=[\\r\\n]|$))`,
  "gu",
);
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

/**
 * The sentences of a text, in order and each once.
 * @param {string} text
 */
export function sentencesOf(text) {
  const found = [...text.matchAll(SENTENCE)].map(([sentence]) => sentence.trim());
  return [...new Set(found.filter((sentence) => SAYS_SOMETHING.test(sentence)))];
}
