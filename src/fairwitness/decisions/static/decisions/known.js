// @ts-check
/** What is alleged and how it was graded, opened and checked here. The line hands out a grade only beside one of this reader's own. */

import { b64, equal, sha256, unb64 } from "../crypto/browser/encoding.js";
import { openGrade } from "../crypto/browser/grades.js";
import { allegationsIn, isWithdrawn } from "../review/allegations.js";
import { openAmongReaders } from "../review/among-readers.js";
import { confirmedIn, pinned } from "../review/confirmed.js";
import { openConversation } from "../review/conversation.js";
import { whoHandedOver } from "../review/handed.js";
import { openHeard } from "../review/heard.js";
import { conversationKey } from "../review/keyring.js";
import { fetchNotes } from "../review/notes.js";
import { haveRecorded } from "../review/recorder.js";
import { hashOf } from "../sealed/conversation.js";
import { ask, read } from "../sealed/line.js";

/** @typedef {import("../review/types.js").Pinned} Pinned */
/** @typedef {import("../review/types.js").Notes} Notes */
/** @typedef {import("../review/types.js").NotesTold} NotesTold */
/** @typedef {import("../review/types.js").WithTipster} WithTipster */
/** @typedef {import("./types.js").Claim} Claim */
/** @typedef {import("./types.js").Graded} Graded */
/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("./types.js").Said} Said */
/** @typedef {import("./types.js").Stored} Stored */

/**
 * Everything as the line says it now.
 * @param {DOMStringMap} of `tip`, the addresses `sealed`, `notes` and `grades`, and what two have signed, where they have
 * @returns {Promise<Known>}
 */
export async function openAll(of) {
  const conversation = await openConversation(of.sealed ?? "");
  const told = await fetchNotes(of.notes ?? "");
  return await withGrades(of, conversation, told, await read(await ask(of.grades ?? "")));
}

/**
 * @param {DOMStringMap} of
 * @param {WithTipster} conversation
 * @param {NotesTold} told
 * @param {{grades: readonly Stored[], asked: readonly string[], handed: readonly import("../review/handed.js").HandedTold[], answers: readonly string[]}} handedOut
 * @returns {Promise<Known>}
 */
async function withGrades(of, conversation, told, { grades: stored, asked, handed, answers: ids }) {
  const { tip = "" } = of;
  const notes = await openAmongReaders(told, conversation.sheets, conversationKey);
  const noteHashes = hashesOf(told);
  const all = pinned(allegationsIn(notes.letters), confirmedIn(of, conversation.sheets));
  const numbered = all.map((one, place) => claimOf(one, place + 1, noteHashes));
  const claims = numbered.filter((_, place) => !isWithdrawn(all[place]));
  const heard = await openHeard(told, conversation);
  const answers = answersIn(told, heard, ids);
  const opened = await Promise.all(stored.map((one) => opens(tip, one, claims, notes, conversation)));
  const right = opened.filter((one) => one !== undefined);
  const current = stored.filter((one) => claims.some((claim) => isAbout(one, claim)));
  return {
    conversation,
    told,
    notes,
    noteHashes,
    claims: claims.map((claim) => ({ ...claim, grades: right.filter((one) => isAbout(one, claim)) })),
    stored: hashesByClaim(stored),
    isAnyWrong: right.length < current.length || hasDouble(right),
    heard: told.heard.map((one) => one.conversation),
    asked: [...asked],
    answers,
    isAnyUnread: answers.length < ids.length,
    isAnyUnhanded: asked.some((id) => !isHandedOver(id, handed, heard, { ...conversation, tip })),
  };
}

/**
 * Whether another reader than the one who made that code has signed that it was handed over.
 * @param {string} id
 * @param {readonly import("../review/handed.js").HandedTold[]} handed
 * @param {readonly import("../sealed/types.js").Conversation[]} heard
 * @param {Pick<WithTipster, "line" | "sheets"> & {tip: string}} of
 */
function isHandedOver(id, handed, heard, { tip, line, sheets }) {
  const told = handed.find((one) => one.asked === id);
  const letters = heard.find((one) => one.id === id)?.letters ?? [];
  return told !== undefined && whoHandedOver(told, { tip, line, sheets, letters }) !== undefined;
}

/**
 * The letters of the other side that are to be weighed: those that open.
 * @param {NotesTold} told
 * @param {readonly import("../sealed/types.js").Conversation[]} opened
 * @param {readonly string[]} ids
 * @returns {Said[]}
 */
function answersIn({ heard }, opened, ids) {
  const letters = heard.flatMap(({ letters: stored }, place) =>
    stored.map((one, at) => ({ ...one, letter: opened[place].letters[at].letter })),
  );
  return ids.flatMap((id) => {
    const found = letters.find((one) => one.id === id);
    const hash = hashOf(found?.sealed ?? "");
    return found?.letter === undefined || hash === undefined
      ? []
      : [{ id, day: found.day, text: found.letter.text, hash }];
  });
}

/** @param {NotesTold} told */
export function hashesOf({ letters }) {
  return new Map(letters.map(({ id, sealed }) => [id, b64(hashOf(sealed) ?? new Uint8Array())]));
}

/**
 * @param {Pinned} allegation
 * @param {number} number
 * @param {ReadonlyMap<string, string>} noteHashes
 * @returns {Claim}
 */
function claimOf({ id, versions, isConfirmed, ignored }, number, noteHashes) {
  const now = versions[versions.length - 1];
  const { text, known, wrong, letter } = now;
  const said = noteHashes.get(letter) ?? "";
  return {
    ...{ id, number, version: versions.length, said, text, known, wrong, grades: [] },
    ...{ isConfirmed, ignored: ignored.length },
  };
}

/**
 * @param {{allegation: string, version: number}} grade
 * @param {{id: string, version: number}} claim
 */
function isAbout({ allegation, version }, { id, version: now }) {
  return allegation === id && version === now;
}

/**
 * A grade that holds; undefined for one that does not open, is about something else, or is nobody's who may grade.
 * @param {string} tip
 * @param {Stored} stored
 * @param {readonly Claim[]} claims
 * @param {Notes} notes
 * @param {WithTipster} conversation
 * @returns {Promise<Graded | undefined>}
 */
async function opens(tip, stored, claims, notes, { sheets, line, letters }) {
  const identity = notes.keys.get(stored.n);
  const claim = claims.find((one) => isAbout(stored, one));
  if (identity === undefined || claim === undefined) {
    return undefined;
  }
  try {
    const sealed = unb64(stored.sealed);
    const grade = await openGrade(sealed, identity);
    const by = sheets.flatMap((one) => one.reviewers).find(({ key }) => equal(key, grade.author));
    const isHere = grade.tip === tip && b64(grade.line) === line && isAbout(grade, claim);
    const isSaid = b64(grade.said) === claim.said;
    const mayGrade = by !== undefined && !haveRecorded([grade.author], letters);
    return isHere && isSaid && mayGrade ? { ...grade, by: by.name, hash: sha256(sealed) } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether somebody counts twice.
 * @param {readonly Graded[]} grades
 */
function hasDouble(grades) {
  const names = grades.map(({ allegation, version, by }) => `${allegation} ${version} ${by}`);
  return new Set(names).size < names.length;
}

/** @param {readonly Stored[]} stored */
function hashesByClaim(stored) {
  /** @type {Map<string, Uint8Array[]>} */
  const found = new Map();
  for (const { allegation, version, sealed } of stored) {
    const name = `${allegation} ${version}`;
    found.set(name, [...(found.get(name) ?? []), hashOf(sealed) ?? new Uint8Array()]);
  }
  return found;
}
