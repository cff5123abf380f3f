// @ts-check
/**
 * The page where a code is typed: from here on this browser opens the mailbox, or the page says why not and asks.
 *
 * It imports nothing, so that it also notices that a part did not load. Until the browser is ready, and after it was
 * not, no form of the page is posted; only somebody who presses the button for it goes on with the plain form.
 */

const place = /** @type {HTMLElement} */ (document.getElementById("mailbox"));
const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const inForce = main.querySelector(".in-force");
const before = inForce === null ? [] : [...inForce.childNodes];
/** @type {HTMLElement | undefined} the form that somebody pressed before this browser was ready */
let pressed;

/** @param {Event} event */
function hold(event) {
  event.preventDefault();
  pressed = event.target instanceof HTMLElement ? event.target : undefined;
}

async function takeOver() {
  inForce?.replaceChildren(sentence("getting-ready"));
  try {
    if (globalThis.crypto?.subtle === undefined) {
      throw Object.assign(new Error(), { word: "no-crypto" });
    }
    const { begin } = await import("./mailbox.js");
    await begin(place, main);
    document.removeEventListener("submit", hold, true);
    if (pressed instanceof HTMLFormElement) {
      pressed.requestSubmit();
    }
  } catch (error) {
    notReady(error);
  }
}

/** @param {any} error with the name of a sentence, where we know what went wrong */
function notReady(error) {
  inForce?.replaceChildren(...before);
  const named = typeof error?.word === "string";
  const part = place.querySelector("template[data-part=not-ready]");
  const box = part instanceof HTMLTemplateElement ? part.content.cloneNode(true) : undefined;
  const problem = box instanceof DocumentFragment ? box.firstElementChild : null;
  if (!(problem instanceof HTMLElement)) {
    return;
  }
  const why = problem.querySelector("[data-why]");
  why?.append(sentence(named ? error.word : "not-loaded").replace("{day}", error?.day ?? ""));
  problem.querySelector("[data-again]")?.addEventListener("click", () => {
    // A module that did not load once is not asked for again before the page is new.
    named && error.word !== "no-crypto" ? again(problem) : location.reload();
  });
  problem.querySelector("[data-plain]")?.addEventListener("click", () => plain(problem));
  hideForms(true);
  main.querySelector("h1")?.after(problem);
  problem.tabIndex = -1;
  problem.focus();
}

/** @param {HTMLElement} problem */
function again(problem) {
  problem.remove();
  hideForms(false);
  takeOver();
}

/**
 * The person has read what it means, and goes on with the form that the server seals.
 * @param {HTMLElement} problem
 */
function plain(problem) {
  document.removeEventListener("submit", hold, true);
  problem.remove();
  hideForms(false);
  main.querySelector("textarea")?.focus();
}

/** @param {boolean} hidden */
function hideForms(hidden) {
  for (const form of main.querySelectorAll("form")) {
    form.hidden = hidden;
  }
}

/** @param {string} name */
function sentence(name) {
  return place.querySelector(`[data-word="${name}"]`)?.textContent ?? "";
}

document.addEventListener("submit", hold, true);
takeOver();

export {};
