// @ts-check
/** `<sealed-letter>`: shows what was opened, by textContent, in a closed shadow root; and what all such elements of the desk share. */

import { rowOf } from "../sealed/attachments.js";
import { letterNodes, paragraph, Sealed, span, warningNodes } from "../sealed/letter.js";
import { ask, Refused } from "../sealed/line.js";
import { say, word } from "../sealed/words.js";
import { openConversation } from "./conversation.js";
import { changes, mine } from "./keyring.js";
import { openTwice } from "./sealed-twice.js";
import { DeskStops } from "./sheets-seen.js";

/** @typedef {import("./types.js").WithTipster} Conversation */

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

/** What is opened for a reviewer: again whenever the keys come or go. */
export class AtTheDesk extends Sealed {
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
      const loaded = await this.load(this.dataset.sealed ?? "");
      if (this.isConnected && mine() !== undefined) {
        this.fill(...this.content(loaded)); // whoever has gone on, or locked, is shown nothing
      }
    } catch (error) {
      const known = error instanceof DeskStops || error instanceof Refused;
      this.fill(...(known ? [paragraph("error", error.message)] : warningNodes(["damaged"])));
      if (error instanceof DeskStops) {
        say(document.querySelector("[data-desk-stops]"), error.message);
      }
    }
  }

  /**
   * @param {string} url
   * @returns {Promise<Conversation>}
   */
  load(url) {
    return onThisPage(url);
  }

  /**
   * @param {Conversation} _conversation
   * @returns {Node[]}
   */
  content(_conversation) {
    return [];
  }
}

/**
 * What such an element shows, in a style of its own beside the letters'.
 * @param {string} name of a file that lies here
 */
export function styled(name) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(name, import.meta.url).href;
  return link;
}

export class SealedLetter extends AtTheDesk {
  /** @type {Node[]} */
  #shown = [];

  /** @param {...Node} nodes */
  fill(...nodes) {
    this.#shown = nodes;
    super.fill(...nodes);
  }

  disconnectedCallback() {
    this.#shown = [];
    super.disconnectedCallback();
  }

  /**
   * Where these words stand in the opened letter, whichever way they are capitalised.
   * @param {string} wanted
   */
  find(wanted) {
    return this.#shown.flatMap((node) => [...placesIn(node, wanted)]);
  }

  /** @param {Conversation} conversation */
  content(conversation) {
    const opened = conversation.letters.find((one) => one.id === this.dataset.letter);
    if (opened === undefined) {
      return warningNodes(["damaged"]);
    }
    const isSeen = this.dataset.seenCode !== undefined;
    const nodes = letterNodes(opened, {
      from: this.dataset.recorded === undefined ? this.#from(opened) : word("from-recorded"),
      channel: conversation.channel,
      fetchPart: (id, number) => this.#part(id, number),
      more: openTwice,
      rowOf: (entry, ...more) => this.#goneRow(entry) ?? rowOf(entry, ...more),
    });
    return isSeen ? [...nodes, paragraph("soft", word("seen-code"))] : nodes;
  }

  /** @param {import("../sealed/conversation.js").OpenedLetter} opened */
  #from(opened) {
    const isPerson = this.dataset.person !== undefined && opened.author === undefined;
    const side = opened.isAdvisers ? "from-adviser" : "from-person";
    return isPerson && opened.letter !== undefined ? word(side) : fromWhom(opened);
  }

  /**
   * A recording that was destroyed is no file to be fetched any more; undefined for every other.
   * @param {import("../crypto/browser/letters.js").FileEntry} entry
   */
  #goneRow({ id, name }) {
    const gone = (this.dataset.gone ?? "").split(" ").find((one) => one.startsWith(`${id}:`));
    if (gone === undefined) {
      return undefined;
    }
    const row = document.createElement("li");
    const day = gone.slice(id.length + 1);
    row.append(span("name", name), span("soft", word("recording-destroyed", { day })));
    return row;
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

/**
 * @param {Node} node
 * @param {string} wanted
 */
function* placesIn(node, wanted) {
  const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    for (const { index, 0: found } of (text.nodeValue ?? "").matchAll(anyCase(wanted))) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + found.length);
      yield range;
    }
  }
}

/** @param {string} wanted letter by letter: no pattern of anybody's */
function anyCase(wanted) {
  return new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "giu");
}

/**
 * Whose key signed it; of a letter that does not open only the line says on whose side it stands.
 * @param {import("../sealed/conversation.js").OpenedLetter} opened
 */
function fromWhom({ letter, author, fromOffice }) {
  if (letter === undefined) {
    return word(fromOffice ? "claimed-office" : "claimed-tipster");
  }
  return author === undefined ? word("from-tipster") : word("from", { name: author });
}

customElements.define("sealed-letter", SealedLetter);
