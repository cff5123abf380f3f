/** What modules of this folder hand to one another; nothing of it is loaded by a browser. */

import type { Identity } from "./age.js";

/** What is shown of a tip code; the seed stays here. */
export interface CodeShown {
  locator: Uint8Array;
  auth: Uint8Array; // what lets in: the server keeps its hash alone
  recipient: string;
  key: Uint8Array; // verifying key
}

/** A whole tip. The same bytes again are the same commit. */
export interface Commit {
  commit: Uint8Array; // 16 random bytes
  code: CodeShown;
  conversation: string;
  grants: SealedGrant[];
  excluded: Uint8Array[]; // holders whom the tipster does not want
  letter: Uint8Array;
  uploads: Sent[];
  noAnswer: boolean;
}

/** Conversation key `n` for `holder`. `by` is absent for the sender's own grants of key 0, which nobody signs. */
export interface Grant {
  conversation: string; // 16 bytes, base64url
  n: number;
  holder: Uint8Array; // SHA-256 of the holder's recipient
  identity: Identity;
  by?: Uint8Array; // the signer's verifying key
}

/** An attachment as its letter lists it: only here stand its name, type and true size. */
export interface FileEntry {
  id: string; // 16 bytes, base64url
  name: string;
  type: string;
  size: number; // bytes of the plaintext
  sha256: Uint8Array; // of the plaintext
  parts: Uint8Array[]; // SHA-256 of each part's age file
}

export interface Letter {
  conversation: string; // 16 bytes, base64url
  n: number; // the conversation key's number
  author: Uint8Array; // verifying key
  seq: number; // from 0, for each author and conversation
  tier: Tier;
  day: string; // YYYY-MM-DD
  text: string;
  seen?: Uint8Array; // SHA-256 of the last letter the author saw, as stored; absent before the first
  sheet?: Uint8Array; // hash of the key sheet, in the first letter only
  mailbox?: MailboxAddress; // in the first letter only
  answers: Answer[];
  files: FileEntry[];
  identity?: Identity; // in a draft only: conversation key 0
}

/** One channel's readers, from one signing to the next. */
export interface KeySheet {
  line: Uint8Array; // the line id
  office: Uint8Array; // the office's verifying key
  channel: string;
  serial: number;
  previous?: Uint8Array; // hash of the sheet before
  charter: Uint8Array; // SHA-256 of the charter
  until: string; // the last day it may be used, YYYY-MM-DD
  reviewers: Reader[];
  custodians: Reader[];
  recovery?: Recovery;
  hash: Uint8Array; // SHA-256 of its JSON: what the first letter of a tip carries
}

export type Sent = { id: string; secret?: Uint8Array }; // a file; without its secret where it belongs to the draft already

export type SealedGrant = { holder: Uint8Array; sealed: Uint8Array };

export type Tier = "browser" | "arrival" | "offline";

export type Answer = { question: string; text: string }; // to one of the charter's questions, or to `kind` or `known`

export type MailboxAddress = { recipient: string; key: Uint8Array }; // where a mailbox can be granted keys

export type Reader = { name: string; recipient: string; key: Uint8Array }; // a reviewer or custodian on the sheet

export type Recovery = { recipient: string; titles: string[] }; // the recipient, and who keeps its halves
