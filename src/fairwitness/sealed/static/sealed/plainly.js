// @ts-check
/**
 * Going on by the server's own form, where this browser cannot seal: an offer that says what changes, and one post.
 *
 * Nothing here is called but for somebody who has pressed the button for it. Words go in the body of a form and in no address.
 */

import { word } from "./words.js";

/** @typedef {[name: string, text: string]} Field */

/**
 * Below what went wrong: what changes, and the button.
 * @param {() => void} go
 */
export function offerPlainForm(go) {
  const line = document.createElement("p");
  const button = document.createElement("button");
  line.className = "on";
  button.type = "button";
  button.className = "quiet";
  button.textContent = word("plain-go");
  button.addEventListener("click", go);
  line.append(button);
  document.querySelector("[data-problem]")?.append(said("plain-means"), said("plain-brings"), line);
}

/** @param {string} name of a sentence */
function said(name) {
  const line = document.createElement("p");
  line.textContent = word(name);
  return line;
}

/**
 * @param {string} address of the server's own form
 * @param {readonly Field[]} fields its token among them
 * @param {string} [target] another tab, where this page is to stay
 */
export function postPlainly(address, fields, target = "") {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  form.enctype = "multipart/form-data";
  form.target = target;
  form.rel = "noopener";
  form.hidden = true;
  for (const [name, text] of fields) {
    const box = document.createElement("textarea");
    box.name = name;
    box.value = text;
    form.append(box);
  }
  document.body.append(form);
  form.submit();
  form.remove();
}
