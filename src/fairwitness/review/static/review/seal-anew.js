// @ts-check
/**
 * Sealing many tips anew, to somebody's new keys: one after the other, each sent by itself. What is done stays done: whoever pauses, reloads or loses the
 * connection goes on with what is left, which the line says.
 */

import { b64 } from "../crypto/browser/encoding.js";
import { ask, Refused, read } from "../sealed/line.js";
import { say, word } from "../sealed/words.js";
import { changes, mine, myHolder } from "./keyring.js";
import { sentenceOf } from "./noting.js";
import { everyKeyFor } from "./people.js";
import { send } from "./sending.js";

const FORM = "[data-seal-anew]";
/** @typedef {{done: number, failed: number, after: string, isPaused: boolean, isRunning: boolean}} Run */
/** @type {WeakMap<HTMLFormElement, Run>} */
const runs = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form instanceof HTMLFormElement && form.matches(FORM)) {
    event.preventDefault();
    begin(form);
  }
});

document.addEventListener("click", ({ target }) => {
  const form = target instanceof Element && target.closest("[data-pause]")?.closest(FORM);
  if (form instanceof HTMLFormElement) {
    stop(form);
  }
});

changes.addEventListener("locked", () => {
  for (const form of document.querySelectorAll(FORM)) {
    form instanceof HTMLFormElement && stop(form);
  }
});

addEventListener("online", () => {
  for (const form of document.querySelectorAll(FORM)) {
    form instanceof HTMLFormElement && runs.get(form)?.isPaused === false && begin(form);
  }
});

/** @param {HTMLFormElement} form */
function stop(form) {
  const run = runs.get(form);
  if (run !== undefined) {
    run.isPaused = true;
  }
}

/** @param {HTMLFormElement} form */
async function begin(form) {
  const run = runs.get(form) ?? { done: 0, failed: 0, after: "", isPaused: false, isRunning: false };
  if (run.isRunning) {
    return;
  }
  runs.set(form, run);
  Object.assign(run, { isPaused: false, isRunning: true });
  say(form.querySelector("[data-problem]"), "");
  show(form, run);
  try {
    await all(form, run);
  } catch (error) {
    say(form.querySelector("[data-problem]"), error instanceof Refused ? error.message : sentenceOf(error));
  }
  run.isRunning = false;
  show(form, run);
}

/**
 * @param {HTMLFormElement} form
 * @param {Run} run
 */
async function all(form, run) {
  const { list = "", holder = "", own } = form.dataset;
  if (own !== undefined && holder !== b64((await myHolder()) ?? new Uint8Array())) {
    throw new Refused(word("anew-other-keys")); // the line took up the next ones while the desk was open, or lies
  }
  for (;;) {
    const { tips } = await read(await ask(`${list}?after=${run.after}`));
    for (const of of tips) {
      if (run.isPaused || !form.isConnected || mine() === undefined) {
        return;
      }
      const isDone = await one(of, holder);
      run.done += Number(isDone);
      run.failed += Number(!isDone);
      run.after = of.tip;
      show(form, run);
    }
    if (tips.length === 0) {
      return;
    }
  }
}

/**
 * Whether it was done. What is not there any more, or does not open, is left; where nothing can be sent, it stops.
 * @param {{tip: string, sealed: string, notes: string, to: string}} of
 * @param {string} holder
 */
async function one(of, holder) {
  try {
    await send(of.to, await everyKeyFor(of, holder));
    return true;
  } catch (error) {
    if (error instanceof Refused && (error.mayHaveArrived || error.status === 403)) {
      throw error;
    }
    return false;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Run} run
 */
function show(form, { done, failed, isRunning }) {
  const count = Math.max(Number(form.dataset.count), done + failed);
  const [bar, go] = [form.querySelector("[data-progress]"), form.querySelector("button")];
  if (bar instanceof HTMLProgressElement) {
    bar.hidden = false;
    bar.max = count;
    bar.value = done + failed;
  }
  form.querySelector("[data-pause]")?.toggleAttribute("hidden", !isRunning);
  if (go !== null) {
    go.disabled = isRunning;
    go.hidden = isRunning || done + failed >= count;
    go.textContent = done + failed > 0 && !isRunning ? word("anew-on") : go.textContent;
  }
  const said = failed > 0 && !isRunning ? "anew-left" : "anew-done";
  say(form.querySelector("[data-status]"), word(said, { done, count, left: failed }));
}
