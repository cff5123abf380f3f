// @ts-check
/** Sealing what was recorded, to the readers and to a code that is made here, and marking it: the reader's key signs how it came. */

import { b64, dumps, unb64 } from "../crypto/browser/encoding.js";
import { answersIn, problemsIn } from "../intake/answers.js";
import { NobodyLeft } from "../intake/sealing.js";
import { fetchDocument, Refused, read } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { myKeys } from "./noting.js";
import { showPaper } from "./paper.js";
import { recordedBy } from "./recorder.js";
import { send } from "./sending.js";
import { readSheets } from "./sheets-seen.js";

/** @typedef {import("./types.js").RecordingState} RecordingState */

const NOT_SAID = ["without", "text", "way"];
const CODES_TO_TRY = 8; // a first row is taken once in 17 million million tips

/**
 * @param {HTMLElement} place
 * @param {HTMLFormElement} form
 * @param {RecordingState} state
 */
export async function record(place, form, state) {
  const sealing = await state.sealing;
  const told = await toldIn(place, form, state);
  const said = JSON.stringify(told);
  let answer;
  for (let left = CODES_TO_TRY; answer === undefined; left--) {
    state.waiting =
      state.waiting?.said === said ? state.waiting : { said, body: await sealed(place, sealing, told) };
    try {
      answer = await read(await send(form.action, state.waiting.body));
    } catch (error) {
      const why = error instanceof Refused ? error.why : "";
      if (!(error instanceof Refused && error.mayHaveArrived)) {
        state.waiting = undefined; // it was made for how things stood before
      }
      if (left === 0 || (why !== "taken" && why !== "sheet")) {
        throw error;
      }
      why === "taken" ? await sealing.newCode() : await renewSheets(place);
    }
  }
  state.files.clear();
  state.recordings.clear();
  await showPaper(place, told.noAnswer ? undefined : sealing.code, answer);
}

/**
 * All that was answered; Refused, with a sentence, where something is missing.
 * @param {HTMLElement} place
 * @param {HTMLFormElement} form
 * @param {RecordingState} state
 */
async function toldIn(place, form, state) {
  const answered = answersIn(form).map(({ question, text }) => ({ question, text }));
  const of = new Map(answered.map(({ question, text }) => [question, text]));
  const kind = place.querySelector("[data-guide] input[name=kind]:checked");
  const isRecorded = of.get("consent") === "recording";
  const text = of.get("text") ?? "";
  const names = [...state.files.names, ...(isRecorded ? state.recordings.names : [])];
  for (const [isMissing, name] of /** @type {[boolean, string][]} */ ([
    [!of.has("way"), "choose-way"],
    [!of.has("came"), "choose-day"],
    [!of.has("consent"), "choose-consent"],
    [text.trim() === "" && names.length === 0, "nothing-written"],
  ])) {
    if (isMissing) {
      throw new Refused(word(name));
    }
  }
  const [problem] = problemsIn(form, place);
  if (problem !== undefined) {
    throw new Refused(problem.sentence);
  }
  const others = await state.files.whole();
  const recordings = isRecorded ? await state.recordings.whole() : { entries: [], claims: [] };
  return {
    way: of.get("way") ?? "",
    came: of.get("came") ?? "",
    consent: of.get("consent") ?? "",
    noAnswer: of.has("without"),
    excluded: (of.get("exclude") ?? "").split(" ").flatMap((role) => holdersIn(place, role)),
    recordings: recordings.entries.map(({ id }) => id),
    text,
    answers: [
      { question: "kind", text: kind instanceof HTMLInputElement ? kind.value : "" },
      recordedBy(of.get("way") ?? "", myKeys().signing.verifyingKey),
      ...answered.filter(({ question }) => !NOT_SAID.includes(question)),
    ],
    files: [...others.entries, ...recordings.entries],
    claims: [...others.claims, ...recordings.claims],
  };
}

/**
 * @param {HTMLElement} place
 * @param {string} role
 */
function holdersIn(place, role) {
  const named = place.querySelector(`[data-role="${CSS.escape(role)}"]`);
  return role === "" ? [] : (named?.getAttribute("data-holders") ?? "").split(" ").filter(Boolean);
}

/**
 * The request's body: how it came and the whole tip, and this reader's signature over both.
 * @param {HTMLElement} place
 * @param {import("../intake/sealing.js").Sealing} sealing
 * @param {Awaited<ReturnType<typeof toldIn>>} told
 */
async function sealed(place, sealing, told) {
  const { signing } = myKeys();
  const { channel = "", line = "", office = "", sheets = "" } = place.dataset;
  const sheet = readSheets(line, channel, office, sheets.split(" ")).at(-1);
  if (sheet === undefined || sheet.until < new Date().toISOString().slice(0, 10)) {
    throw new Refused(word("sheet-over"));
  }
  sealing.code ?? (await sealing.newCode());
  const uploads = told.claims.map(({ id, secret }) => ({ id, ...(secret && { secret: unb64(secret) }) }));
  const commit = await sealing
    .commit({ ...told, uploads }, sheet, told.excluded, told.noAnswer)
    .catch((error) => Promise.reject(error instanceof NobodyLeft ? new Refused(word("nobody-left")) : error));
  const { way, came, consent, recordings } = told;
  const json = dumps({ channel, way, came, consent, recordings, commit: new TextDecoder().decode(commit) });
  return `${new TextDecoder().decode(json)}\n${b64(signing.sign("recorded", json))}`;
}

/**
 * The readers have changed since the page was made.
 * @param {HTMLElement} place
 */
async function renewSheets(place) {
  const newest = (await fetchDocument(location.pathname)).querySelector("[data-record]");
  for (const name of ["data-sheets", "data-office"]) {
    place.setAttribute(name, newest?.getAttribute(name) ?? "");
  }
}
