// @ts-check
/** Not hearing the person reported on yet: the reason is sealed to the readers, and what is said of it signed, here. */

import { b64, sha256 } from "../crypto/browser/encoding.js";
import { KIND, unheardToJson } from "../crypto/browser/unheard.js";
import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { freshlyKeyed } from "./next-key.js";
import { myKeys, sameUntilChanged, sealNote, signedNote, takesOver } from "./noting.js";
import { lookAtLeftOut } from "./sealed-left-out.js";

takesOver("[data-leave-out], [data-agree-left-out]", async (form) =>
  form.matches("[data-agree-left-out]") ? await agreement(form) : await proposal(form),
);

/**
 * The second signature, over exactly what was looked at.
 * @param {HTMLFormElement} form
 */
async function agreement(form) {
  const { signing } = myKeys();
  const { json, problems } = await lookAtLeftOut();
  if (problems.length > 0) {
    throw new Refused(problems.map((name) => word(name)).join(" "));
  }
  const { asked = "" } = form.dataset;
  return JSON.stringify({ asked, signature: b64(signing.sign(KIND, json)) });
}

/** @param {HTMLFormElement} form */
function proposal(form) {
  const chosen = form.querySelector("input[name=ground]:checked");
  const day = form.querySelector("input[name=until]");
  const text = form.querySelector("textarea")?.value ?? "";
  const until = day instanceof HTMLInputElement && day.checkValidity() ? day.value : "";
  if (!(chosen instanceof HTMLInputElement) || until === "" || text.trim() === "") {
    throw new Refused(word("leave-out-whole"));
  }
  const written = { ground: chosen.value, until, text };
  return sameUntilChanged(form, written, () => signed(form, written));
}

/**
 * @param {HTMLFormElement} form
 * @param {{ground: string, until: string, text: string}} written
 */
async function signed(form, { ground, until, text }) {
  const { signing } = myKeys();
  const { tip = "", today: asked = "" } = form.dataset;
  const { conversation, told } = await freshlyKeyed(form.dataset);
  const { sheets } = conversation;
  const { sealed, sent } = await sealNote({ tip, told, sheets, signing }, { text, answers: [] });
  const { line } = sheets[sheets.length - 1];
  const json = unheardToJson({ line, tip, ground, asked, until, why: sha256(sealed) });
  return signedNote({ ...sent, statement: b64(json), signature: b64(signing.sign(KIND, json)) }, signing);
}
