// @ts-check
/** What a page shows of an opened letter: nodes with text in them, for a closed shadow root. */

import { ENDED, GIVEN } from "../crypto/browser/advisers.js";
import { QUESTION as REDACTED } from "../crypto/browser/redactions.js";
import { ofNoBody, QUESTION } from "./passing-on.js";
import { word, wordOr } from "./words.js";

/** @typedef {import("../crypto/browser/letters.js").Answer} Answer */
/** @typedef {import("../crypto/browser/letters.js").Letter} Letter */
/** @typedef {import("./conversation.js").OpenedLetter} OpenedLetter */
/** @typedef {typeof import("./attachments.js").rowOf} RowOf */
/** @typedef {import("./attachments.js").MoreButtons} MoreButtons */
/** @typedef {import("./save-file.js").FetchPart} FetchPart */

const NAMED = ["kind", "recorded", "consent"]; // questions whose answers are names of a closed list
const UNSAID = [REDACTED, GIVEN, ENDED]; // said in a sentence of their own
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
 * @param {{from: string, channel: string, fetchPart: FetchPart, more?: MoreButtons, rowOf?: RowOf}} shown `rowOf` where it has files
 * @returns {Node[]}
 */
export function letterNodes(opened, { from, channel, fetchPart, more, rowOf }) {
  const { letter } = opened;
  const warnings = warningNodes(opened.warnings.filter((name) => name !== "redacted"));
  const head = document.createElement("header");
  head.append(heading(from), span("soft", whenAndHow(opened)));
  if (letter === undefined) {
    return [head, ...warnings];
  }
  const moved = movedNodes(opened);
  const text = letter.text === "" ? [] : [paragraph("text", letter.text)];
  return [
    head,
    ...warnings,
    ...redactedNodes(opened),
    ...otherDay(opened),
    ...moved,
    ...text,
    ...answers(letter, channel),
    ...(rowOf === undefined ? [] : files(opened, fetchPart, rowOf, more)),
  ];
}

/**
 * Which codes count from here on.
 * @param {OpenedLetter} opened
 */
function movedNodes({ movesMailbox, advice, isOwn }) {
  const isOthers = isOwn === false && wordOr(["other-new-code"], "") !== "";
  const taken = movesMailbox || advice === "moved" ? [isOthers ? "other-new-code" : "new-code"] : [];
  const said = advice === "given" || advice === "ended" ? [`adviser-${advice}`] : [];
  return [...taken, ...said].map((name) => paragraph("soft", word(name)));
}

/**
 * What is wrong, and where the page has words for it, what to do and who can help.
 * @param {readonly string[]} warnings
 */
export function warningNodes(warnings) {
  return warnings.flatMap((name) => {
    const help = wordOr([`help-${name}`], "");
    return [paragraph("error", word(name)), ...(help === "" ? [] : [paragraph("soft", help)])];
  });
}

/**
 * Who has put this in the place of what stood here, when and why: whoever wrote it has not signed what is left.
 * @param {OpenedLetter} opened
 */
export function redactedNodes({ redacted }) {
  return redacted === undefined
    ? []
    : [
        paragraph("redacted", word("redacted-by", { name: redacted.by, day: redacted.on })),
        paragraph("soft", word(`redacted-${redacted.why}`)),
      ];
}

/**
 * The day and the protection that were signed; where nothing is known to be signed, the day that the line tells, as that.
 * @param {OpenedLetter} opened
 */
function whenAndHow({ letter, day, toldDay, redacted }) {
  return letter === undefined
    ? word("told-day", { day: toldDay })
    : `${day} · ${word(`tier-${redacted?.tier ?? letter.tier}`)}`;
}

/**
 * What to say where the line tells another day than was signed; it may be a clock, and so it is no warning.
 * @param {OpenedLetter} opened
 */
export function otherDay({ letter, day, toldDay }) {
  const differs = letter !== undefined && day !== toldDay;
  return differs ? [paragraph("soft", word("other-day", { day: toldDay }))] : [];
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
 * @param {RowOf} rowOf
 * @param {MoreButtons} [more]
 */
function files(opened, fetchPart, rowOf, more) {
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
  for (const answer of letter.answers.filter(({ question }) => !UNSAID.includes(question))) {
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
  if (question === QUESTION) {
    const other = ofNoBody(text);
    return wordOr([`${question}-${text}`], other ? word(`${question}-other-${other.said}`, other) : text);
  }
  if (NAMED.includes(question)) {
    return wordOr([`${question}-${text.split(" ")[0]}`], text);
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
