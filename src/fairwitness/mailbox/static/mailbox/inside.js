// @ts-check
/** All that an open mailbox needs to be read: loaded when there is a code that may open one. */

export { article, rowsFor } from "./letters.js";
export { openMailbox } from "./opening.js";
