// @ts-check
/** The scope page: from here on this browser seals. */

import { takeOver } from "../sealed/taking-over.js";

takeOver("telling", () => import("./telling.js"));
