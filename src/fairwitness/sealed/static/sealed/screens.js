// @ts-check
/**
 * The screens in one page: each is made once from its template and stays as somebody left it, shown or not.
 *
 * Their addresses are the real ones, and no request is made for them.
 */

import { filledIn, forgetWords, learnWords, word } from "./words.js";

/** @typedef {{title: string, address: string, nodes: Node[]}} Screen */

/** @type {WeakMap<Text, string>} what stood in a text before values were put into it */
const unfilled = new WeakMap();

export class Screens {
  /** @type {Map<string, Screen>} */
  #screens = new Map();
  #main;
  #about;
  #document;
  shown = "";

  /**
   * @param {HTMLElement} main
   * @param {Document} found the page that holds the templates
   */
  constructor(main, found) {
    this.#main = main;
    this.#document = found;
    this.#about = /** @type {HTMLElement} */ (found.getElementById("words"));
    learnWords(found);
  }

  get main() {
    return this.#main;
  }

  /** What the office and the package say of the screens: sizes, roles, ways back in. */
  get about() {
    return this.#about;
  }

  /**
   * Take the page's own screen over, as it stands: what was chosen on it stays, and its forms are posted no more.
   * @param {string} name
   */
  adopt(name) {
    const { title, address } = this.#template(name).dataset;
    const inForce = this.#template(name).content.querySelector(".in-force");
    this.#main.querySelector(".in-force")?.replaceChildren(...copy(inForce).childNodes);
    disarm(this.#main);
    const nodes = [...this.#main.childNodes];
    this.#screens.set(name, { title: title ?? "", address: address ?? "", nodes });
    this.shown = name;
    history.replaceState({ screen: name }, "", location.href);
  }

  /**
   * @param {string} name
   * @param {boolean} [again] whether the browser's own *back* or *forward* led here
   */
  show(name, again = false) {
    const screen = this.#screen(name);
    if (this.shown !== name) {
      this.#main.replaceChildren(...screen.nodes);
      this.shown = name;
    }
    if (!again) {
      history.pushState({ screen: name }, "", screen.address);
    } else if (history.state?.screen !== name || location.pathname !== screen.address) {
      history.replaceState({ screen: name }, "", screen.address); // not while the browser goes on to another one
    }
    document.title = `${screen.title} · ${this.#about.dataset.office}`;
    scrollTo(0, 0);
    const heading = this.#main.querySelector("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  }

  /**
   * Put another screen in the place of what the history has here.
   * @param {string} name
   */
  replace(name) {
    history.replaceState({ screen: name }, "", this.#screen(name).address);
    this.show(name, true);
  }

  /**
   * @template {Element} [T=HTMLElement]
   * @param {string} name
   * @param {string} selector
   * @returns {T[]}
   */
  all(name, selector) {
    return this.#screen(name).nodes.flatMap((node) =>
      node instanceof Element
        ? /** @type {T[]} */ ([...(node.matches(selector) ? [node] : []), ...node.querySelectorAll(selector)])
        : [],
    );
  }

  /**
   * @param {string} name
   * @param {string} selector
   * @returns {HTMLElement | undefined}
   */
  one(name, selector) {
    return this.all(name, selector)[0];
  }

  /**
   * @param {string} name
   * @param {readonly string[]} shown
   */
  parts(name, shown) {
    for (const part of this.all(name, "[data-part]")) {
      part.hidden = !shown.includes(part.dataset.part ?? "");
    }
  }

  /**
   * @param {string} name
   * @param {Record<string, string>} values
   */
  fillIn(name, values) {
    for (const element of this.all(name, "*")) {
      for (const node of element.childNodes) {
        if (node instanceof Text && (unfilled.has(node) || node.data.includes("{"))) {
          unfilled.set(node, unfilled.get(node) ?? node.data);
          node.data = filledIn(unfilled.get(node) ?? "", values);
        }
      }
    }
  }

  /**
   * Say on the shown screen what is wrong; nothing where there is nothing to say.
   * @param {string} title
   * @param {{sentence: string, box?: string}[]} sentences `box` is the id of what they are about
   */
  problem(title = "", sentences = []) {
    this.#main.querySelector("[data-problem]")?.remove();
    if (title === "") {
      return;
    }
    const box = this.copyOf("problem");
    box.dataset.problem = "";
    box.querySelector("h2")?.append(title);
    box.querySelector("ul")?.append(...sentences.map(listed));
    (this.#main.querySelector(".in-force") ?? this.#main.querySelector("h1"))?.after(box);
    box.tabIndex = -1;
    box.focus();
  }

  get made() {
    return [...this.#screens.keys()];
  }

  /** @param {string} part */
  copyOf(part) {
    const found = this.#document.querySelector(`template[data-part="${CSS.escape(part)}"]`);
    return copy(/** @type {HTMLTemplateElement} */ (found).content.firstElementChild);
  }

  /** @param {URL} address */
  at(address) {
    const templates = this.#document.querySelectorAll("template[data-screen]");
    const found = [...templates].find((one) => one.getAttribute("data-address") === address.pathname);
    return found?.getAttribute("data-screen") ?? undefined;
  }

  /**
   * Show another page of the line as one of the screens. Returns its name.
   * @param {Document} found
   * @param {string} address
   */
  add(found, address) {
    const main = document.importNode(/** @type {HTMLElement} */ (found.getElementById("main")), true);
    const title = found.title.replace(` · ${this.#about.dataset.office}`, "");
    this.#screens.set(address, { title, address, nodes: [...main.childNodes] });
    return address;
  }

  /** @param {string} name */
  has(name) {
    return (
      this.#screens.has(name) ||
      this.#document.querySelector(`template[data-screen="${CSS.escape(name)}"]`) !== null
    );
  }

  /** @param {string} name */
  addressOf(name) {
    return this.#template(name).dataset.address ?? "";
  }

  /** @param {string} language */
  inLanguage(language) {
    return (
      this.#document.querySelector(`link[hreflang="${CSS.escape(language)}"]`)?.getAttribute("href") ?? ""
    );
  }

  /**
   * @param {string} name
   * @param {string} selector
   * @param {string} to
   */
  lead(name, selector, to) {
    this.one(name, selector)?.setAttribute("href", this.addressOf(to));
  }

  /** Others take their place: their sentences are said no more. */
  forget() {
    forgetWords(this.#document);
  }

  /**
   * Forget what was typed: of all screens but this one nothing is left.
   * @param {string} name
   */
  keepOnly(name) {
    const kept = this.#screen(name);
    this.#screens = new Map([[name, kept]]);
  }

  /**
   * @param {string} name
   * @returns {Screen}
   */
  #screen(name) {
    const made = this.#screens.get(name) ?? this.#make(name);
    this.#screens.set(name, made);
    return made;
  }

  /**
   * @param {string} name
   * @returns {Screen}
   */
  #make(name) {
    const template = this.#template(name);
    const nodes = [...document.importNode(template.content, true).childNodes];
    const holder = document.createElement("div");
    holder.append(...nodes);
    disarm(holder);
    return { title: template.dataset.title ?? "", address: template.dataset.address ?? "", nodes };
  }

  /**
   * @param {string} name
   * @returns {HTMLTemplateElement}
   */
  #template(name) {
    const found = this.#document.querySelector(`template[data-screen="${CSS.escape(name)}"]`);
    return /** @type {HTMLTemplateElement} */ (found);
  }
}

/**
 * A form of this page goes nowhere by itself, whatever becomes of the scripts.
 * @param {Element} within
 */
function disarm(within) {
  for (const form of within.querySelectorAll("form")) {
    form.method = "dialog";
    form.removeAttribute("action");
    form.querySelector("[name=csrfmiddlewaretoken]")?.remove(); // it would tell that two requests come from one page
    form.noValidate = true;
  }
}

/**
 * @param {Element | null} element
 * @returns {HTMLElement}
 */
function copy(element) {
  return /** @type {HTMLElement} */ (document.importNode(/** @type {Element} */ (element), true));
}

/** @param {{sentence: string, box?: string}} one */
function listed({ sentence, box }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.textContent = sentence;
  link.href = `#${box}`;
  item.append(box === undefined ? sentence : link);
  return item;
}

/**
 * Say what goes on, beside a button; nothing when it is over.
 * @param {HTMLElement | undefined} button
 * @param {string} [name] of the sentence
 */
export function busy(button, name) {
  const line = button?.parentElement;
  line?.querySelector("[role=status]")?.remove();
  button?.toggleAttribute("disabled", name !== undefined);
  if (name !== undefined) {
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    status.textContent = word(name);
    line?.append(status);
  }
}
