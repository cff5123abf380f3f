// What stands in sha256.js, and where it comes from.
export { SHA256 } from "@stablelib/sha256";
