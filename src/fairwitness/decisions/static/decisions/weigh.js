// @ts-check
/** Weighing: explanations and evidence are written into boxes that are made here, and sealed as a letter among the readers. */

import { newId } from "../crypto/browser/encoding.js";
import { openAmongReaders } from "../review/among-readers.js";
import { changes, conversationKey } from "../review/keyring.js";
import { freshlyKeyed } from "../review/next-key.js";
import { myKeys, sameUntilChanged, sealNote, signedNote, takesOver } from "../review/noting.js";
import { Refused } from "../sealed/line.js";
import { word } from "../sealed/words.js";
import { box, button, choices } from "./boxes.js";
import { hashesOf } from "./known.js";
import { answerNamed, nameOf } from "./rival-names.js";
import { answersOf, CELLS, empty, FIXED, MOST, sheetIn } from "./rivals.js";

/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Row} Row */
/** @typedef {import("./types.js").Said} Said */
/** @typedef {import("./types.js").Sheet} Sheet */
/** @typedef {import("./types.js").Weighed} Weighed */
/** @typedef {{sheet: Sheet, versions: number, isWritten: boolean}} Draft `versions`: how many there were that its writer has seen */
/** @typedef {{latest: Weighed | undefined, heard: readonly Said[]}} Offered */

const FORM = "[data-rivals]";
/** @type {Map<string, Draft>} what was written and not sealed, by tip: in this document's memory alone */
const drafts = new Map();
/** @type {Map<string, Offered>} what is sealed, by tip */
const offers = new Map();
changes.addEventListener("locked", () => {
  drafts.clear();
  offers.clear();
});

takesOver(FORM, (form) => {
  const { tip = "" } = form.dataset;
  const draft = drafts.get(tip);
  if (draft === undefined || draft.sheet.items.length === 0) {
    throw new Refused(word("rivals-nothing"));
  }
  return sameUntilChanged(form, draft, () => sealed(form, draft));
});

/**
 * @param {HTMLFormElement} form
 * @param {Draft} draft
 */
async function sealed(form, { sheet, versions }) {
  const { signing } = myKeys();
  const { tip = "" } = form.dataset;
  const { conversation, told } = await freshlyKeyed(form.dataset);
  const { letters } = await openAmongReaders(told, conversation.sheets, conversationKey);
  if ((sheetIn(letters, hashesOf(told))?.versions ?? 0) !== versions) {
    throw new Refused(word("rivals-meanwhile"));
  }
  const where = { tip, told, sheets: conversation.sheets, signing };
  const { sent } = await sealNote(where, { text: "", answers: answersOf(sheet) });
  return signedNote(sent, signing);
}

/** Once it is taken up, or thrown away, the sealed one counts. */
document.addEventListener("reset", ({ target }) => {
  if (target instanceof HTMLFormElement && target.matches(FORM)) {
    drafts.delete(target.dataset.tip ?? "");
    open(target);
  }
});

document.addEventListener("input", ({ target }) => {
  const form = target instanceof Element ? target.closest(FORM) : null;
  const draft = form instanceof HTMLFormElement ? drafts.get(form.dataset.tip ?? "") : undefined;
  if (draft !== undefined) {
    draft.isWritten = true;
  }
});

// No box holds an opened word before somebody wants to change it.
document.addEventListener("toggle", ({ target }) => openIn(target), { capture: true });

/** @param {EventTarget | null} place */
function openIn(place) {
  const form = place instanceof HTMLDetailsElement && place.open ? place.querySelector(FORM) : null;
  if (form instanceof HTMLFormElement) {
    open(form);
  }
}

/** @param {HTMLFormElement} form */
function open(form) {
  const { tip = "" } = form.dataset;
  const offered = offers.get(tip);
  if (offered !== undefined) {
    const draft = drafts.get(tip) ?? begun(offered);
    drafts.set(tip, draft);
    draw(form, draft);
  }
}

