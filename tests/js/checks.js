// @ts-check
/** What a test says: the same in Node and in a browser, without a package. */

/**
 * JSON of a value, bytes as hex: what two values are compared by.
 * @param {unknown} value
 */
function shown(value) {
  return JSON.stringify(value, (_, inner) =>
    inner instanceof Uint8Array ? hex(inner) : typeof inner === "bigint" ? String(inner) : inner,
  );
}

/**
 * @param {unknown} found
 * @param {unknown} expected
 */
export function same(found, expected) {
  if (shown(found) !== shown(expected)) {
    throw new Error(`${shown(found)} where ${shown(expected)} belongs`.slice(0, 500));
  }
}

/**
 * That `run` throws, or gives a promise that fails, with an error of one of these classes.
 * @param {readonly (new (...of: any[]) => Error)[]} classes
 * @param {() => unknown} run
 * @returns {Promise<any>} the error
 */
export async function refused(classes, run) {
  try {
    await run();
  } catch (error) {
    if (classes.some((one) => error instanceof one)) {
      return error;
    }
    throw error;
  }
  throw new Error("it was taken");
}

/** @param {Uint8Array} raw */
export function hex(raw) {
  return Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} text */
export function unhex(text) {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** @param {string} text standard base64 */
export function unbase64(text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

/** @param {Uint8Array<ArrayBuffer>} raw */
export async function sha256Hex(raw) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", raw)));
}
