// @ts-check
/** A code of a tip that is not sent yet leads back into telling it. */

/** @typedef {import("./keys.js").Code} Code */
/** @typedef {import("./wire.js").Opened} Opened */

/**
 * Go on with it in this page. Says whether this browser can.
 * @param {Code} _code
 * @param {Opened} _draft
 */
export async function goOn(_code, _draft) {
  return false;
}
