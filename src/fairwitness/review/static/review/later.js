// @ts-check
/** A letter that waits for its day, sent now instead; and the text of one that did not go, put back into the box. */

import { Refused } from "../sealed/line.js";
import { say, word } from "../sealed/words.js";
import { boxOf, toldOf, whereIn } from "./drafts.js";
import { openDraft } from "./kept-draft.js";
import { everyKey, mine } from "./keyring.js";

const BUTTONS = "button[data-send-now], button[data-put-back]";

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest(BUTTONS) : null;
  const form = document.querySelector("form[data-answer][data-put-by]");
  if (button instanceof HTMLButtonElement && form instanceof HTMLFormElement) {
    act(button, form);
  }
});

/**
 * @param {HTMLButtonElement} button
 * @param {HTMLFormElement} form
 */
async function act(button, form) {
  const { sendNow = "", putBack = "", feedback = "" } = button.dataset;
  const problem = form.querySelector("[data-problem]");
  say(problem, "");
  button.disabled = true;
  try {
    await fill(form, sendNow || putBack);
    if (sendNow !== "") {
      form.dataset.instead = sendNow;
      tick(form, feedback !== "");
      form.requestSubmit();
    }
  } catch (error) {
    say(problem, error instanceof Refused ? error.message : word("refused"));
    problem?.scrollIntoView({ block: "center" });
  } finally {
    button.disabled = false;
  }
}

/**
 * The text into the box, where nothing else stands in it.
 * @param {HTMLFormElement} form
 * @param {string} id
 */
async function fill(form, id) {
  if (mine() === undefined) {
    throw new Refused(word("locked"));
  }
  const told = await toldOf(form);
  const sealed = [...told.waiting, ...told.stopped].find((one) => one.id === id)?.sealed;
  if (sealed === undefined) {
    throw new Refused(word("later-gone"));
  }
  const text = await openDraft(sealed, whereIn(form), everyKey());
  const box = boxOf(form);
  if (text === undefined) {
    throw new Refused(word("draft-closed"));
  }
  if (box.value.trim() !== "" && box.value !== text) {
    throw new Refused(word("later-box"));
  }
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
}

/**
 * Whether it says what was done stays as its writer chose; and it goes now.
 * @param {HTMLFormElement} form
 * @param {boolean} isFeedback
 */
function tick(form, isFeedback) {
  const [box, day] = [form.querySelector("input[name=feedback]"), form.querySelector("input[name=day]")];
  if (box instanceof HTMLInputElement) {
    box.checked = isFeedback;
  }
  if (day instanceof HTMLInputElement) {
    day.value = "";
  }
}
