/** What modules of this folder hand to one another; nothing of it is loaded by a browser. */

import type { Identity } from "../crypto/browser/age.js";
import type { Grant } from "../crypto/browser/grants.js";
import type { FileEntry, Letter } from "../crypto/browser/letters.js";
import type { KeySheet } from "../crypto/browser/sheets.js";
import type { Redacted } from "../crypto/browser/types.js";
import type { Found } from "./details.js";
import type { FileRow } from "./file-row.js";
import type { Kept, Upload } from "./upload.js";

/** What the line says of a conversation. */
export interface Told {
  conversation: string;
  channel: string;
  sheets: KeySheet[]; // verified, each the one after the other
  grants: { n: number; sealed: string }[]; // for this reader
  letters: Stored[];
}

/** Who opens it. */
export interface Reader {
  openGrant: (conversation: string, n: number, sealed: Uint8Array) => Promise<Grant>;
  own?: Uint8Array; // of the tipster: the verifying key that the code derives, and that no row says
}

export interface OpenedLetter {
  id: string;
  day: string; // that was signed; of what does not open, the one that the line tells
  toldDay: string; // that the line tells
  fromOffice: boolean; // as the line says
  letter?: Letter; // absent where it could not be opened
  warnings: string[]; // names of sentences, to be shown with the letter
  author?: string; // a reviewer's name; absent for the tipster
  identity?: Identity; // opens its files
  redacted?: Redacted & { by: string; on: string }; // which letter stood here before a reader redacted it, and that reader's name
  isAdvisers?: boolean; // of whoever advises the person reported on, as that person has signed
  isOwn?: boolean; // of whoever has the mailbox open; not said at the desk
  advice?: "given" | "moved" | "ended" | undefined; // what it says of an adviser, signed by whoever may
  movesMailbox?: boolean; // whether the tipster names another mailbox in it, signed by the one before
}

export interface Conversation {
  id: string;
  channel: string;
  newest: { n: number; identity: Identity } | undefined; // what the next letter is sealed to; none where no key counts
  keys: Map<number, Identity>; // that count
  refused: number[]; // numbers of the keys that nobody gave who may give one
  letters: OpenedLetter[];
  adviser: string | undefined; // the recipient of whoever advises now, as the person reported on has signed
  last: Uint8Array | undefined; // hash of the last letter as stored
}

export interface Entry {
  name: string;
  listed: Uint8Array<ArrayBuffer>; // its record in the list at the end
  method: number;
  packed: number; // bytes
  start: number; // of its own record
  end: number; // of its content
}

export interface Details {
  found: Found[];
  stays: Found[]; // what `removed` leaves in the file
  removed: (() => Promise<File>) | undefined; // the same file without them; undefined where that cannot be done soundly here
}

/** What goes on on another day; it belongs into something sealed. */
export interface KeptFile {
  name: string;
  size: number; // of what was picked
  bare: boolean; // whether its hidden details were removed
  toPowerOfTwo: boolean;
  upload: Kept;
}

export interface How {
  uploads: string; // the address of all uploads
  recipient: () => Promise<string>; // to whom files are sealed; asked when the first one begins
  mostFiles: number;
  mostBytes: number; // of one file
  toPowerOfTwo?: () => boolean; // whether files are filled up further; asked when one begins
  plain?: () => void; // goes on with the plain form, for browsers that seal slowly
  changed?: () => void; // a file was added, removed, or has arrived
  goesOn?: () => void; // more of one has arrived
}

export interface One {
  file: File; // as it was picked; of one that was there before, its name alone
  size: number;
  row: FileRow;
  gone: AbortController;
  state: "looked-at" | "asked" | "ready" | "on its way" | "there" | "stopped";
  remove: () => boolean; // whether hidden details are to be removed
  details?: import("./details.js").Details;
  upload?: Upload;
  entry?: FileEntry; // once it is whole
  recipient?: string; // to whom it is sealed, once that is known
  before?: KeptFile;
  bare?: boolean; // whether its hidden details were really removed; once that is known
  isLost?: boolean; // it lay in the draft, and the line has it no more
  isTakenAsItStands?: boolean; // nothing is asked about it any more
  offersPlainForm?: boolean;
  toPowerOfTwo?: boolean; // what it is filled up to
}

export interface Sending {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: Uint8Array<ArrayBuffer>;
  signal?: AbortSignal;
  onSent?: (bytes: number) => void; // told how many bytes of the body have gone
}

export interface Progress {
  state: State; // `waiting`: the line was not reached, and will be asked again
  hashed: number; // bytes that were compared with what was sent before
  sent: number; // bytes that the line has, or that have gone
  total: number; // bytes, padding included
  bytesPerSecond: number; // 0 while that cannot be said
  secondsLeft: number | undefined;
}

export type Stored = { id: string; n: number; from_office: boolean; day: string; sealed: string }; // a letter, as the line keeps it

export type State = "begun" | "hashing" | "sending" | "waiting" | "paused" | "done";
