// @ts-check
/** What the readers ask about passing the tip on, and what was answered. */

import { QUESTION, read } from "../sealed/passing-on.js";

/**
 * The names of the parts that show it; a page has none for a body that the charter does not name, or describes otherwise by now.
 * @param {import("../sealed/conversation.js").OpenedLetter[]} letters
 */
export function askedIn(letters) {
  /** @type {Map<string, {waits: boolean, said?: boolean}>} */
  const found = new Map();
  for (const { letter, author, warnings } of letters) {
    const isRepeated = warnings.includes("repeated");
    for (const { question, text } of letter?.answers ?? []) {
      const [asked, said] = author === undefined ? (read(text) ?? []) : [text];
      if (question !== QUESTION || warnings.includes("foreign") || asked === undefined) {
        continue;
      }
      if (author !== undefined && !isRepeated) {
        found.set(asked, { ...found.get(asked), waits: true });
      } else if (said === false || (said && !isRepeated)) {
        const same = [...found.keys()].filter(
          (one) => one === asked || (!said && slugOf(one) === slugOf(asked)),
        );
        found.has(asked) && same.map((one) => found.set(one, { waits: false, said })); // an earlier yes, put behind a no, is none
      }
    }
  }
  return [...found].flatMap(([asked, stands]) => partsOf(stands).map((part) => `${part}-${asked}`));
}

/** @param {string} asked */
function slugOf(asked) {
  return asked.split(" ")[0];
}

/** @param {{waits: boolean, said?: boolean}} stands */
function partsOf({ waits, said }) {
  const last = said ? "yes" : "no";
  return [
    "asked",
    ...(said === undefined ? [] : [`said-${last}`]),
    ...(waits ? ["waits", "yes", "no"] : [`answered-${last}`, said ? "no" : "yes"]),
  ];
}
