// @ts-check
/** Why this browser cannot seal. */

/** This browser cannot seal now: nothing may be written here, or sent. */
export class NotReady extends Error {
  /**
   * @param {string} word the name of a sentence of the page
   * @param {string} [day]
   */
  constructor(word, day) {
    super(word);
    this.word = word;
    this.day = day;
  }
}
