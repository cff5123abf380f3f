// @ts-check
/**
 * htmx, held to what the desk needs of it: pages of this line, swapped in one document, so that the keys in memory live as long as it is open.
 *
 * Only its own policy may make a page out of text, nothing may make a script, and no page of ours has one below its head.
 */

import htmx from "../vendor/htmx.js";

/** @type {any} */
const { trustedTypes } = globalThis;
const policy = trustedTypes?.createPolicy("desk", {
  createHTML: (/** @type {string} */ page) => page,
});

/** @typedef {{initSecurity: (policy: unknown, now: () => never, later: () => never) => void}} Inside */

/** @returns {never} */
function never() {
  throw new Error("no page of the desk brings a script");
}

htmx.registerExtension("held", {
  /** @param {Inside} inside */
  init: (inside) =>
    inside.initSecurity(
      { createHTML: (/** @type {string} */ page) => policy?.createHTML(page) ?? page, createScript: never },
      never,
      never,
    ),
});
