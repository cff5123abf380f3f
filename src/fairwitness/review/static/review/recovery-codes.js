// @ts-check
/** Recovery codes come once: they are shown until somebody says that they have them, and never above the cover of a locked desk. */

import { changes, mine } from "./keyring.js";

const KEPT = "kept"; // what their dialogue is closed with

/** @returns {HTMLDialogElement | null} */
function dialogOfCodes() {
  return document.querySelector("dialog[data-codes]");
}

/**
 * Codes are shown before the page is asked for again: they come this once.
 * @param {{ codes?: string[] }} answer
 */
export function done({ codes }) {
  const dialog = dialogOfCodes();
  if (codes === undefined || codes.length === 0 || dialog === null) {
    return again();
  }
  const lines = codes.map((code) => {
    const line = document.createElement("li");
    line.textContent = (code.match(/.{1,4}/g) ?? []).join(" ");
    return line;
  });
  dialog.querySelector("[data-list]")?.replaceChildren(...lines);
  dialog.returnValue = "";
  dialog.showModal();
}

/** The page, as it is now. */
export function again() {
  const link = document.querySelector("[data-again]");
  link instanceof HTMLElement && link.click();
}

/** Where they were shown and nobody has said that they have them. */
function show() {
  const dialog = dialogOfCodes();
  const isWaiting = dialog?.returnValue !== KEPT && dialog?.querySelector("[data-list] li");
  if (dialog && isWaiting && !dialog.open && mine() !== undefined) {
    dialog.showModal();
  }
}

document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("[data-kept]")) {
    target.closest("dialog")?.close(KEPT);
    again();
  }
});
// Escape closes any dialogue, and so does the lock.
document.addEventListener("close", ({ target }) => void (target === dialogOfCodes() && show()), true);
changes.addEventListener("unlocked", () => setTimeout(show)); // once the cover is off
