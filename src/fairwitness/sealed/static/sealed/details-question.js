// @ts-check
/** Before a file is sealed: what it tells beside its content, and whether that is to be taken out. */

import { word } from "./words.js";

/** @typedef {import("./details.js").Details} Details */

let questions = 0;

/**
 * The question, with *Remove* chosen where that is possible, unless somebody has chosen otherwise.
 * @param {Details} details
 * @param {boolean} isRemoved
 * @returns {{box: HTMLElement, remove: () => boolean}}
 */
export function askAbout(details, isRemoved) {
  const box = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = word("details-title");
  box.append(legend, listOf(details.found));
  if (details.removed === undefined) {
    box.append(paragraph(word("details-cannot")));
    return { box, remove: () => false };
  }
  const name = `details-${questions++}`;
  const remove = choice(name, word("details-remove"), isRemoved);
  const keep = choice(name, word("details-keep"), !isRemoved);
  box.append(remove.label, keep.label);
  if (details.stays.length > 0) {
    box.append(paragraph(word("details-stay")), listOf(details.stays));
  }
  return { box, remove: () => remove.input.checked };
}

/** @param {import("./details.js").Found[]} found */
function listOf(found) {
  const list = document.createElement("ul");
  for (const { kind, text } of found) {
    const row = document.createElement("li");
    const told = document.createElement("bdi");
    told.textContent = text;
    row.append(word(`detail-${kind}`), ...(text === "" ? [] : [": ", told]));
    list.append(row);
  }
  return list;
}

/**
 * @param {string} name
 * @param {string} sentence
 * @param {boolean} chosen
 */
function choice(name, sentence, chosen) {
  const label = document.createElement("label");
  label.className = "choice";
  const input = document.createElement("input");
  input.type = "radio";
  input.name = name;
  input.checked = chosen;
  const words = document.createElement("span");
  words.textContent = sentence;
  label.append(input, words);
  return { label, input };
}

/** @param {string} sentence */
function paragraph(sentence) {
  const made = document.createElement("p");
  made.className = "soft";
  made.textContent = sentence;
  return made;
}
