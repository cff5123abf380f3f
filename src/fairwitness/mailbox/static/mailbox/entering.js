// @ts-check
/**
 * Typing the code: it is read here and stays here. Row 1 alone goes to the line, which shows a date and nothing else.
 *
 * The box has no name, so that whatever becomes of the scripts, no form carries it.
 */

import { CodeError, TipCode } from "../crypto/browser/codes.js";
import { say, word } from "../sealed/words.js";
import { pressed, readTyped, soFar, whatIsWrong } from "./typed.js";

/** @typedef {import("../sealed/screens.js").Screens} Screens */

export class Entering {
  #screens;
  #whole;
  #action;
  #token;
  /** @type {(isHidden: boolean) => void} */
  #hide = () => {};
  #isHidden = false;

  /**
   * @param {Screens} screens
   * @param {string} action where row 1 alone is sent to
   * @param {string} token of the form
   * @param {(code: TipCode) => Promise<void>} whole what to do with twelve that fit
   */
  constructor(screens, action, token, whole) {
    this.#token = token;
    this.#screens = screens;
    this.#action = action;
    this.#whole = whole;
    this.#takeTheBoxOver();
    this.#offerToHide();
    this.#takeThePadOver();
  }

  /** @returns {HTMLFormElement} */
  get form() {
    return /** @type {HTMLFormElement} */ (this.#screens.one("enter", "form"));
  }

  /** @returns {HTMLTextAreaElement | HTMLInputElement} */
  get #box() {
    return /** @type {any} */ (this.#screens.one("enter", "#id_code"));
  }

  /** Forget what was typed. */
  empty() {
    this.#box.value = "";
    this.#tell();
  }

  /**
   * What was typed in the box of the same page in another language.
   * @param {Entering} before
   */
  goingOn(before) {
    this.#box.value = before.#box.value;
    before.#isHidden && this.#hide(true);
    this.#tell();
    return this;
  }

  #takeTheBoxOver() {
    const status = document.createElement("p");
    status.className = "hint";
    status.id = "code-so-far";
    status.setAttribute("role", "status");
    this.#listen(this.#box);
    this.#box.after(status);
    this.#tell();
  }

  /** @param {HTMLTextAreaElement | HTMLInputElement} box */
  #listen(box) {
    box.removeAttribute("name");
    box.addEventListener("input", () => this.#tell());
    if (box instanceof HTMLInputElement) {
      return;
    }
    box.addEventListener("keydown", (event) => {
      const isEnter = event instanceof KeyboardEvent && event.key === "Enter" && !event.isComposing;
      if (isEnter && this.#screens.one("enter", "#code-so-far")?.textContent === word("all-right")) {
        event.preventDefault();
        this.form.requestSubmit();
      }
    });
  }

  async #tell() {
    const { value } = this.#box;
    const sentence = await soFar(value).catch(() => ""); // the button says why nothing can be read
    const status = this.#screens.one("enter", "#code-so-far");
    if (status !== undefined && status.textContent !== sentence && value === this.#box.value) {
      say(status, sentence);
    }
  }

  /** A box that shows dots is one that a password manager fills in. */
  #offerToHide() {
    const label = document.createElement("label");
    const tick = document.createElement("input");
    const text = document.createElement("span");
    label.className = "choice";
    tick.type = "checkbox";
    text.textContent = word("hide");
    label.append(tick, text);
    this.#screens.one("enter", "#code-so-far")?.after(label);
    const open = this.#box;
    const hidden = document.createElement("input");
    hidden.type = "password";
    hidden.autocomplete = "current-password";
    hidden.spellcheck = false;
    for (const { name, value } of open.attributes) {
      if (!["name", "rows", "autocomplete"].includes(name)) {
        hidden.setAttribute(name, value);
      }
    }
    this.#listen(hidden);
    this.#hide = (isHidden) => {
      const [from, to] = isHidden ? [open, hidden] : [hidden, open];
      this.#isHidden = tick.checked = isHidden;
      to.value = from.value.replace(/\s+/g, " ");
      from.value = "";
      from.replaceWith(to);
    };
    tick.addEventListener("change", () => {
      this.#hide(tick.checked);
      this.#box.focus();
    });
  }

  #takeThePadOver() {
    const hint = this.#screens.one("enter", "#pad .hint");
    say(hint ?? null, word("pad-here"));
    for (const button of this.#screens.all("enter", ".pad button")) {
      button.setAttribute("type", "button");
      button.removeAttribute("formaction");
      button.addEventListener("click", () => {
        this.#box.value = pressed(this.#box.value, button.getAttribute("value") ?? "");
        this.#tell();
      });
    }
  }

  /** The form was pressed. Returns a sentence where what was typed is no code. */
  async submitted() {
    const typed = await this.#read();
    if (typed instanceof TipCode) {
      await this.#whole(typed);
    } else if (typed === "row") {
      this.sendPlainly();
    } else {
      return typed.sentence;
    }
    return "";
  }

  /** @returns {Promise<TipCode | "row" | {sentence: string}>} */
  async #read() {
    if (this.#box.value.trim() === "") {
      return { sentence: word("code-required") };
    }
    try {
      return await readTyped(this.#box.value);
    } catch (error) {
      if (error instanceof CodeError) {
        return { sentence: whatIsWrong(error) };
      }
      return { sentence: word("not-loaded") }; // the list of words
    }
  }

  /** Post what stands in the box to the line: row 1 alone, or all of it where somebody has chosen that. */
  sendPlainly() {
    const { form } = this;
    const token = document.createElement("input");
    token.type = "hidden";
    token.name = "csrfmiddlewaretoken";
    token.value = this.#token;
    this.#box.setAttribute("name", "code");
    form.append(token);
    form.method = "post";
    form.action = this.#action;
    form.submit();
    form.method = "dialog";
    token.remove();
    this.#box.removeAttribute("name");
  }
}
