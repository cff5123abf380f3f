// @ts-check
/** Grading a claim: chosen and written here, signed and sealed here, before anything of a colleague's grade has come to this browser. */

import { recipientOf } from "../crypto/browser/age.js";
import { b64, unb64 } from "../crypto/browser/encoding.js";
import { sealGrade } from "../crypto/browser/grades.js";
import { openAmongReaders } from "../review/among-readers.js";
import { conversationKey } from "../review/keyring.js";
import { freshlyKeyed } from "../review/next-key.js";
import { myKeys, sameUntilChanged, signedNote, takesOver } from "../review/noting.js";
import { haveRecorded } from "../review/recorder.js";
import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { openAll } from "./known.js";

/** @typedef {import("./types.js").Claim} Claim */

const FORM = "[data-grade]";
/** @type {WeakMap<Element, Claim>} which claim a choice stands for */
const offered = new WeakMap();

takesOver(FORM, (form) => {
  const claim = offered.get(form.querySelector("input[name=claim]:checked") ?? form);
  const credibility = Number(chosen(form, "credibility"));
  const access = chosen(form, "access");
  const reasons = form.querySelector("textarea")?.value.trim() ?? "";
  if (claim === undefined) {
    throw new Refused(word("grade-which"));
  }
  if (credibility === 0 || access === "") {
    throw new Refused(word("grade-how"));
  }
  if (reasons === "") {
    throw new Refused(word("grade-why"));
  }
  const { id, version, said } = claim;
  const graded = { id, version, said, credibility, access, reasons };
  return sameUntilChanged(form, graded, () => sealed(form, graded));
});

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function chosen(form, name) {
  const found = form.querySelector(`input[name=${name}]:checked`);
  return found instanceof HTMLInputElement ? found.value : "";
}

/**
 * The request's body. What is graded is the wording that was on the page, and no other.
 * @param {HTMLFormElement} form
 * @param {{id: string, version: number, said: string, credibility: number, access: string, reasons: string}} graded
 */
async function sealed(form, { id, version, said, credibility, access, reasons }) {
  const { signing } = myKeys();
  const { tip = "" } = form.dataset;
  const { conversation, told } = await freshlyKeyed(form.dataset);
  const { claims } = await openAll(form.dataset);
  if (!claims.some((one) => one.id === id && one.version === version && one.said === said)) {
    throw new Refused(word("grade-other-words"));
  }
  if (haveRecorded([signing.verifyingKey], conversation.letters)) {
    throw new Refused(word("grade-recorder"));
  }
  const { newest } = await openAmongReaders(told, conversation.sheets, conversationKey);
  if (newest === undefined) {
    throw new Refused(word("no-key-counts"));
  }
  const grade = {
    line: unb64(conversation.line),
    tip,
    allegation: id,
    version,
    said: unb64(said),
    author: signing.verifyingKey,
    day: new Date().toISOString().slice(0, 10),
    credibility,
    access,
    reasons,
  };
  const cipher = await sealGrade(grade, signing, await recipientOf(newest.identity));
  return signedNote({ tip, allegation: id, version, number: newest.n, sealed: b64(cipher) }, signing);
}

/**
 * Put the claims into the forms of the page, by their numbers: their words stand above, and nowhere else.
 * @param {readonly Claim[]} claims
 */
export function offerClaims(claims) {
  const isDone = claims.every(({ grades }) => grades.length > 0);
  document.querySelector(FORM)?.toggleAttribute("hidden", isDone);
  for (const place of document.querySelectorAll("[data-claims]")) {
    const isGrading = place.closest(FORM) !== null;
    place.replaceChildren(
      ...claims.map((claim, at) => {
        const done = claim.grades.length > 0;
        return choice(claim, at + 1, isGrading ? "radio" : "checkbox", isGrading === done);
      }),
    );
  }
}

/**
 * The claims that are ticked in a form.
 * @param {HTMLFormElement} form
 */
export function ticked(form) {
  const found = [...form.querySelectorAll("input[name=claim]:checked")].map((one) => offered.get(one));
  return found.filter((one) => one !== undefined);
}

/**
 * @param {Claim} claim
 * @param {number} number
 * @param {string} type
 * @param {boolean} isClosed
 */
function choice(claim, number, type, isClosed) {
  const [label, box, text] = ["label", "input", "span"].map((tag) => document.createElement(tag));
  label.className = "choice";
  text.textContent = word("claim", { number });
  if (box instanceof HTMLInputElement) {
    Object.assign(box, { type, name: "claim", value: String(number), disabled: isClosed });
  }
  offered.set(box, claim);
  label.append(box, " ", text);
  return label;
}
