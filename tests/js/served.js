// @ts-check
/// <reference path="./node.d.ts" />
/** `node --import`: modules find one another as they are served, and not only as they lie in their folders. */

import { register } from "node:module";

register("./addresses.js", import.meta.url);
