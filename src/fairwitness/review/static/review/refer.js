// @ts-check
/** Passing on: the reason is sealed to the readers, and what is said of it signed, here. If anything fails, what was written stays. */

import { b64, sha256, unb64 } from "../crypto/browser/encoding.js";
import { CONFIRMED, DANGER, statementToJson } from "../crypto/browser/referrals.js";
import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { bodiesHere, consentsIn, wrongWith } from "./consents.js";
import { freshlyKeyed } from "./next-key.js";
import { myKeys, sameUntilChanged, sealNote, signedNote, takesOver } from "./noting.js";
import { lookAgain } from "./sealed-referral.js";

takesOver("[data-refer], [data-agree]", async (form) =>
  form.matches("[data-agree]") ? await agreement(form) : await proposal(form),
);

/**
 * The second signature, over exactly what was looked at: looked at once more, for the tipster may have said no since.
 * @param {HTMLFormElement} form
 */
async function agreement(form) {
  const { signing } = myKeys();
  const { json, problems } = await lookAgain();
  if (problems.length > 0) {
    throw new Refused(problems.map((name) => word(name)).join(" "));
  }
  const { asked = "" } = form.dataset;
  return JSON.stringify({ asked, signature: b64(signing.sign("referral", json)) });
}

/**
 * The reason and the first signature.
 * @param {HTMLFormElement} form
 */
function proposal(form) {
  const written = writtenIn(form);
  return sameUntilChanged(form, written, () => signed(form, written));
}

/** @param {HTMLFormElement} form */
function writtenIn(form) {
  const chosen = form.querySelector("input[name=body]:checked");
  const text = form.querySelector("textarea")?.value ?? "";
  if (!(chosen instanceof HTMLInputElement)) {
    throw new Refused(word("refer-which"));
  }
  if (text.trim() === "") {
    throw new Refused(word("refer-say-why"));
  }
  return { body: chosen.value, text };
}

/**
 * @param {HTMLFormElement} form
 * @param {{body: string, text: string}} written
 */
async function signed(form, { body, text }) {
  const { signing } = myKeys();
  const { tip = "", charter = "" } = form.dataset;
  const ground = form.dataset.ground === CONFIRMED ? CONFIRMED : DANGER;
  const { conversation, told } = await freshlyKeyed(form.dataset);
  const { sheets, letters, own } = conversation;
  const consent = consentsIn(letters, own, bodiesHere()).get(body);
  const wrong = ground === CONFIRMED ? wrongWith(consent) : "";
  if (wrong !== "") {
    throw new Refused(word(wrong));
  }
  const { sealed, sent } = await sealNote({ tip, told, sheets, signing }, { text, answers: [] });
  const json = statementToJson({
    line: sheets[sheets.length - 1].line,
    tip,
    ground,
    body,
    charter: unb64(charter, 32),
    why: sha256(sealed),
    ...(ground === CONFIRMED && { consent: unb64(consent?.letters.at(-1), 32) }),
  });
  const signature = b64(signing.sign("referral", json));
  return signedNote({ ...sent, statement: b64(json), signature }, signing);
}
