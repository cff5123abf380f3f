// @ts-check
/** What a digest has come to, while more may come. */

import { SHA256 } from "../../vendor/sha256.js";

/** @param {SHA256} digest */
export function soFar(digest) {
  const copy = new SHA256();
  copy.restoreState(digest.saveState());
  return copy.digest();
}
