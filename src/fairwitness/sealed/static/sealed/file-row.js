// @ts-check
/** One file in the list: what it is, how far it is, and what can be done with it. */

import { askAbout } from "./details-question.js";
import { sentenceFor, sizeOf } from "./sizes.js";
import { word } from "./words.js";

/** @typedef {import("./upload.js").Progress} Progress */
/** @typedef {{pause: () => void, goOn: () => void, out: () => void, earlier: () => void}} Wishes */

export class FileRow {
  element = document.createElement("li");
  #name;
  #title = document.createElement("strong");
  #bar = document.createElement("progress");
  #status = document.createElement("span");
  #became = document.createElement("div");
  #pause;
  #earlier;
  #out;
  #isPaused = false;
  /** @type {HTMLElement | undefined} */
  #question;

  /**
   * @param {string} fileName
   * @param {number} bytes
   * @param {Wishes} wishes
   */
  constructor(fileName, bytes, wishes) {
    this.#name = fileName;
    this.#title.dir = "auto";
    this.#title.tabIndex = -1;
    this.#title.textContent = fileName;
    const size = document.createElement("span");
    size.className = "soft";
    size.textContent = sizeOf(bytes);
    this.#bar.max = 1;
    this.#bar.value = 0;
    this.#bar.hidden = true;
    this.#bar.setAttribute("aria-label", word("file-progress", { name: fileName }));
    this.#status.className = this.#became.className = "soft";
    this.#pause = this.#button("file-pause", () => (this.#isPaused ? wishes.goOn() : wishes.pause()));
    this.#pause.hidden = true;
    this.#earlier = this.#button("file-earlier", wishes.earlier);
    this.#out = this.#button("file-out", wishes.out);
    const line = document.createElement("div");
    line.className = "file";
    line.append(this.#title, size, this.#earlier, this.#pause, this.#out);
    this.element.append(line, this.#bar, this.#status, this.#became);
  }

  /**
   * @param {string} sentence
   * @param {boolean} [isProblem]
   */
  say(sentence, isProblem = false) {
    this.#status.textContent = sentence;
    this.#status.className = isProblem ? "error" : "soft";
    if (isProblem) {
      this.#bar.hidden = this.#pause.hidden = true;
    }
  }

  /** @param {Progress} progress */
  show(progress) {
    this.#bar.hidden = this.#pause.hidden = false;
    this.#bar.max = Math.max(1, progress.total);
    this.#bar.value = progress.state === "hashing" ? progress.hashed : progress.sent;
    this.#isPaused = progress.state === "paused";
    this.#label(this.#pause, this.#isPaused ? "file-go-on" : "file-pause");
    this.say(sentenceFor(progress));
  }

  /**
   * It has arrived whole.
   * @param {import("../crypto/browser/letters.js").FileEntry} entry
   */
  done(entry) {
    this.#bar.hidden = this.#pause.hidden = this.#earlier.hidden = true;
    this.say(word("file-done"));
    const sum = document.createElement("span");
    sum.className = "sum";
    sum.translate = false;
    sum.textContent = `SHA-256 ${hex(entry.sha256)}`;
    this.element.append(sum);
  }

  /**
   * Ask about hidden details, with a button that answers.
   * @param {import("./details.js").Details} details
   * @param {boolean} isRemoved what is chosen
   * @param {() => void} begin
   * @returns {() => boolean} whether they are to be removed
   */
  ask(details, isRemoved, begin) {
    const { box, remove } = askAbout(details, isRemoved);
    box.append(this.#button("details-go", begin));
    this.#question = box;
    this.element.append(box);
    return remove;
  }

  /**
   * Say that this browser is slow, and offer another way.
   * @param {() => void} plain what leads to the plain form
   * @param {() => void} begin all the same
   */
  offerPlainForm(plain, begin) {
    const box = document.createElement("div");
    const told = document.createElement("p");
    told.textContent = word("file-slow");
    box.append(told, this.#button("file-plain", plain), this.#button("file-all-the-same", begin));
    box.className = "note";
    this.#question = box;
    this.element.append(box);
  }

  /** What was asked is answered. Who answered it by keyboard goes on from the file's name, where no key does anything. */
  answered() {
    const isHere = this.#question?.contains(document.activeElement);
    this.#question?.remove();
    this.#question = undefined;
    isHere && this.#title.focus();
  }

  /**
   * What became of its hidden details.
   * @param {string} sentence
   */
  became(sentence) {
    this.#became.textContent = sentence;
  }

  /** @param {boolean} canGoEarlier whether a file before it still waits */
  place(canGoEarlier) {
    const isLost = !canGoEarlier && document.activeElement === this.#earlier;
    this.#earlier.disabled = !canGoEarlier;
    isLost && this.focus();
  }

  /** Where it was moved up, to the button that did it, if that can do it once more. */
  focusEarlier() {
    this.#earlier.disabled ? this.focus() : this.#earlier.focus();
  }

  /** To the button that every row has. */
  focus() {
    this.#out.focus();
  }

  /**
   * @param {string} name of its word
   * @param {() => void} press
   */
  #button(name, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "quiet small";
    made.addEventListener("click", press);
    this.#label(made, name);
    return made;
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {string} name
   */
  #label(button, name) {
    if (button.textContent !== word(name)) {
      button.textContent = word(name);
      button.setAttribute("aria-label", `${word(name)}: ${this.#name}`);
    }
  }
}

/**
 * What stands in the place of a file that was taken out.
 * @param {string} name
 * @param {() => void} putBack
 */
export function takenOut(name, putBack) {
  const element = document.createElement("li");
  const line = document.createElement("div");
  const told = document.createElement("span");
  const back = document.createElement("button");
  told.className = "soft";
  told.textContent = word("file-is-out", { name });
  back.type = "button";
  back.className = "quiet small";
  back.textContent = word("file-back");
  back.setAttribute("aria-label", `${word("file-back")}: ${name}`);
  back.addEventListener("click", putBack);
  line.className = "file";
  line.append(told, back);
  element.append(line);
  return { element, back };
}

/** @param {Uint8Array} bytes */
function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
