// @ts-check
/** `<sealed-rivals>`: the latest sheet of rival explanations, as a table. */

import { paragraph } from "../sealed/letter.js";
import { word } from "../sealed/words.js";
import { Deciding, piece } from "./deciding-element.js";
import { answerNamed, nameOf } from "./rival-names.js";
import { missingIn, sheetIn } from "./rivals.js";
import { offerSheet } from "./weigh.js";

/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("./types.js").Weighed} Weighed */

class SealedRivals extends Deciding {
  /** @param {Known} known */
  shows({ notes, noteHashes, answers, isAnyUnread }) {
    const sheet = sheetIn(notes.letters, noteHashes);
    offerSheet(sheet, answers);
    const names = missingIn(
      sheet,
      answers.map(({ id }) => id),
    );
    const missing = names.map((name) => paragraph("soft", word(name)));
    return [
      ...answers.map((one, place) => paragraph("soft", answerNamed(one, place + 1))),
      ...(isAnyUnread ? [paragraph("error", word("find-unread"))] : []),
      ...(sheet === undefined ? [] : [table(sheet)]),
      ...(this.dataset.done === undefined ? missing : []),
    ];
  }
}

/** @param {Weighed} sheet */
function table({ rows, items, author, day }) {
  const made = document.createElement("table");
  made.append(
    piece("caption", word("rivals-by", { name: author, day })),
    line([piece("td", ""), ...items.map(head)]),
    ...rows.map((one, place) =>
      line([piece("th", nameOf(one)), ...items.map(({ cells }) => cell(cells[place]))]),
    ),
  );
  const wide = document.createElement("div");
  wide.className = "wide";
  wide.tabIndex = 0;
  wide.setAttribute("role", "region");
  wide.setAttribute("aria-label", word("rivals-table"));
  wide.append(made);
  return wide;
}

/** @param {Item} item */
function head({ text, from, independent }) {
  const made = piece("th", "");
  const whose = independent === "" ? "rivals-whose" : `independent-${independent}`;
  made.append(paragraph("text", text), paragraph("soft", from), paragraph("soft", word(whose)));
  return made;
}

/** @param {string} said */
function cell(said) {
  return piece("td", said ? word(`cell-${said}`) : "…");
}

/** @param {Node[]} cells */
function line(cells) {
  const made = document.createElement("tr");
  made.append(...cells);
  return made;
}

customElements.define("sealed-rivals", SealedRivals);
