// @ts-check
/** `<sealed-finding>`: what was signed, with all that is wrong about it. */

import { unb64 } from "../crypto/browser/encoding.js";
import { paragraph } from "../sealed/letter.js";
import { word } from "../sealed/words.js";
import { Deciding, piece } from "./deciding-element.js";
import { judgedFinding } from "./findings.js";

/** @typedef {import("./types.js").Judged} Judged */
/** @typedef {import("./types.js").Known} Known */

export class SealedFinding extends Deciding {
  get json() {
    return unb64(this.dataset.statement ?? "");
  }

  /** @param {Known} known */
  judged(known) {
    const { signatures = "", tip = "", done } = this.dataset;
    const made = signatures.split(" ").map((one) => unb64(one));
    return judgedFinding({ json: this.json, signatures: made, tip, isDone: done !== undefined }, known);
  }

  /** @param {Known} known */
  shows(known) {
    const { finding, by, reason, claims, about, problems } = this.judged(known);
    const warnings = problems.map((name) => paragraph("error", word(name)));
    document.querySelector("[data-agree-finding] button")?.classList.toggle("quiet", problems.length > 0);
    if (finding === undefined) {
      return warnings;
    }
    const named = claims.map(({ number, text }) =>
      number === 0 ? "?" : `${word("claim", { number })}: ${text}`,
    );
    const those = about.map((one) => word(`about-${one.about}`, { number: one.number }));
    const says = this.dataset.done === undefined ? "asked" : finding.verdict;
    const list = document.createElement("dl");
    for (const [name, text] of [
      ["find-says", word(`verdict-${says}`)],
      ...named.map((text) => ["find-claims", text]),
      ...those.map((text) => ["find-about", text]),
      ["refer-by", by.length === 0 ? "?" : by.join(" · ")],
      ["refer-why", reason ?? "?"],
    ]) {
      list.append(piece("dt", word(name)), piece("dd", text));
    }
    return [...warnings, list];
  }
}

customElements.define("sealed-finding", SealedFinding);
