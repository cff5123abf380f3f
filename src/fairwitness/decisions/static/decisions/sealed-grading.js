// @ts-check
/** `<sealed-grading>`: what is alleged, claim by claim; and how it was graded, once this reader has graded it too. */

import { b64 } from "../crypto/browser/encoding.js";
import { mine } from "../review/keyring.js";
import { paragraph } from "../sealed/letter.js";
import { word } from "../sealed/words.js";
import { Deciding, fact, piece } from "./deciding-element.js";
import { offerClaims } from "./grade.js";
import { needsThird } from "./split.js";

/** @typedef {import("./types.js").Claim} Claim */
/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("./types.js").Said} Said */

class SealedGrading extends Deciding {
  /** @param {Known} known */
  shows({ claims, answers, isAnyWrong, isAnyUnhanded }) {
    offerClaims(claims, answers);
    return [
      ...(isAnyWrong ? [paragraph("error", word("grade-wrong"))] : []),
      ...(isAnyUnhanded ? [paragraph("error", word("handed-forged"))] : []),
      ...(claims.length === 0 ? [paragraph("soft", word("grade-no-claims"))] : []),
      ...claims.flatMap((claim) => nodesOf(claim, answers)),
    ];
  }
}

/**
 * @param {Claim} claim
 * @param {readonly Said[]} answers
 */
function nodesOf({ number, text, known, wrong, grades, isConfirmed, ignored }, answers) {
  const made = document.createElement("section");
  made.append(
    piece("h3", word("claim", { number })),
    paragraph("text", text),
    ...(isConfirmed ? [paragraph("kind", word("claim-confirmed"))] : []),
    ...(ignored > 0 ? [paragraph("error", word("claim-ignored", { count: ignored }))] : []),
    paragraph("soft", word(`alleged-${known}`)),
    ...fact(`${word("answer-wrong")}:`, wrong),
    ...graded(grades, answers),
  );
  return [made];
}

/**
 * @param {Claim["grades"]} grades
 * @param {readonly Said[]} answers
 */
function graded(grades, answers) {
  if (grades.length === 0) {
    return [paragraph("soft", word("grade-none"))];
  }
  const own = b64(mine()?.signing.verifyingKey ?? new Uint8Array());
  const list = document.createElement("ul");
  list.append(...grades.map((one) => entry(one, b64(one.author) === own, answers)));
  const steps = grades.map(({ credibility }) => credibility);
  return [
    list,
    ...(grades.length === 1 ? [paragraph("soft", word("grade-alone"))] : []),
    ...(needsThird(steps) ? [paragraph("error", word("grade-split"))] : []),
  ];
}

/**
 * @param {Claim["grades"][number]} grade
 * @param {boolean} isOwn
 * @param {readonly Said[]} answers
 */
function entry({ by, day, credibility, access, reasons, answers: marked }, isOwn, answers) {
  const item = document.createElement("li");
  item.append(
    paragraph("kind", word(isOwn ? "grade-own" : "grade-by", { name: by, day })),
    paragraph("text", word(`credible-${credibility}`)),
    paragraph("soft", word(`alleged-${access}`)),
    paragraph("text", reasons),
    ...marked.map(({ id, speaks }) => {
      const number = answers.findIndex((one) => one.id === id) + 1;
      return paragraph("soft", word(`marked-${speaks}`, { number: number === 0 ? "?" : number }));
    }),
  );
  return item;
}

customElements.define("sealed-grading", SealedGrading);
