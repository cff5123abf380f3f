// @ts-check
/**
 * What is typed in the box of a letter is kept by the line, sealed to whoever types it: it comes back after a reload, in another browser, and after a
 * session that ended. Saved at a slow beat, so that the line learns little of when somebody types.
 */

import { b64 } from "../crypto/browser/encoding.js";
import { ask, Refused, read } from "../sealed/line.js";
import { say, word } from "../sealed/words.js";
import { openDraft, sealDraft } from "./kept-draft.js";
import { changes, everyKey, mine } from "./keyring.js";
import { send } from "./sending.js";
import { isSafe, leaving } from "./typed.js";

/** @typedef {{drafts: {box: string, sealed: string}[], stopped: Later[], waiting: Later[]}} Told */
/** @typedef {{id: string, sealed: string}} Later */
/** @typedef {{saved: string | undefined, timer: number, work: Promise<void>, isHere: boolean, hasStopped: boolean}} Kept */

const BEAT = 15_000; // milliseconds
const FORMS = "form[data-drafts]";

/** @type {WeakMap<HTMLFormElement, Kept>} */
const kept = new WeakMap();
/** @type {Set<HTMLFormElement>} forms of this page */
let here = new Set();
let isAskedAbout = false; // what is not kept, by whoever wants to sign out

/** @param {HTMLFormElement} form */
export function boxOf(form) {
  return /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
}

/** @param {HTMLFormElement} form */
export function whereIn(form) {
  return { tip: form.dataset.tip ?? "", box: form.dataset.box ?? "letter" };
}

/** @param {HTMLFormElement} form */
function stateOf(form) {
  const found = kept.get(form) ?? {
    saved: "",
    timer: 0,
    work: Promise.resolve(),
    isHere: false,
    hasStopped: false,
  };
  kept.set(form, found);
  return found;
}

/** @param {HTMLFormElement} form */
export async function toldOf(form) {
  return /** @type {Told} */ (await read(await ask(form.dataset.drafts ?? "")));
}

/** Bring what was typed back into the boxes of this page. */
export function bringDrafts() {
  isAskedAbout = false;
  here = new Set(/** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll(FORMS)));
  for (const form of here) {
    if (mine() !== undefined && !stateOf(form).isHere) {
      stateOf(form).isHere = true;
      bring(form).catch(() => {
        stateOf(form).isHere = false; // the next page asks again
      });
    }
  }
}

/** @param {HTMLFormElement} form */
async function bring(form) {
  const keys = mine();
  const box = boxOf(form);
  const wasEmpty = box.value === "";
  const told = await toldOf(form);
  const where = whereIn(form);
  const sealed = told.drafts.find((one) => one.box === where.box)?.sealed;
  const stopped = where.box === "letter" ? told.stopped.at(-1)?.sealed : undefined;
  const from = sealed ?? stopped;
  stateOf(form).hasStopped = stopped !== undefined;
  if (keys === undefined || from === undefined) {
    return;
  }
  const text = await openDraft(from, where, everyKey());
  if (text === undefined) {
    return say(status(form), word("draft-closed"));
  }
  // A text that came back from a letter that did not go is no draft yet: it is to be kept, or the line told that the box stays empty.
  stateOf(form).saved = sealed === undefined ? undefined : text;
  if (sealed !== undefined) {
    isSafe.add(text);
  }
  if (wasEmpty && text !== "") {
    box.value = box.value === "" ? text : `${text}\n\n${box.value}`;
    say(status(form), word("draft-back"));
    later(form);
  }
}

/** @param {HTMLFormElement} form */
function status(form) {
  return form.querySelector("[data-kept]");
}

/** @param {HTMLFormElement} form */
function later(form) {
  const state = stateOf(form);
  if (state.timer === 0 && boxOf(form).value !== state.saved) {
    state.timer = window.setTimeout(() => keep(form), BEAT);
  }
}

/**
 * Keep what stands in the box now.
 * @param {HTMLFormElement} form
 */
function keep(form) {
  const state = stateOf(form);
  const text = boxOf(form).value;
  clearTimeout(state.timer);
  state.timer = 0;
  state.work = state.work.then(() => save(form, text));
  return state.work;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} text
 */
async function save(form, text) {
  const state = stateOf(form);
  const keys = mine();
  if (keys === undefined || text === state.saved) {
    return;
  }
  try {
    const where = whereIn(form);
    const emptied = state.hasStopped ? "draft-still" : "draft-gone"; // without a draft, the stopped letter's text would come back
    const name = text === "" ? emptied : "draft-kept";
    const sealed = name === "draft-gone" ? "" : b64(await sealDraft(where, text, keys));
    await send(form.dataset.drafts ?? "", JSON.stringify({ box: where.box, sealed }));
    state.saved = text;
    isSafe.add(text);
    say(status(form), word(name));
  } catch (error) {
    say(status(form), error instanceof Refused ? error.message : word("draft-not-kept"));
  }
}

/**
 * Before it is sent: nothing is kept of it afterwards.
 * @param {HTMLFormElement} form
 */
export async function holdDraft(form) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  state.timer = 0;
  await state.work;
}

/**
 * It was taken up, and the line has forgotten it.
 * @param {HTMLFormElement} form
 */
export function draftIsSent(form) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  Object.assign(state, { saved: "", timer: 0, hasStopped: false });
}

