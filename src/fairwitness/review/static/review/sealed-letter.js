// @ts-check
/** `<sealed-letter>` and `<sealed-summary>`: show what was opened, by textContent, in a closed shadow root. */

import { openConversation } from "./conversation.js";
import { changes, mine } from "./keyring.js";
import { Refused } from "./line.js";
import { saveFile } from "./save-file.js";
import { isSealedTwice, twiceOpener } from "./sealed-twice.js";
import { DeskStops } from "./sheets-seen.js";
import { say, word, wordOr } from "./words.js";

/** @typedef {import("./conversation.js").Conversation} Conversation */
/** @typedef {import("./conversation.js").OpenedLetter} OpenedLetter */

const STYLE = new URL("letter.css", import.meta.url).href;
const SUMMARY = 90; // characters
/** @type {Map<string, Promise<Conversation>>} one fetch for all letters of a page */
const pages = new Map();

/**
 * @param {string} url
 * @returns {Promise<Conversation>}
 */
function onThisPage(url) {
  const found = pages.get(url) ?? openConversation(url);
  pages.set(url, found);
  return found;
}

// The next page asks anew: there may be another letter.
document.addEventListener("htmx:before:swap", () => pages.clear());
changes.addEventListener("locked", () => pages.clear());

class Sealed extends HTMLElement {
  #root = this.attachShadow({ mode: "closed" });
  #show = () => void this.#open();

  connectedCallback() {
    changes.addEventListener("unlocked", this.#show);
    changes.addEventListener("locked", this.#show);
    this.#show();
  }

  disconnectedCallback() {
    changes.removeEventListener("unlocked", this.#show);
    changes.removeEventListener("locked", this.#show);
    this.#root.replaceChildren();
  }

  async #open() {
    if (mine() === undefined) {
      return this.#fill(paragraph("soft", word("locked")));
    }
    this.#fill(paragraph("soft", word("opening")));
    try {
      this.#fill(...this.content(await onThisPage(this.dataset.sealed ?? "")));
    } catch (error) {
      const known = error instanceof DeskStops || error instanceof Refused;
      this.#fill(paragraph("error", known ? error.message : word("damaged")));
      if (error instanceof DeskStops) {
        say(document.querySelector("[data-desk-stops]"), error.message);
      }
    }
  }

  /** @param {...Node} nodes */
  #fill(...nodes) {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = STYLE;
    this.#root.replaceChildren(style, ...nodes);
  }

  /**
   * @param {Conversation} _conversation
   * @returns {Node[]}
   */
  content(_conversation) {
    return [];
  }
}

class SealedLetter extends Sealed {
  /** @param {Conversation} conversation */
  content(conversation) {
    const opened = conversation.letters.find((one) => one.id === this.dataset.letter);
    if (opened === undefined) {
      return [paragraph("error", word("damaged"))];
    }
    const { letter } = opened;
    const warnings = [...new Set(opened.warnings)].map((name) => paragraph("error", word(name)));
    if (letter === undefined) {
      return warnings;
    }
    const text = letter.text === "" ? [] : [paragraph("text", letter.text)];
    const moved = opened.movesMailbox ? [paragraph("soft", word("new-code"))] : [];
    return [
      this.#head(opened),
      ...warnings,
      ...kinds(letter),
      ...moved,
      ...text,
      ...answers(letter, conversation.channel),
      ...this.#files(opened),
    ];
  }

  /** @param {OpenedLetter} opened */
  #head(opened) {
    const head = document.createElement("header");
    const from = opened.author === undefined ? word("from-tipster") : word("from", { name: opened.author });
    const tier = word(`tier-${opened.letter?.tier}`);
    head.append(span("from", from), span("soft", `${this.dataset.day} · ${tier}`));
    return head;
  }

  /** @param {OpenedLetter} opened */
  #files(opened) {
    const list = document.createElement("ul");
    for (const entry of opened.letter?.files ?? []) {
      const row = document.createElement("li");
      const button = document.createElement("button");
      const status = span("soft", "");
      status.setAttribute("role", "status");
      button.textContent = word("download");
      button.setAttribute("aria-label", `${word("download")}: ${entry.name}`);
      button.addEventListener("click", () =>
        saveFile(entry, opened.identity, this.dataset.part ?? "", button, status),
      );
      row.append(span("name", entry.name), span("soft", sizeOf(entry.size)), button);
      if (isSealedTwice(entry)) {
        row.append(twiceOpener(entry, opened.identity, this.dataset.part ?? "", status));
      }
      row.append(status);
      list.append(row);
    }
    return list.children.length > 0 ? [list] : [];
  }
}

class SealedSummary extends Sealed {
  /** @param {Conversation} conversation */
  content(conversation) {
    const letter = conversation.letters[0]?.letter;
    if (letter === undefined) {
      return [paragraph("error", word(conversation.letters[0]?.warnings[0] ?? "damaged"))];
    }
    const wishes = urgent(conversation);
    if (wishes.length > 0) {
      putFirst(this);
    }
    const line = letter.text.replace(/\s+/g, " ").trim();
    const cut = [...line].slice(0, SUMMARY).join("");
    const whole = cut.length === line.length ? cut : `${cut}…`;
    return [
      ...kinds(letter),
      ...wishes,
      paragraph("summary", whole || letter.files.map((file) => file.name).join(", ")),
    ];
  }
}

/** @param {import("../crypto/browser/letters.js").Letter} letter */
function kinds(letter) {
  return letter.answers
    .filter((answer) => answer.question === "kind")
    .map((answer) => paragraph("kind", word(`kind-${answer.text}`)));
}

/**
 * What was answered beside the text, question by question.
 * @param {import("../crypto/browser/letters.js").Letter} letter
 * @param {string} channel whose charter asked
 */
function answers(letter, channel) {
  const list = document.createElement("dl");
  for (const answer of letter.answers) {
    if (answer.question !== "kind") {
      const name = answer.question;
      const question = document.createElement("dt");
      const told = document.createElement("dd");
      question.textContent = wordOr([`answer-${name}`, `answer-${channel}-${name}`], name);
      told.textContent = shown(answer, channel);
      told.dir = "auto";
      list.append(question, told);
    }
  }
  return list.children.length > 0 ? [list] : [];
}

/**
 * What is kept of a choice is its English text; of ticks their names, and of a wish that needs no words, "yes".
 * @param {{question: string, text: string}} answer
 * @param {string} channel
 */
function shown({ question, text }, channel) {
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

/**
 * @param {string} look
 * @param {string} text
 */
function paragraph(look, text) {
  const made = document.createElement("p");
  made.className = look;
  made.dir = "auto";
  made.textContent = text;
  return made;
}

/**
 * @param {string} look
 * @param {string} text
 */
function span(look, text) {
  const made = document.createElement("span");
  made.className = look;
  made.dir = "auto";
  made.textContent = text;
  return made;
}

/** @param {number} bytes */
function sizeOf(bytes) {
  const units = ["B", "KiB", "MiB", "GiB"];
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  const size = (bytes / 1024 ** step).toLocaleString(document.documentElement.lang, {
    maximumFractionDigits: 1,
  });
  return `${size} ${units[step]}`;
}

customElements.define("sealed-letter", SealedLetter);
customElements.define("sealed-summary", SealedSummary);
