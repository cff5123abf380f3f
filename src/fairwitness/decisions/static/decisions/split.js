// @ts-check
/** What follows from grades that were given apart from one another. Nothing is added up: two grades bear a claim out, or differ, or do not. */

export const CANNOT = 6; // it cannot be judged

/**
 * Whether a grade says that it is so, or probably so.
 * @param {number} credibility
 */
export function bears(credibility) {
  return credibility <= 2;
}

/**
 * Whether two readers see it so differently that a third has to look: on two sides of *probably so*, more than one step from one
 * another, or one of them cannot judge it and the other can.
 * @param {number} one
 * @param {number} other
 */
export function areApart(one, other) {
  if (one === CANNOT || other === CANNOT) {
    return one !== other;
  }
  return bears(one) !== bears(other) || Math.abs(one - other) > 1;
}

/**
 * Whether a third is asked: there are two, and they are apart.
 * @param {readonly number[]} credibilities
 */
export function needsThird(credibilities) {
  return credibilities.length === 2 && areApart(credibilities[0], credibilities[1]);
}

/**
 * Whether a claim may be called confirmed: by two at least, and by more than half of all who have graded it.
 * @param {readonly number[]} credibilities
 */
export function isBorneOut(credibilities) {
  const bearing = credibilities.filter(bears).length;
  return bearing >= 2 && bearing * 2 > credibilities.length;
}

const HARDLY = 5; // other things speak against it

/**
 * Whether a claim is shown to be untrue: by two at least, and nobody who has graded it sees it otherwise.
 * @param {readonly number[]} credibilities
 */
export function isShownUntrue(credibilities) {
  return credibilities.length >= 2 && credibilities.every((one) => one === HARDLY);
}
