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
  name?: Uint8Array; // that two keys guard
}

/** Who it is, and how to reach them, by the mailbox's own signature; one of the two may be empty. */
export interface Name {
  conversation: string; // 16 bytes, base64url
  author: Uint8Array; // the mailbox's verifying key
  name: string;
  contact: string;
}

/** What two readers sign: which name, and on which ground. */
export interface NameAsked {
  line: Uint8Array; // the line id
  tip: string; // 16 bytes, base64url
  conversation: string; // with the tipster: that of the name, as the outer layer binds it
  name: Uint8Array; // SHA-256 of the sealed name, as stored
  mailbox: Uint8Array; // the verifying key that consents
  ground: string;
  told: string; // of a duty: before, or jeopardises; else ""
  asked: string; // a day
  why: Uint8Array; // SHA-256, as stored, of the letter among readers that gives the reason
}

/** What the mailbox signs: yes or no to one request. */
export interface NameConsent {
  line: Uint8Array;
  asked: Uint8Array; // SHA-256 of what two readers have signed
  says: string; // yes or no
  day: string;
}

/** What whoever guards names signs: opened, and for which bytes; or refused, and why. */
export interface NameAnswered {
  line: Uint8Array;
  asked: Uint8Array;
  day: string;
  sealed?: Uint8Array; // SHA-256 of what they sealed to the two who asked
  reason: string; // "" where it was opened
}

