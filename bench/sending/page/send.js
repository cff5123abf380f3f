// @ts-check
/** Makes a file of as many MiB as the address says, sends it as every page does, and tells what that took. */

import { generateHybridIdentity, recipientOf } from "../crypto/browser/age.js";
import { Upload } from "../sealed/upload.js";

const MIB = 1024 * 1024;
const PIECE = 8 * MIB;
const asked = new URLSearchParams(location.search);
const size = Number(asked.get("mib") ?? 64) * MIB;

/** Eight pieces that differ, again and again: the browser keeps each of them once, as it keeps none of a file on a disk. */
function fileOf() {
  const pieces = Array.from({ length: 8 }, () => new Blob([crypto.getRandomValues(new Uint8Array(65_536))]));
  const blocks = pieces.map((piece) => new Blob(Array(PIECE / 65_536).fill(piece)));
  const all = Array.from({ length: Math.ceil(size / PIECE) }, (_, place) => blocks[place % blocks.length]);
  return new File([new Blob(all).slice(0, size)], "bridge.bin");
}

async function measured() {
  const file = fileOf();
  const recipient = await recipientOf(generateHybridIdentity());
  const upload = new Upload(file, recipient, { uploads: "/en/uploads/" });
  const begun = performance.now();
  const entry = await upload.run();
  const seconds = (performance.now() - begun) / 1000;
  return { mib: size / MIB, seconds, parts: entry.parts.length, id: upload.id };
}

const figures = await measured().catch((error) => ({ error: `${error?.why ?? ""} ${error?.cause ?? error}` }));
await fetch("/bench/figures/", { method: "POST", body: JSON.stringify(figures) });
