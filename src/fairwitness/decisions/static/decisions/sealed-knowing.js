// @ts-check
/** `<sealed-knowing>`: what was signed of what a tipster knew, the paper, and all that is wrong about it. */

import { unb64 } from "../crypto/browser/encoding.js";
import { paragraph } from "../sealed/letter.js";
import { word } from "../sealed/words.js";
import { Deciding, fact, piece } from "./deciding-element.js";
import { allOf, judgedKnowing, PARTS } from "./knowing.js";

/** @typedef {import("../crypto/browser/types.js").Paper} Paper */
/** @typedef {import("./types.js").Known} Known */

export class SealedKnowing extends Deciding {
  get json() {
    return unb64(this.dataset.statement ?? "");
  }

  /** @param {Known} known */
  judged(known) {
    const { signatures = "", tip = "", letter = "", done } = this.dataset;
    const signed = { json: this.json, signatures: allOf(signatures), tip, letter };
    return judgedKnowing({ ...signed, isDone: done !== undefined }, known);
  }

  /** @param {Known} known */
  shows(known) {
    const { by, paper, problems } = this.judged(known);
    document
      .querySelector("[data-agree-knowing] button:not([type])")
      ?.classList.toggle("quiet", problems.length > 0);
    const warnings = problems.map((name) => paragraph("error", word(name)));
    const told = known.conversation.letters.find(
      ({ id, fromOffice }) => fromOffice && id === this.dataset.letter,
    );
    return [
      ...warnings,
      paragraph("soft", word("knowing-says")),
      paperNode(by, paper),
      ...fact(word("knowing-letter"), told?.letter?.text ?? "?"),
    ];
  }
}

/**
 * @param {readonly string[]} by
 * @param {Paper | undefined} paper
 */
export function paperNode(by, paper) {
  const list = document.createElement("dl");
  for (const part of PARTS) {
    list.append(piece("dt", word(`part-${part}`)), piece("dd", paper?.[part] ?? "?"));
  }
  list.append(piece("dt", word("refer-by")), piece("dd", by.length === 0 ? "?" : by.join(" · ")));
  return list;
}

customElements.define("sealed-knowing", SealedKnowing);
