// @ts-check
/** The mailbox on the server, with what was typed here: for somebody who has read what that means, and pressed the button for it. */

import { offerPlainForm, postPlainly } from "../sealed/plainly.js";

/**
 * @typedef {object} Typed
 * @property {string} action where a code is sent to
 * @property {string} token of its form
 * @property {import("../crypto/browser/codes.js").TipCode} code
 * @property {string} screen
 * @property {readonly HTMLTextAreaElement[]} boxes in which something stands
 * @property {() => void} leaving called before the page is left
 */

/** @param {Typed} typed */
export function offerMailboxOnServer({ action, token, code, screen, boxes, leaving }) {
  offerPlainForm(() => {
    leaving();
    postPlainly(action, [
      ["csrfmiddlewaretoken", token],
      ["code", code.numbers.map((number) => String(number).padStart(4, "0")).join(" ")],
      ["screen", screen.replace(/^(questions|meeting|retaliation)-.*$/, "$1")], // without its channel
      ...boxes.map(({ name, value }) => /** @type {[string, string]} */ ([name, value])),
    ]);
  });
}
