// @ts-check
/** `<sealed-allegations>`: what is alleged, sorted by how it is known. Where no reader has split it yet, the tipster's own answer leads. */

import { paragraph, shown } from "../sealed/letter.js";
import { word } from "../sealed/words.js";
import { allegationsIn, byTheirWays, isWithdrawn } from "./allegations.js";
import { change, withdraw } from "./allege.js";
import { openAmongReaders } from "./among-readers.js";
import { confirmedIn, pinned } from "./confirmed.js";
import { conversationKey } from "./keyring.js";
import { fetchNotes } from "./notes.js";
import { AtTheDesk, styled } from "./sealed-letter.js";

/** @typedef {import("./types.js").Pinned} Pinned */
/** @typedef {import("./types.js").AllegationVersion} AllegationVersion */
/** @typedef {import("./types.js").Notes} Notes */
/** @typedef {import("./types.js").WithTipster} WithTipster */

class SealedAllegations extends AtTheDesk {
  /** @type {Notes | undefined} */
  #notes;

  /** @param {string} url */
  async load(url) {
    const conversation = await super.load(url);
    const told = await fetchNotes(this.dataset.notes ?? "");
    this.#notes = await openAmongReaders(told, conversation.sheets, conversationKey);
    return conversation;
  }

  /** @param {WithTipster} conversation */
  content(conversation) {
    const notes = this.#notes?.letters ?? [];
    const all = pinned(allegationsIn(notes), confirmedIn(this.dataset, conversation.sheets));
    const groups = byTheirWays(all);
    const gone = all.filter(isWithdrawn);
    const unread = notes.some((one) => one.letter === undefined);
    return [
      styled("sealed-allegations.css"),
      ...(unread ? [paragraph("error", word("alleged-unread"))] : []),
      ...(groups.length === 0 ? asTheyKnow(conversation) : []),
      ...groups.flatMap(([way, those]) => [heading(word(`alleged-${way}`)), list(those)]),
      ...(gone.length === 0 ? [] : [folded(word("alleged-gone", { count: gone.length }), list(gone))]),
    ];
  }
}

/**
 * How the tipster says that they know it, letter by letter: nothing else is sorted yet.
 * @param {WithTipster} conversation
 */
function asTheyKnow({ letters, channel }) {
  const theirs = letters.filter((one) => one.author === undefined && !one.fromOffice);
  const known = theirs.flatMap(
    (one) => one.letter?.answers.filter((each) => each.question === "known") ?? [],
  );
  const said = known.map((answer) => shown(answer, channel)).filter((text) => text !== "");
  return [
    ...(said.length === 0 ? [] : [paragraph("known", `${word("answer-known")}: ${said.join(" · ")}`)]),
    paragraph("soft", word("alleged-none")),
  ];
}

/** @param {readonly Pinned[]} those */
function list(those) {
  const made = document.createElement("ul");
  made.append(...those.map(entry));
  return made;
}

/** @param {Pinned} one */
function entry(one) {
  const item = document.createElement("li");
  const now = one.versions[one.versions.length - 1];
  item.append(
    ...version(now, one.isConfirmed ? "claim-confirmed-by" : "alleged-by"),
    ...foldedAway("alleged-earlier", one.versions.slice(0, -1)),
    ...foldedAway("claim-ignored", one.ignored),
    ...(one.isConfirmed ? [] : [buttonsOf(one, now)]),
  );
  return item;
}

/**
 * @param {string} name
 * @param {readonly AllegationVersion[]} said
 */
function foldedAway(name, said) {
  const shown = said.flatMap((one) => version(one));
  return said.length === 0 ? [] : [folded(word(name, { count: said.length }), ...shown)];
}

/**
 * @param {Pinned} one
 * @param {AllegationVersion} now
 */
function buttonsOf(one, now) {
  const buttons = document.createElement("p");
  buttons.className = "on";
  buttons.append(
    ...(isWithdrawn(one)
      ? [button("alleged-back", now, () => change(one))]
      : [
          button("alleged-edit", now, () => change(one)),
          " ",
          button("alleged-withdraw", now, () => withdraw(one)),
        ]),
  );
  return buttons;
}

/**
 * @param {AllegationVersion} said
 * @param {string} [name] of the sentence that says who has written it
 */
function version({ text, wrong, author, day, isWithdrawn: gone }, name = "alleged-by") {
  const by = word(gone ? "alleged-gone-by" : name, { name: author, day });
  if (gone) {
    return [paragraph("text", text), paragraph("soft", by)];
  }
  return [
    paragraph("text", text),
    paragraph("soft", `${word("answer-wrong")}:`),
    paragraph("text", wrong),
    paragraph("soft", by),
  ];
}

/**
 * @param {string} name
 * @param {AllegationVersion} of
 * @param {() => void} what
 */
function button(name, { text }, what) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = word(name);
  made.setAttribute("aria-label", `${word(name)}: ${text}`);
  made.addEventListener("click", what);
  return made;
}

/** @param {string} text */
function heading(text) {
  const made = document.createElement("h3");
  made.textContent = text;
  return made;
}

/**
 * @param {string} text
 * @param {...Node} nodes
 */
function folded(text, ...nodes) {
  const [made, summary] = [document.createElement("details"), document.createElement("summary")];
  summary.textContent = text;
  made.append(summary, ...nodes);
  return made;
}

customElements.define("sealed-allegations", SealedAllegations);
