// @ts-check
/**
 * A page on which something begins: from here on this browser does it by itself, or the page says why not and asks.
 *
 * It imports nothing, so that it also notices that a part did not load. Until it runs, the style sheet holds the form; from
 * then on until the browser is ready, and after it was not, no form of the page is posted; only somebody who presses the button for it goes on with the plain form.
 */

/** @typedef {{begin: (place: HTMLElement, main: HTMLElement) => Promise<void>}} Part */

/**
 * @param {string} id of what the page says for the part
 * @param {() => Promise<Part>} load
 */
export function takeOver(id, load) {
  new TakingOver(/** @type {HTMLElement} */ (document.getElementById(id)), load).begin();
}

class TakingOver {
  #place;
  #load;
  #main = /** @type {HTMLElement} */ (document.getElementById("main"));
  #inForce = this.#main.querySelector(".in-force");
  #before = [...(this.#inForce?.childNodes ?? [])];
  /** @type {HTMLElement | undefined} the form that somebody pressed before this browser was ready */
  #pressed;
  #hold = (/** @type {Event} */ event) => {
    event.preventDefault();
    this.#pressed = event.target instanceof HTMLElement ? event.target : undefined;
  };

  /**
   * @param {HTMLElement} place
   * @param {() => Promise<Part>} load
   */
  constructor(place, load) {
    this.#place = place;
    this.#load = load;
  }

  begin() {
    document.addEventListener("submit", this.#hold, true);
    document.querySelector(".held")?.remove();
    void this.#try();
  }

  async #try() {
    this.#inForce?.replaceChildren(this.#sentence("getting-ready"));
    try {
      if (globalThis.crypto?.subtle === undefined) {
        throw Object.assign(new Error(), { word: "no-crypto" });
      }
      const { begin } = await this.#load();
      await begin(this.#place, this.#main);
      document.removeEventListener("submit", this.#hold, true);
      if (this.#pressed instanceof HTMLFormElement) {
        this.#pressed.requestSubmit();
      }
    } catch (error) {
      this.#notReady(error);
    }
  }

  /** @param {any} error with the name of a sentence, where we know what went wrong */
  #notReady(error) {
    this.#inForce?.replaceChildren(...this.#before);
    const named = typeof error?.word === "string";
    const part = this.#place.querySelector("template[data-part=not-ready]");
    const box = part instanceof HTMLTemplateElement ? part.content.cloneNode(true) : undefined;
    const problem = box instanceof DocumentFragment ? box.firstElementChild : null;
    if (!(problem instanceof HTMLElement)) {
      return;
    }
    const why = this.#sentence(named ? error.word : "not-loaded");
    problem
      .querySelector("[data-why]")
      ?.append(why.replace("{day}", error?.day).replace("{today}", error?.today));
    problem.querySelector("[data-again]")?.addEventListener("click", () => {
      // A module that did not load once is not asked for again before the page is new.
      named && error.word !== "no-crypto" ? this.#again(problem) : location.reload();
    });
    problem.querySelector("[data-plain]")?.addEventListener("click", () => this.#plain(problem));
    this.#hideForms(true);
    this.#main.querySelector("h1")?.after(problem); // what is in force may stand in a form, which is hidden now
    problem.tabIndex = -1;
    problem.focus();
  }

  /** @param {HTMLElement} problem */
  #again(problem) {
    problem.remove();
    this.#hideForms(false);
    void this.#try();
  }

  /**
   * The person has read what it means, and goes on with the form that the server takes up.
   * @param {HTMLElement} problem
   */
  #plain(problem) {
    document.removeEventListener("submit", this.#hold, true);
    problem.remove();
    this.#hideForms(false);
    /** @type {HTMLElement | null} */ (
      this.#main.querySelector("textarea, input:not([type=hidden])")
    )?.focus();
  }

  /** @param {boolean} hidden */
  #hideForms(hidden) {
    for (const form of this.#main.querySelectorAll("form")) {
      form.hidden = hidden;
    }
  }

  /** @param {string} name */
  #sentence(name) {
    return this.#place.querySelector(`[data-word="${name}"]`)?.textContent ?? "";
  }
}
