// @ts-check
/**
 * Sizes that say little: letters in a few buckets, files to their Padmé size.
 *
 * Padmé (Nikitin and others, "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019)
 * adds at most 12 per cent and lets a size tell O(log log) bits.
 */

const KIB = 1024;
const BUCKETS = [4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB];
const SMALLEST_FILE = 4096;

/**
 * The smallest Padmé size that holds `size` bytes. In BigInt: shifts of numbers break from 2 GiB on.
 * @param {bigint} size
 */
export function padme(size) {
  if (size < 2n) {
    return size;
  }
  const exponent = bitLength(size) - 1n;
  const mask = (1n << (exponent - bitLength(exponent))) - 1n;
  return (size + mask) & ~mask;
}

/**
 * The size of a letter's plaintext that holds `size` bytes.
 * @param {number} size
 */
export function bucket(size) {
  return BUCKETS.find((limit) => size <= limit) ?? Number(padme(BigInt(size)));
}

/**
 * P of the protocol: content and zeros of a file of `size` bytes, headers of parts not counted.
 * @param {number} size
 */
export function fileSize(size) {
  return Math.max(SMALLEST_FILE, Number(padme(BigInt(size))));
}

/**
 * The next power of two, for whoever wants a file's size to say less than its Padmé size does: at most twice as many bytes.
 * @param {number} size
 */
export function nextPower(size) {
  return Math.max(SMALLEST_FILE, Number(1n << bitLength(BigInt(Math.max(size - 1, 0)))));
}

/** @param {bigint} number */
function bitLength(number) {
  return BigInt(number === 0n ? 0 : number.toString(2).length);
}
