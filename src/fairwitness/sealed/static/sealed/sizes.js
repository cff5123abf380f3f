// @ts-check
/** Sizes and times as people read them. */

import { word } from "./words.js";

/** @param {number} bytes */
export function sizeOf(bytes) {
  const units = ["B", "KiB", "MiB", "GiB"];
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  const size = (bytes / 1024 ** step).toLocaleString(document.documentElement.lang, {
    maximumFractionDigits: 1,
  });
  return `${size} ${units[step]}`;
}

/**
 * @param {number} part
 * @param {number} whole
 */
export function percentOf(part, whole) {
  return whole === 0 ? 0 : Math.floor((part * 100) / whole);
}

/**
 * How far a file is, how fast it goes, and how long the rest takes: one whole sentence.
 * @param {import("./upload.js").Progress} progress
 */
export function sentenceFor({ state, hashed, sent, total, bytesPerSecond, secondsLeft }) {
  const values = { percent: percentOf(sent, total), speed: sizeOf(bytesPerSecond) };
  if (state === "hashing") {
    return word("file-hashing", { percent: percentOf(hashed, total) });
  }
  if (state !== "sending" && state !== "begun") {
    return word(`file-${state}`, values);
  }
  if (secondsLeft === undefined) {
    return word("file-sending", values);
  }
  if (secondsLeft < 60) {
    return word("file-sending-seconds", { ...values, left: Math.max(1, Math.round(secondsLeft)) });
  }
  const minutes = Math.round(secondsLeft / 60);
  return minutes < 120
    ? word("file-sending-minutes", { ...values, left: minutes })
    : word("file-sending-hours", { ...values, left: Math.round(minutes / 60) });
}
