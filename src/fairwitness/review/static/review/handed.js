// @ts-check
/** That a code was handed over: whose signature says so, checked here as every other one. */

import { b64, equal, unb64 } from "../crypto/browser/encoding.js";
import { handedOverFromJson, KIND } from "../crypto/browser/handed-over.js";
import { verify } from "../crypto/browser/keys.js";

/** @typedef {import("../crypto/browser/sheets.js").KeySheet} KeySheet */
/** @typedef {import("../sealed/types.js").OpenedLetter} OpenedLetter */
/** @typedef {{asked: string, statement: string, signature: string}} HandedTold */

/**
 * The name of who has signed it: a reader whom a key sheet names, and not the one who made the code. Undefined where nobody such has, or of another code.
 * @param {HandedTold} told
 * @param {{tip: string, line: string, sheets: readonly KeySheet[], letters: readonly OpenedLetter[]}} of `letters` between readers and whoever was asked
 */
export function whoHandedOver({ asked, statement, signature }, { tip, line, sheets, letters }) {
  try {
    const json = unb64(statement);
    const said = handedOverFromJson(json);
    const signer = sheets
      .flatMap(({ reviewers }) => reviewers)
      .find(({ key }) => verify(key, KIND, json, unb64(signature)));
    const isHere = said.tip === tip && b64(said.line) === line && said.hearing === asked;
    return isHere && signer !== undefined && !haveMade(signer.key, letters) ? signer.name : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether it is the key of who wrote the summary: with the code it opens, that reader could answer.
 * @param {Uint8Array} key
 * @param {readonly OpenedLetter[]} letters
 */
function haveMade(key, letters) {
  const summary = letters[1]?.letter;
  return summary !== undefined && equal(summary.author, key);
}
