// @ts-check
/** All that an open mailbox needs: loaded when there is a code that may open one. */

export { nextKey, sealNext } from "../sealed/writing.js";
export { article } from "./letters.js";
export { openMailbox } from "./opening.js";
