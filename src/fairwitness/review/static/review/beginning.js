// @ts-check
/** Beginning a letter with one of the office's texts, and seeing it as the tipster will. */

import { letterNodes, paragraph, Sealed } from "../sealed/letter.js";
import { say, word } from "../sealed/words.js";
import { boxOf } from "./drafts.js";

class LetterPreview extends Sealed {}
customElements.define("letter-preview", LetterPreview);

/** The texts that everybody begins with, in every language. */
export function commonTexts() {
  return [...document.querySelectorAll("option[data-text]")].map(
    (one) => one.getAttribute("data-text") ?? "",
  );
}

/**
 * Where the caret is, or behind what stands there already; the browser's own undo takes it out again.
 * @param {HTMLTextAreaElement} box
 * @param {string} text
 */
function insert(box, text) {
  const end = box.value.trimEnd().length;
  const [from, before] = end === 0 ? [0, ""] : [end, "\n\n"];
  box.setRangeText(before + text, from, box.value.length, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
}

/** @param {HTMLSelectElement} select */
function begin(select) {
  const form = select.form;
  const text = select.selectedOptions[0]?.dataset.text ?? "";
  if (form === null || text === "") {
    return;
  }
  const box = boxOf(form);
  const before = box.value;
  insert(box, text);
  select.value = "";
  const after = box.value;
  const undo = form.querySelector("[data-undo]");
  if (undo instanceof HTMLButtonElement) {
    undo.hidden = false;
    undo.onclick = () => {
      undo.hidden = true;
      box.value = box.value === after ? before : box.value;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.focus();
    };
  }
}

/** @param {HTMLFormElement} form */
function preview(form) {
  const place = form.querySelector("[data-preview]");
  const shown = place?.querySelector("letter-preview");
  if (!(place instanceof HTMLElement) || !(shown instanceof LetterPreview)) {
    return;
  }
  const text = boxOf(form).value;
  if (text.trim() === "") {
    return say(form.querySelector("[data-problem]"), word("nothing-written"));
  }
  say(form.querySelector("[data-problem]"), "");
  const chosen = form.querySelector("input[name=day]");
  const asked = form.querySelector("input[name=pass-on]:checked");
  const today = new Date().toISOString().slice(0, 10);
  const day = (chosen instanceof HTMLInputElement && chosen.value) || today;
  const answers = asked instanceof HTMLInputElement ? [{ question: "pass-on", text: asked.value }] : [];
  const letter = { ...EMPTY, day, text, answers };
  const opened = { id: "", day, toldDay: day, fromOffice: true, letter, warnings: [] };
  const files = [...form.querySelectorAll("li .file > strong")].map((one) => one.textContent ?? "");
  shown.fill(
    ...letterNodes(opened, { from: word("from-readers"), channel: "", fetchPart: noPart }),
    ...(files.length > 0 ? [paragraph("soft", word("files-of-strangers"))] : []),
    ...files.map((name) => paragraph("text", name)),
  );
  place.hidden = false;
  place.focus();
}

const EMPTY = {
  conversation: "",
  n: 0,
  seq: 0,
  author: new Uint8Array(),
  tier: /** @type {const} */ ("browser"),
  files: [],
};

/** @returns {Promise<Uint8Array<ArrayBuffer>>} */
function noPart() {
  return Promise.reject(new Error("a preview hands out no file"));
}

/** @param {HTMLFormElement} form */
export function hidePreview(form) {
  const place = form.querySelector("[data-preview]");
  const shown = place?.querySelector("letter-preview");
  place?.toggleAttribute("hidden", true);
  shown instanceof LetterPreview && shown.fill();
}

document.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLSelectElement && target.matches("[data-begin]")) {
    begin(target);
  } else if (target instanceof HTMLInputElement && target.form?.matches("[data-answer]")) {
    hidePreview(target.form); // another day, or another question
  }
});
document.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLTextAreaElement && target.form?.matches("[data-answer]")) {
    hidePreview(target.form); // it would show what is not there any more
  }
});
document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button[type=button]") : null;
  const form = button instanceof HTMLButtonElement ? button.form : null;
  if (form && button?.matches("[data-show-preview]")) {
    preview(form);
  } else if (form && button?.matches("[data-hide-preview]")) {
    hidePreview(form);
    boxOf(form).focus();
  }
});
