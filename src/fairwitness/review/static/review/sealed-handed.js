// @ts-check
/** `<sealed-handed>`: whether the signature holds that a code was handed over. */

import { paragraph } from "../sealed/letter.js";
import { word } from "../sealed/words.js";
import { whoHandedOver } from "./handed.js";
import { AtTheDesk } from "./sealed-letter.js";

/** @typedef {import("./types.js").WithTipster} Conversation */

class SealedHanded extends AtTheDesk {
  /** @param {Conversation} conversation with whoever was asked */
  content({ line, sheets, letters }) {
    const { tip = "", asked = "", statement = "", signature = "" } = this.dataset;
    const name = whoHandedOver({ asked, statement, signature }, { tip, line, sheets, letters });
    return name === undefined
      ? [paragraph("error", word("handed-forged"))]
      : [paragraph("soft", word("handed-checked", { name }))];
  }
}

customElements.define("sealed-handed", SealedHanded);
