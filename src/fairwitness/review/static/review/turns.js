// @ts-check
/** Whose turn it is to be opened in a long list: a few at a time, and those that are in view before the others. */

const AT_ONCE = 4;

/** @type {Map<Element, (done: () => void) => void>} in the order of the page */
const waiting = new Map();
/** @type {WeakSet<Element>} */
const seen = new WeakSet();
let open = 0;

const looking = new IntersectionObserver((rows) => {
  for (const { target, isIntersecting } of rows) {
    isIntersecting ? seen.add(target) : seen.delete(target);
  }
  goOn();
});

/**
 * Wait for one's turn; whoever has it says when it is over.
 * @param {Element} row
 * @returns {Promise<() => void>}
 */
export function turn(row) {
  return new Promise((resolve) => {
    waiting.set(row, resolve);
    looking.unobserve(row);
    looking.observe(row); // says at once whether it is in view
  });
}

/** @param {Element} row that is on no page any more */
export function leaves(row) {
  looking.unobserve(row);
  waiting.delete(row);
}

function goOn() {
  while (open < AT_ONCE && waiting.size > 0) {
    const rows = [...waiting.keys()];
    const row = rows.find((one) => seen.has(one)) ?? rows[0];
    const start = waiting.get(row);
    waiting.delete(row);
    open += 1;
    start?.(once(over));
  }
}

function over() {
  open -= 1;
  goOn();
}

/** @param {() => void} act */
function once(act) {
  let isDone = false;
  return () => {
    if (!isDone) {
      isDone = true;
      act();
    }
  };
}
