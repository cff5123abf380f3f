// @ts-check
/** `<sealed-finding>`: what was signed, with all that is wrong about it. */

import { unb64 } from "../crypto/browser/encoding.js";
import { paragraph } from "../sealed/letter.js";
import { word } from "../sealed/words.js";
import { Deciding, piece } from "./deciding-element.js";
import { judgedFinding } from "./findings.js";
import { heardIds } from "./rivals.js";

/** @typedef {import("./types.js").Judged} Judged */
/** @typedef {import("./types.js").Known} Known */

export class SealedFinding extends Deciding {
  get json() {
    return unb64(this.dataset.statement ?? "");
  }

  /** @param {Known} known */
  judged(known) {
    const { signatures = "", tip = "", heard } = this.dataset;
    const signed = { json: this.json, signatures: signatures.split(" ").map((one) => unb64(one)), tip };
    return judgedFinding(signed, known, heardIds(heard));
  }

  /** @param {Known} known */
  shows(known) {
    const { finding, by, reason, claims, problems } = this.judged(known);
    const warnings = problems.map((name) => paragraph("error", word(name)));
    document.querySelector("[data-agree-finding] button")?.classList.toggle("quiet", problems.length > 0);
    if (finding === undefined) {
      return warnings;
    }
    const named = claims.map((number) => (number === 0 ? "?" : word("claim", { number }))).join(" · ");
    const says = this.dataset.done === undefined ? "asked" : finding.verdict;
    const list = document.createElement("dl");
    for (const [name, text] of [
      ["find-says", word(`verdict-${says}`)],
      ["find-claims", named],
      ["refer-by", by.length === 0 ? "?" : by.join(" · ")],
      ["refer-why", reason ?? "?"],
    ]) {
      list.append(piece("dt", word(name)), piece("dd", text));
    }
    return [...warnings, list];
  }
}

customElements.define("sealed-finding", SealedFinding);
