// @ts-check
/** Boxes, choices and buttons that are made here: what somebody writes into them is a property of theirs, and no text of the page. */

import { word } from "../sealed/words.js";

/**
 * @param {string} name
 * @param {string} value
 * @param {string} id
 * @param {(text: string) => void} keep
 */
export function box(name, value, id, keep) {
  const [field, label, area] = ["div", "label", "textarea"].map((tag) => document.createElement(tag));
  field.className = "field";
  label.className = "label";
  label.textContent = name;
  label.setAttribute("for", `id_${id}`);
  if (area instanceof HTMLTextAreaElement) {
    Object.assign(area, { id: `id_${id}`, rows: 2, value, autocomplete: "off", maxLength: 2000 });
    area.addEventListener("input", () => keep(area.value));
  }
  field.append(label, area);
  return field;
}

/**
 * One of a few, or nothing yet.
 * @param {string} name
 * @param {readonly string[]} values
 * @param {string} words the beginning of their names
 * @param {string} chosen
 * @param {(said: string) => void} keep
 */
export function choices(name, values, words, chosen, keep) {
  const label = document.createElement("label");
  const select = document.createElement("select");
  const options = ["", ...values].map((value) => {
    const option = document.createElement("option");
    option.value = value;
    option.textContent = value === "" ? "…" : word(`${words}-${value}`);
    option.selected = value === chosen;
    return option;
  });
  label.className = "choosing";
  select.append(...options);
  select.addEventListener("change", () => keep(select.value));
  label.append(spanOf(name), " ", select);
  return label;
}

/** @param {string} text */
function spanOf(text) {
  const made = document.createElement("span");
  made.textContent = text;
  return made;
}

/**
 * @param {string} name
 * @param {() => void} what
 */
export function button(name, what) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "quiet small";
  made.textContent = name;
  made.addEventListener("click", what);
  return made;
}
