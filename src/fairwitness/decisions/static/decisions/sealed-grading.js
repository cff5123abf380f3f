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

class SealedGrading extends Deciding {
  /** @param {Known} known */
  shows({ claims, isAnyWrong }) {
    offerClaims(claims);
    return [
      ...(isAnyWrong ? [paragraph("error", word("grade-wrong"))] : []),
      ...(claims.length === 0 ? [paragraph("soft", word("grade-no-claims"))] : []),
      ...claims.flatMap((claim, place) => nodesOf(claim, place + 1)),
    ];
  }
}

/**
 * @param {Claim} claim
 * @param {number} number
 */
function nodesOf({ text, known, wrong, grades }, number) {
  const made = document.createElement("section");
  made.append(
    piece("h3", word("claim", { number })),
    paragraph("text", text),
    paragraph("soft", word(`alleged-${known}`)),
    ...fact(`${word("answer-wrong")}:`, wrong),
    ...graded(grades),
  );
  return [made];
}

/** @param {Claim["grades"]} grades */
function graded(grades) {
  if (grades.length === 0) {
    return [paragraph("soft", word("grade-none"))];
  }
  const own = b64(mine()?.signing.verifyingKey ?? new Uint8Array());
  const list = document.createElement("ul");
  list.append(...grades.map((one) => entry(one, b64(one.author) === own)));
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
 */
function entry({ by, day, credibility, access, reasons }, isOwn) {
  const item = document.createElement("li");
  item.append(
    paragraph("kind", word(isOwn ? "grade-own" : "grade-by", { name: by, day })),
    paragraph("text", word(`credible-${credibility}`)),
    paragraph("soft", word(`alleged-${access}`)),
    paragraph("text", reasons),
  );
  return item;
}

customElements.define("sealed-grading", SealedGrading);
