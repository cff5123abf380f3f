// @ts-check
/** Makes a file of as many MiB as the address says, sends it as every page does, and tells what that took. */

import { generateHybridIdentity, recipientOf } from "../crypto/browser/age.js";
import { Upload } from "../sealed/upload.js";

const MIB = 1024 * 1024;
const PIECE = 8 * MIB;
const asked = new URLSearchParams(location.search);
const size = Number(asked.get("mib") ?? 64) * MIB;

/** Pieces that differ, so that nothing on the way could fold them. */
function fileOf() {
  const pieces = Array.from({ length: Math.ceil(size / PIECE) }, (_, place) => {
    const piece = new Uint8Array(Math.min(PIECE, size - place * PIECE));
    new DataView(piece.buffer).setUint32(0, place);
    return new Blob([piece]);
  });
  return new File(pieces, "bridge.bin");
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

const figures = await measured().catch((error) => ({ error: String(error?.why ?? error) }));
await fetch("/bench/figures/", { method: "POST", body: JSON.stringify(figures) });
