// @ts-check
/** Whoever guards names: what two readers have signed is checked here, and here the outer layer is taken off. */

import { AgeError, seal } from "../crypto/browser/age.js";
import { b64, sha256 } from "../crypto/browser/encoding.js";
import { ANSWERED, answeredToJson } from "../crypto/browser/name-requests.js";
import { NotAName, peel } from "../crypto/browser/names.js";
import { paragraph } from "../sealed/letter.js";
import { ask, Refused, read } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { everyKey } from "./keyring.js";
import { facts, judgedRequest } from "./name-signatures.js";
import { myKeys, sameUntilChanged, takesOver } from "./noting.js";
import { AtTheDesk } from "./sealed-letter.js";
import { readSheets } from "./sheets-seen.js";

/** @typedef {import("./name-signatures.js").JudgedRequest} JudgedRequest */

/**
 * What the line hands out about one request, and all that is wrong about it.
 * @param {string} url
 * @returns {Promise<JudgedRequest>}
 */
async function judged(url) {
  const told = await read(await ask(url));
  const sheets = readSheets(told.line, told.channel, told.office, told.sheets);
  return judgedRequest(told, sheets[sheets.length - 1]);
}

class SealedNameRequest extends AtTheDesk {
  /** @type {JudgedRequest | undefined} */
  #judged;

  /** @param {string} url */
  async load(url) {
    this.#judged = await judged(url);
    return /** @type {any} */ (undefined); // there is no conversation here
  }

  content() {
    const { by = [], problems = [], isReady = false } = this.#judged ?? {};
    const signed = by.map(({ name }) => name).join(" · ");
    return [
      ...problems.map((name) => paragraph("error", word(name))),
      facts([[word("refer-by"), signed === "" ? "?" : signed]]),
      ...(problems.length > 0 ? [] : [paragraph("soft", word("name-both-signed"))]),
      paragraph(isReady ? "soft" : "error", word(isReady ? "name-ready" : "name-not-ready")),
    ];
  }
}

customElements.define("sealed-name-request", SealedNameRequest);

takesOver("[data-answer-name]", async (form) => {
  const { signing } = myKeys();
  const reason = form.dataset.opens === undefined ? reasonIn(form) : "";
  return await sameUntilChanged(form, { reason }, () => answerTo(form, reason, signing));
});

/**
 * The request's body. It is kept: pressed again where no reply came, the same is sent, and the line has it already.
 * @param {HTMLFormElement} form
 * @param {string} reason of a refusal; else ""
 * @param {import("../crypto/browser/keys.js").SigningKey} signing
 */
async function answerTo(form, reason, signing) {
  const found = await judged(form.dataset.sealed ?? "");
  const sealed = reason === "" ? await forTheTwo(found) : undefined;
  const json = answeredToJson({
    line: found.line,
    asked: sha256(found.json),
    day: found.today, // the page may be from yesterday
    sealed: sealed && sha256(sealed),
    reason,
  });
  const signature = b64(signing.sign(ANSWERED, json));
  return JSON.stringify({ statement: b64(json), signature, sealed: b64(sealed ?? new Uint8Array()) });
}

/**
 * What is left without the outer layer, sealed to the two who have signed, as the sheet names their keys.
 * @param {JudgedRequest} found
 */
async function forTheTwo({ name, line, conversation, by, problems, isReady }) {
  if (problems.length > 0 || !isReady) {
    throw new Refused(
      [...problems, ...(isReady ? [] : ["name-not-ready"])].map((one) => word(one)).join(" "),
    );
  }
  return await seal(
    await peeled(name, { line, conversation }),
    by.map(({ recipient }) => recipient),
  );
}

/**
 * What is left without the outer layer; Refused where that was sealed for another conversation than both have signed.
 * @param {Uint8Array} name
 * @param {{line: Uint8Array, conversation: string}} asked
 */
async function peeled(name, asked) {
  try {
    return await peel(
      name,
      everyKey().map(({ identity }) => identity),
      asked,
    );
  } catch (error) {
    throw error instanceof NotAName || error instanceof AgeError ? new Refused(word("name-moved")) : error;
  }
}

/** @param {HTMLFormElement} form */
function reasonIn(form) {
  const chosen = form.querySelector("input[name=reason]:checked");
  if (!(chosen instanceof HTMLInputElement)) {
    throw new Refused(word("name-say-why-not"));
  }
  return chosen.value;
}
