/** What modules of this folder hand to one another; nothing of it is loaded by a browser. */

import type { Entry } from "./wire.js";

/** What the line says of a mailbox; of a draft and of what is left of a tip only a part. */
export interface Opened {
  what: "tip" | "draft" | "dates";
  conversation: string;
  channel: string;
  line: string;
  office: string;
  standing: Standing;
  sheets: string[];
  grants: { n: number; sealed: string }[];
  entries: Entry[];
  until: string;
  sealed: string;
  files: { id: string; parts: number }[];
  received: string;
  acknowledged: string;
  outcome: string;
  destroyed: string;
}

export type Standing = { received: string; step: string; due: string; late: boolean };
