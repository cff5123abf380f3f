// @ts-check
/** `<sealed-sentences>`: what can be marked, to be chosen from; `<sealed-mark>`: what was. Both in a closed shadow root, as letters are. */

import { otherDay, paragraph, span, warningNodes } from "../sealed/letter.js";
import { word, wordOr } from "../sealed/words.js";
import { openAmongReaders } from "./among-readers.js";
import { conversationKey } from "./keyring.js";
import { choicesIn, markIn, placeOf } from "./marks.js";
import { fetchNotes } from "./notes.js";
import { haveRecorded } from "./recorder.js";
import { AtTheDesk, styled } from "./sealed-letter.js";

/** @typedef {import("./types.js").Choice} Choice */
/** @typedef {import("./types.js").Mark} Mark */
/** @typedef {import("./types.js").Notes} Notes */
/** @typedef {import("./types.js").WithTipster} WithTipster */

/** @type {WeakMap<Element, Choice>} */
const chosen = new WeakMap();

/**
 * What somebody has chosen there.
 * @param {Element | null} sentences
 */
export function chosenIn(sentences) {
  return sentences === null ? undefined : chosen.get(sentences);
}

class SealedSentences extends AtTheDesk {
  /** @param {WithTipster} conversation */
  content({ letters, hashes }) {
    const choices = choicesIn(letters, hashes);
    const group = document.createElement("div");
    group.setAttribute("role", "radiogroup");
    group.setAttribute("aria-label", word("answer-harm-sentence"));
    for (const [place, choice] of choices.entries()) {
      if (choice.letter !== choices[place - 1]?.letter) {
        group.append(paragraph("soft", word("mark-letter", { day: choice.day })));
      }
      group.append(this.#radio(choice));
    }
    chosen.delete(this);
    return choices.length > 0 ? [styled("sealed-mark.css"), group] : [paragraph("soft", word("mark-none"))];
  }

  /** @param {Choice} choice */
  #radio(choice) {
    const label = document.createElement("label");
    const radio = document.createElement("input");
    radio.type = "radio";
    radio.name = "sentence";
    radio.addEventListener("change", () => chosen.set(this, choice));
    const told = choice.sentence ?? word("mark-in-file", { name: choice.name ?? "" });
    label.append(radio, span("text", told));
    return label;
  }
}

class SealedMark extends AtTheDesk {
  /** @type {Notes | undefined} */
  #notes;
  #marked = "";

  /** @param {string} url */
  async load(url) {
    const conversation = await super.load(url);
    const told = await fetchNotes(this.dataset.notes ?? "");
    this.#notes = await openAmongReaders(told, conversation.sheets, conversationKey);
    this.#marked = told.marked;
    return conversation;
  }

  /** @param {WithTipster} conversation */
  content({ letters, hashes }) {
    const note = this.#notes?.letters.find((one) => one.id === this.#marked);
    const mark = note?.letter && markIn(note.letter);
    const warnings = warningNodes(note?.warnings ?? []);
    if (note?.letter === undefined || mark === undefined) {
      return [...warnings, ...warningNodes(["mark-missing"])];
    }
    const signers = [note.letter.author, note.redacted?.author];
    const place = placeOf(mark, letters, hashes);
    const isRedacted = letters.some((one) => one.redacted && hashes.get(one.id) === mark.letter);
    const file = place?.letter?.files.find((one) => one.id === mark.file);
    const told = mark.sentence ?? word("mark-in-file", { name: file?.name ?? "?" });
    return [
      styled("sealed-mark.css"),
      paragraph("soft", `${word("mark-by", { name: note.author ?? "?" })} · ${note.day}`),
      ...warnings,
      ...(haveRecorded(signers, letters) ? warningNodes(["mark-by-recorder"]) : []),
      ...otherDay(note),
      ...(place === undefined ? warningNodes([isRedacted ? "mark-redacted" : "mark-fails"]) : []),
      facts(mark, told),
    ];
  }
}

/**
 * @param {Mark} mark
 * @param {string} told
 */
function facts({ harmed }, told) {
  const list = document.createElement("dl");
  const whom = harmed.map((slug) => wordOr([`harmed-${slug}`], slug)).join(" · ");
  for (const [question, answer] of [
    ["harm-sentence", told],
    ["harmed", whom],
  ]) {
    const [asked, answered] = [document.createElement("dt"), document.createElement("dd")];
    asked.textContent = word(`answer-${question}`);
    answered.textContent = answer;
    answered.dir = "auto";
    list.append(asked, answered);
  }
  return list;
}

customElements.define("sealed-sentences", SealedSentences);
customElements.define("sealed-mark", SealedMark);