/**
 * The latest sheet, to be changed; with an item for each answer of the person reported on.
 * @param {Offered} offered
 * @returns {Draft}
 */
function begun({ latest, heard }) {
  const sheet = latest ? structuredClone({ rows: latest.rows, items: latest.items }) : empty();
  for (const [place, answer] of heard.entries()) {
    if (!sheet.items.some(({ id }) => id === answer.id)) {
      const from = word("item-heard");
      sheet.items.push({ ...newItem(sheet), id: answer.id, text: answerNamed(answer, place + 1), from });
    }
  }
  return { sheet, versions: latest?.versions ?? 0, isWritten: false };
}

/**
 * Have the latest sheet ready for the form of this page. What somebody has written stays, and is sealed over the one that they see now.
 * @param {Weighed | undefined} latest
 * @param {readonly Said[]} heard
 */
export function offerSheet(latest, heard) {
  const form = document.querySelector(FORM);
  if (!(form instanceof HTMLFormElement)) {
    return;
  }
  const { tip = "" } = form.dataset;
  offers.set(tip, { latest, heard });
  const draft = drafts.get(tip);
  if (draft?.isWritten) {
    draft.versions = latest?.versions ?? 0;
  } else {
    drafts.delete(tip);
  }
  openIn(form.closest("details"));
}

/** @param {Sheet} sheet @returns {Item} */
function newItem({ rows }) {
  return { id: newId(), text: "", from: "", independent: "", cells: rows.map(() => "") };
}

/**
 * @param {HTMLFormElement} form
 * @param {Draft} draft
 */
function draw(form, draft) {
  const { sheet } = draft;
  const place = form.querySelector("[data-editor]");
  const again = () => {
    draft.isWritten = true;
    draw(form, draft);
  };
  place?.replaceChildren(
    ...sheet.rows.slice(FIXED.length).map((row, at) => rowBox(row, at)),
    ...sheet.items.map((item, at) => itemBoxes(sheet, item, at, again)),
    adding(sheet, again),
  );
}

/**
 * @param {Row} row
 * @param {number} at
 */
function rowBox(row, at) {
  return box(word("rival-own", { number: at + 1 }), row.text ?? "", `row-${at}`, (text) => {
    row.text = text;
  });
}

/**
 * One piece of evidence: what it is, where it comes from, and what it says of each explanation.
 * @param {Sheet} sheet
 * @param {Item} item
 * @param {number} at
 * @param {() => void} again
 */
function itemBoxes(sheet, item, at, again) {
  const made = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = word("item", { number: at + 1 });
  const pick = (/** @type {string} */ said) => {
    item.independent = said === "yes" || said === "no" ? said : "";
  };
  made.append(
    legend,
    box(word("item-what"), item.text, `item-${at}`, (text) => {
      item.text = text;
    }),
    box(word("item-from"), item.from, `from-${at}`, (text) => {
      item.from = text;
    }),
    choices(word("item-independent"), ["yes", "no"], "independent", item.independent, pick),
    ...sheet.rows.map((row, place) =>
      choices(nameOf(row), CELLS, "cell", item.cells[place] ?? "", (said) => {
        item.cells[place] = said;
      }),
    ),
    button(word("item-off"), () => {
      sheet.items.splice(at, 1);
      again();
    }),
  );
  return made;
}

/**
 * @param {Sheet} sheet
 * @param {() => void} again
 */
function adding(sheet, again) {
  const made = document.createElement("p");
  const more = [];
  if (sheet.items.length < MOST.items) {
    more.push(
      button(word("item-more"), () => {
        sheet.items.push(newItem(sheet));
        again();
      }),
    );
  }
  if (sheet.rows.length < MOST.rows) {
    more.push(
      button(word("rival-more"), () => {
        sheet.rows.push({ id: newId(), text: "" });
        for (const { cells } of sheet.items) {
          cells.push("");
        }
        again();
      }),
    );
  }
  made.className = "on";
  made.append(...more.flatMap((one) => [one, " "]));
  return made;
}
