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
  rules?: { rewards: number | null }; // the version of the charter by which the tip may be rewarded
  written: Written;
  name?: NameStands; // not of the person reported on
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

/** How it stands with a name that two keys guard; without a state where there is none. */
export interface NameStands {
  state: string;
  who: string; // guards it
  ground: string; // of a duty
  was_opened: string; // "yes" if ever, whatever came after; empty otherwise
  opens: string; // the day from which a duty may open it
  today: string; // the line's
  statement: string; // what two readers have signed, where it asks for a yes
  first: string; // their signatures
  second: string;
}

/** Whether somebody of the office wrote the tip down, and what became of that. */
export interface Written {
  by_office: boolean;
  own_code: boolean; // whether nobody of the office has seen the code
  recording: boolean; // whether there is one
  destroyed: boolean; // whether there was one
  parts?: string[]; // of the pages of a person reported on, and of whoever advises them
}

/** The text that counts now. */
export interface WrittenDown {
  text: string;
  agreement: string; // what a letter says that agrees to it
  isAgreed: boolean;
}

export interface Standing {
  received: string;
  step: string;
  due: string;
  late: boolean;
  stage: string; // what the state means, in the language of the page
  turn: string; // who has it in hand, and by when
  can_be_passed_on: boolean; // whether a yes or a no to it still changes anything
  passed_on: boolean; // whether a body outside was told something
  given?: string; // the day on which an adviser was let in, and the last one of their first code
  given_until?: string;
}
