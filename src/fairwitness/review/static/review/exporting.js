// @ts-check
/** Asking for an export, and agreeing to one: the legal basis is sealed to the readers, and what is said of it signed, here. */

import { b64, sha256, unb64 } from "../crypto/browser/encoding.js";
import { ALONG, AUTHORITY, exportToJson, TIPSTER } from "../crypto/browser/exports.js";
import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { bodiesHere, consentsIn } from "./consents.js";
import { anyYes } from "./exports.js";
import { freshlyKeyed } from "./next-key.js";
import { myKeys, sameUntilChanged, sealNote, signedNote, takesOver } from "./noting.js";
import { exportHere } from "./sealed-export.js";
import { wishFrom } from "./sealed-wish.js";

takesOver("[data-ask-export], [data-agree-export]", async (form) =>
  form.matches("[data-agree-export]") ? await agreement(form) : await question(form),
);

/**
 * The second signature, over exactly what was looked at, looked at once more.
 * @param {HTMLFormElement} form
 */
async function agreement(form) {
  const { signing } = myKeys();
  const shown = exportHere();
  const problems = (await shown?.again())?.judged.problems ?? ["refer-form"];
  if (shown === undefined || problems.length > 0) {
    throw new Refused(problems.map((name) => word(name)).join(" "));
  }
  const { asked = "" } = form.dataset;
  return JSON.stringify({ asked, signature: b64(signing.sign("export", shown.json)) });
}

/** @param {HTMLFormElement} form */
function question(form) {
  const basis = form.querySelector("input[name=basis]:checked");
  const text = form.querySelector("textarea")?.value ?? "";
  const ticked = [...form.querySelectorAll("input[name=along]:checked")];
  const values = ticked.map((one) => (one instanceof HTMLInputElement ? one.value : ""));
  if (!(basis instanceof HTMLInputElement)) {
    throw new Refused(word("export-which"));
  }
  if (text.trim() === "") {
    throw new Refused(word("export-say-why"));
  }
  const wish = basis.value === TIPSTER ? wishFrom(form.querySelector("sealed-wish")) : undefined;
  if (basis.value === TIPSTER && wish === undefined) {
    throw new Refused(word("wish-which"));
  }
  const chosen = { basis: basis.value, along: ALONG.filter((one) => values.includes(one)), text, wish };
  return sameUntilChanged(form, chosen, () => signed(form, chosen));
}

/**
 * The legal basis and the first signature.
 * @param {HTMLFormElement} form
 * @param {{basis: string, along: string[], text: string, wish?: string}} chosen
 */
async function signed(form, { basis, along, text, wish }) {
  const { signing } = myKeys();
  const { tip = "" } = form.dataset;
  const { conversation, told } = await freshlyKeyed(form.dataset);
  const { sheets, letters, own } = conversation;
  const yes = basis === AUTHORITY ? anyYes(consentsIn(letters, own, bodiesHere())) : wish;
  if (basis === AUTHORITY && yes === undefined) {
    throw new Refused(word("consent-none"));
  }
  const { sealed, sent } = await sealNote({ tip, told, sheets, signing }, { text, answers: [] });
  const json = exportToJson({
    line: sheets[sheets.length - 1].line,
    tip,
    basis,
    along,
    letters: letters.length,
    why: sha256(sealed),
    ...(yes !== undefined && { consent: unb64(yes, 32) }),
  });
  const signature = b64(signing.sign("export", json));
  return signedNote({ ...sent, statement: b64(json), signature }, signing);
}
