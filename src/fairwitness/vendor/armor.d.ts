// What stands in armor.js.
export { armor } from "age-encryption";
