// @ts-check
/** Nobody does anything here for an hour: then the page forgets, and five minutes before it says so. */

const HOUR = 60 * 60 * 1000;
const BEFORE = 5 * 60 * 1000;
const ROUND = 15 * 1000; // a device that slept finds out within this time
const SIGNS = ["pointerdown", "keydown", "input", "wheel", "touchmove"]; // no scroll: our own warning moves the page

export class Idle {
  #since = Date.now();
  #clock = 0;
  #soon;
  #over;

  /**
   * @param {(isSoon: boolean) => void} soon
   * @param {() => void} over
   */
  constructor(soon, over) {
    this.#soon = soon;
    this.#over = over;
  }

  begin() {
    this.end();
    this.#since = Date.now();
    for (const sign of SIGNS) {
      addEventListener(sign, this.#used, { capture: true, passive: true });
    }
    document.addEventListener("visibilitychange", this.#look);
    this.#clock = setInterval(this.#look, ROUND);
  }

  end() {
    clearInterval(this.#clock);
    for (const sign of SIGNS) {
      removeEventListener(sign, this.#used, { capture: true });
    }
    document.removeEventListener("visibilitychange", this.#look);
  }

  /** Whoever comes back after an hour finds it closed, also where no clock ran meanwhile. */
  #used = () => {
    this.#look();
    this.#since = Date.now();
    this.#soon(false);
  };

  #look = () => {
    const rested = Date.now() - this.#since;
    if (rested >= HOUR) {
      this.end();
      this.#over();
    } else {
      this.#soon(rested >= HOUR - BEFORE);
    }
  };
}
