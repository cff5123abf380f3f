// @ts-check
/** `<outsider-paper>`: what two readers have signed of what a tipster knew, for whoever judges it from outside; and that judgement, signed here. */

import { b64, equal, sha256, unb64 } from "../crypto/browser/encoding.js";
import { verify } from "../crypto/browser/keys.js";
import {
  hashOfPaper,
  KIND,
  knowinglyFalseFromJson,
  OUTSIDE,
  openPaper,
  outsiderToJson,
} from "../crypto/browser/knowingly-false.js";
import { myKeys, sameUntilChanged, takesOver } from "../review/noting.js";
import { AtTheDesk, styled } from "../review/sealed-letter.js";
import { readSheets } from "../review/sheets-seen.js";
import { paragraph } from "../sealed/letter.js";
import { ask, Refused, read } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { paperNode } from "./sealed-knowing.js";

/** @typedef {import("./types.js").Judging} Judging */

class OutsiderPaper extends AtTheDesk {
  /** @type {Judging | undefined} */
  #found;

  /**
   * @param {string} url
   * @returns {Promise<any>} nothing of a conversation
   */
  async load(url) {
    this.#found = await openAt(url);
    return undefined;
  }

  content() {
    if (this.#found === undefined) {
      return [];
    }
    const { by, paper, problems } = this.#found;
    const warnings = problems.map((name) => paragraph("error", word(name)));
    return [styled("../decisions/decisions.css"), ...warnings, paperNode(by, paper)];
  }
}

customElements.define("outsider-paper", OutsiderPaper);

takesOver("[data-judge]", (form) => {
  const chosen = form.querySelector("input[name=says]:checked");
  if (!(chosen instanceof HTMLInputElement)) {
    throw new Refused(word("judge-which"));
  }
  const says = chosen.value;
  return sameUntilChanged(form, says, () => judged(form, says === "yes" ? "" : says));
});

/**
 * The request's body; nobody says yes to what does not hold.
 * @param {HTMLFormElement} form
 * @param {string} reason
 */
async function judged(form, reason) {
  const { signing } = myKeys();
  const { asked = "", paper = "", today: day = "" } = form.dataset;
  const { statement, signatures, line, problems } = await openAt(paper);
  if (reason === "" && problems.length > 0) {
    throw new Refused(problems.map((name) => word(name)).join(" "));
  }
  const [first, second] = signatures;
  const json = outsiderToJson({ line, asked: sha256(statement), first, second, day, reason });
  return JSON.stringify({ asked, statement: b64(json), signature: b64(signing.sign(OUTSIDE, json)) });
}

/**
 * Opened, and looked at: whether two different readers of today's sheet have signed it, and it names this paper.
 * @param {string} url
 * @returns {Promise<Judging>}
 */
async function openAt(url) {
  const told = await read(await ask(url));
  const sheet = readSheets(told.line, told.channel, told.office, told.sheets).at(-1);
  const statement = unb64(told.statement);
  /** @type {Uint8Array[]} */
  const signatures = told.signatures.map((/** @type {string} */ one) => unb64(one));
  const signers = signatures.map((one) =>
    sheet?.reviewers.find(({ key }) => verify(key, KIND, statement, one)),
  );
  const by = [...new Set(signers.flatMap((one) => one?.name ?? []))];
  const paper = await openPaper(unb64(told.paper), [myKeys().identity]).catch(() => undefined);
  const problems = [
    ...(by.length === 2 ? [] : ["judge-unsigned"]),
    ...(paper !== undefined && isNamed(paper, statement, told.line) ? [] : ["knowing-other-paper"]),
  ];
  return { statement, signatures, line: unb64(told.line), by, problems, ...(paper && { paper }) };
}

/**
 * @param {import("../crypto/browser/types.js").Paper} paper
 * @param {Uint8Array} statement
 * @param {string} line
 */
function isNamed(paper, statement, line) {
  try {
    const told = knowinglyFalseFromJson(statement);
    const isHere = b64(told.line) === line && b64(paper.line) === line && paper.tip === told.tip;
    return isHere && equal(hashOfPaper(paper), told.paper);
  } catch {
    return false;
  }
}
