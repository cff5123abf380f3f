// @ts-check
/** The page where a code is typed: from here on this browser opens the mailbox. */

import { takeOver } from "../sealed/taking-over.js";

takeOver("mailbox", () => import("./mailbox.js"));
