// @ts-check
/** `<sealed-checklist>`: what is to be done now. Some of it the line sees, some this browser; the rest readers tick, sealed among them. */

import { paragraph } from "../sealed/letter.js";
import { word } from "../sealed/words.js";
import { allegationsIn, isWithdrawn } from "./allegations.js";
import { openAmongReaders } from "./among-readers.js";
import { conversationKey } from "./keyring.js";
import { noteIn } from "./note-in.js";
import { fetchNotes } from "./notes.js";
import { sameUntilChanged, takesOver } from "./noting.js";
import { AtTheDesk, styled } from "./sealed-letter.js";
import { answersOf, ticksIn } from "./ticks.js";

/** @typedef {import("./types.js").Notes} Notes */

/** @type {WeakMap<Element, Set<string>>} what is ticked in an element, sent or not */
const ticked = new WeakMap();

class SealedChecklist extends AtTheDesk {
  /** @type {Notes | undefined} */
  #notes;

  /** @param {string} url */
  async load(url) {
    const conversation = await super.load(url);
    const told = await fetchNotes(this.dataset.notes ?? "");
    this.#notes = await openAmongReaders(told, conversation.sheets, conversationKey);
    return conversation;
  }

  content() {
    const notes = this.#notes?.letters ?? [];
    const { tasks, author, day } = ticksIn(notes, this.dataset.state ?? "");
    const now = new Set(tasks);
    ticked.set(this, now);
    const isAlleged = allegationsIn(notes).some((one) => !isWithdrawn(one));
    const list = document.createElement("ul");
    list.className = "list";
    for (const task of this.querySelectorAll("[data-task]")) {
      list.append(task instanceof HTMLElement ? entry(task, now, isAlleged) : "");
    }
    const by =
      author === undefined ? [] : [paragraph("soft", word("ticked-by", { name: author, day: day ?? "" }))];
    return [styled("sealed-allegations.css"), list, ...by];
  }
}

/**
 * @param {HTMLElement} task
 * @param {Set<string>} now
 * @param {boolean} isAlleged
 */
function entry(task, now, isAlleged) {
  const item = document.createElement("li");
  const { task: name = "", by } = task.dataset;
  const text = task.textContent ?? "";
  if (by !== "readers") {
    const isDone = by === "browser" ? isAlleged : task.dataset.done !== undefined;
    item.textContent = `${isDone ? "✓" : "○"} ${text} · ${word(isDone ? "task-done" : "task-open")}`;
    return item;
  }
  const [label, box] = [document.createElement("label"), document.createElement("input")];
  box.type = "checkbox";
  box.checked = now.has(name);
  box.addEventListener("change", () => (box.checked ? now.add(name) : now.delete(name)));
  label.append(box, text);
  item.append(label);
  return item;
}

takesOver("[data-ticks]", (form) => {
  const list = document.querySelector("sealed-checklist");
  const tasks = [...((list && ticked.get(list)) ?? [])].sort();
  const { state = "" } = form.dataset;
  return sameUntilChanged(form, tasks, () => noteIn(form, { answers: answersOf(state, tasks) }));
});

customElements.define("sealed-checklist", SealedChecklist);