/** Whose box holds what is not kept yet. */
function unkept() {
  return [...here].filter((form) => boxOf(form).value !== (stateOf(form).saved ?? ""));
}

/** What is not kept yet, at once. */
function keepAll() {
  return Promise.all(
    unkept()
      .filter((form) => stateOf(form).timer !== 0)
      .map(keep),
  );
}

/**
 * Keep all of it, and only then sign out. Where it cannot be kept, that is said beside the box; whoever presses once more signs out all the same.
 * @param {HTMLFormElement} door
 */
async function keepAndSignOut(door) {
  await Promise.all(unkept().map(keep));
  isAskedAbout = true;
  const lost = unkept()[0];
  if (lost === undefined) {
    return door.requestSubmit();
  }
  say(status(lost), word("draft-before-leaving"));
  boxOf(lost).focus();
}

/** @param {HTMLFormElement} form */
function discard(form) {
  const box = boxOf(form);
  const before = box.value;
  box.value = "";
  delete form.dataset.instead; // what is written now is another letter than the one that waits
  keep(form);
  const undo = form.querySelector("[data-undo]");
  if (undo instanceof HTMLButtonElement && before !== "") {
    undo.hidden = false;
    undo.onclick = () => {
      forgetUndo(undo);
      box.value = [before, box.value].filter((text) => text !== "").join("\n\n");
      keep(form);
      box.focus();
    };
  }
}

/** @param {HTMLButtonElement} undo */
function forgetUndo(undo) {
  undo.hidden = true;
  undo.onclick = null;
}

document.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLTextAreaElement && target.form?.matches(FORMS)) {
    isAskedAbout = false;
    later(target.form);
  }
});
document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button[data-discard]") : null;
  if (button instanceof HTMLButtonElement && button.form) {
    discard(button.form);
  }
});
document.addEventListener("htmx:before:swap", () => void keepAll());
document.addEventListener("visibilitychange", () => void (document.hidden && keepAll()));
// Before anything else hears of it: once the session has ended, nothing is kept any more.
document.addEventListener(
  "submit",
  (event) => {
    const door = event.target;
    const isOut = door instanceof HTMLFormElement && door.matches("[data-sign-out]");
    if (isOut && !isAskedAbout && mine() !== undefined && unkept().length > 0) {
      event.preventDefault();
      event.stopImmediatePropagation();
      keepAndSignOut(door);
    }
  },
  true,
);
// Nobody finds what somebody else has emptied.
leaving.addEventListener("forgotten", () => {
  for (const undo of document.querySelectorAll("[data-undo]")) {
    undo instanceof HTMLButtonElement && forgetUndo(undo);
  }
});
changes.addEventListener("locked", () => {
  for (const form of here) {
    stateOf(form).isHere = false;
  }
});
