/** What modules of this folder hand to one another; nothing of it is loaded by a browser. */

import type { Finding, Grade, Paper } from "../crypto/browser/types.js";
import type { Notes, NotesTold, WithTipster } from "../review/types.js";

/** One thing alleged, as it is said now, and how it was graded. */
export interface Claim {
  id: string;
  number: number; // for good: one that is withdrawn keeps its own
  version: number; // how many wordings there were, or which of them two have signed
  isConfirmed: boolean; // by two signatures over this wording
  ignored: number; // wordings since then, which count for nothing
  said: string; // hash of the letter in which this one stands, base64url
  text: string;
  known: string;
  wrong: string;
  grades: Graded[]; // this reader's among them, or none at all
}

/** A grade that holds: signed by a reader of the key sheet, about this very wording. */
export interface Graded extends Grade {
  by: string; // the reader's name
  hash: Uint8Array; // as stored
}

/** A grade as the line hands it out. */
export interface Stored {
  allegation: string;
  version: number;
  n: number;
  sealed: string; // base64url
}

/** A letter with which somebody who was reported on has answered in time. */
export interface Said {
  id: string;
  day: string;
  text: string;
  hash: Uint8Array; // as stored
}

/** Everything that these pages open. */
export interface Known {
  conversation: WithTipster;
  told: NotesTold;
  notes: Notes;
  noteHashes: ReadonlyMap<string, string>; // of the letters among readers as stored, base64url, by their ids
  claims: Claim[]; // those that stand
  stored: Map<string, Uint8Array[]>; // hashes of all grades that the line has handed out, by claim and wording
  heard: string[]; // every conversation with somebody who is reported on, in the order of the page
  asked: string[]; // those of everybody who counts as asked
  answers: Said[]; // what they have answered, which has to be weighed
  isAnyUnread: boolean; // one of those answers does not open
  isAnyUnhanded: boolean; // of somebody who counts as asked no other reader has signed that their code was handed over
  isAnyWrong: boolean; // the line has handed out a grade that does not hold
}

/** One explanation: of the three that are always there only the name is kept. */
export interface Row {
  id: string;
  text?: string;
}

/** One piece of evidence, and whether it speaks for or against each explanation, in their order. */
export interface Item {
  id: string;
  text: string;
  from: string;
  independent: "" | "yes" | "no"; // of the tipster
  cells: string[]; // for, against, neither; "" where nobody has said
}

/** Rival explanations, weighed. */
export interface Sheet {
  rows: Row[];
  items: Item[];
}

/** The latest one, and who has sealed it. */
export interface Weighed extends Sheet {
  letter: string; // its id
  hash: string; // as stored, base64url
  author: string;
  day: string;
  versions: number; // how many there were
}

/** What was signed, and the names of the sentences that say what is wrong about it. */
export interface Judged {
  finding?: Finding; // absent where it is none
  by: string[]; // names of readers who have signed
  reason?: string; // absent where it is not there, or nobody's
  claims: { number: number; text: string }[]; // in the wording that was signed; number 0 where it is not there
  about: { number: number; about: string }[]; // of those who were asked, in the order of the page
  problems: string[];
}

/** The same of what a tipster knew. */
export interface JudgedKnowing {
  by: string[]; // names of readers who have signed
  paper?: Paper; // absent where it is not the one that was signed for
  problems: string[];
}

/** What somebody from outside is handed. */
export interface Judging {
  statement: Uint8Array;
  signatures: Uint8Array[];
  line: Uint8Array;
  by: string[];
  paper?: Paper; // absent where it does not open
  problems: string[];
}
