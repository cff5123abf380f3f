// @ts-check
/** `<sealed-summary>`: a tip in one line of a list. What a reader has written as its headline, or else its kind and its first words. */

import { paragraph, shown } from "../sealed/letter.js";
import { word } from "../sealed/words.js";
import { compare, forget } from "./alike.js";
import { headlineOf } from "./headline.js";
import { AtTheDesk } from "./sealed-letter.js";
import { leaves, turn } from "./turns.js";

/** @typedef {import("./types.js").WithTipster} Conversation */

const BEGINNING = 60; // characters

/** @param {string} text */
function beginningOf(text) {
  const line = text.replace(/\s+/g, " ").trim();
  const cut = [...line].slice(0, BEGINNING).join("");
  return cut.length === line.length ? cut : `${cut}…`;
}

class SealedSummary extends AtTheDesk {
  /** @type {string | undefined} */
  #headline;

  disconnectedCallback() {
    leaves(this);
    forget(this);
    super.disconnectedCallback();
  }

  /** @param {string} url */
  async load(url) {
    const done = await turn(this);
    try {
      const conversation = await super.load(url);
      this.#headline = await headlineOf(this.dataset.notes, conversation);
      return conversation;
    } finally {
      done();
    }
  }

  /** @param {Conversation} conversation */
  content(conversation) {
    const first = conversation.letters[0];
    const letter = first?.letter;
    if (letter === undefined) {
      return [paragraph("error", word(first?.warnings[0] ?? "damaged"))];
    }
    const wishes = urgent(conversation);
    if (wishes.length > 0) {
      putFirst(this);
    }
    compare(this, letter.text);
    const line = this.#headline ?? beginningOf(letter.text);
    const kinds = letter.answers.filter((answer) => answer.question === "kind");
    return [
      ...kinds.map((answer) => paragraph("kind", shown(answer, conversation.channel))),
      ...wishes,
      paragraph("summary", line || letter.files.map((file) => file.name).join(", ")),
    ];
  }
}

/**
 * What has to be seen first, in whichever letter it stands.
 * @param {Conversation} conversation
 */
function urgent(conversation) {
  const asked = new Set(
    conversation.letters.flatMap((one) => one.letter?.answers.map((each) => each.question) ?? []),
  );
  return ["retaliation", "meeting"]
    .filter((question) => asked.has(question))
    .map((question) => paragraph("urgent", word(`answer-${question}`)));
}

/**
 * Move a tip to the front of its list, among others of its kind in the order in which they came. Only here can that be known.
 * @param {Element} summary
 */
function putFirst(summary) {
  const row = summary.closest("li");
  if (row === null || row.dataset.first !== undefined) {
    return;
  }
  row.dataset.first = "";
  const rows = /** @type {HTMLElement[]} */ ([...(row.parentElement?.children ?? [])]);
  const place = Number(row.dataset.place);
  const next = rows.find((one) => one.dataset.first === undefined || Number(one.dataset.place) > place);
  const focused = document.activeElement;
  if (next !== undefined) {
    next.before(row);
  }
  if (focused instanceof HTMLElement && row.contains(focused)) {
    focused.focus();
  }
}

customElements.define("sealed-summary", SealedSummary);
