// @ts-check
/** What gives keys up for good, or locks a tip, is signed here: whoever has a session alone, or sits at a desk that is locked, does none of it. */

import { b64, dumps } from "../crypto/browser/encoding.js";
import { mine } from "./keyring.js";

document.addEventListener(
  "submit",
  ({ target }) => {
    const keys = mine();
    if (!(target instanceof HTMLFormElement && target.matches("form[data-signs]")) || keys === undefined) {
      return; // the line refuses it, and its page says what is missing
    }
    const { signs: does = "", tip = "", staff = "", day = "" } = target.dataset;
    const field = target.elements.namedItem("signature");
    if (field instanceof HTMLInputElement) {
      field.value = b64(keys.signing.sign("note", dumps({ does, tip, staff, day })));
    }
  },
  { capture: true },
);
