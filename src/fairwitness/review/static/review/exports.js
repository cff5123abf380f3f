// @ts-check
/** Taking a tip out of the line: whether what a colleague has signed may be signed too, and what goes along. */

import { b64 } from "../crypto/browser/encoding.js";
import { exportFromJson, TIPSTER } from "../crypto/browser/exports.js";
import { QUESTION as REDACTED } from "../crypto/browser/redactions.js";
import { QUESTION as PASSING_ON } from "../sealed/passing-on.js";
import { consentsIn } from "./consents.js";
import { isTheirs } from "./marks.js";
import { whoSigned } from "./signed-by-two.js";

/** @typedef {import("../crypto/browser/letters.js").Answer} Answer */
/** @typedef {import("../sealed/conversation.js").OpenedLetter} OpenedLetter */
/** @typedef {import("./types.js").Consent} Consent */
/** @typedef {import("./types.js").JudgedExport} JudgedExport */
/** @typedef {import("./types.js").WhatIsKnown} WhatIsKnown */
/** @typedef {import("./types.js").Wish} Wish */

/** Who told it: never in an export, whatever was chosen. */
const WHO_TOLD = ["name", "contact", "guess", "meeting", REDACTED];
/** What could point to them: only where two readers have chosen it. */
const POINTS_TO_THEM = ["known", "others", "retaliation", PASSING_ON];

/**
 * What was signed, by whom and why, and the names of the sentences that say what is wrong about it.
 * @param {{json: Uint8Array, signatures: Uint8Array[], tip: string}} signed
 * @param {WhatIsKnown} known
 * @returns {JudgedExport}
 */
export function judgedExport(signed, known) {
  const statement = statementIn(signed.json);
  if (statement === undefined) {
    return { by: [], problems: ["refer-form"] };
  }
  const { by, reason, isReason, isByRecorder, isSigned } = whoSigned("export", signed, statement.why, known);
  const isHere = statement.tip === signed.tip && b64(statement.line) === known.line;
  const named = statement.consent && b64(statement.consent);
  const wish = wishesIn(known.letters, known.own).find(({ letter }) => letter === named);
  const problem = statement.basis === TIPSTER ? "wish-none" : "consent-none";
  return {
    statement,
    by,
    reason,
    wish,
    problems: [
      ...(isHere ? [] : ["refer-other"]),
      ...(isSigned ? [] : ["refer-unsigned"]),
      ...(isByRecorder ? ["refer-by-recorder"] : []),
      ...(isReason ? [] : ["refer-no-reason"]),
      ...(isSaid(statement.basis, named, wish, known) ? [] : [problem]),
    ],
  };
}

/**
 * Whether the letter says what the basis needs: a yes to passing on that still counts, or at least that the tipster wrote it.
 * @param {string} basis
 * @param {string | undefined} named its hash
 * @param {Wish | undefined} wish
 * @param {WhatIsKnown} known
 */
function isSaid(basis, named, wish, { letters, own, bodies }) {
  if (named === undefined || basis === TIPSTER) {
    return named === undefined || wish !== undefined;
  }
  const consents = [...consentsIn(letters, own, bodies).values()];
  return consents.some(({ says, letters: yes }) => says === "yes" && yes.includes(named));
}

/**
 * The letters of which one can ask for a copy: those that nobody but the tipster can have written, that say something, and that nobody has redacted.
 * @param {readonly OpenedLetter[]} letters
 * @param {ReadonlyMap<string, string>} own hashes of such letters as stored, by their ids
 * @returns {Wish[]}
 */
export function wishesIn(letters, own) {
  return letters
    .filter((one) => isTheirs(one) && own.has(one.id) && one.redacted === undefined)
    .map(({ id, day, letter }) => ({ letter: own.get(id) ?? "", day, text: letter?.text ?? "" }))
    .filter(({ text }) => text.trim() !== "");
}

/** @param {Uint8Array} json */
function statementIn(json) {
  try {
    return exportFromJson(json);
  } catch {
    return undefined;
  }
}

/**
 * The hash of the tipster's latest yes to any body; undefined where there is none that counts.
 * @param {ReadonlyMap<string, Consent>} consents
 */
export function anyYes(consents) {
  return [...consents.values()].find(({ says }) => says === "yes")?.letters.at(-1);
}

/**
 * The answers of a letter that go along.
 * @param {readonly Answer[]} answers
 * @param {readonly string[]} along
 */
export function leavingAnswers(answers, along) {
  const staying = along.includes("known") ? WHO_TOLD : [...WHO_TOLD, ...POINTS_TO_THEM];
  return answers.filter(({ question }) => !staying.includes(question));
}

/**
 * Who wrote it, for whoever reads it outside: of the readers only those who have signed are named.
 * @param {Pick<OpenedLetter, "author" | "fromOffice" | "letter">} opened
 * @param {readonly string[]} signers
 * @param {{tipster: string, reader: string}} words
 */
export function namedOutside({ author, fromOffice, letter }, signers, { tipster, reader }) {
  const isTheirs = letter === undefined ? !fromOffice : author === undefined;
  if (isTheirs) {
    return tipster;
  }
  return author !== undefined && signers.includes(author) ? author : reader;
}

/**
 * A path in the archive: nothing in it leads out of the folder, hides, or is another file's.
 * @param {number} letter
 * @param {number} place
 * @param {string} name
 */
export function pathOf(letter, place, name) {
  const plain = name
    .normalize("NFC")
    .replace(/[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]/gu, "_")
    .replace(/^\.+|[. ]+$/g, "_");
  const [, stem = plain, ending = ""] = /^(.*?)(\.[^.]{1,16})?$/u.exec(plain) ?? [];
  const short = [...stem].slice(0, 60).join("");
  return `files/${letter}-${place}-${short === "" ? "file" : short}${ending}`;
}
