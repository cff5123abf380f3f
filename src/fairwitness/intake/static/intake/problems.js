// @ts-check
/** What can go wrong on the way, each with the name of its sentence. */

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

/** The line did not take something, or did not answer. */
export class Refused extends Error {
  /**
   * @param {string} why a word of the protocol's; empty where the line did not answer
   * @param {string} sentence
   */
  constructor(why, sentence) {
    super(sentence);
    this.why = why;
  }

  /** Whether it may have been taken up all the same. */
  get mayHaveArrived() {
    return this.why === "";
  }
}
