/** What modules of this folder hand to one another; nothing of it is loaded by a browser. */

import type { Identity } from "../crypto/browser/age.js";
import type { KeySheet, Reader } from "../crypto/browser/sheets.js";
import type { Answer, ExportStatement, FileEntry, Statement } from "../crypto/browser/types.js";
import type { Sealing } from "../intake/sealing.js";
import type { Picking } from "../sealed/picking.js";
import type { Conversation, OpenedLetter, Stored } from "../sealed/types.js";

/** What the tipster wrote and was answered, with what has to be known to check a mark of it. */
export interface WithTipster extends Conversation {
  line: string; // its id, base64url
  sheets: KeySheet[]; // every one of the channel, verified
  hashes: Map<string, string>; // of the letters as their authors had sealed them, base64url, by their ids
  own: Map<string, string>; // the same of those that nobody but the tipster can have written
  stored: string[]; // the letters as the line keeps them, base64url, in order
}

/** What the line says of the letters among readers. */
export interface NotesTold {
  conversation: string; // "" while nobody has written
  grants: { n: number; sealed: string }[];
  letters: Stored[];
  readers: string[]; // holders who read the tip today, base64url
  marked: string; // id of the letter that marks the tip
  today: string; // the line's
  renew: string[]; // conversations in which somebody who was taken off holds the newest key
  mailbox: string; // the tipster's holder, base64url; "" where nobody reads an answer
  heard: HeardTold[]; // conversations with whoever is reported on
}

/** One of them, as cipher. */
export interface HeardTold {
  conversation: string;
  grants: { n: number; sealed: string }[];
  letters: Stored[];
  mailbox: string; // their holder, base64url
  adviser: string; // and of whoever advises them, empty where nobody does
}

/** The same, opened. */
export interface Notes {
  id: string;
  keys: Map<number, Identity>; // that a reader on the sheet has signed, by number
  newest: { n: number; identity: Identity } | undefined;
  letters: OpenedLetter[];
  last: Uint8Array | undefined; // hash of the latest letter
}

/** Something that can be marked: a sentence of a letter, or one of its files. */
export interface Choice {
  letter: string; // hash of the letter as stored, base64url
  day: string;
  sentence?: string;
  file?: string; // its id
  name?: string; // the file's, to be shown and never to be sealed again
}

/** Something that can be redacted: one of the three. */
export interface Passage {
  sentence?: string;
  answer?: Answer;
  file?: FileEntry;
}

export interface Mark {
  letter: string;
  sentence?: string;
  file?: string;
  harmed: string[]; // names of the closed list
}

/** Whether a tip may be passed on to one body, as the charter describes it today. */
export interface Consent {
  says: "waits" | "asked" | "yes" | "no" | "doubt"; // nothing yet, nothing since it was asked once more; in doubt, where there could be a later no
  day: string; // of the letter by which it stands like that
  letters: string[]; // that say yes, since the last no and the last question: hashes of the letters as stored, base64url
  words: string[]; // that the tipster wrote in them
}

/** What belongs to a tip that is being recorded. */
export interface RecordingState {
  sealing: Promise<Sealing>;
  files: Picking;
  recordings: Picking;
  waiting?: { said: string; body: string }; // sealed, and not known to have arrived
}

/** What was signed, as the line hands it out. */
export interface SignedReferral {
  json: Uint8Array;
  signatures: Uint8Array[]; // one, or two where it is done
  tip: string; // which tip's page it is
  charter: string; // hash of the charter of today, base64url
  isDone: boolean;
}

/** Against what it is judged. */
export interface WhatIsKnown {
  line: string; // base64url
  reviewers: Reader[]; // whose signatures count
  letters: OpenedLetter[]; // between tipster and readers
  own: ReadonlyMap<string, string>; // hashes of letters that nobody but the tipster can have written, by their ids
  notes: OpenedLetter[]; // among the readers
  noteHashes: ReadonlyMap<string, string>;
  bodies: readonly string[]; // as letters ask about those of the charter of today
}

/** What was signed so that a tip leaves the line, and what is wrong about it. */
export interface JudgedExport {
  statement?: ExportStatement; // absent where it is none
  by: string[]; // names of readers who have signed
  reason?: string; // the legal basis in words; absent where it is not there, or nobody's
  wish?: Wish; // the letter that is named, where it is one of the tipster's
  problems: string[]; // names of sentences
}

/** A letter of the tipster's that may ask for a copy. */
export interface Wish {
  letter: string; // its hash, base64url
  day: string;
  text: string;
}

/** What the line adds to an export as it is made. */
export interface Added {
  statement: string; // as both have signed it, base64url
  signatures: string[];
  journal: { id: string; kind: string; day: string; by?: string; number?: number; hash?: string }[];
  head: string; // of the journal's chain, as published
}

/** One letter of an export, and what was left out of it. */
export interface Leaving {
  number: number; // from 1
  from: string;
  day: string;
  tier: string;
  notes: string[]; // what is wrong with it, or that it was redacted
  text: string;
  answers: { asked: string; told: string }[];
  files: { path: string; name: string; entry: FileEntry; identity?: Identity }[];
}

export interface Judged {
  statement?: Statement; // absent where it is none
  by: string[]; // names of readers who have signed
  reason?: string; // absent where it is not there, or nobody's
  problems: string[]; // names of sentences
  no?: string; // the day on which the tipster said no to this body, where that is the last that was said
  words: string[]; // of the tipster's, beside the yes
}

/** What somebody says of one claim; without an id it is a new one. */
export interface AllegationSaid {
  id?: string;
  text: string;
  known: string; // one of the ways
  wrong: string; // what would show it wrong
}

export interface AllegationVersion extends AllegationSaid {
  author: string; // the reader's name
  day: string;
  isWithdrawn: boolean;
  letter: string; // id of the letter in which it stands
}

/** One claim, with everything that was said of it, the latest last. */
export interface Allegation {
  id: string;
  versions: AllegationVersion[];
}

/** The same: what two have signed stands as they have signed it. */
export interface Pinned extends Allegation {
  isConfirmed: boolean;
  ignored: AllegationVersion[]; // written since, and counting for nothing
}

/** What is ticked in a state, and by whom and when it was last. */
export interface Ticks {
  tasks: string[];
  author?: string;
  day?: string;
}
