// @ts-check
/** What is wrong with words that somebody typed as a code. */

/** @typedef {"word" | "number" | "count" | "checksum"} Why */

export const WORDS = 2048; // in each list

/** Why a text is no code; says at which entry, never what stood there. */
export class CodeError extends Error {
  /**
   * @param {Why} why
   * @param {{entry?: number, count?: number}} [where]
   */
  constructor(why, { entry = 0, count = 0 } = {}) {
    super(`no code: ${why}`);
    this.why = why;
    /** From 1, where `why` is word or number. */
    this.entry = entry;
    /** Entries found, where `why` is count. */
    this.count = count;
  }
}
