// @ts-check
/** Answering: the letter and its files are sealed here. If anything fails, the text stays and the same bytes are sent again. */

import { b64, newId } from "../crypto/browser/encoding.js";
import { Refused, tell } from "../sealed/line.js";
import { Picking } from "../sealed/picking.js";
import { say, word } from "../sealed/words.js";
import { nextKey, sealNext } from "../sealed/writing.js";
import { openConversation } from "./conversation.js";
import { mine } from "./keyring.js";
import { DeskStops } from "./sheets-seen.js";

/** @type {WeakMap<HTMLFormElement, Picking>} */
const lists = new WeakMap();
/** @type {WeakMap<HTMLFormElement, {told: string, body: string}>} a sealed letter that is still to be taken up */
const waiting = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form instanceof HTMLFormElement && form.matches("[data-answer]")) {
    event.preventDefault();
    submit(form);
  }
});

/** @param {HTMLFormElement} form */
async function submit(form) {
  const button = /** @type {HTMLButtonElement | null} */ (form.querySelector("button:not([type=button])"));
  const problem = form.querySelector("[data-problem]");
  say(problem, "");
  if (button === null || button.disabled) {
    return;
  }
  button.disabled = true;
  try {
    await tell(form.action, await bodyOf(form));
    form.reset();
    filesOf(form)?.clear();
    const onward = document.querySelector("[data-onward]");
    if (onward instanceof HTMLElement) {
      onward.click();
    }
  } catch (error) {
    const known = error instanceof Refused || error instanceof DeskStops;
    say(problem, known ? error.message : word("refused"));
    say(form.querySelector("[data-status]"), "");
  } finally {
    button.disabled = false;
  }
}

/**
 * The request's body; the same one again while nothing in the form has changed.
 * @param {HTMLFormElement} form
 */
async function bodyOf(form) {
  const keys = mine();
  if (keys === undefined) {
    throw new Refused(word("locked"));
  }
  const { text, files } = written(form);
  const told = JSON.stringify([text, files?.names]);
  const before = waiting.get(form);
  if (before?.told === told) {
    return before.body;
  }
  const { entries, claims } = (await files?.whole()) ?? { entries: [], claims: [] };
  const conversation = await openConversation(form.dataset.sealed ?? "");
  const { number, sealed } = await sealNext(conversation, keys.signing, {
    text,
    answers: [],
    files: entries,
  });
  const body = JSON.stringify({ id: newId(), number, sealed: b64(sealed), uploads: claims });
  waiting.set(form, { told, body });
  return body;
}

/** @param {HTMLFormElement} form */
function written(form) {
  const text = form.querySelector("textarea")?.value ?? "";
  const files = filesOf(form);
  if (text.trim() === "" && (files?.names ?? []).length === 0) {
    throw new Refused(word("nothing-written"));
  }
  return { text, files };
}

/**
 * The box of an answer's files; made once.
 * @param {HTMLFormElement} form
 */
export function filesOf(form) {
  const input = form.querySelector("input[type=file]");
  const made = lists.get(form);
  if (made !== undefined || !(input instanceof HTMLInputElement)) {
    return made;
  }
  const { uploads = "", sealed = "", mostFiles, mostMib } = form.dataset;
  const files = new Picking(input, {
    uploads,
    recipient: async () => (await nextKey(await openConversation(sealed))).recipient,
    mostFiles: Number(mostFiles),
    mostBytes: Number(mostMib) * 1024 * 1024,
  });
  lists.set(form, files);
  return files;
}
