// @ts-check
/** Answering: the letter and its files are sealed here. If anything fails, the text stays and the same bytes are sent again. */

import { b64, newId } from "../crypto/browser/encoding.js";
import { Refused } from "../sealed/line.js";
import { QUESTION } from "../sealed/passing-on.js";
import { Picking } from "../sealed/picking.js";
import { say, word } from "../sealed/words.js";
import { nextKey, sealNext } from "../sealed/writing.js";
import { Asks, askFirst } from "./asking-first.js";
import { hidePreview } from "./beginning.js";
import { comeBackTo } from "./coming-back.js";
import { openConversation } from "./conversation.js";
import { draftIsSent, holdDraft, whereIn } from "./drafts.js";
import { sealDraft } from "./kept-draft.js";
import { mine } from "./keyring.js";
import { freshlyKeyed } from "./next-key.js";
import { send } from "./sending.js";
import { DeskStops } from "./sheets-seen.js";
import { leaving } from "./typed.js";

/** @type {Map<string, Picking>} by the form's address: whoever looks at another page finds them again */
const picked = new Map();
/** @type {Map<string, {told: string, body: string}>} a sealed letter that is still to be taken up, by the same */
const waiting = new Map();
/** @type {Map<string, Set<number>>} numbers of the keys to which the files of a form were sealed, by the same */
const sealedUnder = new Map();

leaving.addEventListener("forgotten", () => {
  for (const files of picked.values()) {
    files.forget();
  }
  picked.clear();
  waiting.clear();
  sealedUnder.clear();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form instanceof HTMLFormElement && form.matches("[data-answer]")) {
    event.preventDefault();
    submit(form);
  }
});

/** @param {HTMLFormElement} form */
async function submit(form) {
  const button = /** @type {HTMLButtonElement | null} */ (form.querySelector("button:not([type=button])"));
  const problem = form.querySelector("[data-problem]");
  say(problem, "");
  if (button === null || button.disabled) {
    return;
  }
  button.disabled = true;
  try {
    const day = dayOf(form);
    const body = await bodyOf(form, day);
    await holdDraft(form);
    await send(day === "" ? form.action : (form.dataset.putBy ?? ""), body);
    waiting.delete(form.action);
    draftIsSent(form);
    hidePreview(form);
    form.reset();
    clearFiles(form);
    comeBackTo(form, word(day === "" ? "letter-sent" : "letter-put-by"));
    const onward = document.querySelector("[data-onward]");
    if (onward instanceof HTMLElement) {
      onward.click();
    }
  } catch (error) {
    const known = error instanceof Refused || error instanceof DeskStops;
    if (!(error instanceof Asks)) {
      say(problem, known ? error.message : word("refused"));
    }
    say(form.querySelector("[data-status]"), "");
    if (error instanceof Refused && error.status === 409) {
      waiting.delete(form.action); // it was made for how things stood before
    }
  } finally {
    button.disabled = false;
  }
}

/**
 * The request's body; the same one again while nothing in the form has changed.
 * @param {HTMLFormElement} form
 * @param {string} day on which it is to go; empty for now
 */
async function bodyOf(form, day) {
  const keys = mine();
  if (keys === undefined) {
    throw new Refused(word("locked"));
  }
  const { text, files } = written(form);
  const feedback = feedbackOf(form);
  const answers = askedIn(form);
  const { instead = "" } = form.dataset;
  const told = JSON.stringify([text, files?.names, feedback, answers, day, instead]);
  const before = waiting.get(form.action);
  if (before?.told === told) {
    return before.body;
  }
  const { entries, claims } = (await files?.whole()) ?? { entries: [], claims: [] };
  const { conversation, told: notes } = await freshlyKeyed(form.dataset);
  await askFirst(form, text, conversation, notes);
  if (isOutgrown(form, entries.length > 0 ? (await nextKey(conversation)).n : undefined)) {
    clearFiles(form);
    throw new Refused(word("files-outgrown"));
  }
  const when = day === "" ? {} : { day };
  const said = { text, answers, files: entries, ...when };
  const { number, sealed } = await sealNext(conversation, keys.signing, said);
  const letter = { id: newId(), number, sealed: b64(sealed) };
  const says = feedback === "" ? {} : { feedback };
  const where = whereIn(form);
  const ours = where.box === "letter" ? {} : { box: where.box };
  const more = instead === "" ? ours : { ...ours, instead };
  const position = conversation.letters.length;
  const body = JSON.stringify(
    day === ""
      ? { ...letter, uploads: claims, ...says, ...more }
      : { ...letter, day, position, draft: b64(await sealDraft(where, text, keys)), ...says },
  );
  waiting.set(form.action, { told, body });
  return body;
}

