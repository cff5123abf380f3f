// @ts-check
/** Answering: the letter and its files are sealed here. If anything fails, the text stays and the same bytes are sent again. */

import { b64, newId } from "../crypto/browser/encoding.js";
import { Refused, tell } from "../sealed/line.js";
import { Upload, UploadStopped } from "../sealed/upload.js";
import { say, word } from "../sealed/words.js";
import { nextKey, sealNext } from "../sealed/writing.js";
import { openConversation } from "./conversation.js";
import { mine } from "./keyring.js";
import { DeskStops } from "./sheets-seen.js";

/** @typedef {import("../crypto/browser/letters.js").FileEntry} FileEntry */
/** @typedef {import("../sealed/conversation.js").Conversation} Conversation */

/** @typedef {{entry: FileEntry, secret: string}} Sent */

/** @type {WeakMap<File, Sent>} files that were sent whole: they stay there while the page is open */
const sent = new WeakMap();
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
  const button = form.querySelector("button");
  const problem = form.querySelector("[data-problem]");
  say(problem, "");
  if (button === null || button.disabled) {
    return;
  }
  button.disabled = true;
  try {
    await tell(form.action, await bodyOf(form));
    form.reset();
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
    form.querySelector("progress")?.toggleAttribute("hidden", true);
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
  const told = JSON.stringify([text, files.map((file) => [file.name, file.size, file.lastModified])]);
  const before = waiting.get(form);
  if (before?.told === told) {
    return before.body;
  }
  const conversation = await openConversation(form.dataset.sealed ?? "");
  const sentFiles = await sendFiles(form, files, conversation);
  const { number, sealed } = await sealNext(conversation, keys.signing, {
    text,
    answers: [],
    files: sentFiles.map(({ entry }) => entry),
  });
  const uploads = sentFiles.map(({ entry, secret }) => ({ id: entry.id, secret }));
  const body = JSON.stringify({ id: newId(), number, sealed: b64(sealed), uploads });
  waiting.set(form, { told, body });
  return body;
}

/** @param {HTMLFormElement} form */
function written(form) {
  const box = form.querySelector("textarea");
  const picked = form.querySelector("input[type=file]");
  const text = box?.value ?? "";
  const files = picked instanceof HTMLInputElement ? [...(picked.files ?? [])] : [];
  if (text.trim() === "" && files.length === 0) {
    throw new Refused(word("nothing-written"));
  }
  return { text, files };
}

/**
 * Seal and send each file, part by part; those that are there already are not sent again.
 * @param {HTMLFormElement} form
 * @param {readonly File[]} files
 * @param {Conversation} conversation
 */
async function sendFiles(form, files, conversation) {
  const { recipient } = await nextKey(conversation);
  /** @type {Sent[]} */
  const all = [];
  for (const file of files) {
    const one = sent.get(file) ?? (await sendFile(form, file, recipient));
    sent.set(file, one);
    all.push(one);
  }
  return all;
}

/**
 * @param {HTMLFormElement} form
 * @param {File} file
 * @param {string} recipient
 * @returns {Promise<Sent>}
 */
async function sendFile(form, file, recipient) {
  const upload = new Upload(file, recipient, { uploads: form.dataset.uploads ?? "" });
  try {
    const entry = await upload.run(undefined, (progress) => show(form, progress));
    return { entry, secret: upload.secret };
  } catch (error) {
    throw error instanceof UploadStopped && error.message !== "" ? new Refused(error.message) : error;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {import("../sealed/upload.js").Progress} progress
 */
function show(form, { sent, total }) {
  const bar = form.querySelector("progress");
  if (bar !== null) {
    bar.hidden = false;
    bar.max = total;
    bar.value = sent;
  }
  const percent = total === 0 ? 0 : Math.floor((sent * 100) / total);
  say(form.querySelector("[data-status]"), word("sealing", { percent }));
}
