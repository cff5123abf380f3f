// @ts-check
/** Runs beside the page: is given a file's content piece by piece, and says what its SHA-256 has come to. */

import { SHA256 } from "../../vendor/sha256.js";
import { soFar } from "./digest-so-far.js";

const digest = new SHA256();
/** @type {{onmessage: (event: MessageEvent) => void, postMessage: (told: unknown) => void}} */
const page = /** @type {any} */ (globalThis);

page.onmessage = ({ data }) => {
  digest.update(data);
  page.postMessage(soFar(digest));
};
page.postMessage("here");
