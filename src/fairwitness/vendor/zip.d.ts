// What stands in zip.js.
export { makeZip } from "client-zip";
