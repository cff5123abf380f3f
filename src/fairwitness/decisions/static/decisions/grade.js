// @ts-check
/** Grading a claim: chosen and written here, signed and sealed here, before anything of a colleague's grade has come to this browser. */

import { recipientOf } from "../crypto/browser/age.js";
import { b64, unb64 } from "../crypto/browser/encoding.js";
import { SPEAKS, sealGrade } from "../crypto/browser/grades.js";
import { openAmongReaders } from "../review/among-readers.js";
import { conversationKey } from "../review/keyring.js";
import { freshlyKeyed } from "../review/next-key.js";
import { myKeys, sameUntilChanged, signedNote, takesOver } from "../review/noting.js";
import { haveRecorded } from "../review/recorder.js";
import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { choices } from "./boxes.js";
import { openAll } from "./known.js";

/** @typedef {import("./types.js").Claim} Claim */
/** @typedef {import("./types.js").Said} Said */

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
  const answers = marksIn(form);
  if (answers.some(({ speaks }) => speaks === "")) {
    throw new Refused(word("grade-answers"));
  }
  const { id, version, said } = claim;
  const graded = { id, version, said, credibility, access, answers, reasons };
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
 * @param {Pick<import("../crypto/browser/types.js").Grade, "version" | "credibility" | "access" | "answers" | "reasons"> & {id: string, said: string}} graded
 */
async function sealed(form, { id, version, said, credibility, access, answers, reasons }) {
  const { signing } = myKeys();
  const { tip = "" } = form.dataset;
  const { conversation, told } = await freshlyKeyed(form.dataset);
  const { claims, answers: heard } = await openAll(form.dataset);
  if (!claims.some((one) => one.id === id && one.version === version && one.said === said)) {
    throw new Refused(word("grade-other-words"));
  }
  if (heard.length !== answers.length || !heard.every((one) => answers.some(({ id: of }) => of === one.id))) {
    throw new Refused(word("grade-other-answers"));
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
    answers,
    reasons,
  };
  const cipher = await sealGrade(grade, signing, await recipientOf(newest.identity));
  return signedNote({ tip, allegation: id, version, number: newest.n, sealed: b64(cipher) }, signing);
}

/**
 * Put the claims into the forms of the page, by their numbers: their words stand above, and nowhere else.
 * @param {readonly Claim[]} claims
 * @param {readonly Said[]} answers
 */
export function offerClaims(claims, answers) {
  const isDone = claims.every(({ grades }) => grades.length > 0);
  document.querySelector(FORM)?.toggleAttribute("hidden", isDone);
  for (const place of document.querySelectorAll("[data-claims]")) {
    const isGrading = place.closest(FORM) !== null;
    place.replaceChildren(
      ...claims.map((claim) => {
        const done = claim.grades.length > 0;
        return choice(claim, isGrading ? "radio" : "checkbox", isGrading === done);
      }),
    );
  }
  const place = document.querySelector(`${FORM} [data-marks]`);
  place?.closest("fieldset")?.toggleAttribute("hidden", answers.length === 0);
  place?.replaceChildren(
    ...answers.map(({ id, day }, at) => mark(id, word("answer-of", { number: at + 1, day }))),
  );
}

/**
 * What an answer says of the claim: nothing is chosen beforehand.
 * @param {string} id
 * @param {string} name
 */
function mark(id, name) {
  const made = choices(name, SPEAKS, "speaks", "", () => {});
  made.querySelector("select")?.setAttribute("data-mark", id);
  return made;
}

/**
 * In order of their ids.
 * @param {HTMLFormElement} form
 */
function marksIn(form) {
  const found = [...form.querySelectorAll("select[data-mark]")].flatMap((one) =>
    one instanceof HTMLSelectElement ? [{ id: one.dataset.mark ?? "", speaks: one.value }] : [],
  );
  return found.sort((one, other) => (one.id < other.id ? -1 : 1));
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
 * @param {string} type
 * @param {boolean} isClosed
 */
function choice(claim, type, isClosed) {
  const { number } = claim;
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
