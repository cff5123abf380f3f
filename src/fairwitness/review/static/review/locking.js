// @ts-check
/** Locking the desk: the keys are forgotten and the page is covered, in every tab at once. What was typed stays below the cover. */

import { forgetTyped } from "./deriving.js";
import { changes, lock, mine } from "./keyring.js";

const IDLE = 10 * 60_000; // milliseconds without a hand on this desk
const LOOK = 10_000;
const tabs = new BroadcastChannel("desk");
let touched = Date.now();
/** @type {Element | null} where somebody was when the desk was locked */
let before = null;

/** Forget the keys and cover the page. */
function cover() {
  if (mine() === undefined) {
    return;
  }
  before = document.activeElement;
  lock();
  const dialog = document.querySelector("dialog[data-cover]");
  if (!(dialog instanceof HTMLDialogElement)) {
    return; // a page that is no reader's has nothing to cover
  }
  for (const open of document.querySelectorAll("dialog[open]")) {
    forgetTyped(open);
    open instanceof HTMLDialogElement && open.close();
  }
  document.documentElement.toggleAttribute("data-covered", true);
  dialog.showModal();
  const words = dialog.querySelector("[data-words]");
  words instanceof HTMLElement && words.focus();
}

/** Take the cover off: the keys are back. */
function uncover() {
  document.documentElement.toggleAttribute("data-covered", false);
  touched = Date.now();
  for (const dialog of document.querySelectorAll("dialog[data-cover]")) {
    dialog instanceof HTMLDialogElement && dialog.close();
  }
  setTimeout(() => before instanceof HTMLElement && before.focus({ preventScroll: true })); // once its form is shown again
}

/** On a new page: whoever has keys can lock; and one that came while the desk is locked is covered as well, or it could not be unlocked. */
export function showLock() {
  const dialog = document.querySelector("dialog[data-cover]");
  if (document.documentElement.hasAttribute("data-covered") && mine() === undefined) {
    if (dialog instanceof HTMLDialogElement) {
      dialog.open || dialog.showModal();
    } else {
      document.documentElement.removeAttribute("data-covered");
    }
  }
  for (const button of document.querySelectorAll("[data-lock]")) {
    button.toggleAttribute("hidden", mine() === undefined);
  }
}

function look() {
  if (mine() !== undefined && Date.now() - touched >= IDLE) {
    cover();
  }
}

changes.addEventListener("unlocked", uncover);
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-lock]") !== null) {
    cover();
    tabs.postMessage("lock");
  }
});
document.addEventListener("submit", (event) => {
  if (event.target instanceof Element && event.target.matches("[data-sign-out]")) {
    tabs.postMessage("lock");
  }
});
tabs.addEventListener("message", cover);
for (const kind of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"]) {
  document.addEventListener(
    kind,
    () => {
      look(); // a machine that slept is locked by the hand that wakes it
      touched = Date.now();
    },
    { capture: true, passive: true },
  );
}
document.addEventListener("visibilitychange", look);
setInterval(look, LOOK);
// The Escape key closes any dialog, and this one has to stay.
document.addEventListener(
  "close",
  (event) => {
    const dialog = event.target;
    if (
      dialog instanceof HTMLDialogElement &&
      dialog.matches("[data-cover]") &&
      document.documentElement.hasAttribute("data-covered")
    ) {
      dialog.showModal();
    }
  },
  true,
);
