// @ts-check
/** `<sealed-wish>`: the tipster's own letters, of which one asks for the copy. In a closed shadow root, as letters are. */

import { paragraph, span } from "../sealed/letter.js";
import { word } from "../sealed/words.js";
import { wishesIn } from "./exports.js";
import { AtTheDesk, styled } from "./sealed-letter.js";

/** @typedef {import("./types.js").Wish} Wish */
/** @typedef {import("./types.js").WithTipster} WithTipster */

const SHOWN = 280; // characters of each letter
/** @type {WeakMap<Element, string>} */
const chosen = new WeakMap();

/**
 * The hash of the letter that somebody has chosen there; undefined where none is.
 * @param {Element | null} wishes
 */
export function wishFrom(wishes) {
  return wishes ? chosen.get(wishes) : undefined;
}

class SealedWish extends AtTheDesk {
  /** @param {WithTipster} conversation */
  content({ letters, own }) {
    chosen.delete(this);
    const wishes = wishesIn(letters, own);
    return wishes.length > 0
      ? [styled("sealed-mark.css"), ...wishes.map((one) => this.#choice(one))]
      : [paragraph("soft", word("wish-none"))];
  }

  /** @param {Wish} wish */
  #choice({ letter, day, text }) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "radio";
    box.name = "wish";
    box.addEventListener("change", () => chosen.set(this, letter));
    const characters = [...text];
    const shown = characters.slice(0, SHOWN).join("");
    label.append(box, span("text", `${day} · ${shown}${characters.length > SHOWN ? "…" : ""}`));
    return label;
  }
}

customElements.define("sealed-wish", SealedWish);