/**
 * The day on which the letter is to go; empty for now.
 * @param {HTMLFormElement} form
 */
function dayOf(form) {
  const input = form.querySelector("input[name=day]");
  const day = input instanceof HTMLInputElement ? input.value : "";
  if (input instanceof HTMLInputElement && !input.checkValidity()) {
    throw new Refused(word("later-day"));
  }
  if (day !== "" && (filesOf(form)?.names ?? []).length > 0) {
    throw new Refused(word("later-files"));
  }
  return day;
}

/**
 * Whether files were sealed to another key than the letter would be now: somebody was taken off since.
 * @param {HTMLFormElement} form
 * @param {number | undefined} n undefined where there is no file
 */
function isOutgrown(form, n) {
  const under = sealedUnder.get(form.action) ?? new Set();
  return n !== undefined && [...under].some((one) => one !== n);
}

/**
 * Let go of what was picked, and of the keys that it was sealed to; a form without files has nothing to do with either.
 * @param {HTMLFormElement} form
 */
function clearFiles(form) {
  const files = filesOf(form);
  if (files !== undefined) {
    files.clear();
    sealedUnder.delete(form.action);
  }
}

/**
 * The state that its reader saw, where the letter says what was done and why.
 * @param {HTMLFormElement} form
 */
function feedbackOf(form) {
  const box = form.querySelector("input[name=feedback]");
  return box instanceof HTMLInputElement && box.checked ? box.value : "";
}

/**
 * Which body the letter asks about, where it asks whether the tip may be passed on.
 * @param {HTMLFormElement} form
 */
function askedIn(form) {
  const bodies = [...form.elements].filter(isOfQuestion);
  const chosen = bodies.find((one) => one.checked);
  if (bodies.length > 0 && chosen === undefined) {
    throw new Refused(word("refer-which"));
  }
  return chosen === undefined ? [] : [{ question: QUESTION, text: chosen.value }];
}

/**
 * @param {Element} one
 * @returns {one is HTMLInputElement}
 */
function isOfQuestion(one) {
  return one instanceof HTMLInputElement && one.name === QUESTION;
}

/** @param {HTMLFormElement} form */
function written(form) {
  const text = form.querySelector("textarea")?.value ?? "";
  const files = filesOf(form);
  if (text.trim() === "" && (files?.names ?? []).length === 0) {
    throw new Refused(word("nothing-written"));
  }
  return { text, files };
}

/**
 * The box of an answer's files; made once.
 * @param {HTMLFormElement} form
 */
export function filesOf(form) {
  const input = form.querySelector("input[type=file]");
  if (!(input instanceof HTMLInputElement)) {
    return undefined;
  }
  const before = picked.get(form.action);
  if (before !== undefined) {
    before.isBeside(input) || before.moveTo(input);
    return before;
  }
  const { uploads = "", sealed = "", mostFiles, mostMib } = form.dataset;
  const files = new Picking(input, {
    uploads,
    recipient: async () => {
      const { n, recipient } = await nextKey(await openConversation(sealed));
      sealedUnder.set(form.action, (sealedUnder.get(form.action) ?? new Set()).add(n));
      return recipient;
    },
    mostFiles: Number(mostFiles),
    mostBytes: Number(mostMib) * 1024 * 1024,
  });
  picked.set(form.action, files);
  return files;
}
