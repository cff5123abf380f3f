// @ts-check
/** What a page shows of an opened letter: nodes with text in them, for a closed shadow root. */

import { rowOf } from "./attachments.js";
import { word, wordOr } from "./words.js";

/** @typedef {import("../crypto/browser/letters.js").Answer} Answer */
/** @typedef {import("../crypto/browser/letters.js").Letter} Letter */
/** @typedef {import("./conversation.js").OpenedLetter} OpenedLetter */
/** @typedef {import("./attachments.js").MoreButtons} MoreButtons */
/** @typedef {import("./save-file.js").FetchPart} FetchPart */

const STYLE = new URL("letter.css", import.meta.url).href;

/** An element whose content no other script of the page can read. */
export class Sealed extends HTMLElement {
  #root = this.attachShadow({ mode: "closed" });

  disconnectedCallback() {
    this.#root.replaceChildren();
  }

  /** @param {...Node} nodes */
  fill(...nodes) {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = STYLE;
    this.#root.replaceChildren(style, ...nodes);
  }
}

/**
 * The whole of a letter, with what is wrong with it in front.
 * @param {OpenedLetter} opened
 * @param {{from: string, channel: string, fetchPart: FetchPart, more?: MoreButtons}} shown
 * @returns {Node[]}
 */
export function letterNodes(opened, { from, channel, fetchPart, more }) {
  const { letter } = opened;
  const warnings = opened.warnings.map((name) => paragraph("error", word(name)));
  const head = document.createElement("header");
  const tier = letter ? ` · ${word(`tier-${letter.tier}`)}` : "";
  head.append(heading(from), span("soft", `${opened.day}${tier}`));
  if (letter === undefined) {
    return [head, ...warnings];
  }
  const moved = opened.movesMailbox ? [paragraph("soft", word("new-code"))] : [];
  const text = letter.text === "" ? [] : [paragraph("text", letter.text)];
  return [
    head,
    ...warnings,
    ...moved,
    ...text,
    ...answers(letter, channel),
    ...files(opened, fetchPart, more),
  ];
}

/** @param {string} text */
function heading(text) {
  const made = document.createElement("h2");
  made.className = "from";
  made.textContent = text;
  return made;
}

/**
 * @param {OpenedLetter} opened
 * @param {FetchPart} fetchPart
 * @param {MoreButtons} [more]
 */
function files(opened, fetchPart, more) {
  const list = document.createElement("ul");
  list.append(...(opened.letter?.files ?? []).map((entry) => rowOf(entry, opened.identity, fetchPart, more)));
  return list.children.length > 0 ? [paragraph("soft", word("files-of-strangers")), list] : [];
}

/**
 * What was answered beside the text, question by question.
 * @param {Letter} letter
 * @param {string} channel whose charter asked
 */
function answers(letter, channel) {
  const list = document.createElement("dl");
  for (const answer of letter.answers) {
    const name = answer.question;
    const question = document.createElement("dt");
    const told = document.createElement("dd");
    question.textContent = wordOr([`answer-${name}`, `answer-${channel}-${name}`], name);
    told.textContent = shown(answer, channel);
    told.dir = "auto";
    list.append(question, told);
  }
  return list.children.length > 0 ? [list] : [];
}

/**
 * What is kept of a choice is its English text; of ticks their names, and of a wish that needs no words, "yes".
 * @param {Answer} answer
 * @param {string} channel
 */
export function shown({ question, text }, channel) {
  if (question === "kind") {
    return wordOr([`kind-${text}`], text);
  }
  if (question === "known") {
    return text
      .split(" ")
      .map((one) => wordOr([`known-${one}`], one))
      .join(" · ");
  }
  if (question === "meeting" && text === "yes") {
    return "";
  }
  return wordOr([`option-${channel}-${question}-${text}`], text);
}

/**
 * @param {string} look
 * @param {string} text
 */
export function paragraph(look, text) {
  return made("p", look, text);
}

/**
 * @param {string} look
 * @param {string} text
 */
export function span(look, text) {
  return made("span", look, text);
}

/**
 * @param {"p" | "span"} tag
 * @param {string} look
 * @param {string} text
 */
function made(tag, look, text) {
  const node = document.createElement(tag);
  node.className = look;
  node.dir = "auto";
  node.textContent = text;
  return node;
}
