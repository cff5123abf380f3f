// @ts-check
/** Signing that a tipster knew: first by one who has graded, then by another, who seals the paper to whoever judges it from outside. */

import { holderOf } from "../crypto/browser/age.js";
import { b64, equal, randomBytes, sha256, unb64 } from "../crypto/browser/encoding.js";
import {
  hashOfPaper,
  KIND,
  knowinglyFalseToJson,
  paperToJson,
  sealPaper,
} from "../crypto/browser/knowingly-false.js";
import { freshlyKeyed } from "../review/next-key.js";
import { myKeys, sameUntilChanged, sealNote, signedNote, takesOver } from "../review/noting.js";
import { nameIn, tellingSentences } from "../review/quotes.js";
import { sourcesIn } from "../review/sources.js";
import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { gradesOf } from "./findings.js";
import { allOf, claimsOf, heardIn, isPaper, PARTS, QUESTION, whyNotKnown } from "./knowing.js";
import { openAll } from "./known.js";
import { sheetIn } from "./rivals.js";
import { SealedKnowing } from "./sealed-knowing.js";

const SALT = 16; // bytes
const ANYWAY = "[data-ask-knowing] [data-anyway], [data-agree-knowing] [data-anyway]";

/** @typedef {import("../crypto/browser/types.js").Paper} Paper */

/** @type {WeakMap<HTMLFormElement, string>} a paper whose sentences were named */
const shared = new WeakMap();
/** @type {WeakMap<HTMLFormElement, string>} a paper that is sealed or signed although it shares wording */
const allowed = new WeakMap();

takesOver("[data-ask-knowing]", (form) => {
  const parts = partsIn(form);
  return sameUntilChanged(form, parts, () => signed(form, parts));
});

takesOver("[data-agree-knowing]", async (form) => {
  const { signing } = myKeys();
  const shown = document.querySelector("sealed-knowing");
  if (!(shown instanceof SealedKnowing)) {
    throw new Refused(word("refer-form"));
  }
  const known = await shown.again();
  const { problems, paper } = shown.judged(known);
  if (problems.length > 0 || paper === undefined) {
    throw new Refused(problems.map((name) => word(name)).join(" "));
  }
  await mustShareNothing(form, partsOf(paper), known);
  const { asked = "", outsiders = "" } = form.dataset;
  const to = named(known.conversation.sheets.at(-1)?.custodians ?? [], allOf(outsiders));
  const signature = signing.sign(KIND, shown.json);
  const sealed = await sealPaper(
    paper,
    signature,
    to.map(({ recipient }) => recipient),
  );
  const told = { asked, signature: b64(signature), paper: b64(sealed) };
  return JSON.stringify({ ...told, papers_for: to.map(({ recipient }) => b64(holderOf(recipient))) });
});

// Before the page's own way with such buttons sends the form again.
document.addEventListener(
  "click",
  ({ target }) => {
    const button = target instanceof Element ? target.closest(ANYWAY) : null;
    if (button instanceof HTMLButtonElement && button.form) {
      allowed.set(button.form, shared.get(button.form) ?? "");
    }
  },
  true,
);

/**
 * Those of the signed sheet whom the line names; Refused where one is not there.
 * @param {readonly import("../crypto/browser/types.js").Reader[]} custodians
 * @param {readonly Uint8Array[]} holders
 */
function named(custodians, holders) {
  const found = custodians.filter(({ recipient }) => holders.some((one) => equal(one, holderOf(recipient))));
  if (found.length === 0 || found.length < holders.length) {
    throw new Refused(word("knowing-nobody-outside"));
  }
  return found;
}

/** @param {HTMLFormElement} form */
function partsIn(form) {
  const [alleged, untrue, knew, answered] = PARTS.map((name) => {
    const area = form.elements.namedItem(name);
    return area instanceof HTMLTextAreaElement ? area.value.trim() : "";
  });
  if ([alleged, untrue, knew, answered].includes("")) {
    throw new Refused(word("knowing-parts"));
  }
  return { alleged, untrue, knew, answered };
}

/**
 * The paper, sealed to the readers, and the first signature.
 * @param {HTMLFormElement} form
 * @param {{alleged: string, untrue: string, knew: string, answered: string}} parts
 */
async function signed(form, parts) {
  const { signing } = myKeys();
  const { tip = "", letter = "", today: day = "" } = form.dataset;
  const { conversation, told } = await freshlyKeyed(form.dataset);
  const known = await openAll(form.dataset);
  const wrong = whyNotKnown(known, letter);
  const sheet = sheetIn(known.notes.letters, known.noteHashes);
  const heard = heardIn(known, letter);
  if (wrong.length > 0 || sheet === undefined || heard.letter === undefined) {
    throw new Refused(wrong.map((name) => word(name)).join(" "));
  }
  await mustShareNothing(form, parts, known);
  const line = unb64(conversation.line);
  const paper = { line, tip, ...parts, salt: randomBytes(SALT) };
  const text = new TextDecoder().decode(paperToJson(paper));
  const where = { tip, told, sheets: conversation.sheets, signing };
  const { sealed, sent } = await sealNote(where, { text: "", answers: [{ question: QUESTION, text }] });
  const claims = claimsOf(known);
  const json = knowinglyFalseToJson({
    ...{ line, tip, claims, day },
    grades: gradesOf(claims, known),
    sheet: unb64(sheet.hash),
    letter: heard.letter,
    answers: heard.answers,
    paper: hashOfPaper(paper),
    why: sha256(sealed),
  });
  const signature = b64(signing.sign(KIND, json));
  return signedNote({ ...sent, statement: b64(json), signature }, signing);
}

/**
 * Name what shares wording with the tipster's letters and files or with what readers wrote among themselves, and ask; Refused where there is something to ask.
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} parts
 * @param {import("./types.js").Known} known
 */
async function mustShareNothing(form, parts, { conversation, told }) {
  const place = form.querySelector("[data-shared]");
  if (!(place instanceof HTMLElement) || allowed.get(form) === JSON.stringify(parts)) {
    return;
  }
  const sources = await sourcesIn(conversation, told, form.dataset.part);
  const others = sources.filter((text) => !isPaper(text)); // this one lies among them, and those of an earlier attempt
  const sentences = Object.values(parts).flatMap((text) => tellingSentences(text, others, []));
  if (sentences.length > 0) {
    shared.set(form, JSON.stringify(parts));
    nameIn(place, sentences);
    place.hidden = false;
    throw new Refused(word("knowing-shares"));
  }
}

/** @param {Paper} paper */
function partsOf({ alleged, untrue, knew, answered }) {
  return { alleged, untrue, knew, answered };
}
