// @ts-check
/** Whether a letter repeats wording from another conversation of the same tip. A pure function: it asks nobody, and sees no other tip. */

import { sentencesOf } from "./sentences.js";

/** @typedef {{token: string, weight: number, from: number, to: number}} Token */
/** @typedef {(mine: readonly Token[], theirs: Place) => boolean} Counts whether a run that is shared is named */
/** @typedef {{text: string, tokens: readonly Token[], at: number}} Place where it stands in one of the sources */

const LONG = 12; // six words, or twelve characters of a script without spaces
const SEED = 6; // tokens: no run is shorter
const MOST = 64; // places at which one seed is followed up
const CJK = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}";
const TOKEN = new RegExp(`[${CJK}]|(?:(?![${CJK}])[\\p{L}\\p{M}\\p{N}])+(?:['’](?![${CJK}])\\p{L}+)*`, "gu");
const ONE = new RegExp(`^[${CJK}]$`, "u");

const LEAST = 2; // tokens of a run, in what goes to the person reported on
/** How long a run of this kind is there at least, by the same weights: two for a word, one for a character. */
const SHORT = { ofCharacters: 8, ofWords: 8, telling: 6, quoted: 6, aQuote: 4, numbers: 4 };
const LONG_WORD = 5; // letters: a run of four words has two of them
const NUMBER = /^\p{Nd}+$/u;
const YEAR = /^(?:19|20)\d\d$/;
const CODE = /^(?=(?:.*\p{Nd}){2})(?=.*\p{L})(?!\p{Nd}+(?:st|nd|rd|th|am|pm)$)/u; // of letters and digits, as a badge has it
const BEGINS = /[.!?。！？:：\r\n“"「『]\s*$/u; // what stands before the first word of a sentence
const OPENS = '“"「『«';
const CLOSES = '”"」』»';

/**
 * The sentences of a letter that share a run of wording with one of the sources. What stands in `known` as well is no secret of theirs:
 * letters of this very conversation, and texts that everybody begins with.
 * @param {string} text
 * @param {readonly string[]} sources
 * @param {readonly string[]} known
 */
export function quotedSentences(text, sources, known) {
  return sharedSentences(text, sources, known, SEED, (mine) => weightOf(mine) >= LONG);
}

/**
 * The same of what the person reported on reads, and closer: also four words or eight characters; three words with a name or a number; two that are a whole
 * quotation; two numbers in a row, as in an hour or a sum; and a number of four digits that is no year.
 * @param {string} text
 * @param {readonly string[]} sources
 * @param {readonly string[]} known
 */
export function tellingSentences(text, sources, known) {
  return sharedSentences(text, sources, known, LEAST, isTelling);
}

/**
 * @param {string} text
 * @param {readonly string[]} sources
 * @param {readonly string[]} known
 * @param {number} seed
 * @param {Counts} counts
 */
function sharedSentences(text, sources, known, seed, counts) {
  const tokens = tokensOf(text);
  const theirs = runsIn(tokens, sources, seed, counts);
  const ours = runsIn(tokens, known, seed, counts);
  const told = theirs.filter(([from, to]) => !ours.some((one) => one[0] <= from && to <= one[1]));
  const spans = told.map(([from, to]) => [tokens[from].from, tokens[to - 1].to]);
  let behind = 0;
  return sentencesOf(text).filter((sentence) => {
    const start = text.indexOf(sentence, behind);
    const end = start + sentence.length;
    behind = end;
    return spans.some(([from, to]) => from < end && start < to);
  });
}

/**
 * Words and single characters, without case, width, accents' spelling and punctuation.
 * @param {string} text
 * @returns {Token[]}
 */
export function tokensOf(text) {
  return [...text.matchAll(TOKEN)].map(({ 0: found, index }) => ({
    token: found.normalize("NFKC").toLowerCase().replace(/['’]/g, ""),
    weight: ONE.test(found) ? 1 : 2,
    from: index,
    to: index + found.length,
  }));
}

/**
 * Where the tokens share a run with one of the texts that counts: first and last place, the longest at each.
 * @param {readonly Token[]} tokens
 * @param {readonly string[]} texts
 * @param {number} seed
 * @param {Counts} counts
 * @returns {[number, number][]}
 */
function runsIn(tokens, texts, seed, counts) {
  const others = texts.map(tokensOf);
  const seeds = seedsOf(others, seed);
  /** @type {[number, number][]} */
  const runs = [];
  let place = 0;
  while (place < tokens.length) {
    const alone = seeds.get(seedAt(tokens, place, 1)) ?? [];
    const starts = [...alone, ...(seeds.get(seedAt(tokens, place, seed)) ?? [])];
    const ends = starts.map(([of, at]) => {
      const end = place + shared(tokens, place, others[of], at);
      return counts(tokens.slice(place, end), { text: texts[of], tokens: others[of], at }) ? end : place;
    });
    const end = Math.max(place, ...ends);
    if (end > place) {
      runs.push([place, end]);
    }
    place = Math.max(end, place + 1);
  }
  return runs;
}

/** @type {Counts} */
function isTelling(mine, theirs) {
  const weight = weightOf(mine);
  const words = mine.filter((one) => one.weight > 1);
  const numbers = mine.filter(({ token }) => NUMBER.test(token)).length;
  return (
    weight >= LONG ||
    (words.length === 0 && weight >= SHORT.ofCharacters) ||
    (weight >= SHORT.ofWords && words.filter(({ token }) => token.length >= LONG_WORD).length > 1) ||
    (weight >= SHORT.telling && hasNameOrNumber(mine.length, theirs)) ||
    (weight >= SHORT.quoted && isQuoted(mine.length, theirs)) ||
    (weight >= SHORT.aQuote && isQuoted(mine.length, theirs) && isWhole(mine.length, theirs)) ||
    (numbers === mine.length && weight >= SHORT.numbers) ||
    mine.some(({ token }) => isCode(token))
  );
}

/** @param {string} token */
function isCode(token) {
  return CODE.test(token) || (NUMBER.test(token) && token.length > 3 && !YEAR.test(token));
}

/** @param {readonly Token[]} tokens */
function weightOf(tokens) {
  return tokens.reduce((sum, one) => sum + one.weight, 0);
}

/**
 * Whether the source has a number among them, or a word with a capital letter that begins no sentence.
 * @param {number} count
 * @param {Place} theirs
 */
function hasNameOrNumber(count, { text, tokens, at }) {
  return tokens.slice(at, at + count).some(({ from, to, token }) => {
    const word = text.slice(from, to);
    const isName =
      /^\p{Lu}\p{L}/u.test(word) && from > 0 && !BEGINS.test(text.slice(Math.max(0, from - 9), from));
    return isName || NUMBER.test(token);
  });
}

/**
 * Whether all of it stands in quotation marks there.
 * @param {number} count
 * @param {Place} theirs
 */
function isQuoted(count, { text, tokens, at }) {
  const line =
    text
      .slice(0, tokens[at].from)
      .split(/[\r\n]/u)
      .at(-1) ?? "";
  const behind = text.slice(tokens[at + count - 1].to).split(/[\r\n]/u)[0];
  const opened = Math.max(...[...OPENS].map((mark) => line.lastIndexOf(mark)));
  const closed = Math.max(...[..."”」』»"].map((mark) => line.lastIndexOf(mark)));
  const straight = [...line].filter((one) => one === '"').length % 2 === 1;
  const isOpen = opened > closed && (line[opened] !== '"' || straight);
  return isOpen && [...CLOSES].some((mark) => behind.includes(mark));
}

/**
 * Whether nothing else stands in the same quotation marks.
 * @param {number} count
 * @param {Place} theirs
 */
function isWhole(count, { text, tokens, at }) {
  const before = text.slice(tokens[at - 1]?.to ?? 0, tokens[at].from);
  const behind = text.slice(tokens[at + count - 1].to, tokens[at + count]?.from);
  return (
    [...OPENS].some((mark) => before.includes(mark)) && [...CLOSES].some((mark) => behind.includes(mark))
  );
}

/**
 * Where each run of so many tokens begins; and each token that tells something alone.
 * @param {readonly (readonly Token[])[]} texts
 * @param {number} seed
 */
function seedsOf(texts, seed) {
  /** @type {Map<string, [number, number][]>} */
  const seeds = new Map();
  const sizes = seed === LEAST ? [1, seed] : [seed];
  for (const [of, tokens] of texts.entries()) {
    for (const [at, size] of tokens.flatMap((_, at) => sizes.map((size) => [at, size]))) {
      if (at + size > tokens.length || (size === 1 && !isCode(tokens[at].token))) {
        continue;
      }
      const seed = seedAt(tokens, at, size);
      const places = seeds.get(seed) ?? [];
      if (places.length < MOST) {
        places.push([of, at]);
      }
      seeds.set(seed, places);
    }
  }
  return seeds;
}

/**
 * @param {readonly Token[]} tokens
 * @param {number} at
 * @param {number} size
 */
function seedAt(tokens, at, size) {
  return tokens
    .slice(at, at + size)
    .map(({ token }) => token)
    .join(" ");
}

/**
 * How many tokens are the same from there on.
 * @param {readonly Token[]} mine
 * @param {number} from
 * @param {readonly Token[]} theirs
 * @param {number} at
 */
function shared(mine, from, theirs, at) {
  let count = 0;
  while (mine[from + count] && mine[from + count].token === theirs[at + count]?.token) {
    count += 1;
  }
  return count;
}

/**
 * Name them in the list of a place that asks about them.
 * @param {HTMLElement} place
 * @param {readonly string[]} sentences
 */
export function nameIn(place, sentences) {
  place.querySelector("ul")?.replaceChildren(
    ...sentences.map((sentence) => {
      const item = document.createElement("li");
      item.dir = "auto";
      item.textContent = sentence;
      return item;
    }),
  );
}
