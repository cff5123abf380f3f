// @ts-check
/** What two readers sign: whose signatures hold, and whether the letter with the reason is from whoever signed first. */

import { b64, equal } from "../crypto/browser/encoding.js";
import { verify } from "../crypto/browser/keys.js";
import { haveRecorded } from "./recorder.js";

/** @typedef {import("./types.js").WhatIsKnown} WhatIsKnown */

/**
 * @param {"referral" | "export" | "left-out" | "finding" | "name-asked" | "knowingly-false"} kind
 * @param {{json: Uint8Array, signatures: Uint8Array[]}} signed
 * @param {Uint8Array} why hash of the letter with the reason
 * @param {Pick<WhatIsKnown, "reviewers" | "letters" | "notes" | "noteHashes">} known
 */
export function whoSigned(kind, { json, signatures }, why, { reviewers, letters, notes, noteHashes }) {
  const signers = signatures.map((one) => reviewers.find(({ key }) => verify(key, kind, json, one)));
  const by = signers.filter((one) => one !== undefined);
  const reason = notes.find(({ id }) => noteHashes.get(id) === b64(why));
  const first = signers[0];
  const isReason =
    reason?.letter !== undefined &&
    reason.warnings.length === 0 &&
    first !== undefined &&
    equal(reason.letter.author, first.key);
  return {
    by: by.map(({ name }) => name),
    reason: isReason ? reason.letter?.text : undefined,
    isReason,
    isByRecorder: haveRecorded(
      by.map(({ key }) => key),
      letters,
    ),
    isSigned: by.length === signers.length && new Set(by).size === by.length,
  };
}
