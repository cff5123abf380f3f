// @ts-check
/** A receipt in the page: to copy, to print, to save. It stays here until the page forgets. */

import { handOver } from "../sealed/save-file.js";

/** @typedef {import("../sealed/screens.js").Screens} Screens */

/**
 * @param {Screens} screens
 * @param {string} text
 */
export function showReceipt(screens, text) {
  const [box] = screens.all("receipt", "[data-receipt]");
  const [made] = screens.all("receipt", "[data-made]");
  const [button] = screens.all("receipt", "[data-save]");
  if (box === undefined || made === undefined || button === undefined) {
    return;
  }
  box.textContent = text;
  button.onclick = () => handOver(new Blob([box.textContent ?? ""], { type: "text/plain" }), "receipt.txt");
  made.hidden = false;
  made.querySelector("h2")?.focus();
}
