// @ts-check
/** Where somebody is led once a form was taken up and its page is made anew: to that form, with a sentence behind it. */

/** @typedef {{action: string | null, place: number, seen: number, sentence: string}} Awaited `seen`: how far below the window's edge the form stood */

/** @type {Awaited | undefined} */
let awaited;

/** @param {string | null} action */
function formsOf(action) {
  return [...document.querySelectorAll("form")].filter((one) => one.getAttribute("action") === action);
}

/**
 * The next page, where it has the form too, leads back to it.
 * @param {HTMLFormElement} form
 * @param {string} sentence what has become of what was in it
 */
export function comeBackTo(form, sentence) {
  const action = form.getAttribute("action");
  const seen = (form.closest("details") ?? form).getBoundingClientRect().top;
  awaited = { action, place: formsOf(action).indexOf(form), seen, sentence };
}

/** On the next page: the sentence, behind the form, and how far below the edge the form stood. Once; undefined where nobody waits for it, or the form is gone. */
export function cameBack() {
  const { action = null, place = -1, seen = 0, sentence = "" } = awaited ?? {};
  awaited = undefined;
  const form = formsOf(action)[place];
  if (sentence === "" || form === undefined) {
    return undefined;
  }
  const said = document.createElement("p");
  said.className = "note";
  said.setAttribute("role", "status");
  said.tabIndex = -1;
  said.textContent = sentence;
  const around = form.closest("details") ?? form;
  around.after(said);
  return { said, around, seen };
}
