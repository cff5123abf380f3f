// @ts-check
/** The desk: boosted pages in one document, so that the keys in memory live as long as it is open. */

import "../vendor/htmx.js";
import "./sealed-letter.js";
import "./sign-in.js";
import { say } from "../sealed/words.js";
import { filesOf } from "./answer.js";
import { changes, mine } from "./keyring.js";
import { news } from "./sheets-seen.js";

/** Show or hide what depends on the keys being here. */
function showState() {
  for (const note of document.querySelectorAll("[data-locked]")) {
    note.toggleAttribute("hidden", mine() !== undefined);
  }
  // Nobody is to write what this page could not seal.
  for (const form of document.querySelectorAll("[data-answer]")) {
    form.toggleAttribute("hidden", mine() === undefined);
    if (form instanceof HTMLFormElement) {
      filesOf(form);
    }
  }
}

/** A new page begins at its beginning, for eyes and for screen readers. */
function arrive() {
  showState();
  document.getElementById("main")?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

changes.addEventListener("unlocked", showState);
changes.addEventListener("locked", showState);
news.addEventListener("news", (event) => {
  say(document.querySelector("[data-sheet-news]"), event instanceof CustomEvent ? event.detail : "");
});
document.addEventListener("htmx:after:swap", arrive);
showState();