/** Conversation key `n` for `holder`. `by` is absent for the sender's own grants of key 0, which nobody signs. */
export interface Grant {
  conversation: string; // 16 bytes, base64url
  n: number;
  holder: Uint8Array; // SHA-256 of the holder's recipient
  identity: Identity;
  by?: Uint8Array; // the signer's verifying key
  sheet?: Uint8Array; // of the sender's own grant to their mailbox: the hash of the key sheet that the tip was sealed to
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

/** What two readers sign when they do not hear the person reported on yet. */
export interface Unheard {
  line: Uint8Array; // the line id
  tip: string; // 16 bytes, base64url
  ground: string;
  asked: string; // a day
  until: string; // the last one
  why: Uint8Array; // SHA-256, as stored, of the letter among readers that gives the reason
}

/** What a reader signs who knows that a code has reached the person reported on. */
export interface HandedOver {
  line: Uint8Array; // the line id
  tip: string; // 16 bytes, base64url
  hearing: string; // the same, of the conversation that the code opens
  way: string;
  day: string;
}

/** What two readers sign when a tip is passed on. */
export interface Statement {
  line: Uint8Array; // the line id
  tip: string; // 16 bytes, base64url
  ground: Ground;
  body: string; // its slug in the charter
  charter: Uint8Array; // SHA-256 of the charter's file
  why: Uint8Array; // SHA-256, as stored, of the letter among readers that gives the reason
  consent?: Uint8Array; // SHA-256, as stored, of the tipster's letter that says yes: with `confirmed`, and only then
}

/** What a letter says that takes the place of a redacted one: which letter stood there, and why it went. */
export interface Redacted {
  hash: Uint8Array; // as stored
  author: Uint8Array;
  seq: number;
  tier: Tier;
  day: string;
  why: string; // of a closed list
  seen?: Uint8Array;
}

/** What two readers sign before a tip leaves the line. */
export interface ExportStatement {
  line: Uint8Array; // the line id
  tip: string; // 16 bytes, base64url
  basis: string; // of a closed list
  along: string[]; // what goes along that otherwise stays here, in order
  letters: number; // of the tipster's conversation, from the first on
  why: Uint8Array; // SHA-256, as stored, of the letter among readers that gives the legal basis
  consent?: Uint8Array; // SHA-256, as stored, of the tipster's letter that says so: with `authority` and `tipster`, and only then
}

/** How credible one reader finds one wording of one thing alleged. */
export interface Grade {
  line: Uint8Array; // the line id
  tip: string; // 16 bytes, base64url
  allegation: string; // the same
  version: number; // how many wordings of it there were, this one included
  said: Uint8Array; // SHA-256, as stored, of the letter among readers in which this wording stands
  author: Uint8Array; // the reader's verifying key
  day: string;
  credibility: number; // 1 to 6
  access: string; // how it is known
  answers: Marked[]; // in order of their ids
  reasons: string;
}

/** One letter with which somebody who was reported on has answered, and what it says of the claim. */
export type Marked = { id: string; speaks: string };

/** One wording of one thing alleged, as a finding names it. */
export type Claim = { id: string; version: number };

/** A conversation with somebody who was reported on, and whether a finding is about them. */
export type Asked = { id: string; about: string };

/** What two readers sign who have graded apart from one another: what they found. */
export interface Finding {
  line: Uint8Array; // the line id
  tip: string; // 16 bytes, base64url
  verdict: string; // of a closed list
  claims: Claim[]; // in order of their ids
  grades: Uint8Array; // over every grade of these claims
  sheet: Uint8Array; // SHA-256, as stored, of the letter among readers with the rival explanations
  answers: Uint8Array; // over every letter with which whoever was asked answered in time
  asked: Asked[]; // all of them, in order of their ids
  why: Uint8Array; // SHA-256, as stored, of the letter that gives the reason
}

/** What two readers sign of what a tipster knew. */
export interface KnowinglyFalse {
  line: Uint8Array; // the line id
  tip: string; // 16 bytes, base64url
  claims: Claim[]; // in order of their ids
  grades: Uint8Array; // over every grade of these claims
  sheet: Uint8Array; // SHA-256, as stored, of the letter among readers with the rival explanations
  letter: Uint8Array; // the same of the letter that told the tipster what is held against them
  answers: Uint8Array; // over every letter of the tipster's since then
  paper: Uint8Array; // the hash of `Paper`
  why: Uint8Array; // SHA-256, as stored, of the letter among readers in which that paper stands
  day: string;
}

/** What somebody from outside judges by, in the readers' words. */
export interface Paper {
  line: Uint8Array;
  tip: string;
  alleged: string;
  untrue: string;
  knew: string;
  answered: string;
  salt: Uint8Array; // 16 bytes
}

/** What somebody from outside signs over both signatures. */
export interface Outsider {
  line: Uint8Array;
  asked: Uint8Array; // SHA-256 of what two readers have signed
  first: Uint8Array; // the signatures
  second: Uint8Array;
  day: string;
  reason: string; // of a no
}

export type Ground = "confirmed" | "danger-to-life";

export type Sent = { id: string; secret?: Uint8Array }; // a file; without its secret where it belongs to the draft already

export type SealedGrant = { holder: Uint8Array; sealed: Uint8Array };

export type Tier = "browser" | "arrival" | "offline";

export type Answer = { question: string; text: string }; // to one of the charter's questions, or to `kind` or `known`

export type MailboxAddress = { recipient: string; key: Uint8Array }; // where a mailbox can be granted keys

export type Reader = { name: string; recipient: string; key: Uint8Array }; // a reviewer or custodian on the sheet

export type Recovery = { recipient: string; titles: string[] }; // the recipient, and who keeps its halves

/** One denomination of one year: which key signs its vouchers. */
export interface RewardKey {
  id: Uint8Array; // 32 bytes
  year: number; // in which it signs
  currency: string; // ISO 4217
  amount: number; // in the currency's smallest unit
  until: string; // the last day on which its vouchers are exchanged, YYYY-MM-DD
  modulus: Uint8Array; // 384 bytes, big-endian
}

/** What stands on a reward sheet. */
export interface UnreadRewardSheet {
  line: Uint8Array; // the line id
  office: Uint8Array; // the office's verifying key
  serial: number;
  previous?: Uint8Array; // hash of the sheet before
  keys: readonly Omit<RewardKey, "id">[];
}

/** A sheet that was read. */
export interface RewardSheet extends UnreadRewardSheet {
  keys: readonly RewardKey[];
  hash: Uint8Array; // SHA-256 of its JSON: what the journal's head carries
}

/** A message with the signature under it: as good as money for whoever has it. */
export interface Voucher {
  prefix: Uint8Array; // 32 random bytes
  key: Uint8Array; // the id of the key that signed it
  nonce: Uint8Array; // 32 random bytes
  signature: Uint8Array; // 384 bytes
}

/** What is kept, sealed, from the blinding to the answer. */
export interface PendingVoucher {
  key: Uint8Array; // the id of the key that is to sign it
  message: Uint8Array; // prepared
  inverse: Uint8Array;
  blinded: Uint8Array; // what is sent
}
