// @ts-check
/** Types the made-up reviewer's words into the desk's own form and sends it; from there on everything is the desk's. */

const form = document.querySelector("[data-sign-in]");
const page = document.querySelector("[data-made-up-name]");

/**
 * @param {string} id
 * @param {string | undefined} text
 */
function type(id, text) {
  const input = document.getElementById(id);
  if (input instanceof HTMLInputElement) {
    input.value = text ?? "";
  }
}

if (form instanceof HTMLFormElement && page instanceof HTMLElement) {
  type("id_name", page.dataset.madeUpName);
  type("id_words", page.dataset.madeUpWords);
  form.requestSubmit();
}
