// @ts-check
/** How fast something goes, and how long the rest will take: over the last while, so that a pause does not count. */

const WINDOW = 15_000; // milliseconds

/** Counts bytes as they go. */
export class Pace {
  /** @type {{at: number, done: number}[]} */
  #seen = [];

  /**
   * So much is done at this moment.
   * @param {number} done bytes
   * @param {number} [now] milliseconds
   */
  note(done, now = performance.now()) {
    const latest = this.#seen.at(-1);
    if (latest !== undefined && done < latest.done) {
      this.#seen = []; // it begins again further back
    }
    this.#seen.push({ at: now, done });
    while (this.#seen.length > 2 && this.#seen[1].at < now - WINDOW) {
      this.#seen.shift();
    }
  }

  /** Nothing goes for a while. */
  rest() {
    this.#seen = [];
  }

  /** Bytes a second; 0 while that cannot be said. */
  get bytesPerSecond() {
    const [first] = this.#seen;
    const latest = this.#seen.at(-1);
    const time = latest === undefined ? 0 : latest.at - first.at;
    return latest === undefined || time < 500 ? 0 : ((latest.done - first.done) * 1000) / time;
  }

  /**
   * Seconds for so many bytes; undefined while that cannot be said.
   * @param {number} left
   */
  secondsFor(left) {
    const speed = this.bytesPerSecond;
    return speed > 0 ? left / speed : undefined;
  }
}
