// @ts-check
/** How fast this browser seals: measured, never guessed from its name. Without a compiler for scripts it is some fifty times slower. */

import { generateHybridIdentity, recipientOf, seal } from "../crypto/browser/age.js";

const TRIED = 256 * 1024; // bytes
const SLOW = 6 * 1024 * 1024; // bytes a second
export const LARGE = 20 * 1024 * 1024; // bytes: more than that and a slow browser takes too long

/** @type {Promise<number> | undefined} */
let measured;

/** Bytes a second; worked out once. */
export function sealingSpeed() {
  measured ??= measure();
  return measured;
}

/**
 * Whether somebody had better send a file of this size by the plain form.
 * @param {number} size
 */
export async function isTooSlowFor(size) {
  return size > LARGE && (await sealingSpeed()) < SLOW;
}

async function measure() {
  const recipient = await recipientOf(generateHybridIdentity());
  const content = new Uint8Array(TRIED);
  await seal(content, [recipient]); // compilers need a first time
  const times = [];
  for (let time = 0; time < 3; time++) {
    const begun = performance.now();
    await seal(content, [recipient]);
    times.push(performance.now() - begun);
  }
  return (TRIED * 1000) / Math.max(0.1, Math.min(...times));
}
