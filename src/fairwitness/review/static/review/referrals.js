// @ts-check
/** Passing a tip on: whether what a colleague has signed may be signed too. */

import { b64 } from "../crypto/browser/encoding.js";
import { CONFIRMED, statementFromJson } from "../crypto/browser/referrals.js";
import { consentsIn, saidNo, wrongWith } from "./consents.js";
import { whoSigned } from "./signed-by-two.js";

/** @typedef {import("../crypto/browser/sheets.js").Reader} Reader */
/** @typedef {import("../crypto/browser/types.js").Statement} Statement */
/** @typedef {import("./types.js").Consent} Consent */
/** @typedef {import("./types.js").Judged} Judged */
/** @typedef {import("./types.js").SignedReferral} SignedReferral */
/** @typedef {import("./types.js").WhatIsKnown} WhatIsKnown */

/**
 * What was signed, by whom and why, and the names of the sentences that say what is wrong about it.
 * @param {SignedReferral} signed
 * @param {WhatIsKnown} known
 * @returns {Judged}
 */
export function judged(signed, known) {
  const statement = statementIn(signed.json);
  if (statement === undefined) {
    return { by: [], problems: ["refer-form"], words: [] };
  }
  const { by, reason, isReason, isByRecorder, isSigned } = whoSigned(
    "referral",
    signed,
    statement.why,
    known,
  );
  const isHere =
    statement.tip === signed.tip &&
    b64(statement.line) === known.line &&
    (signed.isDone || b64(statement.charter) === signed.charter);
  const consent = consentsIn(known.letters, known.own, known.bodies).get(statement.body);
  const wrong = signed.isDone ? "" : wrongConsent(statement, consent);
  return {
    statement,
    by,
    reason,
    problems: [
      ...(isHere ? [] : ["refer-other"]),
      ...(isSigned ? [] : ["refer-unsigned"]),
      ...(isByRecorder ? ["refer-by-recorder"] : []),
      ...(isReason ? [] : ["refer-no-reason"]),
      ...(wrong === "" ? [] : [wrong]),
    ],
    no: saidNo(known.letters, statement.body),
    words: statement.ground === CONFIRMED ? (consent?.words ?? []) : [],
  };
}

/** @param {Uint8Array} json */
function statementIn(json) {
  try {
    return statementFromJson(json);
  } catch {
    return undefined;
  }
}

/**
 * @param {Statement} statement
 * @param {Consent | undefined} found
 */
function wrongConsent({ ground, consent }, found) {
  return ground === CONFIRMED && consent !== undefined ? wrongWith(found, b64(consent)) : "";
}
