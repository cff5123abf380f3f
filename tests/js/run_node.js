// @ts-check
/// <reference path="./node.d.ts" />
/** `npm run vectors`: every vector in Node. Ends with 1 and a line for each that does not hold. */

import { readdir, readFile } from "node:fs/promises";
import { runVectors } from "./vectors.js";

const FOLDER = new URL("../vectors/", import.meta.url);

const names = (await readdir(FOLDER))
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.slice(0, -5));
const { run, failures } = await runVectors(names, async (name) =>
  JSON.parse(await readFile(new URL(`${name}.json`, FOLDER), "utf8")),
);
process.stdout.write([...failures, `${run} run, ${failures.length} failed`, ""].join("\n"));
process.exitCode = failures.length > 0 ? 1 : 0;
