// @ts-check
/** The desk: boosted pages in one document, so that the keys in memory live as long as it is open. */

import "./htmx.js";
import "./sealed-summary.js";
import "./sealed-letter.js";
import "./headline.js";
import "./keys.js";
import "./searching.js";
import "./signed-steps.js";
import { say } from "../sealed/words.js";
import { filesOf } from "./answer.js";
import { bringDrafts } from "./drafts.js";
import "./ask-name.js";
import "./guarding.js";
import "./leave-out.js";
import "./later.js";
import "./mark.js";
import "./people.js";
import "./exporting.js";
import "./hear.js";
import "./make-export.js";
import "./reached.js";
import "./sealed-handed.js";
import "./redact.js";
import "./recording.js";
import "./refer.js";
import "./seal-anew.js";
import "./sealed-notes.js";
import "./sealed-allegations.js";
import "./sealed-checklist.js";
import "./moving.js";
import { changes, lock, mine } from "./keyring.js";
import { showLock } from "./locking.js";
import { makeMissingKeys } from "./next-key.js";
import { showSecurity } from "./security.js";
import { markRead, news, toBeRead } from "./sheets-seen.js";
import { wake } from "./sign-in.js";

/** Show or hide what depends on the keys being here. */
function showState() {
  wake();
  showLock();
  showSecurity();
  for (const note of document.querySelectorAll("[data-locked]")) {
    note.toggleAttribute("hidden", mine() !== undefined);
  }
  // Nobody is to write what this page could not seal.
  for (const form of document.querySelectorAll(
    "[data-answer], [data-mark], [data-refer], [data-agree], [data-headline], [data-hand-over], [data-add-reader], [data-next-key], [data-allegation], [data-ticks], [data-note], [data-redact], [data-ask-export], [data-agree-export], [data-make-export], [data-guide], [data-record-form], [data-hear], [data-leave-out], [data-agree-left-out], [data-ask-name], [data-agree-name], [data-answer-name]",
  )) {
    form.toggleAttribute("hidden", mine() === undefined);
    if (form instanceof HTMLFormElement && form.matches("[data-answer]")) {
      filesOf(form);
    }
  }
  for (const part of document.querySelectorAll("[data-needs-keys]")) {
    part.toggleAttribute("hidden", mine() === undefined);
  }
  bringDrafts();
}

/** On every page, until somebody says that they have read it. */
function sayNews() {
  const sentence = toBeRead().join(" ");
  say(document.querySelector("[data-sheet-news] p"), sentence);
  document.querySelector("[data-sheet-news]")?.toggleAttribute("hidden", sentence === "");
}

changes.addEventListener("unlocked", showState);
changes.addEventListener("locked", showState);
news.addEventListener("news", sayNews);
document.addEventListener("click", ({ target }) => {
  target instanceof Element && target.closest("[data-news-read]") && markRead();
});
document.addEventListener("htmx:after:swap", () => {
  showState();
  sayNews();
  makeMissingKeys();
});
addEventListener("pagehide", lock); // a browser may keep a page that was left
showState();
