// @ts-check
/**
 * Recording a tip for somebody: the scope guide first, then the boxes, sealed here as in a tipster's own browser. If anything fails, what was typed stays.
 *
 * The code is made here, shown on one sheet, and is gone with it: in no address, no history, no storage.
 */

import { unb64 } from "../crypto/browser/encoding.js";
import { branchOf, tick } from "../intake/answers.js";
import { Picking } from "../sealed/picking.js";
import { say, word } from "../sealed/words.js";
import { putBack } from "./typed.js";

/** @typedef {import("./types.js").RecordingState} RecordingState */

/** @type {WeakMap<HTMLElement, RecordingState>} what belongs to the page that is there */
const states = new WeakMap();

/**
 * @param {EventTarget | null} target
 * @param {string} selector
 */
function within(target, selector) {
  const found = target instanceof Element ? target.closest(selector) : null;
  const place = found?.closest("[data-record]");
  return found !== null && place instanceof HTMLElement ? { found, place } : undefined;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const place = within(form, "[data-guide], [data-record-form]")?.place;
  if (place !== undefined && form instanceof HTMLFormElement) {
    event.preventDefault();
    form.matches("[data-guide]") ? chose(place, form) : void submitted(place, form);
  }
});
document.addEventListener("click", ({ target }) => {
  const preset = within(target, "[data-preset]");
  const back = within(target, "[data-back]");
  if (preset !== undefined) {
    tick(preset.place, "about", preset.found.getAttribute("data-preset") ?? "");
    go(preset.place, "guide");
  } else if (back !== undefined) {
    go(back.place, "guide");
  }
});
document.addEventListener("change", ({ target }) => {
  const consent = within(target, "input[name=consent]");
  if (consent !== undefined) {
    showRecordings(consent.place);
  }
});

/**
 * Where the guide leads, as for everybody: nothing is sent, and nothing is kept of what is turned away.
 * @param {HTMLElement} place
 * @param {HTMLFormElement} form
 */
function chose(place, form) {
  const problem = form.querySelector("[data-problem]");
  const branch = branchOf(form);
  const hasKind = form.querySelector("input[name=kind]:checked") !== null;
  say(problem, branch === undefined ? word("choose-about") : "");
  if (branch === "story" && !hasKind) {
    say(problem, word("choose-kind"));
  } else if (branch === "story") {
    go(place, "form");
  } else if (branch !== undefined) {
    tick(place, "about", "");
    go(place, branch === "aside" ? "aside" : "guide", branch === "which");
  }
}

/**
 * @param {HTMLElement} place
 * @param {"guide" | "aside" | "form"} step
 * @param {boolean} [isUnsure]
 */
function go(place, step, isUnsure = false) {
  const made = step === "form" ? formOf(place) : place.querySelector("[data-record-form]");
  made?.toggleAttribute("hidden", step !== "form");
  for (const one of place.querySelectorAll("[data-step]")) {
    one.toggleAttribute("hidden", one.getAttribute("data-step") !== step);
  }
  place.querySelector("[data-part=which]")?.toggleAttribute("hidden", !isUnsure);
  scrollTo(0, 0);
  const first = step === "form" ? made : place.querySelector(`[data-step=${step}]`);
  const focused = first?.querySelector("h2, input:not([type=hidden])");
  focused instanceof HTMLElement && focused.focus({ preventScroll: true });
}

/**
 * The boxes: made when the guide leads to them, and not before.
 * @param {HTMLElement} place
 */
function formOf(place) {
  const template = place.querySelector("template[data-form]");
  const before = place.querySelector("[data-record-form]");
  if (before !== null || !(template instanceof HTMLTemplateElement)) {
    return before;
  }
  template.before(document.importNode(template.content, true));
  const state = {
    sealing: sealingFor(place),
    files: pick(place, "#id_files"),
    recordings: pick(place, "#id_recordings"),
  };
  states.set(place, state);
  putBack(location.pathname);
  return place.querySelector("[data-record-form]");
}

/** @param {HTMLElement} place */
async function sealingFor(place) {
  const { Sealing } = await import("../intake/sealing.js");
  return new Sealing(unb64(place.dataset.line, 16));
}

/**
 * @param {HTMLElement} place
 * @param {string} box
 */
function pick(place, box) {
  const { uploads = "", mostFiles, mostMib } = place.dataset;
  return new Picking(/** @type {HTMLInputElement} */ (place.querySelector(box)), {
    uploads,
    recipient: async () => (await /** @type {RecordingState} */ (states.get(place)).sealing).recipient(),
    mostFiles: Number(mostFiles),
    mostBytes: Number(mostMib) * 1024 * 1024,
  });
}

/**
 * Only where they have agreed to it is there a place for a recording.
 * @param {HTMLElement} place
 */
function showRecordings(place) {
  const agreed = place.querySelector("input[name=consent][value=recording]:checked") !== null;
  place.querySelector("[data-with-consent]")?.toggleAttribute("hidden", !agreed);
}

/**
 * @param {HTMLElement} place
 * @param {HTMLFormElement} form
 */
async function submitted(place, form) {
  const state = states.get(place);
  const button = form.querySelector("button:not([type])");
  if (state === undefined || !(button instanceof HTMLButtonElement) || button.disabled) {
    return;
  }
  button.disabled = true;
  say(form.querySelector("[data-problem]"), "");
  say(form.querySelector("[data-status]"), word("working-recorded"));
  try {
    const { record } = await import("./record-sealed.js");
    await record(place, form, state);
  } catch (error) {
    const { sentenceOf } = await import("./noting.js");
    const problem = form.querySelector("[data-problem]");
    say(problem, sentenceOf(error));
    problem?.scrollIntoView({ block: "center" });
  } finally {
    say(form.querySelector("[data-status]"), "");
    button.disabled = false;
  }
}
