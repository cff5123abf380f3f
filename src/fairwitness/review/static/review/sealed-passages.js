// @ts-check
/** `<sealed-passages>`: everything of a letter that can be redacted, to be chosen from; what is chosen is crossed out. In a closed shadow root, as letters are. */

import { paragraph, shown, span } from "../sealed/letter.js";
import { word, wordOr } from "../sealed/words.js";
import { passagesOf } from "./redactions.js";
import { AtTheDesk, styled } from "./sealed-letter.js";

/** @typedef {import("./types.js").Passage} Passage */
/** @typedef {import("./types.js").WithTipster} WithTipster */

/** @type {WeakMap<Element, Set<Passage>>} */
const chosen = new WeakMap();

/**
 * What somebody has chosen there.
 * @param {Element | null} passages
 */
export function goingFrom(passages) {
  return [...((passages && chosen.get(passages)) ?? [])];
}

class SealedPassages extends AtTheDesk {
  /** @param {WithTipster} conversation */
  content({ letters, channel }) {
    const opened = letters.find((one) => one.id === this.dataset.letter);
    chosen.set(this, new Set());
    if (opened?.letter === undefined) {
      return [paragraph("error", word("damaged"))];
    }
    const passages = passagesOf(opened.letter);
    const rows = passages.map((passage) => this.#box(passage, channel));
    return passages.length > 0
      ? [styled("sealed-mark.css"), this.#all(rows), ...rows]
      : [paragraph("soft", word("redact-none"))];
  }

  /**
   * @param {Passage} passage
   * @param {string} channel
   */
  #box(passage, channel) {
    const text = span("text", toldBy(passage, channel));
    return row(text, (isGoing) => {
      const going = chosen.get(this) ?? new Set();
      going[isGoing ? "add" : "delete"](passage);
      chosen.set(this, going);
      text.classList.toggle("going", isGoing);
    });
  }

  /** @param {HTMLLabelElement[]} rows */
  #all(rows) {
    return row(span("text", word("redact-all")), (isGoing) => {
      for (const box of rows.map((one) => one.querySelector("input"))) {
        if (box !== null && box.checked !== isGoing) {
          box.click();
        }
      }
    });
  }
}

/**
 * A passage as the letter shows it.
 * @param {Passage} passage
 * @param {string} channel
 */
function toldBy({ sentence, answer, file }, channel) {
  if (sentence !== undefined) {
    return sentence;
  }
  if (answer === undefined) {
    return word("mark-in-file", { name: file?.name ?? "" });
  }
  const { question } = answer;
  const asked = wordOr([`answer-${question}`, `answer-${channel}-${question}`], question);
  return [asked, shown(answer, channel)].filter(Boolean).join(" · ");
}

/**
 * @param {HTMLSpanElement} text
 * @param {(isGoing: boolean) => void} changed
 */
function row(text, changed) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.addEventListener("change", () => changed(box.checked));
  label.append(box, text);
  return label;
}

customElements.define("sealed-passages", SealedPassages);
