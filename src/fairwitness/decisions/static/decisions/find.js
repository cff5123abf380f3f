// @ts-check
/** Signing what was found: first by one who has graded, then by another, each over what their own browser has looked at. */

import { b64, sha256, unb64 } from "../crypto/browser/encoding.js";
import { CONFIRMED, findingToJson } from "../crypto/browser/findings.js";
import { freshlyKeyed } from "../review/next-key.js";
import { myKeys, sameUntilChanged, sealNote, signedNote, takesOver } from "../review/noting.js";
import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { answersOf, gradesOf, whyNot } from "./findings.js";
import { ticked } from "./grade.js";
import { openAll } from "./known.js";
import { sheetIn } from "./rivals.js";
import { SealedFinding } from "./sealed-finding.js";

takesOver("[data-ask-finding]", (form) => {
  const text = form.querySelector("textarea")?.value ?? "";
  const chosen = ticked(form).map(({ id, version }) => ({ id, version }));
  if (chosen.length === 0) {
    throw new Refused(word("find-which"));
  }
  if (text.trim() === "") {
    throw new Refused(word("refer-say-why"));
  }
  const asked = aboutIn(form);
  if (asked.some(({ about }) => about === "")) {
    throw new Refused(word("find-about-whom"));
  }
  const claims = chosen.sort((one, other) => (one.id < other.id ? -1 : 1));
  return sameUntilChanged(form, { claims, asked, text }, () => signed(form, { claims, asked }, text));
});

takesOver("[data-agree-finding]", async (form) => {
  const { signing } = myKeys();
  const shown = document.querySelector("sealed-finding");
  if (!(shown instanceof SealedFinding)) {
    throw new Refused(word("refer-form"));
  }
  const { problems } = shown.judged(await shown.again());
  if (problems.length > 0) {
    throw new Refused(problems.map((name) => word(name)).join(" "));
  }
  const { asked = "" } = form.dataset;
  return JSON.stringify({ asked, signature: b64(signing.sign("finding", shown.json)) });
});

/**
 * Whether it is about each of those who were asked, in order of their ids; nothing is chosen beforehand.
 * @param {HTMLFormElement} form
 */
function aboutIn(form) {
  const found = [...form.querySelectorAll("fieldset[data-about]")].flatMap((one) => {
    const chosen = one.querySelector("input:checked");
    const id = one instanceof HTMLElement ? (one.dataset.about ?? "") : "";
    return [{ id, about: chosen instanceof HTMLInputElement ? chosen.value : "" }];
  });
  return found.sort((one, other) => (one.id < other.id ? -1 : 1));
}

/**
 * The reason, sealed to the readers, and the first signature.
 * @param {HTMLFormElement} form
 * @param {{claims: {id: string, version: number}[], asked: {id: string, about: string}[]}} chosen
 * @param {string} text
 */
async function signed(form, { claims, asked }, text) {
  const { signing } = myKeys();
  const { tip = "" } = form.dataset;
  const { conversation, told } = await freshlyKeyed(form.dataset);
  const known = await openAll(form.dataset);
  const named = known.claims.filter((one) =>
    claims.some(({ id, version }) => one.id === id && one.version === version),
  );
  const wrong = [
    ...(named.length < claims.length ? ["find-other-words"] : []),
    ...(asked.length === known.asked.length && asked.every(({ id }) => known.asked.includes(id))
      ? []
      : ["find-other-answers"]),
    ...whyNot(named, known),
  ];
  const sheet = sheetIn(known.notes.letters, known.noteHashes);
  if (wrong.length > 0 || sheet === undefined) {
    throw new Refused(wrong.map((name) => word(name)).join(" "));
  }
  const where = { tip, told, sheets: conversation.sheets, signing };
  const { sealed, sent } = await sealNote(where, { text, answers: [] });
  const json = findingToJson({
    line: unb64(conversation.line),
    tip,
    verdict: CONFIRMED,
    claims,
    grades: gradesOf(claims, known),
    sheet: unb64(sheet.hash),
    answers: answersOf(known),
    asked,
    why: sha256(sealed),
  });
  const signature = b64(signing.sign("finding", json));
  return signedNote({ ...sent, statement: b64(json), signature }, signing);
}
