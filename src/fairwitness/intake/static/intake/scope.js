// @ts-check
/** The scope guide. Where an answer leads, the page says; nothing is sent, and nobody learns who was turned away. */

/** @typedef {"story" | "aside" | "which"} Branch */

/**
 * Where the ticked sentence leads; undefined where none is ticked.
 * @param {ParentNode} form
 * @returns {Branch | undefined}
 */
export function branchOf(form) {
  const ticked = form.querySelector("input[name=about]:checked");
  const branch = ticked?.closest("[data-branch]")?.getAttribute("data-branch");
  return branch === "story" || branch === "aside" || branch === "which" ? branch : undefined;
}

/**
 * @param {ParentNode} form
 * @param {string} name
 * @param {string} value
 */
export function tick(form, name, value) {
  for (const box of form.querySelectorAll(`input[name=${name}]`)) {
    if (box instanceof HTMLInputElement) {
      box.checked = box.value === value;
    }
  }
}
