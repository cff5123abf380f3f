// @ts-check
/** Whether a letter repeats wording from another conversation of the same tip. A pure function: it asks nobody, and sees no other tip. */

import { sentencesOf } from "./sentences.js";

/** @typedef {{token: string, weight: number, from: number, to: number}} Token */

const LONG = 12; // six words, or twelve characters of a script without spaces
const SEED = 6; // tokens: no run is shorter
const MOST = 64; // places at which one seed is followed up
const CJK = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}";
const TOKEN = new RegExp(`[${CJK}]|(?:(?![${CJK}])[\\p{L}\\p{M}\\p{N}])+(?:['’](?![${CJK}])\\p{L}+)*`, "gu");
const ONE = new RegExp(`^[${CJK}]$`, "u");

/**
 * The sentences of a letter that share a run of wording with one of the sources. What stands in `known` as well is no secret of theirs:
 * letters of this very conversation, and texts that everybody begins with.
 * @param {string} text
 * @param {readonly string[]} sources
 * @param {readonly string[]} known
 */
export function quotedSentences(text, sources, known) {
  const tokens = tokensOf(text);
  const theirs = runsIn(tokens, sources);
  const ours = runsIn(tokens, known);
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
 * Where the tokens share a run with one of the texts: first and last place, the longest at each.
 * @param {readonly Token[]} tokens
 * @param {readonly string[]} texts
 * @returns {[number, number][]}
 */
function runsIn(tokens, texts) {
  const others = texts.map(tokensOf);
  const seeds = seedsOf(others);
  /** @type {[number, number][]} */
  const runs = [];
  let place = 0;
  while (place + SEED <= tokens.length) {
    const starts = seeds.get(seedAt(tokens, place)) ?? [];
    const ends = starts.map(([of, at]) => place + shared(tokens, place, others[of], at));
    const end = Math.max(place, ...ends);
    const isLong = tokens.slice(place, end).reduce((sum, one) => sum + one.weight, 0) >= LONG;
    if (isLong) {
      runs.push([place, end]);
    }
    place = isLong ? end : place + 1;
  }
  return runs;
}

/** @param {readonly Token[][]} texts */
function seedsOf(texts) {
  /** @type {Map<string, [number, number][]>} */
  const seeds = new Map();
  for (const [of, tokens] of texts.entries()) {
    for (let at = 0; at + SEED <= tokens.length; at += 1) {
      const seed = seedAt(tokens, at);
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
 */
function seedAt(tokens, at) {
  return tokens
    .slice(at, at + SEED)
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
