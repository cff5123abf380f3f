// @ts-check
/** The plain form, with all that was typed here: for somebody who has read what that means, and pressed the button for it. */

import { postPlainly } from "../sealed/plainly.js";

export { offerPlainForm } from "../sealed/plainly.js";

/** @typedef {import("../sealed/plainly.js").Field} Field */

/**
 * @param {string} address
 * @param {string} token
 * @param {readonly HTMLFormElement[]} forms of the screens with boxes
 * @param {{screen: string, guard: string}} beside on which screen somebody is, and how their name is to be kept
 * @param {string} [target]
 */
export function goPlainly(address, token, forms, { screen, guard }, target) {
  /** @type {Field[]} */
  const typed = forms
    .flatMap((form) => [...new FormData(form)])
    .flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])); // no file
  const boxes = typed.filter(([name]) => name !== "guard"); // the page may have no box for it
  postPlainly(
    address,
    [["csrfmiddlewaretoken", token], ["screen", screen], ["guard", guard], ...boxes],
    target,
  );
}
