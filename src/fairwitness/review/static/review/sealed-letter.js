// @ts-check
/** `<sealed-letter>` and `<sealed-summary>`: show what was opened, by textContent, in a closed shadow root. */

import { letterNodes, paragraph, Sealed, shown } from "../sealed/letter.js";
import { ask, Refused } from "../sealed/line.js";
import { say, word } from "../sealed/words.js";
import { openConversation } from "./conversation.js";
import { changes, mine } from "./keyring.js";
import { openTwice } from "./sealed-twice.js";
import { DeskStops } from "./sheets-seen.js";

/** @typedef {import("../sealed/conversation.js").Conversation} Conversation */

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

class AtTheDesk extends Sealed {
  #show = () => void this.#open();

  connectedCallback() {
    changes.addEventListener("unlocked", this.#show);
    changes.addEventListener("locked", this.#show);
    this.#show();
  }

  disconnectedCallback() {
    changes.removeEventListener("unlocked", this.#show);
    changes.removeEventListener("locked", this.#show);
    super.disconnectedCallback();
  }

  async #open() {
    if (mine() === undefined) {
      return this.fill(paragraph("soft", word("locked")));
    }
    this.fill(paragraph("soft", word("opening")));
    try {
      this.fill(...this.content(await onThisPage(this.dataset.sealed ?? "")));
    } catch (error) {
      const known = error instanceof DeskStops || error instanceof Refused;
      this.fill(paragraph("error", known ? error.message : word("damaged")));
      if (error instanceof DeskStops) {
        say(document.querySelector("[data-desk-stops]"), error.message);
      }
    }
  }

  /**
   * @param {Conversation} _conversation
   * @returns {Node[]}
   */
  content(_conversation) {
    return [];
  }
}

class SealedLetter extends AtTheDesk {
  /** @param {Conversation} conversation */
  content(conversation) {
    const opened = conversation.letters.find((one) => one.id === this.dataset.letter);
    if (opened === undefined) {
      return [paragraph("error", word("damaged"))];
    }
    const from = opened.author === undefined ? word("from-tipster") : word("from", { name: opened.author });
    return letterNodes(opened, {
      from,
      channel: conversation.channel,
      fetchPart: (id, number) => this.#part(id, number),
      more: openTwice,
    });
  }

  /**
   * @param {string} id
   * @param {number} number
   */
  async #part(id, number) {
    const answer = await ask(
      (this.dataset.part ?? "").replace("FILE/0", `${encodeURIComponent(id)}/${number}`),
    );
    return new Uint8Array(await answer.arrayBuffer());
  }
}

class SealedSummary extends AtTheDesk {
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
    const line = letter.text.replace(/\s+/g, " ").trim();
    const cut = [...line].slice(0, SUMMARY).join("");
    const whole = cut.length === line.length ? cut : `${cut}…`;
    const kinds = letter.answers.filter((answer) => answer.question === "kind");
    return [
      ...kinds.map((answer) => paragraph("kind", shown(answer, conversation.channel))),
      ...wishes,
      paragraph("summary", whole || letter.files.map((file) => file.name).join(", ")),
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

customElements.define("sealed-letter", SealedLetter);
customElements.define("sealed-summary", SealedSummary);
