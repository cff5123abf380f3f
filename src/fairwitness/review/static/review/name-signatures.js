// @ts-check
/** Who has signed that a name is opened: checked by whoever reads the tip, and by whoever guards names. */

import { b64, equal, sha256, unb64 } from "../crypto/browser/encoding.js";
import { verify } from "../crypto/browser/keys.js";
import {
  ASKED,
  askedFromJson,
  BY_CONSENT,
  CONSENT,
  consentFromJson,
} from "../crypto/browser/name-requests.js";

/** @typedef {import("../crypto/browser/types.js").NameAsked} NameAsked */
/** @typedef {import("../crypto/browser/types.js").Reader} Reader */
/** @typedef {{name: Uint8Array, json: Uint8Array, line: Uint8Array, conversation: string, today: string, by: Reader[], problems: string[], isReady: boolean}} JudgedRequest */

const DAY = 86_400_000; // ms
const DAYS = 7; // between telling the tipster and opening: sealed/names.py

/**
 * What two readers have signed; undefined where it is no such statement.
 * @param {Uint8Array} json
 */
export function askedIn(json) {
  try {
    return askedFromJson(json);
  } catch {
    return undefined;
  }
}

/**
 * What the line hands out about one request, against the sheet of today: all that is wrong about it, and whether it may be opened.
 * @param {{statement: string, signatures: string[], name: string, consent: string, consent_signature: string, opens: string, today: string}} told
 * @param {{line: Uint8Array, reviewers: Reader[]}} sheet
 * @returns {JudgedRequest}
 */
export function judgedRequest(told, { line, reviewers }) {
  const [json, name, { today }] = [unb64(told.statement), unb64(told.name), told];
  const asked = askedIn(json);
  if (asked === undefined) {
    return { name, json, line, conversation: "", today, by: [], problems: ["name-form"], isReady: false };
  }
  const by = bothWhoSigned(json, told.signatures, reviewers);
  const isName = name.length === 0 || equal(asked.name, sha256(name)); // it is handed out once it may be opened
  const isThis = equal(asked.line, line) && isName;
  const problems = [...(by ? [] : ["name-unsigned"]), ...(isThis ? [] : ["name-other"])];
  const isReady = mayBeOpened(asked, json, told);
  return { name, json, line, conversation: asked.conversation, today, by: by ?? [], problems, isReady };
}

/**
 * Two different readers of a sheet, in the order of their signatures; undefined where that does not hold.
 * @param {Uint8Array} json
 * @param {readonly string[]} signatures base64url
 * @param {readonly Reader[]} readers
 */
function bothWhoSigned(json, signatures, readers) {
  const [first, second] = signatures.map((one) => signerOf(json, one, readers));
  return first !== undefined && second !== undefined && !equal(first.key, second.key)
    ? [first, second]
    : undefined;
}

/**
 * @param {Uint8Array} json
 * @param {string} signature
 * @param {readonly Reader[]} readers
 */
function signerOf(json, signature, readers) {
  const raw = unb64(signature);
  return readers.find(({ key }) => verify(key, ASKED, json, raw));
}

/**
 * Whether it may be opened on this day: the mailbox that both have named has signed a yes to just these bytes, or the day has come.
 * @param {NameAsked} asked
 * @param {Uint8Array} json
 * @param {{consent: string, consent_signature: string, opens: string, today: string}} told
 */
function mayBeOpened(asked, json, told) {
  return asked.ground === BY_CONSENT ? hasYes(asked, json, told) : dayHasCome(asked, told);
}

/**
 * @param {NameAsked} asked
 * @param {Uint8Array} json
 * @param {{consent: string, consent_signature: string}} told
 */
function hasYes(asked, json, { consent, consent_signature: signature }) {
  try {
    const raw = unb64(consent);
    const said = consentFromJson(raw);
    return (
      said.says === "yes" &&
      equal(said.asked, sha256(json)) &&
      b64(said.line) === b64(asked.line) &&
      verify(asked.mailbox, CONSENT, raw, unb64(signature))
    );
  } catch {
    return false;
  }
}

/**
 * @param {NameAsked} asked
 * @param {{opens: string, today: string}} told
 */
function dayHasCome({ told, asked }, { opens, today }) {
  const earliest = Date.parse(asked) + (told === "before" ? DAYS * DAY : 0);
  return opens <= today && earliest <= Date.parse(today);
}

/**
 * What is told as a list.
 * @param {readonly (readonly string[])[]} told
 */
export function facts(told) {
  const list = document.createElement("dl");
  for (const [name, ...texts] of told) {
    list.append(piece("dt", name), ...texts.map((text) => piece("dd", text)));
  }
  return list;
}

/**
 * @param {"dt" | "dd"} tag
 * @param {string} text
 */
function piece(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  made.dir = "auto";
  return made;
}
